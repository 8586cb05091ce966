"""What a restore keeps of a table, and what it takes on request."""

import pytest
from botocore.exceptions import ClientError

from tests.emulator.tables import create, recoverable, restore


@pytest.fixture(scope="module")
def dynamodb(client):
    return client("dynamodb")


INDEX = {
    "IndexName": "by-day",
    "KeySchema": [{"AttributeName": "day", "KeyType": "HASH"}],
    "Projection": {"ProjectionType": "ALL"},
}


@pytest.fixture
def furnished(client, dynamodb):
    """Return a table that has all that a restore keeps, and all that it does not keep."""
    key = client("kms").create_key()["KeyMetadata"]["Arn"]
    name = create(
        dynamodb,
        attributes=[{"AttributeName": "day", "AttributeType": "S"}],
        GlobalSecondaryIndexes=[INDEX],
        SSESpecification={"Enabled": True, "SSEType": "KMS", "KMSMasterKeyId": key},
        OnDemandThroughput={"MaxReadRequestUnits": 100, "MaxWriteRequestUnits": 50},
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"},
        DeletionProtectionEnabled=True,
        TableClass="STANDARD_INFREQUENT_ACCESS",
        Tags=[{"Key": "service", "Value": "orders"}],
    )
    ttl = {"Enabled": True, "AttributeName": "ends"}
    dynamodb.update_time_to_live(TableName=name, TimeToLiveSpecification=ttl)
    recoverable(dynamodb, name)
    return name


def test_a_restored_table_keeps_keys_indexes_capacity_and_encryption_and_nothing_else(dynamodb, furnished):
    source = dynamodb.describe_table(TableName=furnished)["Table"]
    target = restore(dynamodb, furnished)
    found = dynamodb.describe_table(TableName=target)["Table"]
    for kept in (
        "KeySchema",
        "AttributeDefinitions",
        "BillingModeSummary",
        "OnDemandThroughput",
        "SSEDescription",
    ):
        assert found[kept] == source[kept]
    index = found["GlobalSecondaryIndexes"][0]
    assert {name: index[name] for name in INDEX} == INDEX
    assert found["DeletionProtectionEnabled"] is False
    assert found["TableStatus"] == "ACTIVE"
    for lost in ("StreamSpecification", "LatestStreamArn", "TableClassSummary", "RestoreSummary"):
        assert lost not in found
    assert dynamodb.list_tags_of_resource(ResourceArn=found["TableArn"])["Tags"] == []
    ttl = dynamodb.describe_time_to_live(TableName=target)["TimeToLiveDescription"]
    assert ttl["TimeToLiveStatus"] == "DISABLED"
    recovery = dynamodb.describe_continuous_backups(TableName=target)["ContinuousBackupsDescription"]
    assert recovery["PointInTimeRecoveryDescription"] == {"PointInTimeRecoveryStatus": "DISABLED"}


def test_a_restore_leaves_out_indexes_and_changes_capacity_and_encryption_on_request(dynamodb, furnished):
    target = restore(
        dynamodb,
        furnished,
        GlobalSecondaryIndexOverride=[],
        BillingModeOverride="PROVISIONED",
        ProvisionedThroughputOverride={"ReadCapacityUnits": 3, "WriteCapacityUnits": 2},
        SSESpecificationOverride={"Enabled": False},
    )
    found = dynamodb.describe_table(TableName=target)["Table"]
    assert "GlobalSecondaryIndexes" not in found
    assert "SSEDescription" not in found
    throughput = found["ProvisionedThroughput"]
    assert (throughput["ReadCapacityUnits"], throughput["WriteCapacityUnits"]) == (3, 2)


@pytest.mark.parametrize(
    ("asked", "refusal"),
    [
        ({"BillingModeOverride": "PROVISIONED"}, "Must override ProvisionedThroughput"),
        (
            {"ProvisionedThroughputOverride": {"ReadCapacityUnits": 1, "WriteCapacityUnits": 1}},
            "unless BillingMode is PROVISIONED",
        ),
        (
            {
                "GlobalSecondaryIndexOverride": [
                    {**INDEX, "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}]}
                ]
            },
            "does not match a secondary index",
        ),
    ],
    ids=["no-capacity", "capacity-on-demand", "new-index"],
)
def test_a_restore_with_overrides_that_do_not_fit_is_refused(dynamodb, furnished, asked, refusal):
    with pytest.raises(ClientError, match=refusal):
        restore(dynamodb, furnished, **asked)
