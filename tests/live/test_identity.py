"""Names, tags, keys and roles: whose everything is, and who may do what."""

import json

import pytest

from stack.naming import LIMITS
from tests.live.tagged import READERS, reader_of_alarm

ALARMS = [each for each in LIMITS if each.endswith("-alarm")]
KEYS = ("data", "logs", "messages", "backup")


def wanted(outputs):
    """Return the tags that every resource has, as the table has them."""
    return {"owner", "cost-centre", "environment", "tier", *(["ephemeral"] if outputs["ephemeral"] else [])}


def sets(found):
    return found if isinstance(found, list) else [found]


@pytest.mark.parametrize("kind", READERS)
def test_it_says_whose_it_is(client, outputs, kind):
    for tags in sets(READERS[kind](client, outputs)):
        assert wanted(outputs) - tags.keys() == set()
        assert all(tags[name] for name in wanted(outputs))


@pytest.mark.parametrize("kind", ALARMS)
def test_an_alarm_says_whose_it_is(client, outputs, kind):
    tags = reader_of_alarm(kind, outputs)(client, outputs)
    assert wanted(outputs) - tags.keys() == set()


def test_what_the_stack_names_has_its_name(outputs):
    prefix = f"dr-{outputs['suffix']}-"
    last = {
        "dynamodb_table_name": "table",
        "lambda_function_name": "function",
        "event_rule_name": "rule",
        "backup_vault_name": "backup-vault",
        "dashboard_name": "dashboard",
    }
    assert {name: outputs[name] for name in last} == {name: prefix + kind for name, kind in last.items()}
    assert outputs["s3_bucket_name"] == f"{prefix}bucket-{outputs['account']}"
    assert outputs["sns_topic_arn"].rpartition(":")[2] == f"{prefix}topic"
    assert outputs["lambda_log_group_name"] == f"/aws/lambda/{prefix}function"


def test_the_credentials_are_of_the_stacks_account(client, outputs):
    assert client("sts").get_caller_identity()["Account"] == outputs["account"]


@pytest.mark.parametrize("key", KEYS)
def test_a_key_is_the_customers_and_turns_every_year(client, outputs, key):
    kms, arn = client("kms"), outputs[f"{key}_key_arn"]
    found = kms.describe_key(KeyId=arn)["KeyMetadata"]
    assert (found["KeyManager"], found["KeyState"]) == ("CUSTOMER", "Enabled")
    assert kms.get_key_rotation_status(KeyId=arn)["KeyRotationEnabled"] is True


@pytest.mark.parametrize(
    ("role", "service"),
    [
        ("function-role", "lambda.amazonaws.com"),
        ("backup-role", "backup.amazonaws.com"),
        ("flow-log-role", "vpc-flow-logs.amazonaws.com"),
    ],
)
def test_a_role_is_taken_by_its_own_service_alone(client, outputs, role, service):
    document = client("iam").get_role(RoleName=f"dr-{outputs['suffix']}-{role}")["Role"][
        "AssumeRolePolicyDocument"
    ]
    document = json.loads(document) if isinstance(document, str) else document
    assert [each["Principal"] for each in document["Statement"]] == [{"Service": service}]


@pytest.mark.parametrize(
    ("action", "resource", "decision"),
    [
        ("dynamodb:PutItem", "dynamodb_table_arn", "allowed"),
        ("dynamodb:DeleteItem", "dynamodb_table_arn", "implicitDeny"),
        ("dynamodb:DeleteTable", "dynamodb_table_arn", "implicitDeny"),
        ("s3:DeleteBucket", "s3_bucket_arn", "implicitDeny"),
        ("kms:ScheduleKeyDeletion", "data_key_arn", "implicitDeny"),
    ],
)
def test_the_function_may_do_no_more_than_it_must(client, outputs, action, resource, decision):
    role = client("iam").get_role(RoleName=f"dr-{outputs['suffix']}-function-role")["Role"]["Arn"]
    [found] = client("iam").simulate_principal_policy(
        PolicySourceArn=role, ActionNames=[action], ResourceArns=[outputs[resource]]
    )["EvaluationResults"]
    assert found["EvalDecision"] == decision
