"""Who attaches policies to roles, and which of those claim to be the only one."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dr_guard.aws.tokens import (
    GROUP_POLICY_ATTACHMENT,
    POLICY,
    POLICY_ATTACHMENT,
    ROLE,
    ROLE_POLICIES_EXCLUSIVE,
    ROLE_POLICY,
    ROLE_POLICY_ATTACHMENT,
    ROLE_POLICY_ATTACHMENTS_EXCLUSIVE,
    USER_POLICY_ATTACHMENT,
)
from dr_guard.logic import any_of
from dr_guard.values import UNKNOWN, entries

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dr_guard.graph import Graph, Satellites
    from dr_guard.resource import Resource
    from dr_guard.values import Known

ATTACHMENTS: Final = (
    (POLICY_ATTACHMENT, "policyArn"),
    (ROLE_POLICY_ATTACHMENT, "policyArn"),
    (GROUP_POLICY_ATTACHMENT, "policyArn"),
    (USER_POLICY_ATTACHMENT, "policyArn"),
    (ROLE, "managedPolicyArns"),
)
# Stands for a role or a policy of which it cannot be known which one it is.
ANY: Final = ""


@dataclass(frozen=True)
class Claim:
    """The ways to own all policies of one sort that a role has.

    ``inline`` is the role's own input for that; ``exclusive`` the type of resource that does it from outside,
    by listing them in ``listed``; ``member`` the type that adds one, which ``name`` says.
    """

    noun: str
    inline: str
    exclusive: str
    listed: str
    member: str
    name: str


MANAGED: Final = Claim(
    "managed policies",
    "managedPolicyArns",
    ROLE_POLICY_ATTACHMENTS_EXCLUSIVE,
    "policyArns",
    ROLE_POLICY_ATTACHMENT,
    "policyArn",
)
INLINE: Final = Claim(
    "inline policies", "inlinePolicies", ROLE_POLICIES_EXCLUSIVE, "policyNames", ROLE_POLICY, "name"
)


def found_in(*satellites: Satellites) -> Known:
    """Whether there are any, as far as can be known."""
    if any(each.joined for each in satellites):
        return True
    return UNKNOWN if any(each.doubtful for each in satellites) else False


def is_listed(claim: Claim, owner: Resource, member: Resource) -> Known:
    """Whether a resource that owns all policies of a role lists the one that another adds."""
    listed, wanted = entries(owner.inputs, claim.listed), member.get(claim.name)
    depended = set(owner.property_dependencies.get(claim.listed, ()))
    is_named = isinstance(wanted, str) and wanted in listed
    if is_named or depended.intersection((member.urn, *member.property_dependencies.get(claim.name, ()))):
        return True
    return UNKNOWN if UNKNOWN in (wanted, *listed) else False


def attached_by_policy(graph: Graph) -> Mapping[str, Known]:
    """Return by URN which roles are given a policy by a resource that lists all who have it."""
    named = {identity: role for role in graph.of_type((ROLE,)) for identity in role.identities}
    found: dict[str, Known] = {}
    for attachment in graph.of_type((POLICY_ATTACHMENT,)):
        members = entries(attachment.inputs, "roles")
        by_name = (named.get(member) for member in members if isinstance(member, str))
        near = {*_depended(graph, attachment, "roles", ROLE), *(role for role in by_name if role)}
        for role in near:
            verdicts = (graph.refers(attachment, "roles", member, role) for member in members)
            found[role.urn] = any_of((found.get(role.urn, False), *verdicts))
        if UNKNOWN in members and not near:
            found[ANY] = UNKNOWN
    return found


def attached_twice(graph: Graph) -> Mapping[str, Known]:
    """Return by URN which resources that list all who have a policy are not alone in attaching it."""
    keys = {
        resource: _policies(graph, resource, prop)
        for token, prop in ATTACHMENTS
        for resource in graph.of_type((token,))
    }
    holders = Counter(policy for policies in keys.values() for policy in policies)
    unclear = UNKNOWN if sum(map(bool, keys.values())) > 1 else False
    return {
        one.urn: _is_shared(policies, holders, unclear)
        for one, policies in keys.items()
        if one.type == POLICY_ATTACHMENT
    }


def _is_shared(policies: set[str], holders: Mapping[str, int], unclear: Known) -> Known:
    """Whether another resource holds one of these; ``unclear`` is what to say where any may be meant."""
    if any(policy is not ANY and holders[policy] > 1 for policy in policies):
        return True
    return unclear if policies and ANY in holders else False


def _policies(graph: Graph, resource: Resource, prop: str) -> set[str]:
    """Return the policies that a resource attaches: what is known of their ARNs, and their URNs."""
    members = entries(resource.inputs, prop)
    urns = {policy.urn for policy in _depended(graph, resource, prop, POLICY)}
    unclear = {ANY} if UNKNOWN in members and not urns else set()
    return {*(member for member in members if isinstance(member, str)), *urns, *unclear}


def _depended(graph: Graph, source: Resource, prop: str, token: str) -> list[Resource]:
    found = (graph.by_urn.get(urn) for urn in source.property_dependencies.get(prop, ()))
    return [resource for resource in found if resource and resource.type == token]
