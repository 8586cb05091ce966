"""All traffic is logged, encrypted, by a role that can do nothing else."""

from __future__ import annotations

import pytest

from stack.components.flow_log import FlowLog, FlowLogArgs
from stack.links import Logs
from tests.unit.stack.recorded import (
    EPHEMERAL,
    SCOPE,
    TAGS,
    UNKNOWN,
    made,
    only,
    outputs,
    recorded,
    statements,
)

GROUP = "aws:cloudwatch/logGroup:LogGroup"


def record_flow_log(scope=SCOPE):
    return recorded(lambda: FlowLog("flow-log", FlowLogArgs(scope, "vpc-1", Logs("arn:key", 365))))


RECORDING = record_flow_log()


def test_accepted_and_rejected_traffic_is_logged_every_minute():
    assert made(RECORDING) == [
        "FlowLog flow-log",
        "LogGroup flow-log",
        "Role flow-log",
        "RolePolicy flow-log",
    ]
    flow_log = only(RECORDING, "aws:ec2/flowLog:FlowLog")
    assert flow_log.inputs == {
        "vpcId": "vpc-1",
        "trafficType": "ALL",
        "logDestinationType": "cloud-watch-logs",
        "logDestination": UNKNOWN,
        "iamRoleArn": UNKNOWN,
        "maxAggregationInterval": 60,
        "tags": {**TAGS, "Name": "dr-test-flow-log"},
    }
    assert flow_log.property_dependencies["logDestination"] == (only(RECORDING, GROUP).urn,)


@pytest.mark.parametrize(("scope", "protected"), [(SCOPE, True), (EPHEMERAL, False)])
def test_the_log_is_kept_encrypted_and_protected_unless_ephemeral(scope, protected):
    group = only(record_flow_log(scope), GROUP)
    assert group.inputs == {
        "name": "/aws/vpc/dr-test-flow-log",
        "retentionInDays": 365,
        "kmsKeyId": "arn:key",
        "tags": scope.tags,
    }
    assert group.options.protect is protected


def test_only_this_account_s_flow_logs_take_the_role_on():
    role = only(RECORDING, "aws:iam/role:Role")
    assert role.inputs["name"] == "dr-test-flow-log-role"
    assert statements(role.inputs["assumeRolePolicy"]) == {
        "Assume": {
            "Effect": "Allow",
            "Principal": {"Service": "vpc-flow-logs.amazonaws.com"},
            "Action": ["sts:AssumeRole"],
            "Condition": {
                "StringEquals": {"aws:SourceAccount": "123456789012"},
                "ArnLike": {"aws:SourceArn": "arn:aws:ec2:eu-west-1:123456789012:vpc-flow-log/*"},
            },
        }
    }


def test_the_role_finds_log_groups_and_writes_to_its_own_alone():
    group = "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/vpc/dr-test-flow-log"
    assert statements(only(RECORDING, "aws:iam/rolePolicy:RolePolicy").inputs["policy"]) == {
        "Write": {
            "Effect": "Allow",
            "Action": ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
            "Resource": [group, f"{group}:*"],
        },
        "Find": {"Effect": "Allow", "Action": ["logs:DescribeLogGroups"], "Resource": "*"},
    }


def test_the_log_group_s_name_is_told():
    assert outputs(RECORDING, "flow-log") == {"logGroupName": "/aws/vpc/dr-test-flow-log"}
