"""The database's log is kept like every other, and refused connections are counted in it."""

from __future__ import annotations

import pytest

from stack.components.database_log import DatabaseLog, DatabaseLogArgs
from stack.links import Logs
from tests.unit.stack.recorded import EPHEMERAL, SCOPE, TAGS, only, outputs, recorded

GROUP = "aws:cloudwatch/logGroup:LogGroup"


def record_log(scope=SCOPE):
    return recorded(lambda: DatabaseLog("database-log", DatabaseLogArgs(scope, Logs("arn:logs", 365))))


@pytest.mark.parametrize(("scope", "protected"), [(SCOPE, True), (EPHEMERAL, False)])
def test_the_log_is_kept_encrypted_and_protected_unless_ephemeral(scope, protected):
    group = only(record_log(scope), GROUP)
    assert group.inputs == {
        "name": "/aws/rds/cluster/dr-test-database/postgresql",
        "retentionInDays": 365,
        "kmsKeyId": "arn:logs",
        "tags": dict(scope.tags),
    }
    assert group.options.protect is protected
    assert TAGS.items() <= group.inputs["tags"].items()


def test_whoever_is_not_let_in_is_counted_for_this_stack_alone():
    recording = record_log()
    assert only(recording, "aws:cloudwatch/logMetricFilter:LogMetricFilter").inputs == {
        "name": "dr-test-database-connection-failures",
        "logGroupName": "/aws/rds/cluster/dr-test-database/postgresql",
        "pattern": '?"authentication failed" ?"no pg_hba.conf entry" ?"remaining connection slots" '
        '?"too many clients already" ?"too many connections"',
        "metricTransformation": {
            "name": "dr-test-database-connection-failures",
            "namespace": "DisasterRecovery",
            "value": "1",
            "defaultValue": "0",
        },
    }
    assert outputs(recording, "database-log") == {
        "connectionFailures": "dr-test-database-connection-failures"
    }
