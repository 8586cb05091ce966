"""What PostgreSQL logs: that it gets to its group, and that whoever was not let in is counted and told of."""

import uuid
from contextlib import contextmanager
from datetime import timedelta
from functools import partial

import pytest

from tests.live.parts import database_log
from tests.live.patience import until
from tests.live.silence import runs, steady
from tests.live.subscriber import listening, rung

pytestmark = pytest.mark.usefixtures("with_database")
CLIENT = "UTC:10.0.10.9(50412):somebody@audit:[731]:"
REFUSED = (
    'FATAL:  password authentication failed for user "somebody"',
    'FATAL:  PAM authentication failed for user "somebody"',
    'FATAL:  no pg_hba.conf entry for host "10.0.10.9", user "somebody", database "audit", no encryption',
    "FATAL:  remaining connection slots are reserved for roles with the SUPERUSER attribute",
    "FATAL:  sorry, too many clients already",
    'FATAL:  too many connections for role "somebody"',
)
"""Every way in which a client is not let in; one more than the alarm lets pass."""
FORGOTTEN = timedelta(minutes=6)
"""When the alarm looks back at none of them any more."""
LET_IN = "LOG:  connection authorized: user=somebody database=audit SSL enabled"


@contextmanager
def stream(target, client, outputs):
    """Make a stream of this test's own in the database's log; yields what writes lines there."""
    logs, names = client("logs"), {"logGroupName": database_log(outputs), "logStreamName": f"{uuid.uuid4()}"}
    logs.create_log_stream(**names)

    def write(*lines):
        now = target.now()
        texts = [f"{now:%Y-%m-%d %H:%M:%S} {CLIENT}{each}" for each in lines]
        events = [{"timestamp": int(now.timestamp() * 1000), "message": each} for each in texts]
        assert "rejectedLogEventsInfo" not in logs.put_log_events(**names, logEvents=events)

    try:
        yield write
    finally:
        logs.delete_log_stream(**names)


def test_the_cluster_sends_its_log(client, outputs):
    name = outputs["database_cluster_id"]
    [cluster] = client("rds").describe_db_clusters(DBClusterIdentifier=name)["DBClusters"]
    assert cluster["EnabledCloudwatchLogsExports"] == ["postgresql"]


@pytest.mark.disruptive
def test_clients_that_are_not_let_in_are_counted_and_ring(target, client, outputs):
    alarm = f"dr-{outputs['suffix']}-database-connection-failures-alarm"
    steady(target, client, outputs, alarm)
    with listening(target, outputs["sns_topic_arn"]) as messages, stream(target, client, outputs) as write:
        write(*REFUSED[1:], *[LET_IN] * 6)
        target.wait(FORGOTTEN)
        assert rung(messages, alarm) == []
        write(*REFUSED)
        message, *_ = until(target, "the alarm rings", partial(rung, messages, alarm), runs(outputs, 0))
        assert message["Trigger"]["Threshold"] == 5
        silent = partial(rung, messages, alarm, "OK")
        until(target, "the alarm is silent again", silent, runs(outputs, 1))
