"""The Data API answers from a real PostgreSQL, in AWS's words."""

import json
import os
import signal
import time
from pathlib import Path

import pytest
from botocore.exceptions import BotoCoreError, ClientError

from sandbox.emulator.data_api.parameters import prepare
from sandbox.emulator.process import Emulator
from tests.emulator.databases import Database, named, refused

TEXT = {"stringValue": "text"}


@pytest.fixture(scope="module")
def database(client):
    return Database(client, "asked").instances()


@pytest.fixture
def table(database):
    database.run("drop table if exists audit")
    database.run("create table audit(id text primary key, received_at timestamptz, count int)")


@pytest.fixture
def data(database):
    """Return the client, and what each of its requests says of the cluster."""
    return database.client("rds-data"), {"resourceArn": database.arn, "secretArn": database.secret}


@pytest.mark.usefixtures("table")
def test_rows_are_written_and_read_back(database):
    """By itself ministack answers a few statements of MySQL's, and refuses all others."""
    stamp = {
        "name": "at",
        "value": {"stringValue": "2026-11-22 07:30:00.125"},
        "typeHint": "TIMESTAMP",
    }
    written = database.run(
        "insert into audit values (:id, :at, :count) on conflict (id) do nothing",
        parameters=[*named(id={"stringValue": "it's :not"}, count={"longValue": 3}), stamp],
    )
    assert (written["numberOfRecordsUpdated"], written["generatedFields"]) == (1, [])
    assert "records" not in written
    again = database.run(
        "insert into audit values (:id) on conflict (id) do nothing",
        parameters=named(id={"stringValue": "it's :not"}),
    )
    assert again["numberOfRecordsUpdated"] == 0
    found = database.run("select * from audit")["records"]
    assert found == [
        [{"stringValue": "it's :not"}, {"stringValue": "2026-11-22 07:30:00.125"}, {"longValue": 3}]
    ]


@pytest.mark.parametrize(
    ("expression", "field"),
    [
        ("null::int", {"isNull": True}),
        ("true", {"booleanValue": True}),
        ("12::int8", {"longValue": 12}),
        ("1.5::float8", {"doubleValue": 1.5}),
        ("1.50::numeric", {"stringValue": "1.50"}),
        ("'\\x00ff'::bytea", {"blobValue": b"\x00\xff"}),
        ("'{\"a\": 1}'::jsonb", {"stringValue": '{"a": 1}'}),
        ("date '2026-11-22'", {"stringValue": "2026-11-22"}),
        ("timestamptz '2026-11-22 10:00:00+02'", {"stringValue": "2026-11-22 08:00:00"}),
        ("array[1, 2]", {"arrayValue": {"longValues": [1, 2]}}),
        ("array['a,b', 'c\"d']", {"arrayValue": {"stringValues": ["a,b", 'c"d']}}),
    ],
)
def test_a_value_has_the_field_of_its_type(database, expression, field):
    assert database.run(f"select {expression}")["records"] == [[field]]


@pytest.mark.parametrize(
    ("value", "hint", "kind"),
    [
        ({"booleanValue": True}, None, "boolean"),
        ({"longValue": 1}, None, "bigint"),
        ({"doubleValue": 1.5}, None, "double precision"),
        ({"blobValue": b"\x00"}, None, "bytea"),
        (TEXT, None, "character varying"),
        ({"stringValue": "2026-11-22"}, "DATE", "date"),
        ({"stringValue": "07:30:00"}, "TIME", "time without time zone"),
        ({"stringValue": "1.50"}, "DECIMAL", "numeric"),
        ({"stringValue": "{}"}, "JSON", "json"),
        ({"stringValue": "0f8fad5b-d9cb-469f-a165-70867728950e"}, "UUID", "uuid"),
    ],
)
def test_a_parameter_has_the_type_of_its_value_and_hint(database, value, hint, kind):
    parameter = {"name": "it", "value": value, **({"typeHint": hint} if hint else {})}
    found = database.run("select pg_typeof(:it)::text", parameters=[parameter])
    assert found["records"] == [[{"stringValue": kind}]]


@pytest.mark.usefixtures("table")
def test_a_null_is_of_the_type_that_its_place_has(database):
    parameters = named(id=TEXT, at={"isNull": True})
    database.run("insert into audit values (:id, :at)", parameters=parameters)
    assert database.run("select received_at from audit")["records"] == [[{"isNull": True}]]


def test_only_names_in_a_statement_s_own_words_are_parameters():
    sql = """select ':a', ":b", $$:c$$, $t$ :d $t$, e'\\':e', 'it''s :f' -- :g
        /* :h */ , x::text, :name, :name, :other"""
    prepared = prepare(sql, named(name=TEXT, other={"longValue": 1}, unused={"isNull": True}))
    assert prepared.sql.endswith("x::text, $1, $1, $2")
    assert ":h" in prepared.sql
    assert (prepared.values, prepared.types) == (["text", "1"], [1043, 20])


@pytest.mark.usefixtures("table")
def test_a_string_without_a_hint_is_no_timestamp(database):
    code, message, status = refused(
        database, "insert into audit(id, received_at) values ('1', :at)", parameters=named(at=TEXT)
    )
    assert (code, status) == ("DatabaseErrorException", 400)
    assert 'column "received_at" is of type timestamp with time zone' in message
    assert message.endswith("SQLState: 42804")


@pytest.mark.parametrize(
    ("parameter", "message"),
    [
        ({"name": "it", "value": {"arrayValue": {"longValues": [1]}}}, "Array parameters are not supported."),
        ({"name": "other", "value": TEXT}, "Cannot find parameter: it"),
        (
            {"name": "it", "value": {"stringValue": "2026-11-22T07:30:00Z"}, "typeHint": "TIMESTAMP"},
            "Parameter it is no TIMESTAMP as the Data API takes it",
        ),
    ],
)
def test_a_parameter_that_the_data_api_does_not_take_is_refused(database, parameter, message):
    assert refused(database, "select :it", parameters=[parameter]) == ("BadRequestException", message, 400)


def test_an_error_is_postgresql_s_own_with_its_state(database):
    assert refused(database, "select * from nowhere") == (
        "DatabaseErrorException",
        'ERROR: relation "nowhere" does not exist; Position: 15; SQLState: 42P01',
        400,
    )
    assert refused(database, "select 1; select 2")[1].endswith("SQLState: 42601")
    assert refused(database, "select 1", database="elsewhere")[1].endswith("SQLState: 3D000")
    assert refused(database, "select point(1, 2)")[0] == "UnsupportedResultException"
    assert refused(database, "select 1", schema="public")[0] == "BadRequestException"


@pytest.mark.usefixtures("table")
def test_a_statement_that_failed_leaves_nothing(database):
    database.run("insert into audit values ('1')")
    refused(database, "insert into audit values ('2'), ('1')")
    assert database.rows("select id from audit") == [["1"]]


@pytest.mark.usefixtures("table")
def test_columns_are_described_when_that_is_asked_for(database):
    found = database.run("select id, count as total from audit", includeResultMetadata=True)
    first, second = found["columnMetadata"]
    assert (first["name"], first["typeName"], first["tableName"]) == ("id", "text", "audit")
    assert (first["nullable"], second["nullable"]) == (0, 1)
    assert (second["label"], second["typeName"], second["type"]) == ("total", "int4", 4)


def test_records_are_written_as_json_when_that_is_asked_for(database):
    found = database.run("select 1 as one, 'a' as two, null as three", formatRecordsAs="JSON")
    assert json.loads(found["formattedRecords"]) == [{"one": 1, "two": "a", "three": None}]
    assert "records" not in found


def test_numbers_are_returned_as_asked_for(database):
    options = {"decimalReturnType": "DOUBLE_OR_LONG", "longReturnType": "STRING"}
    found = database.run("select 1.5::numeric, 2::numeric, 3::int8", resultSetOptions=options)["records"]
    assert found == [[{"doubleValue": 1.5}, {"longValue": 2}, {"stringValue": "3"}]]


@pytest.mark.usefixtures("table")
def test_a_batch_runs_a_statement_for_each_set_or_not_at_all(database, data):
    client, where = data
    sets = [named(id={"stringValue": str(number)}) for number in (1, 2)]
    done = client.batch_execute_statement(**where, sql="insert into audit values (:id)", parameterSets=sets)
    assert len(done["updateResults"]) == 2
    with pytest.raises(ClientError, match="SQLState: 23505"):
        client.batch_execute_statement(
            **where,
            sql="insert into audit values (:id)",
            parameterSets=[named(id={"stringValue": "3"}), named(id={"stringValue": "1"})],
        )
    assert database.rows("select id from audit order by id") == [["1"], ["2"]]


@pytest.mark.usefixtures("table")
def test_a_transaction_is_seen_by_others_when_it_is_committed(database, data):
    client, where = data
    transaction = {"transactionId": client.begin_transaction(**where)["transactionId"]}
    database.run("insert into audit values ('1')", **transaction)
    assert database.rows("select count(*) from audit") == [[0]]
    ended = client.commit_transaction(**where, **transaction)
    assert ended["transactionStatus"] == "Transaction Committed"
    assert database.rows("select count(*) from audit") == [[1]]
    with pytest.raises(ClientError, match="TransactionNotFoundException"):
        client.commit_transaction(**where, **transaction)


@pytest.mark.usefixtures("table")
def test_a_transaction_that_is_rolled_back_or_forgotten_leaves_nothing(database, data, emulator):
    client, where = data
    for end in ("rollback", "forget"):
        transaction = {"transactionId": client.begin_transaction(**where)["transactionId"]}
        database.run("insert into audit values ('1')", **transaction)
        if end == "rollback":
            ended = client.rollback_transaction(**where, **transaction)
            assert ended["transactionStatus"] == "Rollback Complete"
        else:
            emulator.aws.control("POST", "clock", {"forward": 200})
            assert refused(database, "select 1", **transaction)[0] == "TransactionNotFoundException"
    assert database.rows("select count(*) from audit") == [[0]]


@pytest.mark.usefixtures("table")
def test_a_transaction_in_which_something_failed_is_not_committed(database, data):
    client, where = data
    transaction = {"transactionId": client.begin_transaction(**where)["transactionId"]}
    database.run("insert into audit values ('1')", **transaction)
    refused(database, "select * from nowhere", **transaction)
    with pytest.raises(ClientError, match="SQLState: 25P02"):
        client.commit_transaction(**where, **transaction)
    assert database.rows("select count(*) from audit") == [[0]]


def test_what_runs_in_no_transaction_runs_by_itself(database):
    database.run("create database aside")
    database.run("create table there(id int)", database="aside")
    assert database.run("select count(*) from there", database="aside")["records"] == [[{"longValue": 0}]]


def test_faults_reach_it(database, emulator):
    for service, said in (("rds", "DatabaseUnavailableException"), ("rds-data", "Connection was closed")):
        fault = {"kind": "lost", "service": service, "region": "us-west-2"}
        emulator.aws.control("PUT", "faults/out", fault)
        try:
            with pytest.raises((ClientError, BotoCoreError), match=said):
                database.run("select 1")
        finally:
            emulator.aws.control("DELETE", "faults/out")
    assert database.rows("select 1") == [[1]]


def serving(folder):
    """Return the processes that serve databases in a folder and are not over."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if str(folder).encode() in (process / "cmdline").read_bytes():
                found.append(process.name)
        except OSError:
            continue
    return found


@pytest.mark.parametrize("end", ["let go", "killed"])
def test_no_postgresql_outlasts_the_emulator(end):
    """However it ends, nobody else would end it."""
    with Emulator("us-west-2") as running:
        Database(lambda service: running.aws.client(service, "us-west-2"), "short").instances().run(
            "select 1"
        )
        assert len(serving(running.folder / "p")) > 1
        if end == "killed":
            os.kill(running.pid, signal.SIGKILL)
            assert gone(running.folder)
    assert gone(running.folder)
    assert not running.folder.exists()


def gone(folder):
    deadline = time.monotonic() + 10
    while serving(folder / "p"):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True
