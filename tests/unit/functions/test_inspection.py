"""The scheduled run: what it answers, logs and counts."""

import json
from dataclasses import replace

import pytest

from stack.functions.inspection import inspect, report

OFF = {"PointInTimeRecoveryStatus": "DISABLED"}


@pytest.fixture
def run(runtime, capsys):
    """Run one inspection and give its answer and the embedded metrics."""

    def inspected(**settings):
        within = replace(runtime, environment=replace(runtime.environment, **settings))
        answer = report(inspect(within), within)
        (line,) = capsys.readouterr().out.splitlines()
        return answer, json.loads(line)

    return inspected


def test_a_healthy_run(run, logged):
    answer, metrics = run()
    assert answer == {
        "status": "healthy",
        "parts": {"table": "ok", "bucket": "ok"},
        "protections": {"table_pitr": "on", "bucket_versioning": "on"},
        "repaired": 0,
    }
    (line,) = logged()
    assert (line["level"], line["message"]) == ("INFO", "inspected")
    assert {name: line[name] for name in answer} == answer
    assert isinstance(metrics.pop("_aws")["Timestamp"], int)
    assert metrics == {"service": "dr-test", "Healthy": [1.0], "Repaired": [0.0]}


def test_metrics_have_the_namespace_and_the_service_as_their_only_dimension(run):
    _, metrics = run()
    assert metrics["_aws"]["CloudWatchMetrics"] == [
        {
            "Namespace": "DisasterRecovery",
            "Dimensions": [["service"]],
            "Metrics": [{"Name": "Healthy", "Unit": "Count"}, {"Name": "Repaired", "Unit": "Count"}],
        }
    ]


def test_each_run_counts_for_itself(run, cloud):
    cloud.status = "CREATING"
    assert run()[1]["Healthy"] == [0.0]
    cloud.status = "ACTIVE"
    assert run()[1]["Healthy"] == [1.0]


def test_a_run_that_repairs_is_healthy_counted_and_warned_of(run, cloud, logged):
    cloud.pitr, cloud.versioning = OFF, "Suspended"
    answer, metrics = run()
    assert (answer["status"], answer["repaired"]) == ("healthy", 2)
    assert (metrics["Healthy"], metrics["Repaired"]) == ([1.0], [2.0])
    assert [line["level"] for line in logged()] == ["WARNING"]


def test_without_self_repair_a_protection_that_is_off_is_unhealthy(run, cloud, logged):
    cloud.versioning = "Suspended"
    answer, metrics = run(self_repair=False)
    assert (answer["status"], answer["repaired"]) == ("unhealthy", 0)
    assert answer["protections"] == {"table_pitr": "on", "bucket_versioning": "off"}
    assert (metrics["Healthy"], metrics["Repaired"]) == ([0.0], [0.0])
    assert [line["level"] for line in logged()] == ["WARNING"]


def test_a_denied_repair_is_unhealthy_and_logged(run, cloud, logged):
    cloud.pitr = OFF
    cloud.fail("UpdateContinuousBackups", "AccessDeniedException")
    answer, metrics = run()
    assert answer["protections"]["table_pitr"] == "AccessDeniedException"
    assert (metrics["Healthy"], metrics["Repaired"]) == ([0.0], [0.0])
    assert [line["level"] for line in logged()] == ["ERROR", "WARNING"]


def test_a_part_that_does_not_serve_is_unhealthy_and_raises_nothing(run, cloud):
    cloud.hang("HeadBucket", times=3)
    answer, metrics = run()
    assert (answer["status"], answer["parts"]["bucket"]) == ("unhealthy", "ConnectTimeoutError")
    assert answer["protections"] == {"table_pitr": "on", "bucket_versioning": "unverified"}
    assert (metrics["Healthy"], metrics["Repaired"]) == ([0.0], [0.0])


def test_when_nothing_answers_each_part_is_waited_for_once(run, cloud):
    cloud.hang("DescribeTable", times=3)
    cloud.hang("HeadBucket", times=3)
    answer, _ = run()
    assert answer["protections"] == {"table_pitr": "unverified", "bucket_versioning": "unverified"}
    assert cloud.calls == [*["DescribeTable"] * 3, *["HeadBucket"] * 3]


def test_a_defect_of_the_function_itself_raises(runtime, cloud):
    cloud.meanwhile("DescribeTable", lambda: int("no number"))
    with pytest.raises(ValueError, match="no number"):
        inspect(runtime)
