"""IAM: ways from the rights that a policy gives to others."""

from __future__ import annotations

from typing import Final

from tests.policy.analyzer import UNKNOWN
from tests.policy.cases.case import fails, passes
from tests.policy.cases.identity import granting, inline, policy, role

ESCALATION: Final = "policy-privilege-escalation-refused"
WANTED: Final = "wanted: these actions on named resources only"
ROLES: Final = "arn:aws:iam::1:role/*"
TO_BACKUP: Final = {"StringEquals": {"iam:PassedToService": "backup.amazonaws.com"}}


def allow(actions: object, resources: object, **changes: object) -> dict[str, object]:
    """Return a statement."""
    return {"Effect": "Allow", "Action": actions, "Resource": resources, **changes}


def through(*ways: str) -> str:
    """Return what is said of a policy that opens these ways."""
    return f"the policy opens further rights through {', '.join(ways)}; {WANTED}"


CASES: Final = (
    passes(
        ESCALATION,
        "one policy",
        granting(Action="iam:CreatePolicyVersion", Resource="arn:aws:iam::1:policy/p"),
    ),
    passes(ESCALATION, "missing", role()),
    passes(ESCALATION, "everything on everything", granting(Action="*", Resource="*")),
    passes(ESCALATION, "all of IAM", granting(Action=["iam:*", "ec2:Describe*"], Resource="*")),
    passes(ESCALATION, "denied", granting(Effect="Deny", Action="iam:PutRolePolicy", Resource="*")),
    passes(ESCALATION, "roles passed, and nothing that takes them", policy(allow("iam:PassRole", ROLES))),
    passes(ESCALATION, "many wildcards that fit nothing", policy(allow("iam:" + "*e" * 40 + "x", "*"))),
    passes(ESCALATION, "instances without a role", policy(allow("ec2:RunInstances", "*"))),
    passes(
        ESCALATION,
        "one role passed",
        policy(allow("iam:PassRole", "arn:aws:iam::1:role/app"), allow("ec2:RunInstances", "*")),
    ),
    passes(
        ESCALATION,
        "roles passed to another service",
        policy(allow("iam:PassRole", ROLES, Condition=TO_BACKUP), allow("ec2:RunInstances", "*")),
    ),
    passes(
        ESCALATION,
        "half of a way",
        policy(allow(["iam:PassRole", "lambda:CreateFunction"], "*")),
    ),
    passes(ESCALATION, "the role of one name", policy(allow("sts:AssumeRole", "arn:aws:iam::*:role/deploy"))),
    fails(
        ESCALATION,
        "an action of IAM",
        granting(Action="IAM:createPolicyVersion", Resource="*"),
        says=through("iam:CreatePolicyVersion"),
    ),
    fails(
        ESCALATION,
        "every role taken",
        policy(allow("sts:AssumeRole", "arn:aws:iam::*:role/*")),
        says=through("sts:AssumeRole"),
    ),
    fails(
        ESCALATION,
        "every function changed",
        policy(allow("lambda:Update*", "arn:aws:lambda:*:1:function:*")),
        says=through("lambda:UpdateFunctionCode", "lambda:UpdateFunctionConfiguration"),
    ),
    fails(
        ESCALATION,
        "several statements",
        policy(
            allow("iam:PassRole", ROLES),
            allow("lambda:CreateFunction", "arn:aws:lambda:eu-west-1:1:function:app"),
            allow("lambda:Invoke*", "arn:aws:lambda:eu-west-1:1:function:app"),
        ),
        says=through("iam:PassRole with lambda:CreateFunction with lambda:InvokeFunction"),
    ),
    fails(
        ESCALATION,
        "instances started anew",
        policy(allow(["ec2:ModifyInstanceAttribute", "ec2:StartInstances", "ec2:StopInstances"], "*")),
        says=through("ec2:ModifyInstanceAttribute with ec2:StartInstances with ec2:StopInstances"),
    ),
    fails(
        ESCALATION,
        "a document in a role",
        role(inlinePolicies=[{"policy": {"Statement": allow("iam:PutRolePolicy", "*")}}]),
        says=f"inlinePolicies[0] opens further rights through iam:PutRolePolicy; {WANTED}",
    ),
    fails(
        ESCALATION,
        "an action that is not known",
        inline(allow([UNKNOWN], "*")),
        says=f"an action that statement 1 of the policy allows cannot be known at preview; {WANTED}",
    ),
    passes(
        ESCALATION, "an action that is not known, on one table", inline(allow([UNKNOWN], "arn:aws:sns:*:1:t"))
    ),
    fails(
        ESCALATION,
        "unknown",
        inline(UNKNOWN),
        says=f"the policy cannot be known at preview, unless its ARNs are made of names; {WANTED}",
    ),
)
