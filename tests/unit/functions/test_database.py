"""The calls to the database."""

import pytest
from botocore.exceptions import ClientError


def test_a_database_that_answers_is_reached(database, cloud):
    assert database.reach() is None
    assert cloud.calls == ["ExecuteStatement"]


def test_a_statement_is_run_with_its_parameters_as_texts(database, cloud, monkeypatch):
    sent = []
    execute = cloud.aurora.execute
    monkeypatch.setattr(cloud.aurora, "execute", lambda asked: sent.append(asked) or execute(asked))
    database.execute("select 1", {"id": "order-1"})
    assert sent == [
        {
            "resourceArn": "arn:aws:rds:eu-west-1:123456789012:cluster:dr-test-database",
            "secretArn": "arn:aws:secretsmanager:eu-west-1:123456789012:secret:rds!cluster-1-a",
            "database": "audit",
            "sql": "select 1",
            "parameters": [{"name": "id", "value": {"stringValue": "order-1"}}],
        }
    ]


def test_a_refusal_is_raised(database, cloud):
    cloud.fail("ExecuteStatement", "ForbiddenException", status=403)
    with pytest.raises(ClientError, match="ForbiddenException"):
        database.reach()
    assert cloud.calls == ["ExecuteStatement"]
