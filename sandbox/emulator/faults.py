"""Faults on request: what is to fail, where, and how."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from sandbox.emulator.calls import Call

FaultKind: TypeAlias = Literal["throttled", "failing", "slow", "lost", "lagging"]
"""Requests are refused as too many, answered with 5xx, answered late, not answered; replicas are behind."""
GLOBAL = frozenset({"budgets", "ce", "cloudfront", "health", "iam", "organizations", "route53", "sts"})
"""Services of no region: what happens to a whole region does not happen to them, unless they are named."""


@dataclass(frozen=True)
class Fault:
    """One fault. An empty ``service``, ``region`` or ``operation`` means all of them.

    ``service`` is as a request is signed for it (``dynamodb``); ``seconds`` is how late a slow answer or a
    lagging replica is.
    """

    kind: FaultKind
    service: str = ""
    region: str = ""
    operation: str = ""
    seconds: float = 0.0

    def hits(self, call: Call) -> bool:
        """Whether a request falls under it."""
        return self.covers(call.service, call.region) and self.operation in {"", call.operation}

    def covers(self, service: str, region: str) -> bool:
        """Whether it is about this service in this region."""
        if not self.service and self.region and service in GLOBAL:
            return False
        return self.service in {"", service} and self.region in {"", region}


class Faults:
    """The faults that are on, by the name under which each was turned on."""

    def __init__(self) -> None:
        self._on: dict[str, Fault] = {}
        self._lock = threading.Lock()

    def turn_on(self, name: str, fault: Fault) -> None:
        """Turn a fault on, in place of any of the same name."""
        with self._lock:
            self._on[name] = fault

    def turn_off(self, name: str) -> None:
        """Turn a fault off, if it is on."""
        with self._lock:
            self._on.pop(name, None)

    def on(self) -> dict[str, Fault]:
        """The faults that are on, by name."""
        with self._lock:
            return dict(self._on)

    def lost(self, service: str, region: str) -> bool:
        """Whether nothing of a service answers, or happens, in a region; ``""`` asks for the whole region."""
        return any(each.kind == "lost" and each.covers(service, region) for each in self._whole())

    def lag(self, service: str, region: str) -> float:
        """How many seconds a service's replicas in a region are behind."""
        behind = (each for each in self._whole() if each.kind == "lagging")
        return max((each.seconds for each in behind if each.covers(service, region)), default=0.0)

    def _whole(self) -> list[Fault]:
        return [each for each in self.on().values() if not each.operation]
