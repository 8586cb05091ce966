"""IAM: what identities may do, who may take a role, and whom resources let in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dr_guard.aws.iam.access import must_name_principals, must_name_source
from dr_guard.aws.iam.actions import is_wide, shown
from dr_guard.aws.iam.grants import document, granted, grants, managed
from dr_guard.aws.iam.powers import UNSCOPABLE
from dr_guard.aws.iam.reach import reach
from dr_guard.checks import NOT_KNOWN
from dr_guard.finding import Finding, NotApplicable
from dr_guard.values import MISSING, UNKNOWN, entries, is_set, lookup

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dr_guard.control import Settings
    from dr_guard.finding import Outcome
    from dr_guard.resource import Resource

NAMED_ACTIONS: Final = "actions by name"
NAMED_RESOURCES: Final = "the ARNs of the resources that they are needed on"
TRUST: Final = "the trust policy"
RESOURCE_DOCUMENTS: Final = (
    "policy",
    "accessPolicy",
    "accessPolicies",
    "policyDocument",
    "resourcePolicy",
    "details.policy",
)


def policy_actions_scoped(holder: Resource, _settings: Settings) -> Iterator[Outcome]:
    """No policy grants everything that a service can do."""
    for grant in grants(holder, NAMED_ACTIONS):
        if isinstance(grant, Finding):
            yield grant
            continue
        for action in () if grant.is_administrator else grant.actions:
            if action is UNKNOWN:
                yield Finding(f"an action that {grant.where} allows {NOT_KNOWN}", NAMED_ACTIONS)
            elif isinstance(action, str) and is_wide(action):
                yield Finding(f"{grant.where} allows {shown(action)}", NAMED_ACTIONS)


def policy_not_action_refused(holder: Resource, _settings: Settings) -> Iterator[Outcome]:
    """No policy allows what it does not name."""
    trust = document(TRUST, holder.get("assumeRolePolicy"))
    for grant in (*grants(holder, NAMED_ACTIONS), *granted(trust, NAMED_ACTIONS)):
        if isinstance(grant, Finding):
            yield grant
        elif lookup(grant.statement.data, "NotAction") is not MISSING:
            yield Finding(f"{grant.where} allows every action but those it names", NAMED_ACTIONS)


def policy_resources_scoped(holder: Resource, settings: Settings) -> Iterator[Outcome]:
    """No policy reaches further than the resources it is for."""
    free = {action.casefold() for action in (*UNSCOPABLE, *settings.strings("unscopableActions"))}
    for grant in grants(holder, NAMED_RESOURCES):
        if isinstance(grant, Finding):
            yield grant
        elif grant.statement.has("NotResource"):
            yield Finding(
                f"{grant.where} allows access to every resource but those it names", NAMED_RESOURCES
            )
        elif not grant.is_administrator and (wide := reach(grant.statement)):
            scopable = [
                shown(action)
                for action in grant.actions
                if not isinstance(action, str) or action.casefold() not in free
            ]
            if scopable:
                yield Finding(f"{grant.where} allows {', '.join(scopable)} on {wide}", NAMED_RESOURCES)


def policy_administrator_unattached(attachment: Resource, settings: Settings) -> Iterator[Outcome]:
    """Nobody and nothing is given all rights by a policy that AWS wrote."""
    refused = settings.strings("refused")
    for name in managed(attachment):
        if name in refused:
            yield Finding(f"the AWS-managed policy {name} is attached", "a policy of what is needed")


def role_trust_principal_restricted(role: Resource, _settings: Settings) -> Iterator[Outcome]:
    """Nobody unnamed may take a role."""
    yield from must_name_principals(role.get("assumeRolePolicy"), TRUST)


def role_trust_source_conditioned(role: Resource, settings: Settings) -> Iterator[Outcome]:
    """No service takes a role for somebody else's resource."""
    yield from must_name_source(role.get("assumeRolePolicy"), TRUST, settings.strings("exempt"))


def resource_policy_principal_restricted(holder: Resource, _settings: Settings) -> Iterator[Outcome]:
    """No store of data lets everyone in."""
    if any(map(is_set, entries(holder.inputs, "vpcOptions"))):
        yield NotApplicable("it is reached from within its network only")
        return
    for path in RESOURCE_DOCUMENTS:
        if holder.get(path) is not MISSING:
            yield from must_name_principals(holder.get(path), "the policy")


RULES: Final = (
    policy_actions_scoped,
    policy_not_action_refused,
    policy_resources_scoped,
    policy_administrator_unattached,
    role_trust_principal_restricted,
    role_trust_source_conditioned,
    resource_policy_principal_restricted,
)
