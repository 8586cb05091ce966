"""How the controls are held against a resource and against a stack.

Here a rule that throws becomes a violation, a resource of a stack that is thrown away is excused from what
does not hold there, and so is one that somebody exempted. Nothing here knows the protocol.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, TypeAlias

from dr_guard.aws.tags import is_disposable, is_ephemeral
from dr_guard.catalogue import EPHEMERAL_EXEMPT
from dr_guard.configuration import PACK, configured
from dr_guard.exemption import Register
from dr_guard.finding import Finding, NotApplicable, Outcome
from dr_guard.remedy import mended

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from dr_guard.configuration import Entry, Level
    from dr_guard.control import Control, Settings
    from dr_guard.finding import Rule
    from dr_guard.graph import Graph
    from dr_guard.remedy import Raw
    from dr_guard.resource import Resource
    from dr_guard.values import Plain

    Read: TypeAlias = Callable[[Raw], dict[str, Plain]]

EPHEMERAL_REASON = "the resource belongs to an ephemeral stack"


@dataclass(frozen=True)
class Judgement:
    """What one control says of what it was held against.

    ``excuses`` are why it does not apply to any of it, ``exempt`` from what parts of it somebody exempted it.
    """

    control: Control
    level: Level
    findings: tuple[Finding, ...] = ()
    excuses: tuple[str, ...] = ()
    exempt: tuple[str, ...] = ()


def today() -> date:
    """Return the date, as it is in UTC."""
    return datetime.now(tz=UTC).date()


class Judge:
    """The controls with their rules, under one configuration.

    It remembers which exemptions it came upon. ``clock`` tells the date.
    """

    def __init__(self, pairs: tuple[tuple[Control, Rule], ...], clock: Callable[[], date] = today) -> None:
        self._pairs = pairs
        self._clock = clock
        self.configure({})

    def configure(self, given: Mapping[str, Entry]) -> None:
        """Put a configuration in force; raises ``ConfigurationError`` and leaves the one before."""
        self._configuration = configured((control for control, _ in self._pairs), given)
        self._register = Register(self._configuration.exemptions, today=self._clock())
        enabled = [pair for pair in self._pairs if self._configuration.levels[pair[0].id] != "disabled"]
        self._stack = [pair for pair in enabled if pair[0].scope == "stack"]
        # What the exemptions were used for is known when all else is decided.
        self._stack.sort(key=lambda pair: pair[0].id == PACK)
        self._of_resources = [pair for pair in enabled if pair[0].scope == "resource"]
        self._by_type: dict[str, list[tuple[Control, Rule]]] = defaultdict(list)
        for pair in self._of_resources:
            for token in pair[0].types:
                self._by_type[token].append(pair)

    @property
    def controls(self) -> tuple[str, ...]:
        """The ids of the controls."""
        return tuple(control.id for control, _ in self._pairs)

    def elsewhere(self, token: str) -> Iterator[Control]:
        """Yield the controls of single resources that are about other types than this one."""
        return (control for control, _ in self._of_resources if token not in control.types)

    def of_resource(self, resource: Resource) -> Iterator[Judgement]:
        """Yield what every control that is about its type says of a resource."""
        for control, rule in self._by_type.get(resource.type, ()):
            settings = self._configuration.settings[control.id]
            outcomes = _decided(control, rule, resource, settings)
            yield self._judgement(control, outcomes, {"": resource})

    def of_stack(self, graph: Graph) -> Iterator[Judgement]:
        """Yield what every control over the whole stack says."""
        for control, rule in self._stack:
            subjects = graph.of_type(control.types)
            settings = replace(self._configuration.settings[control.id], register=self._register)
            outcomes = (
                _decided(control, rule, graph, settings)
                if subjects or control.id == PACK
                else (NotApplicable(f"the stack has no resource that {control.id} is about"),)
            )
            judgement = self._judgement(control, outcomes, graph.by_urn)
            is_whole = len(outcomes) >= len(subjects) or not all(each.urn for each in outcomes)
            yield judgement if is_whole else replace(judgement, excuses=())

    def mends(self, token: str) -> bool:
        """Whether any control of a type is to mend what it finds."""
        return any(self._level(control) == "remediate" for control, _ in self._by_type.get(token, ()))

    def mended(self, resource: Resource, raw: Raw, read: Read) -> Iterator[tuple[Control, Raw]]:
        """Yield the properties of a resource as each control that has something to mend leaves them.

        ``raw`` are the properties as the protocol writes them, which ``read`` makes plain.
        """
        for control, rule in self._by_type.get(resource.type, ()):
            if self._level(control) != "remediate" or not control.fixes:
                continue
            settings = self._configuration.settings[control.id]
            outcomes = _decided(control, rule, resource, settings)
            if self._judgement(control, outcomes, {"": resource}).findings:
                changed = mended(raw, resource.type, control.fixes, settings.values)
                if changed != raw:
                    raw = changed
                    resource = replace(resource, inputs=read(raw))
                    yield control, raw

    def unmendable(self, token: str) -> Iterator[Control]:
        """Yield the controls of a type that are to mend what they find, and cannot by values alone."""
        return (
            control
            for control, _ in self._by_type.get(token, ())
            if self._level(control) == "remediate" and not control.fixes
        )

    def _level(self, control: Control) -> Level:
        return self._configuration.levels[control.id]

    def _judgement(
        self, control: Control, outcomes: tuple[Outcome, ...], subjects: Mapping[str, Resource]
    ) -> Judgement:
        findings: list[Finding] = []
        excuses: list[str] = []
        exempt: list[str] = []
        for outcome in outcomes:
            if isinstance(outcome, NotApplicable):
                excuses.append(outcome.reason)
            elif excuse := self._excuse(control, subjects.get(outcome.urn)):
                excuses.append(excuse)
            elif exemption := self._exemption(control, subjects.get(outcome.urn)):
                exempt.append(f"{outcome.urn} is {exemption}" if outcome.urn else exemption)
            else:
                findings.append(outcome)
        return Judgement(
            control,
            self._level(control),
            tuple(findings),
            () if findings or exempt else tuple(dict.fromkeys(excuses)),
            tuple(dict.fromkeys(exempt)),
        )

    def _excuse(self, control: Control, subject: Resource | None) -> str:
        """Return why a finding does not hold against a resource that is thrown away; nothing where it does.

        Its tier has to be one of those in which that is done, whether or not another control says so too.
        """
        if subject is None or control.id not in EPHEMERAL_EXEMPT:
            return ""
        return EPHEMERAL_REASON if is_ephemeral(subject) is True and is_disposable(subject) is True else ""

    def _exemption(self, control: Control, subject: Resource | None) -> str:
        if subject is None:
            return ""
        for each in self._register.exemptions:
            if each.covers(control.id, subject.urn, self._register.today):
                self._register = self._register.having_used(each)
                return each.excuse
        return ""


def _decided(
    control: Control, rule: Rule, subject: Resource | Graph, settings: Settings
) -> tuple[Outcome, ...]:
    """Return what a rule says, up to where it throws, and that it threw."""
    outcomes: list[Outcome] = []
    try:
        outcomes.extend(rule(subject, settings))
    except Exception as error:  # noqa: BLE001 # let through, it would end the preview
        outcomes.append(Finding(f"the rule {control.rule} failed with {type(error).__name__}", "a decision"))
    return tuple(outcomes)
