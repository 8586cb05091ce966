"""A right that holds for some items alone holds for these alone."""

import json

import pytest
from botocore.exceptions import ClientError

from sandbox.aws import Aws

OWN = {
    "Effect": "Allow",
    "Action": "dynamodb:DeleteItem",
    "Resource": "*",
    "Condition": {
        "ForAllValues:StringLike": {"dynamodb:LeadingKeys": ["outbox#*"]},
        "Null": {"dynamodb:LeadingKeys": "false"},
    },
}


@pytest.fixture
def clerk(emulator, client):
    """DynamoDB for somebody who may delete what begins with ``outbox#``."""
    client("dynamodb").create_table(
        TableName="orders",
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
    iam = client("iam")
    iam.create_user(UserName="clerk")
    document = json.dumps({"Version": "2012-10-17", "Statement": [OWN]})
    iam.put_user_policy(UserName="clerk", PolicyName="own", PolicyDocument=document)
    key = iam.create_access_key(UserName="clerk")["AccessKey"]
    aws = emulator.aws
    user = (key["AccessKeyId"], key["SecretAccessKey"])
    return Aws(aws.endpoint, aws.account, aws.secret, user).client("dynamodb", "us-west-2")


def test_an_item_is_deleted_only_where_its_key_is_allowed(clerk):
    """By itself ministack tells the policy no key, and refuses both."""
    clerk.delete_item(TableName="orders", Key={"id": {"S": "outbox#1"}})
    with pytest.raises(ClientError, match="AccessDenied"):
        clerk.delete_item(TableName="orders", Key={"id": {"S": "1"}})
