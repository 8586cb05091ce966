"""Log groups are made with all that is asked of them."""

import pytest
from botocore.exceptions import ClientError

from sandbox.errors import SandboxError

GROUP = "aws:cloudwatch/logGroup:LogGroup"
ARN = "arn:aws:logs:us-west-2:123456789012:log-group:"


@pytest.fixture(scope="module")
def logs(client):
    return client("logs")


def described(logs, name):
    (group,) = logs.describe_log_groups(logGroupNamePrefix=name)["logGroups"]
    return group


def tags(logs, name):
    return logs.list_tags_for_resource(resourceArn=f"{ARN}{name}")["tags"]


def test_a_group_has_its_key_its_retention_and_its_tags(make, client, logs):
    key = client("kms").create_key()["KeyMetadata"]["Arn"]
    made = make(GROUP, name="/aws/one", kmsKeyId=key, retentionInDays=365.0, tags={"owner": "team"})
    group = described(logs, "/aws/one")
    assert made.id == "/aws/one"
    assert made.outputs["arn"] == f"{ARN}/aws/one" == group["logGroupArn"]
    assert (group["kmsKeyId"], group["retentionInDays"], group["logGroupClass"]) == (key, 365, "STANDARD")
    assert tags(logs, "/aws/one") == {"owner": "team"}


def test_a_group_without_retention_keeps_all(make, logs):
    make(GROUP, name="/aws/kept")
    assert "retentionInDays" not in described(logs, "/aws/kept")


def test_a_retention_that_aws_does_not_have_is_refused(make):
    with pytest.raises(ClientError, match="Invalid retentionInDays value: 366"):
        make(GROUP, name="/aws/odd", retentionInDays=366.0)


def test_retention_and_tags_change_in_place(make, change, logs):
    made = make(GROUP, name="/aws/changed", retentionInDays=365.0, tags={"owner": "team"})
    change(GROUP, made, name="/aws/changed", retentionInDays=30.0, tags={"tier": "staging"})
    assert described(logs, "/aws/changed")["retentionInDays"] == 30
    assert tags(logs, "/aws/changed") == {"tier": "staging"}
    change(GROUP, made, name="/aws/changed")
    assert "retentionInDays" not in described(logs, "/aws/changed")
    assert tags(logs, "/aws/changed") == {}


def test_a_group_does_not_lose_its_key_unnoticed(make, change, client):
    key = client("kms").create_key()["KeyMetadata"]["Arn"]
    made = make(GROUP, name="/aws/encrypted", kmsKeyId=key)
    with pytest.raises(SandboxError, match="cannot become None"):
        change(GROUP, made, name="/aws/encrypted")
