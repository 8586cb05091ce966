"""The function, and nothing else, gets to the Data API's endpoint and to the database."""

from __future__ import annotations

import pytest

from stack import grants
from stack.components.database_access import DatabaseAccess, DatabaseAccessArgs
from stack.links import Site
from tests.unit.stack.recorded import SCOPE, TAGS, UNKNOWN, named, only, recorded, statements

INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"
EGRESS = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"
SITE = Site("vpc-1", ("subnet-1", "subnet-2"), ("eu-west-1a", "eu-west-1b"))
STATEMENTS = grants.with_database(SCOPE, grants.access(SCOPE, self_repair=False)).database
ARGS = DatabaseAccessArgs(SCOPE, SITE, "sg-function", "sg-database", STATEMENTS)
RECORDING = recorded(lambda: DatabaseAccess("database-access", ARGS))


def test_the_data_api_has_an_endpoint_in_both_private_subnets():
    inputs = dict(only(RECORDING, "aws:ec2/vpcEndpoint:VpcEndpoint").inputs)
    policy = statements(inputs.pop("policy"))
    assert inputs == {
        "vpcId": "vpc-1",
        "vpcEndpointType": "Interface",
        "serviceName": "com.amazonaws.eu-west-1.rds-data",
        "privateDnsEnabled": True,
        "subnetIds": ["subnet-1", "subnet-2"],
        "securityGroupIds": [UNKNOWN],
        "tags": {**TAGS, "Name": "dr-test-rds-data-endpoint"},
    }
    assert policy == {
        "Database": {
            "Effect": "Allow",
            "Principal": "*",
            "Action": ["rds-data:ExecuteStatement"],
            "Resource": "arn:aws:rds:eu-west-1:123456789012:cluster:dr-test-database",
            "Condition": {"StringEquals": {"aws:PrincipalAccount": "123456789012"}},
        }
    }


@pytest.mark.parametrize(
    ("name", "group", "port", "description"),
    [
        ("rds-data", UNKNOWN, 443, "HTTPS from the function"),
        ("database", "sg-database", 5432, "PostgreSQL from the function"),
    ],
)
def test_only_the_function_gets_in(name, group, port, description):
    assert named(RECORDING, INGRESS, name).inputs == {
        "securityGroupId": group,
        "description": description,
        "ipProtocol": "tcp",
        "fromPort": port,
        "toPort": port,
        "referencedSecurityGroupId": "sg-function",
        "tags": TAGS,
    }
    assert len(RECORDING.of_type(INGRESS)) == 2


def test_the_function_gets_out_to_the_endpoint_alone():
    group = only(RECORDING, "aws:ec2/securityGroup:SecurityGroup")
    rule = only(RECORDING, EGRESS)
    assert (rule.inputs["securityGroupId"], rule.inputs["fromPort"], rule.inputs["toPort"]) == (
        "sg-function",
        443,
        443,
    )
    assert rule.property_dependencies["referencedSecurityGroupId"] == (group.urn,)
    assert not {"ingress", "egress"} & set(group.inputs)
