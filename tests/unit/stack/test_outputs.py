"""The exports are the fields of Outputs."""

from __future__ import annotations

from dataclasses import fields

from stack.outputs import Outputs, export
from tests.unit.stack.recorded import Seen, recorded

REFERENCE = {
    "vpc_id",
    "dynamodb_table_name",
    "dynamodb_table_arn",
    "s3_bucket_name",
    "s3_bucket_arn",
    "lambda_function_name",
    "lambda_function_arn",
    "api_gateway_endpoint",
    "sns_topic_arn",
    "event_rule_name",
}
NAMES = [field.name for field in fields(Outputs)]


def test_the_reference_s_outputs_keep_their_names():
    assert set(NAMES) >= REFERENCE


def test_every_field_is_exported_under_its_name():
    values: dict[str, Seen] = {name: f"value of {name}" for name in NAMES}
    assert recorded(lambda: export(Outputs(**values))).exports == values


def test_lists_are_exported_as_lists():
    values: dict[str, Seen] = {name: (name,) for name in NAMES}
    assert recorded(lambda: export(Outputs(**values))).exports == {name: [name] for name in NAMES}


def test_exports_read_back_as_outputs():
    values: dict[str, Seen] = {name: f"value of {name}" for name in NAMES}
    exports: Seen = recorded(lambda: export(Outputs(**values))).exports
    assert Outputs(**exports) == Outputs(**values)


def test_what_there_is_not_is_not_exported():
    values: dict[str, Seen] = {name: f"value of {name}" for name in NAMES if not name.startswith("database_")}
    assert recorded(lambda: export(Outputs(**values))).exports == values
