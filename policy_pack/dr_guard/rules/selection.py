"""AWS Backup selections, and the evidence that what they select can be restored."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final, TypeAlias

from dr_guard.aws.backup.selections import Selections
from dr_guard.aws.backup.services import BACKED_UP
from dr_guard.aws.backup.trials import Trials, trial
from dr_guard.aws.backup.vaults import Vaults
from dr_guard.aws.iam.backup_powers import POWERS, may_grant
from dr_guard.aws.tokens import (
    PLAN,
    POLICY_ATTACHMENT,
    REPORT_PLAN,
    RESTORE_TESTING_PLAN,
    RESTORE_TESTING_SELECTION,
    ROLE,
    ROLE_POLICIES_EXCLUSIVE,
    ROLE_POLICY,
    ROLE_POLICY_ATTACHMENT,
    ROLE_POLICY_ATTACHMENTS_EXCLUSIVE,
    SELECTION,
)
from dr_guard.checks import NOT_KNOWN, must_be_set
from dr_guard.finding import Finding, NotApplicable
from dr_guard.logic import any_of
from dr_guard.references import Match, References, Referred, referred
from dr_guard.values import UNKNOWN, entries, is_set

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dr_guard.aws.backup.vaults import Destination
    from dr_guard.aws.iam.backup_powers import Power
    from dr_guard.control import Settings
    from dr_guard.finding import Outcome
    from dr_guard.graph import Graph
    from dr_guard.resource import Resource
    from dr_guard.values import Known

    # A service, and whether something of it is covered for sure.
    Covered: TypeAlias = tuple[str, Known]

ATTACHERS: Final[Mapping[str, str]] = {
    ROLE_POLICY_ATTACHMENT: "role",
    ROLE_POLICY: "role",
    POLICY_ATTACHMENT: "roles",
    ROLE_POLICIES_EXCLUSIVE: "roleName",
    ROLE_POLICY_ATTACHMENTS_EXCLUSIVE: "roleName",
}


def selection_resources_resolved(graph: Graph, _settings: Settings) -> Iterator[Outcome]:
    """Every selection finds something to back up, and may do so."""
    targets, roles = graph.of_type(BACKED_UP), References(graph, (ROLE,), is_global=True)
    attached, covered = Attached(graph, roles), _covered(graph.once(Selections), targets)
    for selection in graph.of_type((SELECTION,)):
        yield from _must_cover(selection, targets, covered[selection])
        yield from must_be_set(
            selection.get("iamRoleArn"), "its role", "a role that may back up", selection.urn
        )
        role = roles.match(selection, "iamRoleArn", selection.get("iamRoleArn")).found
        if role:
            yield from _must_be_empowered(selection, role, attached, covered[selection])


def _covered(selections: Selections, targets: tuple[Resource, ...]) -> Mapping[Resource, set[Covered]]:
    """Return of which services each selection covers something, or may."""
    found: dict[Resource, set[Covered]] = defaultdict(set)
    for target in targets:
        for selection, verdict in selections.over(target):
            found[selection].add((BACKED_UP[target.type].partition(":")[0], verdict))
    return found


def _must_cover(
    selection: Resource, targets: tuple[Resource, ...], covered: set[Covered]
) -> Iterator[Outcome]:
    """Yield a finding unless a selection covers something; by wildcard it may cover what is elsewhere."""
    if any(isinstance(arn, str) and "*" in arn for arn in entries(selection.inputs, "resources")):
        return
    if not targets:
        yield NotApplicable("the program has nothing that can be selected", selection.urn)
        return
    verdict = any_of(verdict for _, verdict in covered)
    if verdict is not True:
        unclear = f"whether it covers anything {NOT_KNOWN}"
        found = unclear if verdict is UNKNOWN else "it covers nothing in the program"
        yield Finding(found, "resources or tags of the program's own", selection.urn)


def _first(verdicts: Iterator[Known]) -> Known:
    """Return true at the first that is, without asking for the rest."""
    seen: Known = False
    for verdict in verdicts:
        if verdict is True:
            return True
        seen = UNKNOWN if verdict is UNKNOWN else seen
    return seen


@dataclass(frozen=True)
class Attached:
    """What gives roles their policies."""

    graph: Graph
    roles: References

    def to(self, role: Resource, power: Power | None = None) -> Known:
        """Whether a role has a policy, one that may give it a power where one is asked for."""
        if any(is_set(role.get(prop)) for prop in ("managedPolicyArns", "inlinePolicies")) and (
            power is None or may_grant(role, power)
        ):
            return True
        return self._roles[power].holds(role)

    @cached_property
    def _roles(self) -> Mapping[Power | None, Referred]:
        return {power: referred(self._matches(power)) for power in (None, *POWERS.values())}

    def _matches(self, power: Power | None) -> Iterator[Match]:
        for attacher in self.graph.of_type(ATTACHERS):
            if power is None or may_grant(attacher, power):
                prop = ATTACHERS[attacher.type]
                yield from self.roles.match_all(attacher, prop, entries(attacher.inputs, prop))


def _must_be_empowered(
    selection: Resource, role: Resource, attached: Attached, covered: set[Covered]
) -> Iterator[Finding]:
    wanted, verdict = "a role that may back up", attached.to(role)
    if verdict is not True:
        unclear = f"which policy its role has {NOT_KNOWN}"
        yield Finding(unclear if verdict is UNKNOWN else "its role has no policy", wanted, selection.urn)
        return
    for service, power in POWERS.items():
        verdict = attached.to(role, power)
        if verdict is not True and (service, True) in covered:
            unclear = f"whether its role may back up {power.noun} {NOT_KNOWN}"
            found = unclear if verdict is UNKNOWN else f"its role may not back up {power.noun}"
            yield Finding(found, wanted, selection.urn)


def restore_testing_planned(graph: Graph, _settings: Settings) -> Iterator[Outcome]:
    """What is backed up is restored on trial, and not only when it is needed."""
    tests = References(graph, (RESTORE_TESTING_PLAN,))
    selected = referred(
        tests.match(each, "restoreTestingPlanName", each.get("restoreTestingPlanName"))
        for each in graph.of_type((RESTORE_TESTING_SELECTION,))
    )
    vaults = Vaults(graph)
    trials = Trials(tuple(trial(vaults, test) for test in tests.targets))
    for plan in graph.of_type((PLAN,)):
        yield from _must_be_tried(plan, tuple(vaults.destinations(plan)), trials)
    for test in tests.targets:
        if selected.holds(test) is not True:
            unclear = f"which selection belongs to it {NOT_KNOWN}"
            found = unclear if selected.holds(test) is UNKNOWN else "it restores nothing"
            yield Finding(found, "a restore testing selection that refers to it", test.urn)


def _must_be_tried(plan: Resource, filled: tuple[Destination, ...], trials: Trials) -> Iterator[Finding]:
    """Yield a finding unless a test of its region includes a vault that a plan fills, where it fills any."""
    verdict = _first(trials.verdicts(plan, filled)) if filled else True
    if not trials.is_near(plan):
        yield Finding("no restore testing plan tries its backups", "one in its region", plan.urn)
    elif verdict is not True:
        unclear = f"whether a restore testing plan includes a vault that it fills {NOT_KNOWN}"
        found = unclear if verdict is UNKNOWN else "no restore testing plan includes a vault that it fills"
        yield Finding(found, "one that does", plan.urn)


def report_plan_present(graph: Graph, _settings: Settings) -> Iterator[Outcome]:
    """Whoever asks for evidence of backups gets it without asking AWS."""
    if not graph.of_type((REPORT_PLAN,)):
        for plan in graph.of_type((PLAN,)):
            yield Finding("no report plan reports on it", "one", plan.urn)


RULES: Final = (
    selection_resources_resolved,
    restore_testing_planned,
    report_plan_present,
)
