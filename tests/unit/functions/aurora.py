"""A database in memory that answers as the RDS Data API does, and knows one table."""

import json
import re
from datetime import datetime

from tests.unit.functions.wire import answered

CLUSTER = "arn:aws:rds:eu-west-1:123456789012:cluster:dr-test-database"
SECRET = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:rds!cluster-1-a"
INSERT = r"(?s)insert into audit \((.*?)\)\nvalues \((.*?)\)(?:\non conflict .*)?"


def refused(code, message, status=400):
    return answered(status, json.dumps({"message": message}).encode(), **{"x-amzn-errortype": code})


def written(sql, sent):
    """Return what an insert writes, by column; PostgreSQL makes no time of a text unless it is told to."""
    found = re.fullmatch(INSERT, sql)
    assert found is not None
    columns, values = found.groups()
    assert "cast(:received_at as timestamptz)" in values
    return {
        column: sent[name]
        for column, name in zip(columns.split(", "), re.findall(r":(\w+)", values), strict=True)
    }


class Aurora:
    """The table's rows by id, None while there is no table; it takes any row whose time is one."""

    def __init__(self):
        self.rows = {}

    def execute(self, asked):
        assert (asked["resourceArn"], asked["secretArn"], asked["database"]) == (CLUSTER, SECRET, "audit")
        sent = {each["name"]: each["value"]["stringValue"] for each in asked["parameters"]}
        if asked["sql"].startswith("insert into audit "):
            row = written(asked["sql"], sent)
            return self.insert(row, or_nothing=asked["sql"].endswith("on conflict (id) do nothing"))
        if asked["sql"].startswith("create table if not exists audit "):
            # Without it PostgreSQL refuses what an insert says about a conflict.
            assert "\n    id text primary key,\n" in asked["sql"]
            self.rows = {} if self.rows is None else self.rows
        else:
            assert asked["sql"] == "select 1"
        return answered(body=b'{"numberOfRecordsUpdated": 0}')

    def insert(self, row, *, or_nothing):
        if self.rows is None:
            message = 'ERROR: relation "audit" does not exist; Position: 13; SQLState: 42P01'
            return refused("BadRequestException", message)
        try:
            datetime.fromisoformat(row["received_at"])
        except ValueError:
            message = (
                f'ERROR: invalid input syntax for type timestamp: "{row["received_at"]}"; SQLState: 22007'
            )
            return refused("DatabaseErrorException", message)
        if row["id"] in self.rows and not or_nothing:
            message = "ERROR: duplicate key value violates unique constraint; SQLState: 23505"
            return refused("DatabaseErrorException", message)
        self.rows.setdefault(row["id"], row)
        return answered(body=b'{"numberOfRecordsUpdated": 1}')
