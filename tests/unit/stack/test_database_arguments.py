"""What components are told differs with a database by what the database takes, and by nothing else."""

from __future__ import annotations

from dataclasses import replace

from stack import database_arguments as relational
from stack import grants
from stack.settings import DatabaseSettings
from tests.unit.stack.recorded import SCOPE
from tests.unit.stack.test_arguments import SETTINGS

DATABASE = DatabaseSettings("", 0.5, 2)
ON = replace(SETTINGS, database=DATABASE)
RDS = "events.rds.amazonaws.com"


def test_its_log_is_encrypted_and_its_events_are_let_through():
    without, found = relational.keys_args(SCOPE, None), relational.keys_args(SCOPE, DATABASE)
    assert found.log_groups == (*without.log_groups, "/aws/rds/cluster/dr-test-database/postgresql")
    assert found.senders == (*without.senders, RDS)
    assert relational.publishers(DATABASE) == (*relational.publishers(None), RDS)


def test_the_function_may_do_more_with_it():
    access = grants.access(SCOPE, self_repair=True)
    assert relational.access(SCOPE, SETTINGS) == access
    assert relational.access(SCOPE, ON) == grants.with_database(SCOPE, access)


def test_what_waits_for_it_is_found_by_an_index():
    assert (relational.sparse_indexes(None), relational.sparse_indexes(DATABASE)) == ((), ("pending",))


def test_table_and_bucket_are_restored_on_trial():
    assert relational.kinds(None) == {"DynamoDB": {}, "S3": {}}


def test_where_there_is_none_nothing_is_told():
    assert relational.database_variables(None) == {}
    assert relational.watched_database(None) is None
    assert relational.database_outputs(None) == {}
