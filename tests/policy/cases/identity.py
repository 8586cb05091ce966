"""IAM: what roles may do, and who may take them."""

from __future__ import annotations

from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.bucket_policy import EVERYONE as EVERYONE_IN_POLICY
from tests.policy.cases.bucket_policy import document
from tests.policy.cases.case import fails, passes, skips

ACTIONS: Final = "policy-actions-scoped"
RESOURCES: Final = "policy-resources-scoped"
ADMIN: Final = "policy-administrator-unattached"
TRUST: Final = "role-trust-principal-restricted"

OTHER: Final = Planned("aws:sns/topic:Topic", {})
BY_NAME: Final = "wanted: actions by name"
BY_ARN: Final = "wanted: the ARNs of the resources that they are needed on"
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
ADMINISTRATOR: Final = "arn:aws:iam::aws:policy/AdministratorAccess"
ATTACHED: Final = "the AWS-managed policy AdministratorAccess is attached; wanted: a policy of what is needed"
ASSUMED: Final = {"Effect": "Allow", "Action": "sts:AssumeRole"}


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


def trusting(principal: object) -> Planned:
    """Return a role that this principal may take."""
    return role(assumeRolePolicy=document({**ASSUMED, "Principal": principal}))


def attachment(arn: object, kind: str = "rolePolicyAttachment:RolePolicyAttachment") -> Planned:
    """Return the attachment of a policy."""
    return Planned(f"aws:iam/{kind}", {"policyArn": arn})


CASES: Final = (
    passes(ACTIONS, "by name", policy(ONE_TABLE)),
    passes(ACTIONS, "a family of a service's actions", granting(Action="dynamodb:Get*")),
    passes(ACTIONS, "everything denied", granting(Effect="Deny", Action="*")),
    passes(ACTIONS, "no policy in a role", role()),
    fails(ACTIONS, "everything", granting(Action="*"), says=f"statement 1 of the policy allows *; {BY_NAME}"),
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
        says=f"statement 1 of the policy allows s3:*; {BY_NAME}",
    ),
    fails(
        ACTIONS,
        "everything but",
        granting(Action=None, NotAction="iam:*"),
        says=f"statement 1 of the policy allows every action but those it names; {BY_NAME}",
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
        says=f"the policy cannot be known at preview; {BY_NAME}",
    ),
    skips(ACTIONS, "another type", OTHER),
    passes(RESOURCES, "one table", policy(ONE_TABLE)),
    passes(RESOURCES, "a table that is not known yet", inline({**ONE_TABLE, "Resource": [UNKNOWN]})),
    passes(RESOURCES, "actions that take no resource", policy(TRACING)),
    passes(
        RESOURCES,
        "an action that takes no resource, as configured",
        granting(Action="pricing:GetProducts", Resource="*"),
        config={"unscopableActions": ["pricing:GetProducts"]},
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
        says=f"the policy cannot be known at preview; {BY_ARN}",
    ),
    passes(ADMIN, "a policy that is not known yet", attachment(UNKNOWN)),
    passes(
        ADMIN,
        "a policy of the service",
        attachment("arn:aws:iam::aws:policy/service-role/AWSBackupServiceRole"),
    ),
    passes(ADMIN, "a policy of that name", attachment("arn:aws:iam::1:policy/AdministratorAccess")),
    passes(ADMIN, "where it is not refused", attachment(ADMINISTRATOR), config={"refused": []}),
    fails(ADMIN, "attached to a role", attachment(ADMINISTRATOR), says=ATTACHED),
    fails(
        ADMIN,
        "attached to a group",
        attachment(ADMINISTRATOR, "groupPolicyAttachment:GroupPolicyAttachment"),
        says=ATTACHED,
    ),
    fails(ADMIN, "named by a role", role(managedPolicyArns=[UNKNOWN, ADMINISTRATOR]), says=ATTACHED),
    passes(TRUST, "a service", trusting({"Service": "lambda.amazonaws.com"})),
    fails(
        TRUST, "everyone", trusting("*"), says=EVERYONE_IN_POLICY.replace("the policy", "the trust policy")
    ),
    fails(
        TRUST,
        "every principal of AWS",
        trusting({"AWS": "*"}),
        says=EVERYONE_IN_POLICY.replace("the policy", "the trust policy"),
    ),
)
