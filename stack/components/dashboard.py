"""The dashboard: what to look at first when an alarm has rung."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pulumi
import pulumi_aws as aws

from stack.naming import type_token

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stack.alarm import Metric
    from stack.charts import Chart
    from stack.scope import Scope

COLUMNS: Final = 2
WIDTH: Final = 12
HEIGHT: Final = 6


@dataclass(frozen=True)
class DashboardArgs:
    """Charts are laid out two in a row, in their order, below the state of all alarms."""

    scope: Scope
    alarm_arns: Sequence[pulumi.Input[str]]
    charts: tuple[Chart, ...]


class Dashboard(pulumi.ComponentResource):
    """Alarms first, then what they are about."""

    def __init__(self, name: str, args: DashboardArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(type_token("Dashboard"), name, None, opts)
        self._dashboard(name, args)
        self.name: str = args.scope.name("dashboard")
        self.register_outputs({"name": self.name})

    def _dashboard(self, name: str, args: DashboardArgs) -> None:
        charts = [_chart(place, chart, args.scope.region) for place, chart in enumerate(args.charts)]
        aws.cloudwatch.Dashboard(
            name,
            dashboard_name=args.scope.name("dashboard"),
            dashboard_body=pulumi.Output.json_dumps({"widgets": [_alarms(args.alarm_arns), *charts]}),
            opts=pulumi.ResourceOptions(parent=self),
        )


def _alarms(arns: Sequence[pulumi.Input[str]]) -> dict[str, object]:
    return {
        "type": "alarm",
        "x": 0,
        "y": 0,
        "width": WIDTH * COLUMNS,
        "height": HEIGHT,
        "properties": {"title": "Alarms", "alarms": list(arns)},
    }


def _chart(place: int, chart: Chart, region: str) -> dict[str, object]:
    row, column = divmod(place, COLUMNS)
    return {
        "type": "metric",
        "x": column * WIDTH,
        "y": (row + 1) * HEIGHT,
        "width": WIDTH,
        "height": HEIGHT,
        "properties": {
            "title": chart.title,
            "region": region,
            "period": 60,
            "metrics": [_series(metric) for metric in chart.metrics],
        },
    }


def _series(metric: Metric) -> list[object]:
    dimensions = [part for pair in metric.dimensions.items() for part in pair]
    return [metric.namespace, metric.name, *dimensions, {"stat": metric.statistic}]
