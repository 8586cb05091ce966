"""IAM users, and who attaches what to roles."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Final

from dr_guard.aws.iam.attachments import (
    ANY,
    INLINE,
    MANAGED,
    attached_by_policy,
    attached_twice,
    found_in,
    is_listed,
)
from dr_guard.aws.tokens import (
    ACCESS_KEY,
    ROLE,
    USER,
    USER_LOGIN_PROFILE,
    USER_POLICY,
    USER_POLICY_ATTACHMENT,
)
from dr_guard.checks import NOT_KNOWN
from dr_guard.finding import Finding
from dr_guard.logic import any_of, negated
from dr_guard.values import MISSING, UNKNOWN, entries, is_set, lookup

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dr_guard.aws.iam.attachments import Claim
    from dr_guard.control import Settings
    from dr_guard.finding import Outcome
    from dr_guard.graph import Graph, Satellites
    from dr_guard.resource import Resource
    from dr_guard.values import Known

FEDERATED: Final = "a role that is taken for a while"
BY_GROUP: Final = "the policy on a group that the user is in"
ATTACHED: Final = "a policy of its own, attached to the role"
ONE_PLACE: Final = "one place that says what is attached"
KINDS: Final[Mapping[str, str]] = {
    USER: "a user",
    ACCESS_KEY: "the access key of a user",
    USER_LOGIN_PROFILE: "the password of a user",
}
TO_USERS: Final = ("users", "policyArns", "policyNames")


def identity_users_absent(identity: Resource, _settings: Settings) -> Iterator[Outcome]:
    """Nobody and nothing has credentials that do not expire by themselves."""
    yield Finding(f"it is {KINDS.get(identity.type, 'a credential of a user')}", FEDERATED)


def policy_user_unattached(attachment: Resource, _settings: Settings) -> Iterator[Outcome]:
    """No user has rights of its own."""
    is_for_user = attachment.type in (USER_POLICY, USER_POLICY_ATTACHMENT)
    if is_for_user or any(is_set(attachment.get(prop)) for prop in TO_USERS):
        yield Finding("it gives rights to a user", BY_GROUP)


def role_inline_policies_absent(holder: Resource, _settings: Settings) -> Iterator[Outcome]:
    """No role has policies that are seen and changed only with it."""
    if holder.type != ROLE:
        yield Finding("it is an inline policy", ATTACHED)
    for number, entry in enumerate(entries(holder.inputs, "inlinePolicies")):
        if is_set(lookup(entry, "policy")):
            yield Finding(f"inlinePolicies[{number}] is set", ATTACHED)


def role_attachment_single(graph: Graph, _settings: Settings) -> Iterator[Outcome]:
    """No two resources undo each other's policies of a role."""
    by_policy = attached_by_policy(graph)
    rivals: tuple[tuple[Claim, Mapping[str, Known]], ...] = ((MANAGED, by_policy), (INLINE, {}))
    for role, (claim, others) in product(graph.of_type((ROLE,)), rivals):
        listed = any_of((others.get(role.urn, False), others.get(ANY, False)))
        yield from _must_be_claimed_once(graph, role, claim, listed)
    for urn, shared in attached_twice(graph).items():
        yield from _must_not(shared, "another resource attaches its policy", urn)


def _must_be_claimed_once(graph: Graph, role: Resource, claim: Claim, listed: Known) -> Iterator[Outcome]:
    """Yield a finding where two resources own a role's policies, or one adds what their owner does not list.

    ``listed`` is whether a resource that owns all attachments of a policy is among the others.
    """
    is_inline = role.get(claim.inline) is not MISSING
    if not is_inline and not graph.of_type((claim.exclusive,)):
        return
    owners = graph.satellites(role, (claim.exclusive,), "roleName")
    members = graph.satellites(role, (claim.member,), "role")
    if is_inline:
        others = any_of((found_in(owners, members), listed))
        yield from _must_not(
            others, f"another resource sets its {claim.noun} beside {claim.inline}", role.urn
        )
        return
    yield from _must_not(
        _is_owned_twice(owners, members, listed), f"two resources own its {claim.noun}", role.urn
    )
    for owner, member in product(owners.joined, members.joined):
        missing = negated(is_listed(claim, owner, member))
        yield from _must_not(missing, f"the owner of the role's {claim.noun} does not list it", member.urn)


def _is_owned_twice(owners: Satellites, members: Satellites, listed: Known) -> Known:
    if len(owners.joined) > 1 or (owners.joined and listed is True):
        return True
    rest = any_of((found_in(members), listed))
    is_unclear = owners.doubtful and rest is not False
    return UNKNOWN if is_unclear or (owners.joined and (members.doubtful or listed)) else False


def _must_not(verdict: Known, clause: str, urn: str) -> Iterator[Outcome]:
    """Yield a finding unless what a clause says is known not to be so."""
    if verdict is not False:
        yield Finding(f"whether {clause} {NOT_KNOWN}" if verdict is UNKNOWN else clause, ONE_PLACE, urn)


RULES: Final = (
    identity_users_absent,
    policy_user_unattached,
    role_inline_policies_absent,
    role_attachment_single,
)
