"""The function runs in the private subnets, and its failures are kept."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from stack import grants
from stack.components.function import Function, FunctionArgs
from stack.links import Connection, Logs
from tests.unit.stack.recorded import (
    EPHEMERAL,
    SCOPE,
    TAGS,
    UNKNOWN,
    made,
    named,
    only,
    outputs,
    recorded,
    statements,
)

FUNCTION = "aws:lambda/function:Function"
GROUP = "aws:cloudwatch/logGroup:LogGroup"
ROOT = Path(__file__).parents[4]
EGRESS = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"


def record_function(scope=SCOPE, concurrency=20, access=None):
    args = FunctionArgs(
        scope=scope,
        connection=Connection("vpc-1", ("subnet-1", "subnet-2"), {"dynamodb": "pl-1", "s3": "pl-2"}),
        access=access or grants.access(scope, self_repair=False),
        variables={"TABLE_NAME": "t"},
        data_key_arn="arn:data",
        messages_key_arn="arn:messages",
        logs=Logs("arn:logs", 365),
        reserved_concurrency=concurrency,
    )
    return recorded(lambda: Function("function", args))


RECORDING = record_function()
INPUTS = only(RECORDING, FUNCTION).inputs


def test_everything_a_function_needs_is_made():
    assert made(RECORDING) == [
        "Alias function",
        "Function function",
        "FunctionEventInvokeConfig function",
        "LogGroup function",
        "Queue function-dead-letters",
        "QueuePolicy function-dead-letters",
        "Role function-role",
        "RolePolicy function-role",
        "SecurityGroup function",
        "SecurityGroupEgressRule dynamodb",
        "SecurityGroupEgressRule s3",
    ]


def test_the_function_is_what_its_source_asks_for():
    assert {key: INPUTS[key] for key in ("name", "handler", "runtime", "architectures")} == {
        "name": "dr-test-function",
        "handler": "functions.app.handler",
        "runtime": "python3.12",
        "architectures": ["arm64"],
    }
    assert (INPUTS["memorySize"], INPUTS["timeout"]) == (256, 30)
    assert (INPUTS["reservedConcurrentExecutions"], INPUTS["publish"]) == (20, True)
    assert INPUTS["environment"] == {"variables": {"TABLE_NAME": "t"}}
    assert INPUTS["tags"] == TAGS


def test_nothing_is_reserved_where_the_account_has_none_to_give():
    inputs = only(record_function(concurrency=0), FUNCTION).inputs
    assert "reservedConcurrentExecutions" not in inputs


def test_the_archive_holds_the_handler():
    with zipfile.ZipFile(ROOT / "stack" / INPUTS["code"]["path"]) as archive:
        assert {"functions/app.py", "aws_lambda_powertools/__init__.py"} <= set(archive.namelist())


def test_it_is_encrypted_traced_and_logged():
    assert INPUTS["kmsKeyArn"] == "arn:data"
    assert INPUTS["tracingConfig"] == {"mode": "Active"}
    assert INPUTS["loggingConfig"] == {"logFormat": "Text", "logGroup": "/aws/lambda/dr-test-function"}


def test_it_runs_in_both_private_subnets():
    assert INPUTS["vpcConfig"] == {"subnetIds": ["subnet-1", "subnet-2"], "securityGroupIds": [UNKNOWN]}
    group = only(RECORDING, "aws:ec2/securityGroup:SecurityGroup")
    assert only(RECORDING, FUNCTION).property_dependencies["vpcConfig"] == (group.urn,)


def test_nothing_comes_in_and_only_https_to_the_endpoints_goes_out():
    group = only(RECORDING, "aws:ec2/securityGroup:SecurityGroup")
    assert group.inputs["name"] == "dr-test-function-security-group"
    assert not {"ingress", "egress"} & set(group.inputs)
    for service, prefix_list in (("dynamodb", "pl-1"), ("s3", "pl-2")):
        assert named(RECORDING, EGRESS, service).inputs == {
            "securityGroupId": UNKNOWN,
            "description": f"HTTPS to {service}",
            "ipProtocol": "tcp",
            "fromPort": 443,
            "toPort": 443,
            "prefixListId": prefix_list,
            "tags": TAGS,
        }


def test_its_role_does_what_the_source_declares_and_what_lambda_needs():
    policy = only(RECORDING, "aws:iam/rolePolicy:RolePolicy").inputs["policy"]
    assert list(statements(policy)) == [
        "Table",
        "Bucket",
        "Documents",
        "Keys",
        "Log",
        "Failures",
        "Traces",
        "Interfaces",
        "InterfacesNotFromCode",
    ]


def test_with_a_database_its_role_does_what_that_takes_besides():
    access = grants.with_database(SCOPE, grants.access(SCOPE, self_repair=False))
    before, after = (
        [*statements(only(recording, "aws:iam/rolePolicy:RolePolicy").inputs["policy"])]
        for recording in (RECORDING, record_function(access=access))
    )
    added = ["Pending", "Outbox", "Database", "DatabaseSecret", "DatabaseSecretKey"]
    assert [each for each in after if each not in before] == added


def test_it_waits_for_its_role_s_policy():
    assert only(RECORDING, "aws:iam/rolePolicy:RolePolicy").urn in only(RECORDING, FUNCTION).dependencies


@pytest.mark.parametrize(("scope", "protected"), [(SCOPE, True), (EPHEMERAL, False)])
def test_its_log_is_kept_encrypted_and_protected_unless_ephemeral(scope, protected):
    group = only(record_function(scope), GROUP)
    assert (group.inputs["name"], group.inputs["retentionInDays"], group.inputs["kmsKeyId"]) == (
        "/aws/lambda/dr-test-function",
        365,
        "arn:logs",
    )
    assert group.options.protect is protected


def test_callers_use_the_alias_of_a_published_version():
    alias = only(RECORDING, "aws:lambda/alias:Alias")
    assert (alias.inputs["name"], alias.inputs["functionVersion"]) == ("live", UNKNOWN)
    assert outputs(RECORDING, "function") == {
        "name": "dr-test-function",
        "arn": UNKNOWN,
        "aliasArn": UNKNOWN,
    }


def test_a_failed_event_is_kept_as_it_was_and_with_its_error():
    queue = only(RECORDING, "aws:sqs/queue:Queue").urn
    assert only(RECORDING, FUNCTION).property_dependencies["deadLetterConfig"] == (queue,)
    config = only(RECORDING, "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig")
    assert (config.inputs["qualifier"], config.inputs["maximumRetryAttempts"]) == ("live", 2)
    assert config.inputs["maximumEventAgeInSeconds"] == 3600
    assert config.property_dependencies["destinationConfig"] == (queue,)
