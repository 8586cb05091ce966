"""Alarms tell topics what CloudWatch does, where the topic lets it; ministack tells less, and any topic."""

from __future__ import annotations

import json
import logging
from typing import Any
from uuid import uuid4

from sandbox.emulator.alarms.measurement import Alarm
from sandbox.emulator.alarms.notification import notification
from sandbox.emulator.world import World

ACTIONS = {
    "OK": "OKActions",
    "ALARM": "AlarmActions",
    "INSUFFICIENT_DATA": "InsufficientDataActions",
}
PRINCIPAL = "cloudwatch.amazonaws.com"


class Actions:
    """Carries out what an alarm is to do when it changes its state: it can tell topics, and nothing else."""

    def __init__(self, world: World) -> None:
        from ministack.services import cloudwatch, sns  # noqa: PLC0415 they read the environment

        self._world = world
        self._own = vars(cloudwatch)
        self._topics = vars(sns)

    def dispatch(self, alarm: Alarm, old: str, new: str, reason: str) -> None:
        """Do what is to be done, and write into the alarm's history whether it was."""
        if not alarm.get("ActionsEnabled", True):
            return
        told = notification(alarm, old, new, reason, self._world.clock.now())
        for arn in alarm.get(ACTIONS[new]) or ():
            obstacle = self._obstacle(alarm, arn)
            if obstacle:
                logging.getLogger(__name__).warning("%s: %s", alarm["AlarmArn"], obstacle)
                self._write(alarm, f"Failed to execute action {arn}. Received error: {obstacle}")
                continue
            subject = f'{new}: "{alarm["AlarmName"]}" in {told["Region"]}'[:100]
            self._topics["_fanout"](arn, str(uuid4()), json.dumps(told), subject)
            self._write(alarm, f"Successfully executed action {arn}")

    def _obstacle(self, alarm: Alarm, arn: str) -> str:
        """Say why a topic cannot be told, or nothing."""
        from ministack.core.iam_evaluator import EvalContext, evaluate_resource_policy  # noqa: PLC0415 the same

        _, _, service, region, account, *_ = arn.split(":")
        if service != "sns":
            return f"found an action of {service}, which is not carried out here"
        topic = self._topics["_topic_by_arn_any_scope"](arn)
        if not topic or alarm["AlarmArn"].split(":")[3] != region:
            return "there is no such topic in the alarm's region"
        if self._world.faults.lost("sns", region):
            return "SNS does not answer"
        source = {
            "aws:sourcearn": alarm["AlarmArn"],
            "aws:sourceaccount": account,
            "aws:sourceowner": account,
        }
        asked = EvalContext("*", "Service", "", "sns:Publish", arn, region, service_context=source)
        policy: Any = topic.get("attributes", {}).get("Policy")
        if evaluate_resource_policy(policy, asked, service=PRINCIPAL).decision != "Allow":
            return f"{PRINCIPAL} is not authorized to perform: SNS:Publish on resource: {arn}"
        return ""

    def _write(self, alarm: Alarm, summary: str) -> None:
        own = self._own
        entry = {
            "AlarmName": alarm["AlarmName"],
            "AlarmType": "CompositeAlarm" if "AlarmRule" in alarm else "MetricAlarm",
            "Timestamp": own["_ts_iso"](self._world.clock.now()),
            "HistoryItemType": "Action",
            "HistorySummary": summary,
            "HistoryData": "{}",
        }
        own["_history_entries"]().append(entry)


def install(world: World) -> None:
    """Carry out what alarms do, whoever changed their state."""
    from ministack.services import cloudwatch  # noqa: PLC0415 it reads the environment when it is loaded

    vars(cloudwatch)["_dispatch_alarm_actions"] = Actions(world).dispatch
