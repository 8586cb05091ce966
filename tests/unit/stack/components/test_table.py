"""The table can be restored to any second and does not go by accident."""

from __future__ import annotations

from stack.components.table import Table, TableArgs
from tests.unit.stack.recorded import EPHEMERAL, SCOPE, TAGS, UNKNOWN, only, outputs, recorded

TABLE = "aws:dynamodb/table:Table"


def record_table(scope=SCOPE, indexes=()):
    return recorded(lambda: Table("table", TableArgs(scope, "arn:key", 14, indexes)))


def test_a_table_is_restorable_streamed_encrypted_and_backed_up():
    table = only(record_table(), TABLE)
    assert table.inputs == {
        "name": "dr-test-table",
        "billingMode": "PAY_PER_REQUEST",
        "hashKey": "id",
        "attributes": [{"name": "id", "type": "S"}],
        "pointInTimeRecovery": {"enabled": True, "recoveryPeriodInDays": 14},
        "serverSideEncryption": {"enabled": True, "kmsKeyArn": "arn:key"},
        "streamEnabled": True,
        "streamViewType": "NEW_AND_OLD_IMAGES",
        "deletionProtectionEnabled": True,
        "tags": {**TAGS, "backup": "dr-test-backup-plan"},
    }
    assert table.options.protect is True


def test_an_ephemeral_table_differs_in_its_protection_and_its_tag_alone():
    kept, ephemeral = only(record_table(), TABLE), only(record_table(EPHEMERAL), TABLE)
    assert ephemeral.inputs == {
        **kept.inputs,
        "deletionProtectionEnabled": False,
        "tags": {**TAGS, "ephemeral": "true", "backup": "dr-test-backup-plan"},
    }
    assert ephemeral.options.protect is False


def test_items_that_have_an_attribute_are_found_by_it_whole():
    plain, indexed = only(record_table(), TABLE), only(record_table(indexes=("pending",)), TABLE)
    assert indexed.inputs == {
        **plain.inputs,
        "attributes": [{"name": "id", "type": "S"}, {"name": "pending", "type": "S"}],
        "globalSecondaryIndexes": [
            {
                "name": "pending",
                "keySchemas": [{"attributeName": "pending", "keyType": "HASH"}],
                "projectionType": "ALL",
            }
        ],
    }


def test_its_name_and_arn_are_told():
    assert outputs(record_table(), "table") == {"name": "dr-test-table", "arn": UNKNOWN}
