"""The alarms, and whom they call."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pulumi
import pulumi_aws as aws

from stack.naming import type_token

if TYPE_CHECKING:
    from stack.alarm import Alarm, Metric
    from stack.scope import Scope

TOTAL: Final = "total"


@dataclass(frozen=True)
class AlarmsArgs:
    """Every alarm calls the one topic, when it starts to ring and when it stops."""

    scope: Scope
    topic_arn: pulumi.Input[str]
    alarms: tuple[Alarm, ...]


class Alarms(pulumi.ComponentResource):
    """One CloudWatch alarm for each that is asked for, under the name of its kind."""

    def __init__(self, name: str, args: AlarmsArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(type_token("Alarms"), name, None, opts)
        self._args = args
        made = [self._alarm(alarm) for alarm in args.alarms]
        self.names: tuple[str, ...] = tuple(args.scope.name(alarm.kind) for alarm in args.alarms)
        self.arns: list[pulumi.Output[str]] = [alarm.arn for alarm in made]
        self.register_outputs({"names": list(self.names)})

    def _alarm(self, alarm: Alarm) -> aws.cloudwatch.MetricAlarm:
        single = alarm.metrics[0] if len(alarm.metrics) == 1 else None
        return aws.cloudwatch.MetricAlarm(
            alarm.kind,
            name=self._args.scope.name(alarm.kind),
            alarm_description=alarm.description,
            namespace=single.namespace if single else None,
            metric_name=single.name if single else None,
            dimensions=dict(single.dimensions) if single else None,
            statistic=single.statistic if single and not single.is_percentile else None,
            extended_statistic=single.statistic if single and single.is_percentile else None,
            period=alarm.period_seconds if single else None,
            metric_queries=None if single else _queries(alarm),
            evaluation_periods=alarm.periods,
            comparison_operator=alarm.comparison,
            threshold=alarm.threshold,
            treat_missing_data=alarm.missing,
            actions_enabled=True,
            alarm_actions=[self._args.topic_arn],
            ok_actions=[self._args.topic_arn],
            tags=dict(self._args.scope.tags),
            opts=pulumi.ResourceOptions(parent=self),
        )


def _queries(alarm: Alarm) -> list[aws.cloudwatch.MetricAlarmMetricQueryArgsDict]:
    """Add the metrics up: one query for each, and the sum, which is what the alarm is about."""
    each = [_query(f"m{number}", metric, alarm) for number, metric in enumerate(alarm.metrics, start=1)]
    return [*each, {"id": TOTAL, "expression": "SUM(METRICS())", "label": alarm.kind, "return_data": True}]


def _query(query_id: str, metric: Metric, alarm: Alarm) -> aws.cloudwatch.MetricAlarmMetricQueryArgsDict:
    return {
        "id": query_id,
        "metric": {
            "namespace": metric.namespace,
            "metric_name": metric.name,
            "dimensions": dict(metric.dimensions),
            "period": alarm.period_seconds,
            "stat": metric.statistic,
        },
        "return_data": False,
    }
