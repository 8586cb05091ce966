"""Who works on the orders: a group whose members come from elsewhere, and one way in for an emergency."""

from __future__ import annotations

import pulumi_aws as aws

from tests.mutations.reference.place import Place
from tests.mutations.reference.policies import allow, document


def identities(place: Place) -> None:
    """Make the group of the operators, and the user that is there for when no one else can sign in."""
    group = aws.iam.Group("operators", name="operators", opts=place.opts)
    rights = aws.iam.Policy(
        "operators",
        name="operators",
        policy=document(
            allow(("lambda:GetFunction",), [place.arn("lambda", "function:orders-main")]),
            allow(("cloudwatch:GetMetricData", "ec2:DescribeVpcs"), ["*"]),
        ),
        opts=place.opts,
    )
    aws.iam.GroupPolicyAttachment("operators", group=group.name, policy_arn=rights.arn, opts=place.opts)
    user = aws.iam.User("emergency", name="emergency", opts=place.opts)
    aws.iam.UserGroupMembership("emergency", user=user.name, groups=[group.name], opts=place.opts)
