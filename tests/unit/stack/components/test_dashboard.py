"""The dashboard shows alarms first, then charts two in a row."""

from __future__ import annotations

import json

from stack.alarm import Metric
from stack.charts import Chart
from stack.components.dashboard import Dashboard, DashboardArgs
from tests.unit.stack.recorded import SCOPE, only, outputs, recorded

METRIC = Metric("AWS/Lambda", "Errors", {"FunctionName": "f"})
CHARTS = tuple(Chart(title, (METRIC,)) for title in ("one", "two", "three"))
RECORDING = recorded(lambda: Dashboard("dashboard", DashboardArgs(SCOPE, ["arn:a", "arn:b"], CHARTS)))
INPUTS = only(RECORDING, "aws:cloudwatch/dashboard:Dashboard").inputs
WIDGETS = json.loads(INPUTS["dashboardBody"])["widgets"]


def test_the_dashboard_is_named():
    assert INPUTS["dashboardName"] == "dr-test-dashboard"
    assert outputs(RECORDING, "dashboard") == {"name": "dr-test-dashboard"}


def test_alarms_come_first():
    assert (WIDGETS[0]["type"], WIDGETS[0]["properties"]) == (
        "alarm",
        {"title": "Alarms", "alarms": ["arn:a", "arn:b"]},
    )


def test_widgets_do_not_overlap():
    assert [(each["x"], each["y"], each["width"], each["height"]) for each in WIDGETS] == [
        (0, 0, 24, 6),
        (0, 6, 12, 6),
        (12, 6, 12, 6),
        (0, 12, 12, 6),
    ]


def test_a_chart_draws_its_metrics_in_the_stack_s_region():
    assert WIDGETS[1]["properties"] == {
        "title": "one",
        "region": "eu-west-1",
        "period": 60,
        "metrics": [["AWS/Lambda", "Errors", "FunctionName", "f", {"stat": "Sum"}]],
    }
