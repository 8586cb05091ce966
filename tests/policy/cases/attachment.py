"""Who attaches policies to roles, and who else does."""

from __future__ import annotations

from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.case import fails, passes

SINGLE: Final = "role-attachment-single"
ONE_PLACE: Final = "wanted: one place that says what is attached"
ARN: Final = "arn:aws:iam::1:policy/p"
BESIDE_ARNS: Final = f"another resource sets its managed policies beside managedPolicyArns; {ONE_PLACE}"
BESIDE_INLINE: Final = f"another resource sets its inline policies beside inlinePolicies; {ONE_PLACE}"
NOT_LISTED: Final = f"the owner of the role's managed policies does not list it; {ONE_PLACE}"
TWO_OWNERS: Final = f"two resources own its managed policies; {ONE_PLACE}"
TWICE: Final = f"another resource attaches its policy; {ONE_PLACE}"
P: Final = Planned("aws:iam/policy:Policy", {"name": "p"}, name="p")


def unknown(said: str) -> str:
    """Return what is said where it cannot be known."""
    clause, _, wanted = said.partition("; ")
    return f"whether {clause} cannot be known at preview; {wanted}"


def role(name: str = "it", **inputs: object) -> Planned:
    """Return a role of this name."""
    return Planned("aws:iam/role:Role", {"name": name, **inputs}, name=name)


def iam(
    kind: str, at: str, /, depends: dict[str, tuple[str, ...]] | None = None, **inputs: object
) -> Planned:
    """Return a resource of IAM."""
    return Planned(f"aws:iam/{kind[0].lower()}{kind[1:]}:{kind}", inputs, name=at, depends=depends or {})


def attached(to: object = "it", arn: object = ARN, name: str = "a", **depends: tuple[str, ...]) -> Planned:
    """Return an attachment to one role."""
    return iam("RolePolicyAttachment", name, depends, role=to, policyArn=arn)


def owner(of: object = "it", arns: object = (ARN,), name: str = "o", **depends: tuple[str, ...]) -> Planned:
    """Return the owner of all attachments to a role."""
    listed = list(arns) if isinstance(arns, tuple) else arns
    return iam("RolePolicyAttachmentsExclusive", name, depends, roleName=of, policyArns=listed)


def to_all(to: object, arn: object = ARN, name: str = "w", /, **depends: tuple[str, ...]) -> Planned:
    """Return the attachment of one policy to all who have it."""
    return iam("PolicyAttachment", name, depends, roles=to, policyArn=arn)


CASES: Final = (
    passes(SINGLE, "missing", role()),
    passes(SINGLE, "two attachments", role(), attached(), attached(name="b", arn=UNKNOWN)),
    passes(SINGLE, "all in the role", role(managedPolicyArns=[ARN], inlinePolicies=[{"name": "i"}])),
    passes(SINGLE, "another role's", role(managedPolicyArns=[ARN]), role("other"), attached("other")),
    passes(SINGLE, "the owner lists it", role(), owner(), attached()),
    passes(SINGLE, "the owner of another role", role(), role("other"), owner("other"), attached()),
    passes(
        SINGLE,
        "the owner lists what is not known yet",
        role(),
        P,
        owner(arns=[UNKNOWN], policyArns=("p",)),
        attached(arn=UNKNOWN, policyArn=("p",)),
    ),
    passes(
        SINGLE,
        "the owner lists the inline policy itself",
        role(),
        iam("RolePolicy", "i", role="it", name="i"),
        iam("RolePoliciesExclusive", "o", {"policyNames": ("i",)}, roleName="it", policyNames=[UNKNOWN]),
    ),
    passes(SINGLE, "one list of all who have a policy", role(), to_all(["it"])),
    passes(SINGLE, "a list without roles", role(managedPolicyArns=[]), to_all(None)),
    passes(SINGLE, "a list of other roles", role(managedPolicyArns=[]), role("other"), to_all(["other"])),
    passes(SINGLE, "two policies", role(), to_all(["it"]), attached(arn="arn:aws:iam::1:policy/q")),
    fails(
        SINGLE, "in the role and attached", role(managedPolicyArns=[UNKNOWN]), attached(), says=BESIDE_ARNS
    ),
    fails(SINGLE, "none in the role, and attached", role(managedPolicyArns=[]), attached(), says=BESIDE_ARNS),
    fails(SINGLE, "in the role and owned", role(managedPolicyArns=[ARN]), owner(), says=BESIDE_ARNS),
    fails(SINGLE, "in the role and in a list", role(managedPolicyArns=[]), to_all(["it"]), says=BESIDE_ARNS),
    fails(
        SINGLE,
        "in the role and in a list that is not known",
        role(managedPolicyArns=[]),
        to_all([UNKNOWN], roles=("it",)),
        says=BESIDE_ARNS,
    ),
    fails(
        SINGLE,
        "unknown: in the role, and in a list of any role",
        role(managedPolicyArns=[]),
        to_all([UNKNOWN]),
        says=unknown(BESIDE_ARNS),
    ),
    fails(
        SINGLE,
        "unknown: in the role, and attached to any role",
        role(managedPolicyArns=[]),
        attached(UNKNOWN),
        says=unknown(BESIDE_ARNS),
    ),
    fails(
        SINGLE,
        "inline in the role and apart",
        role(inlinePolicies=[{}]),
        iam("RolePolicy", "i", {"role": ("it",)}, role=UNKNOWN),
        says=BESIDE_INLINE,
    ),
    fails(SINGLE, "the owner does not list it", role(), owner(arns=()), attached(), says=NOT_LISTED, at="a"),
    fails(
        SINGLE,
        "unknown: whether the owner lists it",
        role(),
        owner(arns=[UNKNOWN]),
        attached(),
        says=unknown(NOT_LISTED),
        at="a",
    ),
    fails(SINGLE, "two owners", role(), owner(), owner(name="q"), says=TWO_OWNERS),
    fails(SINGLE, "an owner and a list", role(), owner(), to_all(["it"]), says=TWO_OWNERS),
    fails(
        SINGLE,
        "unknown: an owner and an attachment",
        role(),
        owner(UNKNOWN),
        attached(),
        says=unknown(TWO_OWNERS),
    ),
    fails(
        SINGLE,
        "unknown: an attachment to an owned role",
        role(),
        owner(),
        attached(UNKNOWN),
        says=unknown(TWO_OWNERS),
    ),
    fails(
        SINGLE,
        "a list, and an attachment of its policy",
        role(),
        to_all(["it"]),
        attached(),
        says=TWICE,
        at="w",
    ),
    fails(
        SINGLE,
        "a list, and an attachment of what is not known yet",
        role(),
        P,
        to_all(["it"], UNKNOWN, policyArn=("p",)),
        attached(arn=UNKNOWN, policyArn=("p",)),
        says=TWICE,
        at="w",
    ),
    fails(
        SINGLE,
        "unknown: a list, and an attachment of any policy",
        role(),
        to_all(["it"]),
        attached(arn=UNKNOWN),
        says=unknown(TWICE),
        at="w",
    ),
    fails(
        SINGLE,
        "unknown: a list of any policy, and an attachment",
        role(),
        to_all(["it"], UNKNOWN),
        attached(),
        says=unknown(TWICE),
        at="w",
    ),
)
