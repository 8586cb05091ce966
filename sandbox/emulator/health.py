"""What one of Route 53's health checks finds, and what it makes of it: pure, but for the request itself.

By "How Amazon Route 53 determines whether a health check is healthy" in AWS's Route 53 guide. Simplified: one
checker asks where AWS has many, of which a share must agree.
"""

from __future__ import annotations

import http.client
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any

API = re.compile(r"[a-z0-9]+\.execute-api\.[a-z0-9-]+\.amazonaws\.com")
FAILURES = 3
INTERVAL_SECONDS = 30
TIMEOUT_SECONDS = 4.0
SEARCHED_BYTES = 5120
ASKED = frozenset({"HTTP", "HTTPS", "HTTP_STR_MATCH", "HTTPS_STR_MATCH", "TCP"})
"""Types of checks that ask an endpoint; the others are made of other checks and of alarms."""


@dataclass(frozen=True)
class Finding:
    """What a checker found at a moment, in seconds since 1970, and says of it in Route 53's words."""

    good: bool
    status: str
    at: float = 0.0


@dataclass(frozen=True)
class Health:
    """What is known of an endpoint: healthy until it has failed as often, one after another, as it may."""

    healthy: bool = True
    streak: int = 0
    asked: float = 0.0
    last: Finding | None = None
    failure: Finding | None = None

    def after(self, finding: Finding, threshold: int) -> Health:
        """Return it with one more finding; ``threshold`` that say the same in a row turn it."""
        streak = 0 if finding.good == self.healthy else self.streak + 1
        turned = streak >= threshold
        return replace(
            self,
            healthy=finding.good if turned else self.healthy,
            streak=0 if turned else streak,
            asked=finding.at,
            last=finding,
            failure=self.failure if finding.good else finding,
        )


def threshold(config: Mapping[str, Any]) -> int:
    """Return how many findings in a row turn a check."""
    return int(config.get("FailureThreshold") or FAILURES)


def interval(config: Mapping[str, Any]) -> int:
    """Return after how many seconds an endpoint is asked again."""
    return int(config.get("RequestInterval") or INTERVAL_SECONDS)


def healthy(config: Mapping[str, Any], health: Health) -> bool:
    """Tell what a check says in the end: disabled it says healthy, and inverted the opposite."""
    return (bool(config.get("Disabled")) or health.healthy) != bool(config.get("Inverted"))


def ask(config: Mapping[str, Any], port: int) -> Finding:
    """Ask an endpoint, which can only be an API of the emulator at ``port``; nothing leaves the machine."""
    host, kind = config.get("FullyQualifiedDomainName") or config.get("IPAddress") or "", config["Type"]
    if not API.fullmatch(host):
        return Finding(good=False, status=f"Failure: {host or 'nothing'} cannot be reached from the sandbox.")
    if not kind.startswith("HTTPS"):
        return Finding(good=False, status=f"Failure: {host} takes no connections but by HTTPS.")
    wanted = config.get("SearchString") if kind.endswith("STR_MATCH") else None
    return _request(port, host, config.get("ResourcePath") or "/", wanted)


def _request(port: int, host: str, path: str, wanted: str | None) -> Finding:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT_SECONDS)
    headers = {"Host": host, "User-Agent": "Amazon-Route53-Health-Check-Service"}
    try:
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        body = response.read(SEARCHED_BYTES)
    except (OSError, http.client.HTTPException) as error:
        return Finding(good=False, status=f"Failure: {error}.")
    finally:
        connection.close()
    answered = f"HTTP Status Code {response.status}, {response.reason}"
    if not HTTPStatus.OK <= response.status < HTTPStatus.BAD_REQUEST:
        return Finding(good=False, status=f"Failure: {answered}.")
    if wanted is not None and wanted.encode() not in body:
        return Finding(good=False, status=f"Failure: {answered}, without the string that was searched for.")
    return Finding(good=True, status=f"Success: {answered}.")
