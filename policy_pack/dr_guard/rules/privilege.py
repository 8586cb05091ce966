"""IAM: grants through which more can be had than was given.

Each control is about one risk. A statement that allows everything on everything is for
``policy-administrator-refused`` alone to say, one that allows all of IAM, as far as IAM goes, for
``policy-iam-full-access-refused``, and one with ``NotAction`` for ``policy-not-action-refused``.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Final, TypeAlias

from dr_guard.aws.iam.actions import is_whole_service, matched, service_of, shown
from dr_guard.aws.iam.documents import Statement
from dr_guard.aws.iam.grants import Grant, documents, granted, grants, managed
from dr_guard.aws.iam.powers import CREDENTIALS, DATA, DECRYPTION, ESCALATIONS, PASSING, PERMISSIONS
from dr_guard.aws.iam.reach import is_everywhere, reach, reach_of_any
from dr_guard.checks import NOT_KNOWN
from dr_guard.finding import Finding
from dr_guard.values import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dr_guard.control import Settings
    from dr_guard.finding import Outcome
    from dr_guard.resource import Resource

# What a statement reaches that it does not name, of what the actions of a service are about.
Extent: TypeAlias = Callable[[Statement, str], str]

NEEDED: Final = "the actions and the resources that are needed"
SCOPED: Final = "these actions on named resources only"
FULL_ACCESS: Final = "IAMFullAccess"
STEPS: Final = tuple(
    dict.fromkeys(action for way in ESCALATIONS for action in (*way.unscoped, *way.together))
)


def policy_administrator_refused(holder: Resource, _settings: Settings) -> Iterator[Outcome]:
    """No policy allows everything on everything."""
    for grant in grants(holder, NEEDED):
        if isinstance(grant, Finding):
            yield grant
        elif grant.is_administrator:
            yield Finding(f"{grant.where} allows everything on every resource", NEEDED)
        elif UNKNOWN in grant.actions and is_everywhere(grant.statement):
            yield _unknown(grant, NEEDED)


def policy_iam_full_access_refused(holder: Resource, _settings: Settings) -> Iterator[Outcome]:
    """Nobody and nothing may do all that IAM can."""
    if FULL_ACCESS in managed(holder):
        yield Finding(f"the AWS-managed policy {FULL_ACCESS} is attached", NEEDED)
    for grant in grants(holder, NEEDED):
        if isinstance(grant, Finding):
            yield grant
        elif not grant.is_administrator and (wide := reach(grant.statement, "iam")):
            if UNKNOWN in grant.actions:
                yield _unknown(grant, NEEDED)
            if any(is_whole_service(pattern, "iam") for pattern in grant.patterns):
                yield Finding(f"{grant.where} allows every action of IAM on {wide}", NEEDED)


def policy_privilege_escalation_refused(holder: Resource, _settings: Settings) -> Iterator[Outcome]:
    """No policy lets its holder gain rights that it does not give."""
    for given in documents(holder):
        found = tuple(granted(given, SCOPED))
        yield from (each for each in found if isinstance(each, Finding))
        open_to = [each for each in found if isinstance(each, Grant) and not each.is_administrator]
        yield from (
            _unknown(grant, SCOPED)
            for grant in open_to
            if UNKNOWN in grant.actions and reach(grant.statement)
        )
        if ways := _ways(open_to):
            yield Finding(f"{given.noun} opens further rights through {', '.join(ways)}", SCOPED)


def _ways(given: list[Grant]) -> list[str]:
    """Return the ways to further rights that all statements of a document open together."""
    steps = [(grant, step) for grant in given for let in grant.patterns for step in _lets(let, STEPS)]
    allowed = {step for _, step in steps}
    unscoped = {step for grant, step in steps if reach(grant.statement, service_of(step))}
    return [
        " with ".join((*way.unscoped, *way.together))
        for way in ESCALATIONS
        if unscoped.issuperset(way.unscoped) and allowed.issuperset(way.together)
    ]


def policy_credentials_exposure_refused(holder: Resource, _settings: Settings) -> Iterator[Outcome]:
    """No policy hands out credentials of whoever it may be."""
    yield from _must_be_scoped(holder, CREDENTIALS, "the identities whose credentials are needed")


def policy_data_exfiltration_refused(holder: Resource, _settings: Settings) -> Iterator[Outcome]:
    """No policy reads what is stored wherever it may be."""
    yield from _must_be_scoped(holder, DATA, "the ARNs of the data that is to be read")


def policy_permissions_management_refused(holder: Resource, _settings: Settings) -> Iterator[Outcome]:
    """No policy opens or closes whatever resource it may be."""
    yield from _must_be_scoped(holder, PERMISSIONS, "the ARNs of what is to be opened or closed")


def policy_key_decryption_scoped(holder: Resource, _settings: Settings) -> Iterator[Outcome]:
    """No policy decrypts with whatever key it may be."""
    yield from _must_be_scoped(holder, DECRYPTION, "the ARNs or aliases of the keys that are needed")


def policy_role_passing_scoped(holder: Resource, _settings: Settings) -> Iterator[Outcome]:
    """No policy passes whatever role it may be; a condition on the service that takes it names no role."""
    yield from _must_be_scoped(holder, PASSING, "the ARNs of the roles that are passed", reach_of_any)


def _must_be_scoped(
    holder: Resource,
    actions: tuple[str, ...],
    wanted: str,
    extent: Extent = reach,
) -> Iterator[Outcome]:
    """Yield a finding for every statement that allows some of these actions beyond what it names."""
    for grant in grants(holder, wanted):
        if isinstance(grant, Finding):
            yield grant
        elif not grant.is_administrator:
            yield from _beyond(grant, actions, wanted, extent)


def _beyond(grant: Grant, actions: tuple[str, ...], wanted: str, extent: Extent) -> Iterator[Outcome]:
    if UNKNOWN in grant.actions and _reached(grant, actions, extent):
        yield _unknown(grant, wanted)
    risky = {pattern: let for pattern in grant.patterns if (let := _lets(pattern, actions))}
    wide = {
        shown(pattern): found for pattern, let in risky.items() if (found := _reached(grant, let, extent))
    }
    if wide:
        yield Finding(f"{grant.where} allows {', '.join(wide)} on {next(iter(wide.values()))}", wanted)


def _reached(grant: Grant, actions: tuple[str, ...], extent: Extent) -> str:
    """Return what a statement reaches that it does not name, of what these actions are about."""
    services = dict.fromkeys(map(service_of, actions))
    return next((found for service in services if (found := extent(grant.statement, service))), "")


@cache
def _lets(pattern: str, actions: tuple[str, ...]) -> tuple[str, ...]:
    """Return which of these actions a pattern allows, none of IAM for one that allows all of IAM."""
    found = matched(pattern, actions)
    if is_whole_service(pattern, "iam"):
        return tuple(action for action in found if service_of(action) != "iam")
    return found


def _unknown(grant: Grant, wanted: str) -> Finding:
    return Finding(f"an action that {grant.where} allows {NOT_KNOWN}", wanted)


RULES: Final = (
    policy_administrator_refused,
    policy_iam_full_access_refused,
    policy_privilege_escalation_refused,
    policy_credentials_exposure_refused,
    policy_data_exfiltration_refused,
    policy_permissions_management_refused,
    policy_key_decryption_scoped,
    policy_role_passing_scoped,
)
