"""What lies under a key that cannot be used is not served; by itself ministack serves it."""

import pytest
from botocore.exceptions import ClientError

TABLE, BUCKET = "records", "documents-under-a-key"


@pytest.fixture(scope="module")
def key(client):
    return client("kms").create_key()["KeyMetadata"]["Arn"]


@pytest.fixture(scope="module")
def table(client, key):
    """DynamoDB with a table under the key, which has one item."""
    dynamodb = client("dynamodb")
    dynamodb.create_table(
        TableName=TABLE,
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
        SSESpecification={"Enabled": True, "SSEType": "KMS", "KMSMasterKeyId": key},
    )
    dynamodb.put_item(TableName=TABLE, Item={"id": {"S": "1"}})
    return dynamodb


@pytest.fixture(scope="module")
def bucket(client, key):
    """S3 with a bucket that encrypts with the key, and one object."""
    s3 = client("s3")
    s3.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "us-west-2"})
    default = {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": key}
    rules = {"Rules": [{"ApplyServerSideEncryptionByDefault": default}]}
    s3.put_bucket_encryption(Bucket=BUCKET, ServerSideEncryptionConfiguration=rules)
    s3.put_object(Bucket=BUCKET, Key="1", Body=b"one")
    return s3


@pytest.fixture(params=["Disabled", "PendingDeletion"])
def unusable(request, client, key):
    """Bring the key into a state in which it cannot be used, and out of it again; return the state."""
    for each in ("table", "bucket"):  # made before
        request.getfixturevalue(each)
    kms = client("kms")
    if request.param == "Disabled":
        kms.disable_key(KeyId=key)
    else:
        kms.schedule_key_deletion(KeyId=key, PendingWindowInDays=7)
    yield request.param
    if request.param == "PendingDeletion":
        kms.cancel_key_deletion(KeyId=key)
    kms.enable_key(KeyId=key)


def refused(call, **asked):
    """Return code and status of the error."""
    with pytest.raises(ClientError) as error:
        call(**asked)
    response = error.value.response
    return response["Error"]["Code"], response["ResponseMetadata"]["HTTPStatusCode"]


@pytest.mark.usefixtures("unusable")
def test_a_table_says_that_its_key_is_out_of_reach_and_serves_no_item(table):
    assert table.describe_table(TableName=TABLE)["Table"]["TableStatus"] == (
        "INACCESSIBLE_ENCRYPTION_CREDENTIALS"
    )
    wanted = ("AccessDeniedException", 400)
    item = {"id": {"S": "1"}}
    assert refused(table.get_item, TableName=TABLE, Key=item) == wanted
    assert refused(table.put_item, TableName=TABLE, Item=item) == wanted
    assert refused(table.scan, TableName=TABLE) == wanted
    assert refused(table.batch_get_item, RequestItems={TABLE: {"Keys": [item]}}) == wanted
    put = {"Put": {"TableName": TABLE, "Item": item}}
    assert refused(table.transact_write_items, TransactItems=[put]) == wanted


def test_a_bucket_neither_gives_nor_takes_an_object(bucket, unusable):
    codes = {"Disabled": "KMS.DisabledException", "PendingDeletion": "KMS.KMSInvalidStateException"}
    wanted = (codes[unusable], 400)
    assert refused(bucket.get_object, Bucket=BUCKET, Key="1") == wanted
    assert refused(bucket.put_object, Bucket=BUCKET, Key="2", Body=b"two") == wanted
    assert refused(bucket.create_multipart_upload, Bucket=BUCKET, Key="2") == wanted
    copied = {"Bucket": BUCKET, "Key": "2", "CopySource": f"{BUCKET}/1"}
    assert refused(bucket.copy_object, **copied) == wanted
    assert refused(bucket.head_object, Bucket=BUCKET, Key="1") == ("400", 400)
    assert [each["Key"] for each in bucket.list_objects_v2(Bucket=BUCKET)["Contents"]] == ["1"]


@pytest.mark.usefixtures("unusable")
def test_what_lies_under_another_key_is_served(bucket):
    bucket.put_object(Bucket=BUCKET, Key="3", Body=b"three", ServerSideEncryption="AES256")
    assert bucket.get_object(Bucket=BUCKET, Key="3")["Body"].read() == b"three"
    bucket.delete_object(Bucket=BUCKET, Key="3")


def test_a_key_is_enabled_only_after_its_deletion_was_cancelled(client):
    kms = client("kms")
    made = kms.create_key()["KeyMetadata"]["Arn"]
    wanted = ("KMSInvalidStateException", 400)
    assert refused(kms.cancel_key_deletion, KeyId=made) == wanted
    kms.schedule_key_deletion(KeyId=made, PendingWindowInDays=7)
    assert refused(kms.enable_key, KeyId=made) == wanted
    assert refused(kms.disable_key, KeyId=made) == wanted
    assert kms.describe_key(KeyId=made)["KeyMetadata"]["KeyState"] == "PendingDeletion"
    kms.cancel_key_deletion(KeyId=made)
    assert kms.describe_key(KeyId=made)["KeyMetadata"]["KeyState"] == "Disabled"
    kms.enable_key(KeyId=made)
    assert kms.describe_key(KeyId=made)["KeyMetadata"]["KeyState"] == "Enabled"


def test_with_the_key_enabled_again_all_is_there(client, key, table, bucket):
    client("kms").disable_key(KeyId=key)
    client("kms").enable_key(KeyId=key)
    assert table.describe_table(TableName=TABLE)["Table"]["TableStatus"] == "ACTIVE"
    assert table.get_item(TableName=TABLE, Key={"id": {"S": "1"}})["Item"] == {"id": {"S": "1"}}
    assert bucket.get_object(Bucket=BUCKET, Key="1")["Body"].read() == b"one"


@pytest.mark.usefixtures("unusable")
def test_a_table_without_a_key_of_the_customers_is_served(client):
    dynamodb = client("dynamodb")
    dynamodb.create_table(
        TableName="plain",
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
    dynamodb.put_item(TableName="plain", Item={"id": {"S": "1"}})
    assert dynamodb.delete_table(TableName="plain")["TableDescription"]["TableName"] == "plain"
