"""IAM users, and what is attached to identities one by one."""

from __future__ import annotations

from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.bucket_policy import document
from tests.policy.cases.case import fails, passes, skips
from tests.policy.cases.identity import ONE_TABLE, OTHER, role
from tests.policy.cases.privilege import attachment

USERS: Final = "identity-users-absent"
UNATTACHED: Final = "policy-user-unattached"
INLINE: Final = "role-inline-policies-absent"
ADMIN: Final = "policy-administrator-unattached"

ROLE_FOR_A_WHILE: Final = "wanted: a role that is taken for a while"
TO_USER: Final = "it gives rights to a user; wanted: the policy on a group that the user is in"
OF_ITS_OWN: Final = "wanted: a policy of its own, attached to the role"
ADMINISTRATOR: Final = "arn:aws:iam::aws:policy/AdministratorAccess"
ATTACHED: Final = "the AWS-managed policy AdministratorAccess is attached; wanted: a policy of what is needed"
ON_USERS: Final = (
    ("userPolicy:UserPolicy", {"user": "u", "policy": UNKNOWN}),
    ("userPolicyAttachment:UserPolicyAttachment", {"user": UNKNOWN, "policyArn": UNKNOWN}),
    ("policyAttachment:PolicyAttachment", {"policyArn": ADMINISTRATOR, "roles": ["r"], "users": ["u"]}),
    ("policyAttachment:PolicyAttachment", {"policyArn": ADMINISTRATOR, "users": UNKNOWN}),
    ("userPoliciesExclusive:UserPoliciesExclusive", {"userName": "u", "policyNames": ["p"]}),
    ("userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive", {"policyArns": [UNKNOWN]}),
)
ADMINISTRATORS: Final = (
    ("aws:iam/policyAttachment:PolicyAttachment", "policyArn", ADMINISTRATOR),
    ("aws:iam/groupPolicyAttachment:GroupPolicyAttachment", "policyArn", ADMINISTRATOR),
    (
        "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive",
        "policyArns",
        [UNKNOWN, ADMINISTRATOR],
    ),
    ("aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment", "managedPolicyArn", ADMINISTRATOR),
    ("aws:iam/role:Role", "managedPolicyArns", [UNKNOWN, ADMINISTRATOR]),
)


def iam(kind: str, **inputs: object) -> Planned:
    """Return a resource of IAM."""
    return Planned(f"aws:iam/{kind}", inputs)


CASES: Final = (
    passes(USERS, "missing: a role instead", role()),
    skips(USERS, "another type", OTHER),
    fails(USERS, "a user", iam("user:User", name=UNKNOWN), says=f"it is a user; {ROLE_FOR_A_WHILE}"),
    fails(
        USERS,
        "an access key",
        iam("accessKey:AccessKey", user="u", status="Inactive"),
        says=f"it is the access key of a user; {ROLE_FOR_A_WHILE}",
    ),
    fails(
        USERS,
        "a password",
        iam("userLoginProfile:UserLoginProfile", user="u"),
        says=f"it is the password of a user; {ROLE_FOR_A_WHILE}",
    ),
    fails(
        USERS,
        "a credential for one service",
        iam("serviceSpecificCredential:ServiceSpecificCredential", userName="u"),
        says=f"it is a credential of a user; {ROLE_FOR_A_WHILE}",
    ),
    passes(UNATTACHED, "roles only", iam("policyAttachment:PolicyAttachment", roles=["r"], users=[])),
    passes(UNATTACHED, "missing", iam("policyAttachment:PolicyAttachment", groups=["g"])),
    passes(
        UNATTACHED,
        "nothing left to a user",
        iam("userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive", userName="u", policyArns=[]),
    ),
    *(
        fails(UNATTACHED, f"{kind} {number}", iam(kind, **inputs), says=TO_USER)
        for number, (kind, inputs) in enumerate(ON_USERS)
    ),
    passes(INLINE, "missing", role()),
    passes(INLINE, "none left", role(inlinePolicies=[{}])),
    fails(
        INLINE,
        "a resource",
        iam("rolePolicy:RolePolicy", role="r", policy=document(ONE_TABLE)),
        says=f"it is an inline policy; {OF_ITS_OWN}",
    ),
    fails(
        INLINE,
        "in the role",
        role(inlinePolicies=[{}, {"name": "p", "policy": document(ONE_TABLE)}]),
        says=f"inlinePolicies[1] is set; {OF_ITS_OWN}",
    ),
    fails(INLINE, "unknown", role(inlinePolicies=UNKNOWN), says=f"inlinePolicies[0] is set; {OF_ITS_OWN}"),
    passes(ADMIN, "a policy that is not known yet", attachment(UNKNOWN)),
    passes(ADMIN, "missing", role()),
    passes(
        ADMIN,
        "a policy of the service",
        attachment("arn:aws:iam::aws:policy/service-role/AWSBackupServiceRole"),
    ),
    passes(ADMIN, "a policy of that name", attachment("arn:aws:iam::1:policy/AdministratorAccess")),
    passes(ADMIN, "where it is not refused", attachment(ADMINISTRATOR), config={"refused": []}),
    fails(ADMIN, "attached to a role", attachment(ADMINISTRATOR), says=ATTACHED),
    *(
        fails(ADMIN, f"attached by {token}", Planned(token, {prop: value}), says=ATTACHED)
        for token, prop, value in ADMINISTRATORS
    ),
)
