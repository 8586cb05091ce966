"""Where a drill or a live test runs: the same in an emulated AWS and in an account."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from http.client import HTTPException, HTTPResponse
from typing import Any

from botocore.auth import S3SigV4Auth, SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from runbooks.drill.durations import duration
from sandbox.aws import Client

PATIENCE_SECONDS = 40
NOBODY = Credentials("", "")
"""Signs nothing."""


class UnreachableError(Exception):
    """Nothing answered at all."""


@dataclass(frozen=True)
class Answer:
    """What the API answers; ``body`` is its JSON, ``None`` where it sent none."""

    status: int
    headers: dict[str, str]
    body: Any


class Target(ABC):
    """A stack that is deployed; ``outputs`` are what it exports, ``beat`` is how finely time passes."""

    name: str
    stack: str
    outputs: dict[str, Any]
    beat: timedelta

    @property
    def region(self) -> str:
        """The stack's own region."""
        return str(self.outputs["region"])

    @property
    def watch(self) -> str:
        """The region where the health check reports."""
        return str(self.outputs["watch_region"])

    @property
    def values(self) -> dict[str, object]:
        """What a page's commands are filled in with: the outputs, and where the API is asked."""
        endpoint = self.url("").replace("$", "%24")
        said = {"objectives": _worded(self.outputs["objectives"]), "api_gateway_endpoint": endpoint}
        return {**self.outputs, "stack": self.stack, **said}

    @abstractmethod
    def client(self, service: str, region: str | None = None) -> Client:
        """Return boto3's client of a service, in the stack's own region unless told otherwise."""

    @abstractmethod
    def credentials(self) -> Credentials:
        """Return what signs for whoever drills."""

    @abstractmethod
    def url(self, path: str) -> str:
        """Return where a path of the API is asked for."""

    @abstractmethod
    def store(self, path: str, *, plain: bool = False) -> tuple[str, Mapping[str, str]]:
        """Return where S3 is asked for a path, by plain HTTP if wanted, and the headers that it takes."""

    @abstractmethod
    def now(self) -> datetime:
        """Return the time where the stack is, in UTC."""

    @abstractmethod
    def wait(self, time_to_pass: timedelta) -> None:
        """Let time pass."""

    @abstractmethod
    def environment(self) -> dict[str, str]:
        """Return the variables by which AWS's own tools ask this target."""

    def call(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        signer: Credentials | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Send a request to the API, signed with these credentials, by default the stack owner's.

        Raises ``UnreachableError`` where nothing answers.
        """
        data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        given = {"Content-Type": "application/json", **(headers or {})}
        request = AWSRequest(method, self.url(path), data=data, headers=given)
        if signer is not NOBODY:
            SigV4Auth(signer or self.credentials(), "execute-api", self.region).add_auth(request)
        sent = urllib.request.Request(str(request.url), data, dict(request.headers), method=method)  # noqa: S310 the stack's own API
        try:
            with urllib.request.urlopen(sent, timeout=PATIENCE_SECONDS) as response:  # noqa: S310 the same
                return _answer(response)
        except urllib.error.HTTPError as error:
            with error:
                return _answer(error)
        except (OSError, HTTPException) as error:
            raise UnreachableError(f"{method} {path}: {error}") from error

    def status_of_store(self, path: str, *, plain: bool = False) -> int:
        """Return the status of a signed request to S3, which comes by TLS or, if wanted, without."""
        url, headers = self.store(path, plain=plain)
        request = AWSRequest("GET", url, headers=dict(headers))
        S3SigV4Auth(self.credentials(), "s3", self.region).add_auth(request)
        sent = urllib.request.Request(str(request.url), headers=dict(request.headers))  # noqa: S310 the store or the sandbox
        try:
            with urllib.request.urlopen(sent, timeout=PATIENCE_SECONDS) as response:  # noqa: S310 the same
                return int(response.status)
        except urllib.error.HTTPError as error:
            with error:
                return error.code


def _worded(objectives: Mapping[str, Mapping[str, int]]) -> str:
    """Word what a stack promises, such as ``deletion: RTO 2 h, RPO 5 min``."""
    spans = {
        of: [duration(timedelta(minutes=within[f"{name}_minutes"])) for name in ("rto", "rpo")]
        for of, within in objectives.items()
    }
    return "; ".join(f"{of}: RTO {rto}, RPO {rpo}" for of, (rto, rpo) in spans.items()) or "nothing"


def _answer(response: HTTPResponse | urllib.error.HTTPError) -> Answer:
    text = response.read().decode()
    headers = {name.lower(): value for name, value in response.headers.items()}
    return Answer(response.status or 0, headers, json.loads(text) if text else None)
