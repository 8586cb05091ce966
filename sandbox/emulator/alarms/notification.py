"""What CloudWatch tells a topic when an alarm changes its state."""

from __future__ import annotations

import functools
from datetime import UTC, datetime
from typing import Any

import botocore.session

from sandbox.emulator.alarms.measurement import Alarm


def notification(alarm: Alarm, old: str, new: str, reason: str, now: float) -> dict[str, Any]:
    """Return the message, as JSON; ``now`` is in seconds since 1970."""
    _, _, _, region, account, *_ = alarm["AlarmArn"].split(":")
    told = {
        "AlarmName": alarm["AlarmName"],
        "AlarmDescription": alarm.get("AlarmDescription") or None,
        "AWSAccountId": account,
        "AlarmConfigurationUpdatedTimestamp": _moment(alarm.get("AlarmConfigurationUpdatedTimestamp") or now),
        "NewStateValue": new,
        "NewStateReason": reason,
        "StateChangeTime": _moment(now),
        "Region": _place(region),
        "AlarmArn": alarm["AlarmArn"],
        "OldStateValue": old,
        "OKActions": alarm.get("OKActions") or [],
        "AlarmActions": alarm.get("AlarmActions") or [],
        "InsufficientDataActions": alarm.get("InsufficientDataActions") or [],
    }
    if "AlarmRule" in alarm:
        return {**told, "AlarmRule": alarm["AlarmRule"]}
    return {**told, "Trigger": _trigger(alarm)}


def _trigger(alarm: Alarm) -> dict[str, Any]:
    common = {
        "EvaluationPeriods": alarm["EvaluationPeriods"],
        "DatapointsToAlarm": alarm.get("DatapointsToAlarm") or alarm["EvaluationPeriods"],
        "ComparisonOperator": alarm["ComparisonOperator"],
        "Threshold": alarm["Threshold"],
        "TreatMissingData": alarm.get("TreatMissingData") or "missing",
        "EvaluateLowSampleCountPercentile": alarm.get("EvaluateLowSampleCountPercentile") or "",
    }
    if alarm.get("Metrics"):
        return {**common, "Metrics": alarm["Metrics"]}
    return {**_metric(alarm), **common}


def _metric(alarm: Alarm) -> dict[str, Any]:
    extended = alarm.get("ExtendedStatistic")
    return {
        "MetricName": alarm["MetricName"],
        "Namespace": alarm["Namespace"],
        "StatisticType": "ExtendedStatistic" if extended else "Statistic",
        **({"ExtendedStatistic": extended} if extended else {"Statistic": alarm["Statistic"].upper()}),
        "Unit": alarm.get("Unit"),
        "Dimensions": [
            {"value": each["Value"], "name": each["Name"]} for each in alarm.get("Dimensions") or []
        ],
        "Period": alarm["Period"],
    }


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "+0000"


@functools.cache
def _place(region: str) -> str:
    """Return what AWS calls a region in words."""
    partitions = botocore.session.get_session().get_data("endpoints")["partitions"]
    names = {name: each["description"] for part in partitions for name, each in part["regions"].items()}
    return names.get(region, region)
