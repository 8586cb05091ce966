"""Scenarios are rehearsed one after the other, each with its control where that is wanted."""

from dataclasses import replace

import pytest
from rich.console import Console
from rich.progress import Progress

from runbooks.catalogue import Runbook
from runbooks.commands import summary
from runbooks.commands.places import Place
from runbooks.commands.screen import Screen
from runbooks.commands.series import Series, StoppedError
from runbooks.drill import journal
from runbooks.drill.report import Verdict
from runbooks.drill.scene import StepError
from sandbox.errors import SandboxError
from tests.unit.runbooks.fake import PAGE, Acts, FakeTarget, a_drill, a_page, raises

MISSING = raises(StepError("it is not there"))


class FakePlace(Place):
    """Gives targets in name only, and notes when it was spoilt."""

    def __init__(self, *, own=True):
        self.own, self.spoilt = own, 0

    def target(self, drill):
        if drill.threat == "nowhere":
            raise SandboxError("there is nowhere to drill")
        return FakeTarget()

    def spoil(self):
        self.spoilt += 1


class World:
    """A folder, a place and a screen; ``said`` is what was printed on that."""

    def __init__(self, folder, place):
        self.folder, self.place = folder, place
        self.console = Console(
            width=300, record=True, quiet=False, file=(folder / "screen").open("w"), highlight=False
        )

    def runbook(self, acts, **changed):
        (self.folder / "all_lost.md").write_text(PAGE)
        (self.folder / "all_lost.py").write_text("")
        return Runbook(a_page(self.folder), replace(a_drill(acts), **changed))

    def series(self, *runbooks, controls=False):
        screen = Screen(Progress(console=self.console, disable=True), len(runbooks))
        return [*Series(self.folder, self.place, screen, controls).run(runbooks)]


@pytest.fixture
def world(tmp_path):
    made = World(tmp_path, FakePlace())
    yield made
    made.console.file.close()


def verdicts(done):
    return [[report.verdict for report in each.reports] for each in done]


def test_a_drill_that_passes_leaves_its_place_to_the_next_one(world):
    done = world.series(world.runbook(Acts()), world.runbook(Acts()))
    assert verdicts(done) == [[Verdict.PASSED], [Verdict.PASSED]]
    assert (world.place.spoilt, [each.failed for each in done]) == (0, [False, False])


def test_after_a_drill_that_failed_the_next_one_gets_a_place_of_its_own(world):
    done = world.series(world.runbook(Acts(**{"2": MISSING})), world.runbook(Acts()))
    assert verdicts(done) == [[Verdict.FAILED], [Verdict.PASSED]]
    assert (world.place.spoilt, done[0].failed) == (1, True)


def test_a_control_follows_its_drill(world):
    acts = Acts()
    runbook = world.runbook(acts)
    acts.instead["begin"] = lambda _: acts.instead.update({"3": MISSING})
    [done] = world.series(runbook, controls=True)
    assert (done.control.verdict, done.failed, world.place.spoilt) == (Verdict.PASSED, False, 0)
    printed = world.console.export_text()
    assert "all-lost, its control\n" in printed
    assert "  failed  3. See (0 s)\n      it is not there\n" in printed
    assert printed.endswith("  fails as it must\n")


def test_a_control_that_passes_its_drill_is_a_failure(world):
    [done] = world.series(world.runbook(Acts()), controls=True)
    assert (done.control.verdict, done.failed, world.place.spoilt) == (Verdict.FAILED, True, 1)


def test_after_a_control_that_ruins_comes_another_place(world):
    acts = Acts(begin=lambda _: acts.instead.update({"3": MISSING}))
    drill = a_drill(acts)
    [done] = world.series(world.runbook(acts, control=replace(drill.control, ruins=True)), controls=True)
    assert (done.control.verdict, world.place.spoilt) == (Verdict.PASSED, 1)


def test_what_ruins_is_not_run_where_nothing_is_made_anew(tmp_path):
    world, acts = World(tmp_path, FakePlace(own=False)), Acts()
    runbook = world.runbook(acts, control=replace(a_drill(acts).control, ruins=True))
    [done] = world.series(runbook, controls=True)
    world.console.file.close()
    assert (done.control, done.why) == (None, "not run: it ruins the stack, and this one is not made anew")
    assert done.failed
    assert "begin" not in acts.taken
    assert "  all-lost: not run: it ruins the stack" in "\n".join(summary.lines([done]))


def test_an_interrupt_ends_the_series(world):
    acts = Acts()
    done = world.series(
        world.runbook(Acts(**{"2": raises(KeyboardInterrupt())})), world.runbook(acts), controls=True
    )
    assert verdicts(done) == [[Verdict.INTERRUPTED]]
    assert acts.taken == []


def test_an_interrupt_of_the_clean_up_names_the_run(world):
    with pytest.raises(StoppedError) as stopped:
        world.series(world.runbook(Acts(C1=raises(KeyboardInterrupt()))))
    assert journal.unended(world.folder) == (journal.load(world.folder, stopped.value.journal.drill_id),)
    assert world.place.spoilt == 1


def test_what_cannot_be_drilled_is_a_failure_and_the_rest_is_drilled(world):
    done = world.series(world.runbook(Acts(), threat="nowhere"), world.runbook(Acts()))
    assert verdicts(done) == [[], [Verdict.PASSED]]
    assert (done[0].failed, done[0].why) == (True, "there is nowhere to drill")
    assert [*summary.lines(done)] == [
        "scenario  drill    RTO  RPO           evidence                          control",
        "--------  -------  ---  ------------  --------------------------------  -------",
        "all-lost  not run                                                       not run",
        "all-lost  passed   0 s  not measured  measured in a sandbox, not AWS's  not run",
        "",
        "Failed:",
        "  all-lost: there is nowhere to drill",
    ]


def test_a_control_that_has_nowhere_to_run_is_a_failure_and_not_left_out(world, monkeypatch):
    def target(_):
        if world.place.asked:
            raise SandboxError("no sandbox can be made anew")
        world.place.asked = True
        return FakeTarget()

    world.place.asked = False
    monkeypatch.setattr(world.place, "target", target)
    [done] = world.series(world.runbook(Acts()), controls=True)
    assert (done.drill.verdict, done.control, done.failed) == (Verdict.PASSED, None, True)
    assert "  all-lost: no sandbox can be made anew" in [*summary.lines([done])]


def test_what_only_an_account_can_prove_is_listed(world):
    acts = Acts()
    steps = tuple(
        replace(step, account_only="too\nbig" if step.label == "2" else "") for step in a_drill(acts).steps
    )
    done = world.series(world.runbook(acts, steps=steps, limits=("How long it takes.",)))
    assert [*summary.lines(done)][-3:] == [
        "Only an account can prove:",
        "  all-lost, step 2. Mend: too big",
        "  all-lost: How long it takes.",
    ]
