"""What only AWS computes is unknown in a preview, as far as the SDK's types tell."""

from __future__ import annotations

import inspect

import pulumi_aws as aws
import pytest

from sandbox.project import Project
from sandbox.recording import record
from sandbox.registration import UNKNOWN

GROUP = "aws:ec2/securityGroup:SecurityGroup"
IN_A_NETWORK = {"subnet_ids": ["subnet-1"], "security_group_ids": ["sg-1"]}


def group(handed_on):
    """Return the inputs of a security group that is made of something of another resource's."""
    recording = record(
        lambda: aws.ec2.SecurityGroup("group", description="ours", **handed_on()), Project("shop", "dev")
    )
    [found] = [each.inputs for each in recording.registrations if each.type == GROUP]
    return found


def test_what_only_aws_writes_is_unknown_as_a_whole_and_all_in_it():
    def secret():
        cluster = aws.rds.Cluster("orders", engine="aurora-postgresql")
        return {"name": cluster.master_user_secrets[0].secret_arn}

    assert group(secret)["name"] == UNKNOWN


def test_of_a_block_that_the_program_gives_only_what_it_gives_is_there():
    """Under the engine the network would be unknown; the documentation says what follows."""

    def network():
        function = aws.lambda_.Function("send", role="arn:role", vpc_config=IN_A_NETWORK)
        return {"name": function.vpc_config.subnet_ids[0], "vpc_id": function.vpc_config.vpc_id}

    assert group(network) == {"description": "ours", "name": "subnet-1"}


@pytest.mark.parametrize("field", ["vpc_id", "ipv6_allowed_for_dual_stack"])
def test_the_sdk_types_what_aws_computes_in_a_block_like_what_may_be_left_out(field):
    """Were they told apart, a preview could make the one unknown."""
    for each in (aws.lambda_.FunctionVpcConfigArgs, aws.lambda_.outputs.FunctionVpcConfig):
        assert inspect.signature(each).parameters[field].default is None
