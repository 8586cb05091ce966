"""The keys: whom they serve, and the logs that one of them encrypts."""

import pytest

from tests.live.parts import database_log, has_database
from tests.live.policies import for_account, in_order, statements

KEYS = ("data-key", "logs-key", "messages-key", "backup-key", "watch-key")


@pytest.fixture
def key(request, client, outputs):
    """What tells of the key of one kind, and the key."""
    kms = client("kms", outputs["watch_region" if request.param == "watch-key" else "region"])
    return kms, kms.describe_key(KeyId=f"alias/dr-{outputs['suffix']}-{request.param}")["KeyMetadata"]


@pytest.mark.parametrize("key", KEYS, indirect=True)
def test_a_key_is_the_customers_and_turns_every_year(key):
    kms, found = key
    assert (found["KeyManager"], found["KeyState"]) == ("CUSTOMER", "Enabled")
    assert kms.get_key_rotation_status(KeyId=found["KeyId"])["KeyRotationEnabled"] is True


@pytest.mark.parametrize("kind", ["data", "logs", "messages", "backup"])
def test_a_key_is_known_by_its_name(client, outputs, kind):
    found = client("kms").describe_key(KeyId=f"alias/dr-{outputs['suffix']}-{kind}-key")["KeyMetadata"]
    assert found["Arn"] == outputs[f"{kind}_key_arn"]


@pytest.mark.parametrize(
    ("key", "services", "with_database"),
    [
        ("data-key", (), ()),
        ("backup-key", (), ()),
        ("messages-key", ("backup", "budgets", "cloudwatch", "events"), ("events.rds",)),
        ("watch-key", ("cloudwatch",), ()),
    ],
    indirect=["key"],
)
def test_a_key_serves_the_account_and_what_publishes_for_it_alone(key, outputs, services, with_database):
    kms, found = key
    services += with_database * has_database(outputs)
    policy = statements(kms.get_key_policy(KeyId=found["KeyId"], PolicyName="default")["Policy"])
    publishers = {
        "Effect": "Allow",
        "Principal": {"Service": [f"{each}.amazonaws.com" for each in services]},
        "Action": ["kms:Decrypt", "kms:GenerateDataKey"],
        "Resource": "*",
        "Condition": for_account(outputs),
    }
    [account] = [each for each in policy if "AWS" in each["Principal"]]
    assert account["Principal"] == {"AWS": [f"arn:aws:iam::{outputs['account']}:root"]}
    assert [each for each in policy if each != account] == in_order([publishers] if services else [])


@pytest.mark.parametrize("key", ["logs-key"], indirect=True)
def test_the_key_of_logs_serves_this_stacks_log_groups_alone(key, outputs):
    kms, found = key
    policy = statements(kms.get_key_policy(KeyId=found["KeyId"], PolicyName="default")["Policy"])
    [logs] = [each for each in policy if "Service" in each["Principal"]]
    prefix = f"arn:aws:logs:{outputs['region']}:{outputs['account']}:log-group:"
    names = [outputs[f"{each}_log_group_name"] for each in ("api", "flow", "lambda")]
    names += [database_log(outputs)] if has_database(outputs) else []
    groups = sorted(prefix + each for each in names)
    assert logs["Principal"] == {"Service": [f"logs.{outputs['region']}.amazonaws.com"]}
    assert logs["Condition"] == {"ArnEquals": {"kms:EncryptionContext:aws:logs:arn": groups}}


@pytest.fixture
def log(request, outputs):
    """The name of one log group; the database's is left out where there is none."""
    if request.param != "database":
        return outputs[f"{request.param}_log_group_name"]
    request.getfixturevalue("with_database")
    return database_log(outputs)


@pytest.mark.parametrize("log", ["api", "database", "flow", "lambda"], indirect=True)
def test_a_log_is_encrypted_and_kept_as_long_as_promised(client, outputs, log):
    groups = client("logs").describe_log_groups(logGroupNamePrefix=log)["logGroups"]
    [found] = [each for each in groups if each["logGroupName"] == log]
    assert found["retentionInDays"] == outputs["log_retention_days"]
    assert found["kmsKeyId"] == outputs["logs_key_arn"]
