"""IAM: grants through which more can be had than was given."""

from __future__ import annotations

from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.bucket_policy import document
from tests.policy.cases.case import fails, passes
from tests.policy.cases.identity import ONE_TABLE, OTHER, UNNAMED, granting, inline, policy, role

ADMINISTRATOR: Final = "policy-administrator-refused"
IAM: Final = "policy-iam-full-access-refused"
CREDENTIALS: Final = "policy-credentials-exposure-refused"
DATA: Final = "policy-data-exfiltration-refused"
PERMISSIONS: Final = "policy-permissions-management-refused"
DECRYPTION: Final = "policy-key-decryption-scoped"
PASSING: Final = "policy-role-passing-scoped"

NEEDED: Final = "wanted: the actions and the resources that are needed"
# A control; what it wants; an action that it is about, in two ways; a resource of its own, named and not.
SCOPED: Final = (
    (
        CREDENTIALS,
        "wanted: the identities whose credentials are needed",
        ("iam:CreateAccessKey", "IAM:create*"),
        ("arn:aws:iam::1:user/one", "arn:aws:iam::1:user/*"),
    ),
    (
        DATA,
        "wanted: the ARNs of the data that is to be read",
        ("s3:GetObject", "s3:Get*"),
        ("arn:aws:s3:::records/*", "arn:aws:s3:::*/*"),
    ),
    (
        PERMISSIONS,
        "wanted: the ARNs of what is to be opened or closed",
        ("kms:PutKeyPolicy", "kms:put?eyPolicy"),
        ("arn:aws:kms:eu-west-1:1:key/k", "arn:aws:kms:eu-west-1:1:key/*"),
    ),
    (
        DECRYPTION,
        "wanted: the ARNs or aliases of the keys that are needed",
        ("kms:Decrypt", "kms:Re*"),
        ("arn:aws:kms:eu-west-1:1:key/k", "arn:aws:kms:eu-west-1:1:key/*"),
    ),
    (
        PASSING,
        "wanted: the ARNs of the roles that are passed",
        ("iam:PassRole", "iam:Pass*"),
        ("arn:aws:iam::1:role/dr-*", "arn:aws:iam::1:role/*"),
    ),
)
UNNAMED_BUT: Final = "every resource but those it names"
EVERYTHING: Final = ("*", "*:*", ["s3:GetObject", "**"])
EVERYWHERE: Final = ("*", "**", "arn:aws:*", "arn:aws:*:*:*:*", "arn:*:*:*:*:*:*", ["arn:aws:s3:::b", "*"])
HELD: Final = {"StringEquals": {"iam:PassedToService": "lambda.amazonaws.com"}}
ALIASED: Final = {"ForAnyValue:StringEquals": {"kms:ResourceAliases": "alias/data"}}


def attachment(
    arn: object, kind: str = "rolePolicyAttachment:RolePolicyAttachment", prop: str = "policyArn"
) -> Planned:
    """Return the attachment of a policy."""
    return Planned(f"aws:iam/{kind}", {prop: arn})


CASES: Final = (
    passes(ADMINISTRATOR, "one table", policy(ONE_TABLE)),
    passes(ADMINISTRATOR, "missing", role()),
    passes(ADMINISTRATOR, "everything on one table", granting(Action="*")),
    passes(ADMINISTRATOR, "everything of a service", granting(Action="s3:*", Resource="*")),
    passes(ADMINISTRATOR, "everything denied", granting(Effect="Deny", Action="*", Resource="*")),
    passes(ADMINISTRATOR, "everything in a bucket", granting(Action="*", Resource="arn:aws:s3:::*")),
    *(
        fails(
            ADMINISTRATOR,
            f"{action} on {resource}",
            granting(Action=action, Resource=resource),
            says=f"statement 1 of the policy allows everything on every resource; {NEEDED}",
        )
        for action in EVERYTHING
        for resource in EVERYWHERE
    ),
    fails(
        ADMINISTRATOR,
        "in a role, under a condition",
        role(
            inlinePolicies=[
                {"name": "a", "policy": document(ONE_TABLE)},
                {
                    "name": "b",
                    "policy": document(
                        ONE_TABLE, {**ONE_TABLE, "Action": "*", "Resource": "*", "Condition": HELD}
                    ),
                },
            ]
        ),
        says=f"statement 2 of inlinePolicies[1] allows everything on every resource; {NEEDED}",
    ),
    fails(
        ADMINISTRATOR,
        "an action that is not known",
        inline({**ONE_TABLE, "Action": UNKNOWN, "Resource": "*"}),
        says=f"an action that statement 1 of the policy allows cannot be known at preview; {NEEDED}",
    ),
    fails(
        ADMINISTRATOR,
        "unknown",
        inline(UNKNOWN),
        says=f"the policy cannot be known at preview, unless its ARNs are made of names; {NEEDED}",
    ),
    passes(IAM, "one role", granting(Action="iam:*", Resource="arn:aws:iam::1:role/one")),
    passes(IAM, "missing", role()),
    passes(IAM, "some of IAM", granting(Action=["iam:Get*", "i*:Get*"], Resource="*")),
    passes(IAM, "everything on everything", granting(Action="*", Resource="*")),
    passes(IAM, "everything in every bucket", granting(Action="*", Resource="arn:aws:s3:::*")),
    passes(IAM, "another managed policy", attachment("arn:aws:iam::aws:policy/IAMReadOnlyAccess")),
    passes(IAM, "a policy that is not known yet", attachment(UNKNOWN)),
    *(
        fails(
            IAM,
            f"{action}",
            granting(Action=["s3:GetObject", action], Resource="*"),
            says=f"statement 1 of the policy allows every action of IAM on every resource; {NEEDED}",
        )
        for action in ("iam:*", "IAM:**", "i?m:*", "i*:?*")
    ),
    fails(
        IAM,
        "every role",
        granting(Action="*", Resource=["arn:aws:iam::*:role/*"]),
        says=f"statement 1 of the policy allows every action of IAM on {UNNAMED}; {NEEDED}",
    ),
    *(
        fails(
            IAM,
            f"attached by {prop}",
            attachment(arn, kind, prop),
            says=f"the AWS-managed policy IAMFullAccess is attached; {NEEDED}",
        )
        for kind, prop, arn in (
            (
                "rolePolicyAttachment:RolePolicyAttachment",
                "policyArn",
                "arn:aws:iam::aws:policy/IAMFullAccess",
            ),
            ("role:Role", "managedPolicyArns", ["arn:aws-cn:iam::aws:policy/IAMFullAccess"]),
        )
    ),
    fails(
        IAM,
        "an action that is not known",
        inline({**ONE_TABLE, "Action": UNKNOWN, "Resource": "*"}),
        says=f"an action that statement 1 of the policy allows cannot be known at preview; {NEEDED}",
    ),
    fails(
        IAM,
        "unknown",
        inline(UNKNOWN),
        says=f"the policy cannot be known at preview, unless its ARNs are made of names; {NEEDED}",
    ),
    *(
        case
        for control, wanted, (action, family), (named, wide) in SCOPED
        for case in (
            passes(control, "one resource", granting(Action=[action, family], Resource=named)),
            passes(control, "missing", role()),
            passes(
                control, "a resource that is not known yet", inline({"Action": action, "Resource": UNKNOWN})
            ),
            passes(control, "denied", granting(Effect="Deny", Action=action, Resource="*")),
            passes(control, "everything on everything", granting(Action="*", Resource="*")),
            passes(control, "everything but", granting(Action=None, NotAction="s3:*", Resource="*")),
            passes(control, "other actions", granting(Action="dynamodb:ListTables", Resource="*")),
            passes(control, "all of IAM", granting(Action="iam:*", Resource="*")),
            passes(
                control,
                "resources of another service",
                granting(Action=action, Resource=["arn:aws:sns:*:*:*", named]),
            ),
            passes(control, "another type", OTHER),
            fails(
                control,
                "every resource",
                granting(Action=["sqs:SendMessage", action, family], Resource=["*", named]),
                says=f"statement 1 of the policy allows {action}, {family} on every resource; {wanted}",
            ),
            fails(
                control,
                "resources without a name",
                granting(Action=[action], Resource=[named, wide]),
                says=f"statement 1 of the policy allows {action} on {UNNAMED}; {wanted}",
            ),
            fails(
                control,
                "every resource but",
                granting(Action=family, Resource=None, NotResource=named),
                says=f"statement 1 of the policy allows {family} on {UNNAMED_BUT}; {wanted}",
            ),
            fails(
                control,
                "in a role",
                role(
                    inlinePolicies={
                        "policy": document({"Effect": "Allow", "Action": action, "Resource": "*"})
                    }
                ),
                says=f"statement 1 of inlinePolicies[0] allows {action} on every resource; {wanted}",
            ),
            fails(
                control,
                "an action that is not known",
                inline({"Effect": "Allow", "Action": [UNKNOWN], "Resource": wide}),
                says=f"an action that statement 1 of the policy allows cannot be known at preview; {wanted}",
            ),
            fails(
                control,
                "unknown",
                inline(UNKNOWN),
                says=f"the policy cannot be known at preview, unless its ARNs are made of names; {wanted}",
            ),
        )
    ),
    passes(
        DECRYPTION,
        "keys of one alias",
        granting(Action="kms:Decrypt", Resource="arn:aws:kms:*:1:key/*", Condition=ALIASED),
    ),
    fails(
        PASSING,
        "every role, to one service",
        granting(Action="iam:PassRole", Resource="arn:aws:iam::1:role/*", Condition=HELD),
        says=(
            f"statement 1 of the policy allows iam:PassRole on {UNNAMED}; "
            "wanted: the ARNs of the roles that are passed"
        ),
    ),
    fails(
        DATA,
        "everything in every bucket",
        granting(Action="*", Resource="arn:aws:s3:::*"),
        says=(
            f"statement 1 of the policy allows * on {UNNAMED}; "
            "wanted: the ARNs of the data that is to be read"
        ),
    ),
)
