"""IAM: what roles may do, and who may take them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from dr_guard.access import must_name_principals
from dr_guard.checks import NOT_KNOWN
from dr_guard.documents import statements
from dr_guard.finding import Finding
from dr_guard.values import UNKNOWN, entries, lookup

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dr_guard.control import Settings
    from dr_guard.documents import Statement
    from dr_guard.finding import Outcome
    from dr_guard.graph import Resource
    from dr_guard.values import Plain

SERVICE_WILDCARD: Final = re.compile(r"[\w-]*\*?:\*+")
ACTION: Final = re.compile(r"[\w*-]+:[\w*?]+|\*")
MANAGED: Final = re.compile(r"arn:[\w-]+:iam::aws:policy/(?:[\w-]+/)?([\w-]+)")

# AWS's service authorization reference lists no resource type for these.
UNSCOPABLE: Final = (
    "cloudwatch:GetMetricData",
    "cloudwatch:GetMetricStatistics",
    "cloudwatch:ListMetrics",
    "cloudwatch:PutMetricData",
    "dynamodb:ListTables",
    "ec2:AssignPrivateIpAddresses",
    "ec2:CreateNetworkInterface",
    "ec2:DeleteNetworkInterface",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeSecurityGroups",
    "ec2:DescribeSubnets",
    "ec2:DescribeVpcs",
    "ec2:UnassignPrivateIpAddresses",
    "kms:ListAliases",
    "kms:ListKeys",
    "logs:CreateLogDelivery",
    "logs:DeleteLogDelivery",
    "logs:DescribeLogGroups",
    "logs:DescribeResourcePolicies",
    "logs:GetLogDelivery",
    "logs:ListLogDeliveries",
    "logs:PutResourcePolicy",
    "logs:UpdateLogDelivery",
    "s3:ListAllMyBuckets",
    "sts:GetCallerIdentity",
    "tag:GetResources",
    "xray:GetSamplingRules",
    "xray:GetSamplingStatisticSummaries",
    "xray:GetSamplingTargets",
    "xray:PutTelemetryRecords",
    "xray:PutTraceSegments",
)
NAMED_ACTIONS: Final = "actions by name"
NAMED_RESOURCES: Final = "the ARNs of the resources that they are needed on"


def policy_actions_scoped(holder: Resource, _settings: Settings) -> Iterator[Outcome]:
    """No policy grants everything that a service can do."""
    for where, statement in _grants(holder, NAMED_ACTIONS):
        if isinstance(statement, Finding):
            yield statement
            continue
        if statement.has("NotAction"):
            yield Finding(f"{where} allows every action but those it names", NAMED_ACTIONS)
        for action in statement.members("Action"):
            if action is UNKNOWN:
                yield Finding(f"an action that {where} allows {NOT_KNOWN}", NAMED_ACTIONS)
            elif action == "*" or (isinstance(action, str) and SERVICE_WILDCARD.fullmatch(action)):
                yield Finding(f"{where} allows {action}", NAMED_ACTIONS)


def policy_resources_scoped(holder: Resource, settings: Settings) -> Iterator[Outcome]:
    """No policy reaches further than the resources it is for."""
    free = {action.lower() for action in (*UNSCOPABLE, *settings.strings("unscopableActions"))}
    for where, statement in _grants(holder, NAMED_RESOURCES):
        if isinstance(statement, Finding):
            yield statement
            continue
        if statement.has("NotResource"):
            yield Finding(f"{where} allows access to every resource but those it names", NAMED_RESOURCES)
        actions = statement.members("Action") if "*" in statement.members("Resource") else ()
        wide = [
            _shown(action) for action in actions if not isinstance(action, str) or action.lower() not in free
        ]
        if wide:
            yield Finding(f"{where} allows {', '.join(wide)} on every resource", NAMED_RESOURCES)


def _shown(action: Plain) -> str:
    return action if isinstance(action, str) and ACTION.fullmatch(action) else "something else"


def _grants(holder: Resource, wanted: str) -> Iterator[tuple[str, Statement | Finding]]:
    """Yield every statement that grants something and how to call it, or that there is no telling."""
    inline = [lookup(entry, "policy") for entry in entries(holder.inputs, "inlinePolicies")]
    for document in (holder.get("policy"), *inline):
        parsed = statements(document)
        if parsed is UNKNOWN:
            yield "", Finding(f"the policy {NOT_KNOWN}", wanted)
            continue
        for number, statement in enumerate(parsed, start=1):
            if statement.allows:
                yield f"statement {number} of the policy", statement


def policy_administrator_unattached(attachment: Resource, settings: Settings) -> Iterator[Outcome]:
    """Nobody and nothing is given all rights by a policy that AWS wrote."""
    refused = settings.strings("refused")
    for arn in (*entries(attachment.inputs, "policyArn"), *entries(attachment.inputs, "managedPolicyArns")):
        managed = MANAGED.fullmatch(arn) if isinstance(arn, str) else None
        if managed and managed.group(1) in refused:
            yield Finding(
                f"the AWS-managed policy {managed.group(1)} is attached", "a policy of what is needed"
            )


def role_trust_principal_restricted(role: Resource, _settings: Settings) -> Iterator[Outcome]:
    """Nobody unnamed may take a role."""
    yield from must_name_principals(role.get("assumeRolePolicy"), "the trust policy")


RULES: Final = (
    policy_actions_scoped,
    policy_resources_scoped,
    policy_administrator_unattached,
    role_trust_principal_restricted,
)
