"""Who calls a function, as far as the program says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dr_guard.aws.tokens import (
    EVENT_SOURCE_MAPPING,
    FUNCTION_POLICY,
    FUNCTION_URL,
    PERMISSION,
    SCHEDULE,
)

if TYPE_CHECKING:
    from dr_guard.graph import Graph
    from dr_guard.resource import Resource

CALLERS: Final = (
    ((PERMISSION,), "function"),
    ((EVENT_SOURCE_MAPPING,), "functionName"),
    ((FUNCTION_URL,), "functionName"),
    ((FUNCTION_POLICY,), "resourceArn"),
    ((SCHEDULE,), "target.arn"),
)
# A mapping keeps, or tries again, what the function fails at; the others hand the failure to who called.
WAITING: Final = (EVENT_SOURCE_MAPPING, FUNCTION_URL)
WAITING_SERVICES: Final = ("apigateway.amazonaws.com", "elasticloadbalancing.amazonaws.com")


def is_waited_for(graph: Graph, function: Resource) -> bool:
    """Whether something calls the function, and whatever does waits for how the call ends."""
    found = [graph.satellites(function, types, path) for types, path in CALLERS]
    callers = [caller for each in found for caller in each.joined]
    return bool(callers) and all(map(_waits, callers)) and not any(each.doubtful for each in found)


def _waits(caller: Resource) -> bool:
    if caller.type == PERMISSION:
        return caller.get("principal") in WAITING_SERVICES
    return caller.type in WAITING
