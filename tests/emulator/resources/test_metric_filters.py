"""Metric filters are made with all that is asked of them."""

import pytest

from sandbox.errors import SandboxError

GROUP = "aws:cloudwatch/logGroup:LogGroup"
FILTER = "aws:cloudwatch/logMetricFilter:LogMetricFilter"
MEASURED = {"name": "Refused", "namespace": "Shop", "value": "1", "defaultValue": "0"}


@pytest.fixture(scope="module")
def logs(client):
    return client("logs")


def described(logs, group):
    (found,) = logs.describe_metric_filters(logGroupName=group)["metricFilters"]
    return found["filterName"], found["filterPattern"], found["metricTransformations"]


def test_a_filter_measures_what_it_is_told_and_changes_in_place(make, change, logs):
    make(GROUP, name="/filtered/one")
    asked = {"logGroupName": "/filtered/one", "name": "refused"}
    made = make(FILTER, **asked, pattern="FATAL", metricTransformation=MEASURED)
    transformation = {"metricName": "Refused", "metricNamespace": "Shop", "metricValue": "1"}
    assert made.id == "refused"
    assert described(logs, "/filtered/one") == ("refused", "FATAL", [{**transformation, "defaultValue": 0.0}])
    changed = {key: value for key, value in MEASURED.items() if key != "defaultValue"}
    change(FILTER, made, **asked, pattern="ERROR", metricTransformation=changed)
    assert described(logs, "/filtered/one") == ("refused", "ERROR", [transformation])


def test_a_filter_stays_with_its_group(make, change):
    make(GROUP, name="/filtered/two")
    made = make(
        FILTER, logGroupName="/filtered/two", name="refused", pattern="FATAL", metricTransformation=MEASURED
    )
    with pytest.raises(SandboxError, match="logGroupName is '/filtered/two' and cannot become '/other'"):
        change(FILTER, made, logGroupName="/other", name="refused", pattern="", metricTransformation=MEASURED)
