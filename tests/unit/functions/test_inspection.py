"""The scheduled run: what it answers, logs and counts."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from stack.functions.audit import Row
from stack.functions.inspection import inspect, report
from tests.unit.functions.cloud import NOW

OFF = {"PointInTimeRecoveryStatus": "DISABLED"}


@pytest.fixture
def run(runtime, capsys):
    """Run one inspection and give its answer and the embedded metrics."""

    def inspected(within=runtime, **settings):
        within = replace(within, environment=replace(within.environment, **settings))
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


@pytest.fixture
def owing(audited):
    """Owe one audit row."""
    audited.outbox.table.add(
        audited.outbox.owed(Row("order-1", "order-1", "c", "2026-11-21T12:30:00+00:00", "r"))
    )
    return audited


def test_without_a_database_nothing_is_said_or_asked_of_one(run, cloud):
    answer, metrics = run()
    assert answer.keys() == {"status", "parts", "protections", "repaired"}
    assert metrics.keys() == {"_aws", "service", "Healthy", "Repaired"}
    assert set(cloud.calls) == {
        "DescribeTable",
        "GetItem",
        "HeadBucket",
        "DescribeContinuousBackups",
        "GetBucketVersioning",
    }


def test_with_a_database_the_backlog_is_worked_off_and_counted(run, owing, cloud, logged):
    answer, metrics = run(owing)
    assert answer == {
        "status": "healthy",
        "parts": {"table": "ok", "bucket": "ok", "database": "ok"},
        "protections": {"table_pitr": "on", "bucket_versioning": "on"},
        "repaired": 0,
        "audit": {"delivered": 1, "waiting": 0},
    }
    assert cloud.aurora.rows.keys() == {"order-1"}
    assert [line["level"] for line in logged()] == ["INFO"]
    assert metrics.pop("_aws")["CloudWatchMetrics"] == [
        {
            "Namespace": "DisasterRecovery",
            "Dimensions": [["service"]],
            "Metrics": [
                {"Name": "Healthy", "Unit": "Count"},
                {"Name": "Repaired", "Unit": "Count"},
                {"Name": "AuditBacklog", "Unit": "Count"},
            ],
        }
    ]
    assert metrics == {"service": "dr-test", "Healthy": [1.0], "Repaired": [0.0], "AuditBacklog": [0.0]}


def test_while_the_database_is_down_the_backlog_is_only_counted(run, owing, cloud, logged):
    cloud.fail("ExecuteStatement", "DatabaseResumingException")
    answer, metrics = run(owing)
    assert (answer["status"], answer["audit"]) == ("unhealthy", {"delivered": 0, "waiting": 1})
    assert (metrics["Healthy"], metrics["AuditBacklog"]) == ([0.0], [1.0])
    assert cloud.calls.count("ExecuteStatement") == 1
    assert [line["level"] for line in logged()] == ["WARNING"]


def test_a_bucket_that_is_down_holds_up_no_row(run, owing, cloud):
    cloud.fail("HeadBucket", "AccessDenied", 403)
    answer, _ = run(owing)
    assert (answer["status"], answer["audit"]) == ("unhealthy", {"delivered": 1, "waiting": 0})


def test_while_the_table_is_down_nobody_knows_what_waits(run, owing, cloud):
    cloud.status = "CREATING"
    answer, metrics = run(owing)
    assert answer["audit"] == {"delivered": 0, "waiting": None}
    assert (metrics["Healthy"], "AuditBacklog" in metrics) == ([0.0], False)
    assert "Query" not in cloud.calls


def test_a_backlog_that_cannot_be_counted_is_unhealthy_and_no_number(run, owing, cloud, logged):
    cloud.fail("Query", "AccessDeniedException")
    answer, metrics = run(owing)
    assert (answer["status"], answer["audit"]) == ("unhealthy", {"delivered": 0, "waiting": None})
    assert (metrics["Healthy"], "AuditBacklog" in metrics) == ([0.0], False)
    assert [line["level"] for line in logged()] == ["ERROR", "WARNING"]


def test_a_row_that_waits_on_is_no_fault_of_a_part_but_warned_of(run, owing, cloud, logged):
    cloud.meanwhile("ExecuteStatement", lambda: None)
    cloud.fail("ExecuteStatement", "DatabaseErrorException")
    answer, metrics = run(owing)
    assert (answer["status"], answer["audit"]) == ("healthy", {"delivered": 0, "waiting": 1})
    assert (metrics["Healthy"], metrics["AuditBacklog"]) == ([1.0], [1.0])
    assert [line["level"] for line in logged()] == ["ERROR", "WARNING"]


@pytest.mark.parametrize(("seconds", "delivered"), [(11.9, 1), (12, 0)])
def test_a_run_that_has_taken_12_seconds_begins_no_delivery(run, owing, cloud, seconds, delivered):
    times = iter([NOW, NOW + timedelta(seconds=seconds)])
    answer, _ = run(replace(owing, clock=lambda: next(times)))
    assert answer["audit"] == {"delivered": delivered, "waiting": 1 - delivered}
    assert len(cloud.aurora.rows) == delivered
