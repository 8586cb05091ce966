"""Tables are made with all that is asked of them, and refuse what AWS refuses."""

import pytest
from botocore.exceptions import ClientError, ParamValidationError

from sandbox.errors import SandboxError

TABLE = "aws:dynamodb/table:Table"
TAGS = {"owner": "team", "backup": "dr-test-backup-plan"}
PLAIN = {
    "billingMode": "PAY_PER_REQUEST",
    "attributes": [{"name": "id", "type": "S"}],
    "hashKey": "id",
    "tags": TAGS,
}


@pytest.fixture(scope="module")
def key(client):
    return client("kms").create_key()["KeyMetadata"]["Arn"]


def of_stack(name, key):
    return {
        **PLAIN,
        "name": name,
        "pointInTimeRecovery": {"enabled": True, "recoveryPeriodInDays": 35.0},
        "serverSideEncryption": {"enabled": True, "kmsKeyArn": key},
        "streamEnabled": True,
        "streamViewType": "NEW_AND_OLD_IMAGES",
        "deletionProtectionEnabled": True,
    }


def described(client, name):
    return client("dynamodb").describe_table(TableName=name)["Table"]


def recovery(client, name):
    found = client("dynamodb").describe_continuous_backups(TableName=name)["ContinuousBackupsDescription"]
    return found["PointInTimeRecoveryDescription"]


def tags(client, arn):
    return {
        each["Key"]: each["Value"]
        for each in client("dynamodb").list_tags_of_resource(ResourceArn=arn)["Tags"]
    }


def test_a_table_is_as_the_program_asks_for_it(make, client, key):
    made = make(TABLE, **of_stack("asked", key))
    table = described(client, "asked")
    assert made.id == "asked"
    assert table["TableStatus"] == "ACTIVE"
    assert table["KeySchema"] == [{"AttributeName": "id", "KeyType": "HASH"}]
    assert table["AttributeDefinitions"] == [{"AttributeName": "id", "AttributeType": "S"}]
    assert table["BillingModeSummary"]["BillingMode"] == "PAY_PER_REQUEST"
    assert table["StreamSpecification"] == {"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"}
    assert table["SSEDescription"] == {"Status": "ENABLED", "SSEType": "KMS", "KMSMasterKeyArn": key}
    assert table["DeletionProtectionEnabled"] is True
    assert made.outputs["arn"] == table["TableArn"]
    assert made.outputs["streamArn"] == table["LatestStreamArn"]
    assert made.outputs["streamLabel"] == table["LatestStreamLabel"]
    assert tags(client, table["TableArn"]) == TAGS
    assert recovery(client, "asked")["PointInTimeRecoveryStatus"] == "ENABLED"
    assert recovery(client, "asked")["RecoveryPeriodInDays"] == 35


def test_a_protected_table_is_not_deleted(make, client, key):
    make(TABLE, **of_stack("protected", key))
    with pytest.raises(ClientError, match="protected against deletion"):
        client("dynamodb").delete_table(TableName="protected")
    assert described(client, "protected")["TableStatus"] == "ACTIVE"


def test_a_table_without_extras_has_none_of_them(make, client):
    made = make(TABLE, **PLAIN, name="plain")
    table = described(client, "plain")
    assert "StreamSpecification" not in table
    assert "SSEDescription" not in table
    assert table["DeletionProtectionEnabled"] is False
    assert recovery(client, "plain")["PointInTimeRecoveryStatus"] == "DISABLED"
    assert made.outputs["streamArn"] == ""
    assert made.outputs["pointInTimeRecovery"] == {"enabled": False}


def test_a_provisioned_table_has_its_range_key_and_capacity(make, client):
    attributes = [{"name": "id", "type": "S"}, {"name": "at", "type": "N"}]
    make(
        TABLE,
        name="provisioned",
        attributes=attributes,
        hashKey="id",
        rangeKey="at",
        readCapacity=5.0,
        writeCapacity=2.0,
    )
    table = described(client, "provisioned")
    assert table["KeySchema"][1] == {"AttributeName": "at", "KeyType": "RANGE"}
    assert table["ProvisionedThroughput"]["ReadCapacityUnits"] == 5
    assert table["ProvisionedThroughput"]["WriteCapacityUnits"] == 2


def test_a_replica_stands_in_its_region_with_settings_of_its_own(make, client, key):
    replica = {"regionName": "eu-west-1", "pointInTimeRecovery": True, "propagateTags": True}
    make(TABLE, **of_stack("replicated", key), replicas=[replica])
    there = client("dynamodb", "eu-west-1")
    table = there.describe_table(TableName="replicated")["Table"]
    found = there.describe_continuous_backups(TableName="replicated")["ContinuousBackupsDescription"]
    replicas = described(client, "replicated")["Replicas"]
    assert [each["RegionName"] for each in replicas] == ["eu-west-1"]
    assert found["PointInTimeRecoveryDescription"]["PointInTimeRecoveryStatus"] == "ENABLED"
    assert {"Key": "owner", "Value": "team"} in there.list_tags_of_resource(ResourceArn=table["TableArn"])[
        "Tags"
    ]


def test_a_setting_of_a_block_that_nobody_knows_is_refused(make):
    recovery = {"enabled": True, "recoveryPeriodInYears": 1}
    with pytest.raises(ParamValidationError, match="RecoveryPeriodInYears"):
        make(TABLE, **PLAIN, name="odd", pointInTimeRecovery=recovery)


def test_recovery_protection_and_tags_change_in_place(make, change, client, key):
    asked = of_stack("changed", key)
    made = make(TABLE, **asked)
    wanted = {
        **asked,
        "deletionProtectionEnabled": False,
        "pointInTimeRecovery": {"enabled": False},
        "tags": {"owner": "others"},
    }
    changed = change(TABLE, made, **wanted)
    assert described(client, "changed")["DeletionProtectionEnabled"] is False
    assert recovery(client, "changed")["PointInTimeRecoveryStatus"] == "DISABLED"
    assert tags(client, made.outputs["arn"]) == {"owner": "others"}
    assert changed.outputs["streamArn"] == made.outputs["streamArn"]


def test_a_change_of_the_keys_or_the_encryption_is_refused(make, change, key):
    asked = {**PLAIN, "name": "kept"}
    made = make(TABLE, **asked)
    encrypted = {"enabled": True, "kmsKeyArn": key}
    with pytest.raises(SandboxError, match="kept: serverSideEncryption is "):
        change(TABLE, made, **asked, serverSideEncryption=encrypted)
    with pytest.raises(SandboxError, match="kept: hashKey is 'id' and cannot become 'other'"):
        change(TABLE, made, **{**asked, "hashKey": "other"})


INDEX = {"name": "pending", "hashKey": "pending", "projectionType": "ALL"}
ATTRIBUTES = [{"name": "id", "type": "S"}, {"name": "pending", "type": "S"}]


def waiting(client, name):
    """Return the ids that an index of a table has."""
    found = client("dynamodb").query(
        TableName=name,
        IndexName="pending",
        KeyConditionExpression="pending = :audit",
        ExpressionAttributeValues={":audit": {"S": "audit"}},
    )
    return sorted(each["id"]["S"] for each in found["Items"])


def put(client, table, **item):
    client("dynamodb").put_item(TableName=table, Item={name: {"S": value} for name, value in item.items()})


def test_an_index_has_the_items_that_have_its_key_and_no_others(make, client):
    asked = {**PLAIN, "name": "indexed", "attributes": ATTRIBUTES, "globalSecondaryIndexes": [INDEX]}
    made = make(TABLE, **asked)
    put(client, "indexed", id="1", pending="audit", text="whole")
    put(client, "indexed", id="2", text="stored")
    (index,) = described(client, "indexed")["GlobalSecondaryIndexes"]
    assert index["KeySchema"] == [{"AttributeName": "pending", "KeyType": "HASH"}]
    assert index["Projection"] == {"ProjectionType": "ALL"}
    assert waiting(client, "indexed") == ["1"]
    assert made.outputs["globalSecondaryIndexes"] == [INDEX]


def test_the_keys_of_an_index_may_be_given_as_a_schema(make, client):
    schema = [{"attributeName": "pending", "keyType": "HASH"}, {"attributeName": "id", "keyType": "RANGE"}]
    index = {"name": "pending", "projectionType": "ALL", "keySchemas": schema}
    asked = {**PLAIN, "attributes": ATTRIBUTES, "globalSecondaryIndexes": [index]}
    make(TABLE, **asked, name="by-schema")
    (found,) = described(client, "by-schema")["GlobalSecondaryIndexes"]
    assert found["KeySchema"] == [
        {"AttributeName": "pending", "KeyType": "HASH"},
        {"AttributeName": "id", "KeyType": "RANGE"},
    ]


def test_an_index_comes_to_a_table_and_goes_from_it(make, change, client):
    made = make(TABLE, **PLAIN, name="growing")
    put(client, "growing", id="1", pending="audit")
    grown = {**PLAIN, "name": "growing", "attributes": ATTRIBUTES, "globalSecondaryIndexes": [INDEX]}
    changed = change(TABLE, made, **grown)
    assert waiting(client, "growing") == ["1"]
    change(TABLE, changed, **PLAIN, name="growing")
    assert not described(client, "growing").get("GlobalSecondaryIndexes")


def test_a_table_with_an_index_comes_back_with_it_as_it_was_then(make, client, emulator):
    recovery = {"enabled": True, "recoveryPeriodInDays": 35.0}
    indexed = {"attributes": ATTRIBUTES, "globalSecondaryIndexes": [INDEX]}
    make(TABLE, **{**PLAIN, **indexed}, name="audited", pointInTimeRecovery=recovery)
    put(client, "audited", id="1", pending="audit")
    then = emulator.aws.control("POST", "clock", {"forward": 600})["now"]
    emulator.aws.control("POST", "clock", {"forward": 600})
    put(client, "audited", id="2", pending="audit")
    client("dynamodb").restore_table_to_point_in_time(
        SourceTableName="audited", TargetTableName="restored", RestoreDateTime=then
    )
    assert waiting(client, "restored") == ["1"]
    assert waiting(client, "audited") == ["1", "2"]


def test_a_setting_of_an_index_that_nobody_heeds_is_refused(make):
    odd = {**INDEX, "onDemandThroughput": {"maxReadRequestUnits": 1}}
    with pytest.raises(SandboxError, match="index pending: the sandbox does not heed onDemandThroughput"):
        make(TABLE, **PLAIN, name="odder", globalSecondaryIndexes=[odd])


def test_an_attribute_of_another_type_is_refused(make, change):
    made = make(TABLE, **PLAIN, name="typed")
    with pytest.raises(SandboxError, match="typed: attribute id is of type S and cannot become N"):
        change(TABLE, made, **{**PLAIN, "attributes": [{"name": "id", "type": "N"}]}, name="typed")


def test_a_replica_with_a_key_of_its_own_is_refused(make, key):
    replica = {"regionName": "eu-west-1", "kmsKeyArn": key}
    with pytest.raises(SandboxError, match=r"does not know what to do with kmsKeyArn of a replica"):
        make(TABLE, **of_stack("keyed", key), replicas=[replica])
