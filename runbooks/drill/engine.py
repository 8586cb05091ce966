"""Runs a drill: steady state first, no action without it, clean-up always; it knows nothing of AWS."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from runbooks.drill.durations import duration
from runbooks.drill.model import Drill, Phase, Step
from runbooks.drill.report import Outcome, Status, Timeline, Verdict
from runbooks.drill.scene import LimitError, Scene, StepError
from runbooks.page import Block, Page, filled

COMMAND_SECONDS = 300.0
"""How long commands may take in a sandbox at most; in an account as long as their step may."""
LEAST_SECONDS = 60.0
SHOWN = 600
"""How many characters of what was found are kept."""

Told = Callable[[Outcome], None]


@dataclass(frozen=True)
class Run:
    """What came of the steps."""

    verdict: Verdict
    reasons: tuple[str, ...]
    outcomes: tuple[Outcome, ...]
    timeline: Timeline
    left_behind: tuple[str, ...]


class Drilling:
    """One run of a drill by its page, in a scene; ``told`` hears of each step when it begins and ends.

    ``done`` are the outcomes of an earlier run that was broken off: what held in it is not done again.
    """

    def __init__(
        self, drill: Drill, page: Page, scene: Scene, told: Told, done: Iterable[Outcome] = ()
    ) -> None:
        self._drill, self._page, self._scene, self._told = drill, page, scene, told
        self._before = {each.label: each for each in done if each.status is Status.HELD}
        self._outcomes: list[Outcome] = []
        self._untold = ""

    def run(self) -> Run:
        """Take all steps; after an interrupt those of the clean-up, and then the verdict says so."""
        verdict = Verdict.PASSED
        try:
            if not self._all(Phase.STEADY):
                verdict = Verdict.NOT_STEADY
            elif not self._all(Phase.INJECT, Phase.DETECT, Phase.RECOVER, Phase.VERIFY):
                verdict = Verdict.FAILED
        except KeyboardInterrupt:
            verdict = Verdict.INTERRUPTED
        left = self.clean_up()
        if left and verdict is Verdict.PASSED:
            verdict = Verdict.FAILED
        if verdict is Verdict.PASSED and any(map(_unmade, self._outcomes)):
            verdict = Verdict.PARTLY
        return self._ended(verdict, left)

    def clean_up(self) -> tuple[str, ...]:
        """Take the steps of the clean-up, whatever becomes of the others; return what was not undone.

        Where nothing was injected, only what the drill itself has put there is taken away.
        """
        injected = self._scene.injected is not None
        steps = [step for step in self._drill.of(Phase.CLEAN_UP) if injected or step.own]
        outcomes = [self._take(step) for step in steps]
        return tuple(f"{each.label}. {each.title}: {each.found}" for each in outcomes if _failed(each))

    def _all(self, *phases: Phase) -> bool:
        """Take the steps of these phases until one fails; tell whether none did."""
        return all(not _failed(self._take(step)) for step in self._drill.of(*phases))

    def _take(self, step: Step) -> Outcome:
        if step.label in self._before:
            outcome = self._before[step.label]
        elif step.account_only and self._scene.target.name == "sandbox":
            outcome = replace(self._blank(step), status=Status.ACCOUNT_ONLY, found=step.account_only)
        else:
            outcome = self._taken(step)
        self._outcomes.append(outcome)
        self._tell(outcome)
        return outcome

    def _tell(self, outcome: Outcome) -> None:
        """Tell of a step; where that cannot be kept no other may begin but those of the clean-up."""
        try:
            self._told(outcome)
        except OSError as error:
            self._untold = f"what is done can no longer be kept: {error}"

    def _taken(self, step: Step) -> Outcome:
        blank = replace(self._blank(step), started=self._scene.now())
        if step.phase is Phase.INJECT and self._scene.injected is None:
            self._scene.injected = blank.started
        self._tell(blank)
        begun = len(self._scene.requests)
        try:
            if step.phase is not Phase.CLEAN_UP:
                self._go_on()
            found, status = self._done(step), Status.HELD
        except KeyboardInterrupt:
            stopped = replace(blank, status=Status.FAILED, ended=self._scene.now(), found="interrupted")
            self._outcomes.append(stopped)
            self._tell(stopped)
            raise
        except Exception as error:  # noqa: BLE001 whatever a step raises is what the step found
            found, status = f"{_name(error)}{error}", Status.FAILED
        return replace(
            blank,
            status=status,
            ended=self._scene.now(),
            found=found[:SHOWN],
            requests=tuple(self._scene.requests[begun:]),
        )

    def _go_on(self) -> None:
        """Keep the load going. Raises ``StepError`` where nothing may be done that cannot be kept."""
        if self._untold:
            raise StepError(self._untold)
        self._scene.load.beat()

    def _done(self, step: Step) -> str:
        """Do what a step says, and return what was found. Raises where that is not as wanted."""
        deadline = self._scene.now() + step.within
        said = [self._asked(step)] if step.act else []
        blocks = self._blocks(step)
        if step.in_sandbox and not blocks:
            said.append(_text(step.in_sandbox(self._scene)))
        elif not step.act and not blocks:
            raise StepError("found neither an act in the drill nor a command on the page")
        said += [self._commanded(block, deadline) for block in blocks]
        if self._scene.now() > deadline:
            raise LimitError(
                f"took {duration(self._scene.now() - deadline + step.within)}; "
                f"wanted {duration(step.within)} at most"
            )
        return "; ".join(each for each in said if each)

    def _asked(self, step: Step) -> str:
        act, wanted = step.act, step.wanted
        if act is None:
            return ""
        if step.until and wanted:
            found: object = None

            def holds() -> bool:
                nonlocal found
                found = act(self._scene)
                return wanted.holds(found)

            try:
                self._scene.until(step.title, holds, step.within)
            except LimitError as error:
                raise LimitError(f"{error}; found {found!r}; wanted {wanted}") from error
            return _text(found)
        found = act(self._scene)
        if wanted and not wanted.holds(found):
            raise StepError(f"found {found!r}; wanted {wanted}")
        return _text(found)

    def _commanded(self, block: Block, deadline: datetime) -> str:
        """Run commands of the page until their output has what the page says, once or again and again."""
        while True:
            ran = self._scene.shell.run(block.commands, self._seconds(deadline))
            output = " ".join(ran.output.split())
            if ran.status == 0 and block.expect in output:
                return output
            over = self._scene.now() >= deadline
            if not block.repeat or over or ran.status != 0:
                late = " in time" if block.repeat and over else ""
                raise StepError(
                    f"status {ran.status}, found {output[:SHOWN]!r}; wanted {block.expect!r}{late}"
                )
            self._scene.waiting(block.expect, timedelta(), deadline - self._scene.now())
            self._scene.wait(self._scene.target.beat)

    def _seconds(self, deadline: datetime) -> float:
        """Return how long commands may take now: as long as their step may, and long enough to answer."""
        left = max(LEAST_SECONDS, (deadline - self._scene.now()).total_seconds())
        return min(left, COMMAND_SECONDS) if self._scene.target.name == "sandbox" else left

    def _blocks(self, step: Step) -> tuple[Block, ...]:
        """Return what the page has to be run in an operator's step, filled in for this stack."""
        replaced = step.in_sandbox and self._scene.target.name == "sandbox"
        if replaced or not step.label.isdigit():
            return ()
        where, values = f"{self._page.path.name}, step {step.label}", self._scene.values
        return tuple(
            replace(
                each,
                commands=filled(each.commands, values, where),
                expect=filled(each.expect, values, where),
            )
            for each in self._page.step(step.label).blocks
        )

    def _blank(self, step: Step) -> Outcome:
        blocks = self._blocks(step)
        wanted = [str(step.wanted)] if step.wanted else []
        return Outcome(
            label=step.label,
            phase=step.phase,
            title=step.title,
            why=step.why,
            status=Status.NOT_RUN,
            wanted="; ".join([*wanted, *(each.expect for each in blocks if each.expect)]),
            commands=tuple(each.commands for each in blocks),
        )

    def _ended(self, verdict: Verdict, left: tuple[str, ...]) -> Run:
        taken = {each.label: each for each in self._outcomes}
        outcomes = tuple(taken.get(step.label, self._blank(step)) for step in self._drill.steps)
        reasons = tuple(f"{each.label}. {each.title}: {each.found}" for each in outcomes if _failed(each))
        return Run(verdict, reasons, outcomes, timeline(outcomes, self._drill.noticed), left)


def timeline(outcomes: Iterable[Outcome], noticed: str = "1") -> Timeline:
    """Read a drill's moments from its steps; a phase is over when all of its steps that were run held.

    ``noticed`` is the label of the step that detects; one that was not run has detected nothing.
    """

    def begun(phase: Phase) -> datetime | None:
        return next((each.started for each in outcomes if each.phase == phase and each.started), None)

    def over(phase: Phase) -> datetime | None:
        of = [each for each in outcomes if each.phase == phase and each.status is not Status.ACCOUNT_ONLY]
        ended = [each.ended for each in of if each.ended and each.status is Status.HELD]
        return ended[-1] if ended and len(ended) == len(of) else None

    outcomes = tuple(outcomes)
    return Timeline(
        injected=begun(Phase.INJECT),
        detected=next(
            (each.ended for each in outcomes if each.label == noticed and each.status is Status.HELD), None
        ),
        declared=over(Phase.DETECT),
        recovering=begun(Phase.RECOVER),
        recovered=over(Phase.RECOVER),
        verified=over(Phase.VERIFY),
        cleaned=over(Phase.CLEAN_UP),
    )


def _unmade(outcome: Outcome) -> bool:
    return outcome.phase == Phase.INJECT and outcome.status is Status.ACCOUNT_ONLY


def _failed(outcome: Outcome) -> bool:
    return outcome.status is Status.FAILED


def _text(found: object) -> str:
    return "" if found is None else str(found)


def _name(error: Exception) -> str:
    return "" if isinstance(error, (StepError, LimitError)) else f"{type(error).__name__}: "
