"""EventBridge buses."""

from __future__ import annotations

import json
from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.case import fails, passes, skips

PRESENT: Final = "event-bus-policy-present"
RESTRICTED: Final = "event-bus-policy-principal-restricted"

OTHER: Final = Planned("aws:sns/topic:Topic", {})
NAMED: Final = (
    "wanted: named principals, or a condition that holds everyone to an account, a resource or a network"
)
BUS: Final = Planned("aws:cloudwatch/eventBus:EventBus", {"name": "orders"})
EVERYONE: Final = {"Effect": "Allow", "Principal": "*", "Action": "events:PutEvents"}
ORGANIZATION: Final = {"StringEquals": {"aws:PrincipalOrgID": "o-1"}}


def policy(*statements: object, bus: object = "orders") -> Planned:
    """Return the policy of a bus."""
    document = json.dumps({"Statement": list(statements)})
    inputs = {"eventBusName": bus, "policy": document}
    return Planned("aws:cloudwatch/eventBusPolicy:EventBusPolicy", inputs, "policy")


def permission(**inputs: object) -> Planned:
    """Return a statement of a bus's policy by itself."""
    token = "aws:cloudwatch/eventPermission:EventPermission"
    return Planned(token, {"eventBusName": "orders", **inputs}, "permission")


CASES: Final = (
    passes(PRESENT, "a policy", BUS, policy()),
    passes(PRESENT, "a permission", BUS, permission(principal="1")),
    fails(PRESENT, "missing", BUS, says="it has no policy; wanted: one that refers to it"),
    fails(
        PRESENT,
        "of another bus",
        BUS,
        policy(bus="shipments"),
        says="it has no policy; wanted: one that refers to it",
    ),
    fails(
        PRESENT,
        "of a bus that is not known",
        BUS,
        policy(bus=UNKNOWN),
        says="which policy belongs to it cannot be known at preview; wanted: one that refers to it",
    ),
    passes(RESTRICTED, "an account", policy({**EVERYONE, "Principal": {"AWS": "1"}})),
    passes(RESTRICTED, "everyone in an organization", policy({**EVERYONE, "Condition": ORGANIZATION})),
    passes(RESTRICTED, "missing", Planned("aws:cloudwatch/eventBusPolicy:EventBusPolicy", {})),
    fails(
        RESTRICTED,
        "everyone",
        policy(EVERYONE),
        says=f"statement 1 of the policy allows everyone; {NAMED}",
        at="policy",
    ),
    fails(
        RESTRICTED,
        "unknown",
        Planned("aws:cloudwatch/eventBusPolicy:EventBusPolicy", {"policy": UNKNOWN}),
        says=f"the policy cannot be known at preview, unless its ARNs are made of names; {NAMED}",
    ),
    passes(RESTRICTED, "a permission for an account", permission(principal="1")),
    passes(
        RESTRICTED,
        "a permission for an organization",
        permission(principal="*", condition={"key": "aws:PrincipalOrgID", "value": UNKNOWN}),
    ),
    fails(
        RESTRICTED,
        "a permission for everyone",
        permission(principal="*"),
        says=f"everyone may send events; {NAMED}",
        at="permission",
    ),
    fails(
        RESTRICTED,
        "a permission for somebody unknown",
        permission(principal=UNKNOWN),
        says=f"who may send events cannot be known at preview; {NAMED}",
        at="permission",
    ),
    skips(RESTRICTED, "another type", OTHER),
)
