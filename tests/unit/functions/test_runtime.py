"""What is made once per process."""

from datetime import timedelta

import pytest

from stack.functions.environment import Environment, MisconfiguredError
from stack.functions.runtime import now, runtime


@pytest.fixture(autouse=True)
def fresh():
    """Make each test the first in its process."""
    runtime.cache_clear()
    yield
    runtime.cache_clear()


def test_it_is_made_of_the_process_s_environment_once(monkeypatch, process_environment):
    for name, value in process_environment.items():
        monkeypatch.setenv(name, value)
    made = runtime()
    assert made.environment == Environment(
        table_name="the-table",
        bucket_name="the-bucket",
        self_repair=False,
        pitr_days=7,
        service="dr-test",
        metrics_namespace="Namespace",
    )
    assert (made.table.name, made.bucket.name) == ("the-table", "the-bucket")
    assert type(made.table.client).__name__ == "DynamoDB"
    assert type(made.bucket.client).__name__ == "S3"
    assert made.logger.service == "dr-test"
    assert made.clock is now
    assert (made.outbox, made.database) == (None, None)
    assert runtime() is made


def test_with_a_database_there_is_an_outbox(monkeypatch, process_environment):
    given = {"DATABASE_CLUSTER_ARN": "c", "DATABASE_SECRET_ARN": "s", "DATABASE_NAME": "audit"}
    for name, value in {**process_environment, **given}.items():
        monkeypatch.setenv(name, value)
    made = runtime()
    assert made.outbox is not None
    assert made.database is made.outbox.audit.database
    assert (made.database.cluster_arn, made.database.secret_arn, made.database.name) == ("c", "s", "audit")
    assert type(made.database.client).__name__ == "RDSDataService"
    client = made.database.client
    assert client.meta.config.retries["total_max_attempts"] == 1  # pyrefly: ignore[missing-attribute] # hidden
    assert (made.outbox.table, made.outbox.logger) == (made.table, made.logger)


def test_an_incomplete_environment_is_refused(monkeypatch):
    monkeypatch.delenv("TABLE_NAME", raising=False)
    with pytest.raises(MisconfiguredError, match="TABLE_NAME is not set"):
        runtime()


def test_the_clock_is_in_utc():
    assert now().utcoffset() == timedelta(0)
