"""IAM: which actions on which resources an identity is given."""

from __future__ import annotations

from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.bucket_policy import document
from tests.policy.cases.case import fails, passes, skips

ACTIONS: Final = "policy-actions-scoped"
RESOURCES: Final = "policy-resources-scoped"
NOT_ACTION: Final = "policy-not-action-refused"

PERMISSION_SET: Final = "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy"
OTHER: Final = Planned("aws:sns/topic:Topic", {})
BY_NAME: Final = "wanted: actions by name"
BY_ARN: Final = "wanted: the ARNs of the resources that they are needed on"
UNNAMED: Final = "resources that it does not name"
ONE_TABLE: Final = {
    "Effect": "Allow",
    "Action": ["dynamodb:GetItem", "dynamodb:PutItem"],
    "Resource": "arn:aws:dynamodb:eu-west-1:1:table/orders",
}
TRACING: Final = {
    "Effect": "Allow",
    "Action": ["xray:PutTraceSegments", "EC2:CreateNetworkInterface"],
    "Resource": "*",
}


def policy(*statements: object, kind: str = "policy:Policy") -> Planned:
    """Return a policy as JSON."""
    return Planned(f"aws:iam/{kind}", {"policy": document(*statements)})


def granting(**changes: object) -> Planned:
    """Return a policy that grants access to one table but for these changes."""
    return policy({**ONE_TABLE, **changes}, kind="rolePolicy:RolePolicy")


def inline(*statements: object) -> Planned:
    """Return a policy as a mapping, as the provider takes it too."""
    return Planned("aws:iam/rolePolicy:RolePolicy", {"policy": {"Statement": list(statements)}})


def role(**inputs: object) -> Planned:
    """Return a role."""
    return Planned("aws:iam/role:Role", inputs)


WIDE_ACTIONS: Final = ("s3:?*", "s3:*?", "s3:**", "*:*", "s*:GetObject", "iam:*e*", "s3:G*", "s3:GetObjec?")
NAMED_ARNS: Final = (
    "arn:aws:s3:::b/*",
    "arn:aws:s3:eu-west-1:1:accesspoint/a/object/*",
    "arn:aws:sns:eu-west-1:1:t:*",
    "arn:aws:execute-api:eu-west-1:1:a/*",
    "arn:aws:dynamodb:*:1:table/orders/index/*",
    "arn:aws:dynamodb:*:1:table/dr-*",
    "arn:aws:logs:*:1:log-group:/aws/lambda/*",
    "arn:aws:iam::1:role/dr/*",
)
WIDE_ARNS: Final = (
    "arn:aws:*",
    "arn:aws:s3:::*",
    "arn:aws:s3:::*/*",
    "arn:aws:s3:eu-west-1:1:accesspoint/*",
    "arn:aws:sqs:*:1:*",
    "arn:aws:dynamodb:*:*:table/*",
    "arn:aws:dynamodb:*:1:table/*/index/*",
    "arn:aws:dynamodb:*:1:table*",
    "arn:aws:dynamodb:*:1:*",
    "arn:aws:logs:*:1:log-group:*",
    "arn:aws:apigateway:*::/restapis/*",
)
NARROWING: Final = (
    ("ForAnyValue:StringEquals", "kms:ResourceAliases", ["alias/data", "alias/dr-*"]),
    ("StringLike", "aws:ResourceTag/team", "pay*"),
    ("ArnLike", "lambda:FunctionArn", "arn:aws:lambda:*:1:function:dr-*"),
    ("StringEquals", "iam:PassedToService", UNKNOWN),
)
INDIFFERENT: Final = (
    ("StringLike", "kms:ResourceAliases", "alias/*"),
    ("StringLike", "aws:ResourceTag/team", "*"),
    ("StringLike", "aws:ResourceTag/team", ["pay", "*"]),
    ("StringEquals", "aws:ResourceTag/team", []),
    ("StringEquals", "aws:ResourceTag/team", None),
    ("StringNotEquals", "aws:ResourceTag/team", "pay"),
    ("StringEqualsIfExists", "aws:ResourceTag/team", "pay"),
    ("ForAllValues:StringEquals", "kms:ResourceAliases", "alias/data"),
    ("ArnLike", "lambda:FunctionArn", "arn:aws:lambda:*:1:function:*"),
    ("StringEquals", "aws:RequestedRegion", "eu-west-1"),
    ("StringEquals", "kms:ViaService", "s3.eu-west-1.amazonaws.com"),
)
TAKING_NONE: Final = ("ecr:GetAuthorizationToken", "ssmmessages:OpenDataChannel", "ec2:DescribeInstances")


def decrypting(operator: str, key: str, value: object) -> Planned:
    """Return a policy that allows the use of every key under a condition."""
    every_key = {"Action": "kms:Decrypt", "Resource": "arn:aws:kms:eu-west-1:1:key/*"}
    return granting(**every_key, Condition={operator: {key: value}})


CASES: Final = (
    passes(ACTIONS, "by name", policy(ONE_TABLE)),
    passes(ACTIONS, "a family of a service's actions", granting(Action="dynamodb:Get*")),
    passes(ACTIONS, "everything denied", granting(Effect="Deny", Action="*")),
    passes(ACTIONS, "missing", role()),
    passes(ACTIONS, "everything on everything", policy({**ONE_TABLE, "Action": "*", "Resource": "*"})),
    fails(ACTIONS, "everything", granting(Action="*"), says=f"statement 1 of the policy allows *; {BY_NAME}"),
    fails(
        ACTIONS,
        "everything of a service, in a permission set",
        Planned(PERMISSION_SET, {"inlinePolicy": document({**ONE_TABLE, "Action": "s3:*"})}),
        says=f"statement 1 of the policy allows s3:*; {BY_NAME}",
    ),
    *(
        fails(
            ACTIONS,
            f"a family too wide, {wide}",
            granting(Action=["s3:Get*", wide]),
            says=f"statement 1 of the policy allows {wide}; {BY_NAME}",
        )
        for wide in WIDE_ACTIONS
    ),
    fails(
        ACTIONS,
        "no action",
        granting(Action="what?"),
        says=f"statement 1 of the policy allows something else; {BY_NAME}",
    ),
    fails(
        ACTIONS,
        "everything of a service",
        policy(TRACING, {**ONE_TABLE, "Action": ["dynamodb:*"]}),
        says=f"statement 2 of the policy allows dynamodb:*; {BY_NAME}",
    ),
    fails(
        ACTIONS,
        "everything of a service, in a role",
        role(inlinePolicies=[{"name": "x", "policy": document({**ONE_TABLE, "Action": "s3:*"})}]),
        says=f"statement 1 of inlinePolicies[0] allows s3:*; {BY_NAME}",
    ),
    fails(
        ACTIONS,
        "an action that is not known",
        inline({**ONE_TABLE, "Action": [UNKNOWN]}),
        says=f"an action that statement 1 of the policy allows cannot be known at preview; {BY_NAME}",
    ),
    fails(
        ACTIONS,
        "unknown",
        Planned("aws:iam/policy:Policy", {"policy": UNKNOWN}),
        says=f"the policy cannot be known at preview, unless its ARNs are made of names; {BY_NAME}",
    ),
    skips(ACTIONS, "another type", OTHER),
    passes(NOT_ACTION, "by name", policy(ONE_TABLE)),
    passes(NOT_ACTION, "everything denied but", granting(Effect="Deny", Action=None, NotAction="iam:*")),
    passes(NOT_ACTION, "missing", role()),
    *(
        fails(
            NOT_ACTION,
            f"everything but {kept}",
            granting(Action=None, NotAction=kept),
            says=f"statement 1 of the policy allows every action but those it names; {BY_NAME}",
        )
        for kept in ("iam:*", UNKNOWN, [], ["iam:*", "organizations:*"])
    ),
    fails(
        NOT_ACTION,
        "everything but, in a trust policy",
        role(assumeRolePolicy=document({"Effect": "Allow", "Principal": {"AWS": "1"}, "NotAction": "s3:*"})),
        says=f"statement 1 of the trust policy allows every action but those it names; {BY_NAME}",
    ),
    fails(
        NOT_ACTION,
        "unknown",
        role(assumeRolePolicy=UNKNOWN, inlinePolicies=[{"policy": UNKNOWN}]),
        says=(
            f"inlinePolicies[0] cannot be known at preview, unless its ARNs are made of names; {BY_NAME}",
            f"the trust policy cannot be known at preview, unless its ARNs are made of names; {BY_NAME}",
        ),
    ),
    passes(RESOURCES, "one table", policy(ONE_TABLE)),
    passes(RESOURCES, "missing", role()),
    passes(RESOURCES, "everything on everything", policy({**ONE_TABLE, "Action": "*", "Resource": "*"})),
    passes(RESOURCES, "a table that is not known yet", inline({**ONE_TABLE, "Resource": [UNKNOWN]})),
    passes(RESOURCES, "actions that take no resource", policy(TRACING)),
    passes(
        RESOURCES,
        "an action that takes no resource, as configured",
        granting(Action="pricing:GetProducts", Resource="*"),
        config={"unscopableActions": ["pricing:GetProducts"]},
    ),
    passes(RESOURCES, "further actions that take no resource", granting(Action=TAKING_NONE, Resource="*")),
    *(passes(RESOURCES, f"resources of one name, {arn}", granting(Resource=arn)) for arn in NAMED_ARNS),
    *(
        fails(
            RESOURCES,
            f"resources without a name, {arn}",
            granting(Action="iam:PassRole", Resource=["arn:aws:iam::1:role/r", arn]),
            says=f"statement 1 of the policy allows iam:PassRole on {UNNAMED}; {BY_ARN}",
        )
        for arn in (*WIDE_ARNS, "arn:aws:iam::*:role/*")
    ),
    *(passes(RESOURCES, f"keys by {' '.join(map(str, test))}", decrypting(*test)) for test in NARROWING),
    *(
        fails(
            RESOURCES,
            f"keys by {' '.join(map(str, test))}",
            decrypting(*test),
            says=f"statement 1 of the policy allows kms:Decrypt on {UNNAMED}; {BY_ARN}",
        )
        for test in INDIFFERENT
    ),
    fails(
        RESOURCES,
        "every resource under a condition",
        granting(Resource="*", Action="kms:Decrypt", Condition={"StringEquals": {"aws:ResourceTag/t": "a"}}),
        says=f"statement 1 of the policy allows kms:Decrypt on every resource; {BY_ARN}",
    ),
    fails(
        RESOURCES,
        "every resource",
        granting(Resource=["*"]),
        says=(
            f"statement 1 of the policy allows dynamodb:GetItem, dynamodb:PutItem on every resource; {BY_ARN}"
        ),
    ),
    fails(
        RESOURCES,
        "every resource for actions of both kinds",
        granting(Action=["xray:PutTraceSegments", "s3:GetObject"], Resource="*"),
        says=f"statement 1 of the policy allows s3:GetObject on every resource; {BY_ARN}",
    ),
    fails(
        RESOURCES,
        "every resource for an action that is not known",
        inline({**ONE_TABLE, "Action": UNKNOWN, "Resource": "*"}),
        says=f"statement 1 of the policy allows something else on every resource; {BY_ARN}",
    ),
    fails(
        RESOURCES,
        "every resource but",
        granting(Resource=None, NotResource="arn:aws:s3:::b"),
        says=f"statement 1 of the policy allows access to every resource but those it names; {BY_ARN}",
    ),
    fails(
        RESOURCES,
        "unknown",
        inline(UNKNOWN),
        says=f"the policy cannot be known at preview, unless its ARNs are made of names; {BY_ARN}",
    ),
)
