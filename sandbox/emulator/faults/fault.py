"""Faults on request: what is to fail, where, and how."""

from __future__ import annotations

import functools
import math
import threading
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args

import botocore.session

from sandbox.errors import SandboxError

if TYPE_CHECKING:
    from sandbox.emulator.requests.calls import Call

FaultKind: TypeAlias = Literal["throttled", "failing", "slow", "lost", "lagging"]
"""Requests are refused as too many, answered with 5xx, answered late, not answered; replicas are behind."""
LATE = frozenset({"slow", "lagging"})
GLOBAL = frozenset({"budgets", "ce", "cloudfront", "health", "iam", "organizations", "route53", "sts"})
"""Services of no region: what happens to a whole region does not happen to them, unless they are named."""
SIGNED_AS = {
    "apigatewayv2": "apigateway",
    "cloudwatch": "monitoring",
    "dynamodbstreams": "dynamodb",
    "efs": "elasticfilesystem",
    "elb": "elasticloadbalancing",
    "elbv2": "elasticloadbalancing",
    "resourcegroupstaggingapi": "tagging",
    "sesv2": "ses",
    "stepfunctions": "states",
}
"""As what a request is signed, where boto3 has another name for the service."""
UNMODELLED = frozenset({"execute-api", *SIGNED_AS.values()})
LONGEST_SECONDS = 3600.0


@dataclass(frozen=True)
class Fault:
    """One fault. An empty ``service``, ``region`` or ``operation`` means all of them.

    ``service`` is boto3's name or the one a request is signed for (``dynamodb``, ``execute-api``);
    ``seconds`` is how late a slow answer or a lagging replica is; ``share`` is the part of requests that it
    hits, evenly by count. Raises ``SandboxError`` where a value is none that it can have.
    """

    kind: FaultKind
    service: str = ""
    region: str = ""
    operation: str = ""
    seconds: float = 0.0
    share: float = 1.0

    def __post_init__(self) -> None:
        _check(self)
        object.__setattr__(self, "service", SIGNED_AS.get(self.service, self.service))

    def hits(self, call: Call) -> bool:
        """Whether a request falls under it."""
        return self.covers(call.service, call.region) and self.operation in {"", call.operation}

    def covers(self, service: str, region: str) -> bool:
        """Whether it is about this service in this region."""
        signed = SIGNED_AS.get(service, service)
        if not self.service and self.region and signed in GLOBAL:
            return False
        return self.service in {"", signed} and self.region in {"", region}


def read(given: object) -> Fault:
    """Return the fault that JSON describes; raises ``SandboxError`` where it describes none."""
    names = [each.name for each in fields(Fault)]
    if not isinstance(given, Mapping) or "kind" not in given or not set(given) <= set(names):
        raise SandboxError(f"found {given!r} for a fault; wanted an object with kind, and of {names[1:]} any")
    return Fault(**given)


class Faults:
    """The faults that are on, by the name under which each was turned on."""

    def __init__(self) -> None:
        self._on: dict[str, Fault] = {}
        self._counts: dict[str, int] = {}
        self._lock = threading.Lock()

    def turn_on(self, name: str, fault: Fault) -> None:
        """Turn a fault on, in place of any of the same name."""
        with self._lock:
            self._on[name] = fault
            self._counts[name] = 0

    def turn_off(self, name: str) -> None:
        """Turn a fault off, if it is on."""
        with self._lock:
            self._on.pop(name, None)

    def on(self) -> dict[str, Fault]:
        """The faults that are on, by name."""
        with self._lock:
            return dict(self._on)

    def hitting(self, call: Call) -> list[Fault]:
        """Return the faults that a request runs into, and count it for those that hit only a share."""
        with self._lock:
            return [
                each for name, each in self._on.items() if each.hits(call) and self._due(name, each.share)
            ]

    def lost(self, service: str, region: str) -> bool:
        """Whether nothing of a service answers, or happens, in a region; ``""`` asks for the whole region."""
        return self.covering("lost", service, region)

    def covering(self, kind: FaultKind, service: str, region: str) -> bool:
        """Whether all that a service does in a region falls under a fault of this kind."""
        return any(each.kind == kind and each.covers(service, region) for each in self._whole())

    def lag(self, service: str, region: str) -> float:
        """How many seconds a service's replicas in a region are behind."""
        behind = (each for each in self._whole() if each.kind == "lagging")
        return max((each.seconds for each in behind if each.covers(service, region)), default=0.0)

    def _whole(self) -> list[Fault]:
        return [each for each in self.on().values() if not each.operation and each.share == 1]

    def _due(self, name: str, share: float) -> bool:
        before = self._counts[name]
        self._counts[name] = before + 1
        return _hits_of(before + 1, share) > _hits_of(before, share)


def _hits_of(count: int, share: float) -> int:
    return math.floor(round(count * share, 6))


def _check(fault: Fault) -> None:
    for name, value in (("service", fault.service), ("region", fault.region), ("operation", fault.operation)):
        if not isinstance(value, str):
            _refuse(name, value, "text")
    if fault.kind not in get_args(FaultKind):
        _refuse("kind", fault.kind, f"one of {', '.join(get_args(FaultKind))}")
    if fault.service and fault.service not in _services() | UNMODELLED:
        _refuse("service", fault.service, "a service's name, as dynamodb or execute-api")
    if fault.region and fault.region not in _regions():
        _refuse("region", fault.region, "a region's name, as us-east-1")
    if fault.operation and fault.operation not in _operations(fault.service):
        _refuse("operation", fault.operation, f"an operation of {fault.service or 'a service that is named'}")
    if not _number(fault.share) or not 0 < fault.share <= 1:
        _refuse("share", fault.share, "a number above 0, up to 1")
    if not _number(fault.seconds) or not 0 <= fault.seconds <= LONGEST_SECONDS:
        _refuse("seconds", fault.seconds, f"a number from 0 to {LONGEST_SECONDS:g}")
    if (fault.kind in LATE) != (fault.seconds > 0):
        _refuse("seconds", fault.seconds, f"more than 0 for {' and '.join(sorted(LATE))}, and 0 for others")


def _refuse(name: str, value: object, wanted: str) -> None:
    raise SandboxError(f"found {name} {value!r} for a fault; wanted {wanted}")


def _number(value: Any) -> bool:  # noqa: ANN401 from JSON, whatever its type says
    return isinstance(value, int | float) and not isinstance(value, bool)


@functools.cache
def _services() -> frozenset[str]:
    return frozenset(botocore.session.get_session().get_available_services())


@functools.cache
def _regions() -> frozenset[str]:
    session = botocore.session.get_session()
    every = (session.get_available_regions("ec2", each) for each in session.get_available_partitions())
    return frozenset(region for regions in every for region in regions)


def _operations(service: str) -> set[str]:
    """Name what requests that are signed for a service can ask of it, by whatever name boto3 has for it."""
    session = botocore.session.get_session()
    models = {service, *(name for name, signed in SIGNED_AS.items() if signed == service)} & _services()
    return {name for each in models for name in session.get_service_model(each).operation_names}
