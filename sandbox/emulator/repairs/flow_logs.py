"""What ministack forgets of a flow log: who writes it, how often, of what, and where it is."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from typing import Any, TypeAlias

from sandbox.emulator.requests.operations import Answer
from sandbox.emulator.world import World

Act: TypeAlias = Callable[[dict[str, list[str]]], Answer]
KEPT = {
    "DeliverLogsPermissionArn": "deliverLogsPermissionArn",
    "LogFormat": "logFormat",
    "LogGroupName": "logGroupName",
    "MaxAggregationInterval": "maxAggregationInterval",
}
DEFAULTS = {
    "LogFormat": "${version} ${account-id} ${interface-id} ${srcaddr} ${dstaddr} ${srcport} ${dstport} "
    "${protocol} ${packets} ${bytes} ${start} ${end} ${action} ${log-status}",
    "MaxAggregationInterval": "600",
}
LOG_GROUP = ":log-group:"


def install(_: World) -> None:
    """Keep it, and tell it."""
    from ministack.services import ec2  # noqa: PLC0415 it reads the environment when it is loaded

    own = vars(ec2)
    actions = own["_ACTION_MAP"]
    actions["CreateFlowLogs"] = _creating(own, actions["CreateFlowLogs"])
    actions["DescribeFlowLogs"] = _describing(own, actions["DescribeFlowLogs"])


def _creating(own: dict[str, Any], beneath: Act) -> Act:
    def created(given: dict[str, list[str]]) -> Answer:
        answer = beneath(given)
        group = given.get("LogDestination", [""])[0].partition(LOG_GROUP)[2]
        asked = {name: given[name][0] for name in KEPT if name in given}
        for identity in re.findall(rb"<item>([^<]+)</item>", answer[2]):
            own["_flow_logs"][identity.decode()].update({**DEFAULTS, "LogGroupName": group, **asked})
        return answer

    return created


def _describing(own: dict[str, Any], beneath: Act) -> Act:
    def filled(found: re.Match[str]) -> str:
        log = own["_flow_logs"][found[1]]
        kept = ((theirs, log[name]) for name, theirs in KEPT.items() if log.get(name))
        return found[0] + "".join(f"<{theirs}>{escape(value)}</{theirs}>" for theirs, value in kept)

    def described(given: dict[str, list[str]]) -> Answer:
        status, headers, body = beneath(given)
        return status, headers, re.sub("<flowLogId>([^<]+)</flowLogId>", filled, body.decode()).encode()

    return described
