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

WILDCARDS: Final = re.compile(r"[*?]+")
SEPARATOR: Final = re.compile(r"[:/]+")
LEAST_LITERAL_LETTERS: Final = 3
ARN_FIELDS: Final = 6
ACTION: Final = re.compile(r"[\w*-]+:[\w*?]+|\*")
MANAGED: Final = re.compile(r"arn:[\w-]+:iam::aws:policy/(?:[\w-]+/)?([\w-]+)")

# In ARNs of these services nothing stands before the name, where others say what kind of resource it is.
WITHOUT_KIND: Final = ("codecommit", "execute-api", "sns", "sqs")
POSITIVE_OPERATORS: Final = (
    "arnequals",
    "arnlike",
    "stringequals",
    "stringequalsignorecase",
    "stringlike",
)
# They say from where or through what a resource is reached, and not which one.
INDIFFERENT_KEYS: Final = ("aws:", "kms:calleraccount", "kms:viaservice")
RESOURCE_TAG: Final = "aws:resourcetag/"

# AWS's service authorization reference lists no resource type for these.
UNSCOPABLE: Final = (
    "cloudwatch:DescribeAlarmsForMetric",
    "cloudwatch:GetMetricData",
    "cloudwatch:GetMetricStatistics",
    "cloudwatch:ListMetrics",
    "cloudwatch:PutMetricData",
    "dynamodb:ListTables",
    "ec2:AssignPrivateIpAddresses",
    "ec2:CreateNetworkInterface",
    "ec2:DeleteNetworkInterface",
    "ec2:DescribeAvailabilityZones",
    "ec2:DescribeInstances",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeRouteTables",
    "ec2:DescribeSecurityGroups",
    "ec2:DescribeSubnets",
    "ec2:DescribeVpcEndpoints",
    "ec2:DescribeVpcs",
    "ec2:UnassignPrivateIpAddresses",
    "ecr:GetAuthorizationToken",
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
    "route53:ListHostedZones",
    "s3:ListAllMyBuckets",
    "ssmmessages:CreateControlChannel",
    "ssmmessages:CreateDataChannel",
    "ssmmessages:OpenControlChannel",
    "ssmmessages:OpenDataChannel",
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
            elif isinstance(action, str) and _is_wide_action(action):
                yield Finding(f"{where} allows {_shown(action)}", NAMED_ACTIONS)


def _is_wide_action(action: str) -> bool:
    """Whether an action is more than a family whose members begin alike."""
    service, _, name = action.partition(":")
    literal, wildcard, _ = name.partition("*")
    return "?" in action or "*" in service or (bool(wildcard) and len(literal) < LEAST_LITERAL_LETTERS)


def policy_resources_scoped(holder: Resource, settings: Settings) -> Iterator[Outcome]:
    """No policy reaches further than the resources it is for."""
    free = {action.lower() for action in (*UNSCOPABLE, *settings.strings("unscopableActions"))}
    for where, statement in _grants(holder, NAMED_RESOURCES):
        if isinstance(statement, Finding):
            yield statement
            continue
        if statement.has("NotResource"):
            yield Finding(f"{where} allows access to every resource but those it names", NAMED_RESOURCES)
        actions = statement.members("Action")
        scopable = [
            _shown(action) for action in actions if not isinstance(action, str) or action.lower() not in free
        ]
        reach = _reach(statement)
        if scopable and reach:
            yield Finding(f"{where} allows {', '.join(scopable)} on {reach}", NAMED_RESOURCES)


def _reach(statement: Statement) -> str:
    """Return what a statement reaches beyond the resources that it names, nothing where it does not."""
    resources = [resource for resource in statement.members("Resource") if isinstance(resource, str)]
    if "*" in resources:
        return "every resource"
    wide = any(map(_is_wide_resource, resources)) and not _is_narrowed(statement)
    return "resources that it does not name" if wide else ""


def _is_narrowed(statement: Statement) -> bool:
    """Whether a condition names the resources that the statement is about."""
    return any(
        operator.removeprefix("foranyvalue:") in POSITIVE_OPERATORS
        and (key.startswith(RESOURCE_TAG) or not key.startswith(INDIFFERENT_KEYS))
        and bool(values)
        and all(value is UNKNOWN or (isinstance(value, str) and not _is_wide(value)) for value in values)
        for operator, key, values in statement.conditions()
    )


def _is_wide_resource(arn: str) -> bool:
    """Whether an ARN, or a pattern of one, names no resource."""
    fields = arn.split(":", ARN_FIELDS - 1)
    if len(fields) < ARN_FIELDS:
        return True
    service, account, resource = fields[2], fields[4], fields[5]
    if service in WITHOUT_KIND or (service == "s3" and not account):
        return _is_nameless(resource)
    kinds = WILDCARDS.search(resource) and not SEPARATOR.search(resource)
    return bool(kinds) or _is_wide(resource)


def _is_wide(value: str) -> bool:
    """Whether a value is all wildcards; of a path, the part after the first, which says its kind."""
    if value.startswith("arn:"):
        return _is_wide_resource(value)
    kind, *name = SEPARATOR.split(value.strip(":/"), maxsplit=1)
    return _is_nameless(name[0] if name else kind)


def _is_nameless(name: str) -> bool:
    return not WILDCARDS.sub("", SEPARATOR.split(name, maxsplit=1)[0])


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
