"""Health checks ask their endpoints, by the sandbox's time; ministack keeps them, and asks nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from sandbox.emulator import health
from sandbox.emulator.health import Finding, Health
from sandbox.emulator.metrics import record
from sandbox.emulator.requests.calls import Call
from sandbox.emulator.requests.operations import Answer, Beneath, take_over
from sandbox.emulator.world import World

REGION = "us-east-1"
"""Where Route 53 puts the metrics of all health checks."""
NAMESPACE = "AWS/Route53"
XML = "https://route53.amazonaws.com/doc/2013-04-01/"
MINUTE = 60
CHECKERS = (
    "us-east-1",
    "us-west-1",
    "us-west-2",
    "eu-west-1",
    "ap-southeast-1",
    "ap-southeast-2",
    "ap-northeast-1",
    "sa-east-1",
)
"""From where AWS asks unless told otherwise; here one answer stands for all."""


class HealthChecks:
    """What is known of each endpoint, by account and health check."""

    def __init__(self, world: World) -> None:
        from ministack.services import route53  # noqa: PLC0415 it reads the environment when it is loaded

        self._world = world
        self._checks = vars(route53)["_health_checks"]
        self._known: dict[tuple[str, str], Health] = {}
        self._reported = world.clock.now() // MINUTE

    def tick(self, now: float) -> None:
        """Ask whom it is time to ask, and report all once a minute."""
        checks = {
            key: each["config"]
            for key, each in self._checks.to_dict().items()
            if each["config"].get("Type") in health.ASKED
        }
        self._known = {key: self._known.get(key, Health()) for key in checks}
        for key, config in checks.items():
            known = self._known[key]
            if not config.get("Disabled") and now - known.asked >= health.interval(config):
                found = replace(health.ask(config, self._world.port), at=now)
                self._known[key] = known.after(found, health.threshold(config))
        if now // MINUTE > self._reported:
            self._reported = now // MINUTE
            self._report(checks)

    def _report(self, checks: dict[tuple[str, str], dict[str, Any]]) -> None:
        if self._world.faults.lost("monitoring", REGION):
            return
        for (account, check), config in checks.items():
            endpoint = self._known[account, check].healthy
            good = health.healthy(config, self._known[account, check])
            for name, value, unit in (
                ("HealthCheckStatus", int(good), "None"),
                ("HealthCheckPercentageHealthy", 100 * int(endpoint), "Percent"),
            ):
                record(account, REGION, NAMESPACE, name, {"HealthCheckId": check}, value, unit)

    async def status(self, asked: Call, _: Beneath) -> Answer:
        """Answer GetHealthCheckStatus."""
        return self._answer(asked, "GetHealthCheckStatusResponse", "last")

    async def last_failure(self, asked: Call, _: Beneath) -> Answer:
        """Answer GetHealthCheckLastFailureReason."""
        return self._answer(asked, "GetHealthCheckLastFailureReasonResponse", "failure")

    def _answer(self, asked: Call, name: str, which: str) -> Answer:
        check = asked.path.split("/")[3]
        found = self._checks.get(check)
        if found is None:
            return _refusal(
                "NoSuchHealthCheck", f"No health check exists with the specified ID {check}.", 404
            )
        if found["config"].get("Type") not in health.ASKED:
            return _refusal(
                "InvalidInput", "The health check asks no endpoint, and has no observations.", 400
            )
        known = self._known.get((self._world.identity.account, check), Health())
        finding = getattr(known, which)
        regions = found["config"].get("Regions") or CHECKERS
        return _observations(name, regions if finding else (), finding)


def _observations(name: str, regions: Sequence[str], finding: Finding | None) -> Answer:
    root = Element(name, xmlns=XML)
    observations = SubElement(root, "HealthCheckObservations")
    for region in regions:
        observation = SubElement(observations, "HealthCheckObservation")
        SubElement(observation, "Region").text = region
        SubElement(observation, "IPAddress").text = "127.0.0.1"
        report = SubElement(observation, "StatusReport")
        if finding:
            moment = datetime.fromtimestamp(finding.at, UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"
            SubElement(report, "Status").text = finding.status
            SubElement(report, "CheckedTime").text = moment
    return int(HTTPStatus.OK), {"Content-Type": "text/xml"}, tostring(root, "utf-8", xml_declaration=True)


def _refusal(code: str, message: str, status: int) -> Answer:
    root = Element("ErrorResponse", xmlns=XML)
    error = SubElement(root, "Error")
    SubElement(error, "Type").text = "Sender"
    SubElement(error, "Code").text = code
    SubElement(error, "Message").text = message
    return int(status), {"Content-Type": "text/xml"}, tostring(root, "utf-8", xml_declaration=True)


def install(world: World) -> None:
    """Ask at each tick, and answer what was found."""
    checks = HealthChecks(world)
    world.clock.each_tick(checks.tick)
    take_over(
        "route53",
        {"GetHealthCheckStatus": checks.status, "GetHealthCheckLastFailureReason": checks.last_failure},
    )
