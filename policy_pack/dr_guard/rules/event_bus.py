"""EventBridge buses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dr_guard.aws.iam.access import WANTED, must_name_principals
from dr_guard.aws.tokens import (
    EVENT_BUS,
    EVENT_BUS_POLICY,
    EVENT_PERMISSION,
)
from dr_guard.checks import NOT_KNOWN, absent
from dr_guard.finding import Finding
from dr_guard.values import UNKNOWN, is_set

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dr_guard.control import Settings
    from dr_guard.finding import Outcome
    from dr_guard.graph import Graph
    from dr_guard.resource import Resource


def event_bus_policy_present(graph: Graph, _settings: Settings) -> Iterator[Outcome]:
    """Who may send events is said in the program."""
    for bus in graph.of_type((EVENT_BUS,)):
        policies = graph.satellites(bus, (EVENT_BUS_POLICY, EVENT_PERMISSION), "eventBusName")
        if not policies.joined:
            yield absent(policies, bus, "policy")


def event_bus_policy_principal_restricted(policy: Resource, _settings: Settings) -> Iterator[Outcome]:
    """Nobody unnamed may send events."""
    principal = policy.get("principal")
    if policy.type == EVENT_BUS_POLICY:
        yield from must_name_principals(policy.get("policy"), "the policy")
    elif principal is UNKNOWN:
        yield Finding(f"who may send events {NOT_KNOWN}", WANTED)
    elif principal == "*" and not is_set(policy.get("condition")):
        yield Finding("everyone may send events", WANTED)


RULES: Final = (event_bus_policy_present, event_bus_policy_principal_restricted)
