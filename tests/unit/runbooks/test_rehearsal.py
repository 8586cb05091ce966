"""A rehearsal goes from a target to a report, and keeps a journal meanwhile."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from runbooks.catalogue import Runbook
from runbooks.drill import chain, journal
from runbooks.drill.alarms import Spell, Watch
from runbooks.drill.figures import Evidence
from runbooks.drill.losses import Losses
from runbooks.drill.model import Control
from runbooks.drill.rehearsal import Audience, Rehearsal, held_to_promise, judged, promised
from runbooks.drill.report import Objective, Status, Verdict
from runbooks.drill.scene import StepError
from tests.unit.runbooks.fake import MINUTE, NEVER, PAGE, Acts, FakeTarget, a_drill, a_page, lets_pass, raises

SANDBOX = Evidence.SANDBOX.value
QUIET = Audience()


@pytest.fixture
def make(tmp_path):
    """Make a rehearsal of the drill of these acts."""
    (tmp_path / "all_lost.md").write_text(PAGE)
    (tmp_path / "all_lost.py").write_text("")

    def made(acts, target=None, *, own=False, resumed=None, **changed):
        runbook = Runbook(a_page(tmp_path), a_drill(acts, **changed))
        return Rehearsal(tmp_path, runbook, target or FakeTarget(), own=own, resumed=resumed)

    return made


def kept(rehearsal):
    """Read what is kept of a rehearsal."""
    return journal.load(rehearsal.root, rehearsal.journal.drill_id)


def test_a_report_says_what_was_done_where_and_what_is_promised(make):
    rehearsal = make(Acts(**{"2": lets_pass(MINUTE)}))
    report = rehearsal.run(QUIET)
    assert (report.verdict, report.evidence, report.control) == (Verdict.PASSED, Evidence.SANDBOX, "")
    assert (report.scenario, report.title, report.identity.stack) == ("all-lost", "All is lost", "dev")
    assert report.identity.resources == ("arn:aws:s3:::shelf",)
    assert report.promised == Objective("deletion", 5 * MINUTE, 60 * MINUTE)
    assert (report.measured_rto, report.measured_rpo) == (MINUTE, None)
    assert kept(rehearsal).ended


def test_a_report_says_when_it_was_made_by_the_machines_clock_whatever_the_targets_says(make):
    before = datetime.now(UTC)
    report = make(Acts()).run(QUIET)
    assert before <= report.made <= datetime.now(UTC)
    assert report.ended < before


def test_a_report_has_the_changes_of_alarms_that_the_subscriber_was_told(make):
    change = {
        "AlarmName": "dr-test-unhealthy-alarm",
        "NewStateValue": "ALARM",
        "StateChangeTime": "2026-03-01T12:05:00.000+0000",
        "NewStateReason": "a threshold was crossed",
    }

    def hears(scene):
        scene.notes[chain.HEARD] = [{chain.TEXT: "a job failed"}, change]

    report = make(Acts(I1=hears)).run(QUIET)
    assert report.alarms == (
        "dr-test-unhealthy-alarm: ALARM at 2026-03-01T12:05:00.000+0000: a threshold was crossed",
    )
    rang = datetime(2026, 3, 1, 12, 5, tzinfo=UTC)
    assert report.watch.spells == (Spell("dr-test-unhealthy-alarm", "ALARM", rang, None),)
    quiet = make(Acts()).run(QUIET)
    assert (quiet.alarms, quiet.watch) == ((), Watch())


def test_where_nothing_can_be_kept_the_steps_are_told_and_the_report_says_why_it_failed(make, monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    told = []
    rehearsal = make(Acts(I1=lambda _: monkeypatch.setattr(journal.Journal, "kept", full)))
    report = rehearsal.run(Audience(step=lambda outcome: told.append((outcome.label, outcome.status))))
    assert [label for label, status in told if status is Status.HELD] == ["S1", "I1", "C1", "C2"]
    assert report.verdict is Verdict.FAILED
    assert report.reasons[-1] == "that the run has ended can not be kept: [Errno 28] No space left on device"


def test_figures_of_an_account_are_told_apart(make):
    target = FakeTarget()
    target.name = "aws"
    assert make(Acts(), target).run(QUIET).evidence is Evidence.ACCOUNT


def test_the_journal_has_each_step_while_it_is_taken(make):
    seen = []

    def look(scene):
        scene.notes["made"] = "this"
        scene.shell.run("export X=1", 60)
        seen.append(kept(rehearsal))

    rehearsal = make(Acts(I1=look))
    rehearsal.run(
        Audience(step=lambda outcome: seen.append(kept(rehearsal)) if outcome.label == "2" else None)
    )
    [during, after, _] = seen
    assert [(each.label, each.status) for each in during.outcomes][1:] == [("I1", Status.NOT_RUN)]
    assert during.injected is not None
    assert (after.notes, after.variables, after.ended) == ({"made": "this"}, {"X": "1"}, False)


def test_what_a_step_notes_is_kept_before_the_step_ends(make):
    seen = []

    def breaks(scene):
        scene.notes["undo"] = {"by": "this"}
        seen.append(kept(rehearsal))
        raise SystemExit(1)

    rehearsal = make(Acts(I1=breaks))
    with pytest.raises(SystemExit):
        rehearsal.run(QUIET)
    assert (seen[0].notes, seen[0].injected is not None) == ({"undo": {"by": "this"}}, True)
    told = []
    again = make(Acts(C1=lambda scene: told.append(scene.notes["undo"])), resumed=kept(rehearsal))
    assert (again.clean_up(QUIET), told) == ((), [{"by": "this"}])


def test_what_a_control_breaks_is_noted_before_the_drill_begins(make):
    seen = []

    def begins(scene):
        scene.notes["broken"] = "this"
        seen.append(kept(rehearsal))

    rehearsal = make(Acts(begin=begins))
    rehearsal.controlled(rehearsal.runbook.drill.control, QUIET)
    assert (seen[0].notes, seen[0].control) == ({"broken": "this"}, True)


def test_a_note_that_cannot_be_kept_keeps_nobody_from_cleaning_up(make, monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    def notes(scene):
        monkeypatch.setattr(journal.Journal, "kept", full)
        scene.notes["made"] = "this"

    report = make(Acts(I1=notes, C1=notes)).run(QUIET)
    assert report.outcomes[1].status is Status.HELD
    assert report.verdict is Verdict.FAILED
    assert report.left_behind == ()


def test_a_run_that_was_broken_off_is_gone_on_with_by_its_journal(make):
    def dies(_scene):
        raise SystemExit(1)

    def shows(scene):
        return scene.notes["made"], scene.shell.run("echo $X", 60).output

    def makes(scene):
        scene.notes["made"] = "this"
        scene.shell.export(X="1")

    first = make(Acts(I1=makes, **{"3": dies}))
    with pytest.raises(SystemExit):
        first.run(QUIET)
    acts = Acts(**{"3": shows})
    second = make(acts, resumed=kept(first))
    report = second.run(QUIET)
    assert acts.taken == ["3", "C1", "C2"]
    assert (report.verdict, report.outcomes[4].found) == (Verdict.PASSED, "('this', '1\\n')")
    assert report.timeline.injected == kept(first).injected
    assert kept(first).ended


def test_what_is_left_behind_keeps_a_run_from_its_end_until_it_is_cleaned_up(make):
    first = make(Acts(C1=raises(StepError("it stays"))))
    assert first.run(QUIET).left_behind == ("C1. Undo: it stays",)
    assert not kept(first).ended
    acts = Acts()
    assert make(acts, resumed=kept(first)).clean_up(QUIET) == ()
    assert acts.taken == ["C1", "C2"]
    assert kept(first).ended


def test_nothing_is_left_of_a_sandbox_of_its_own(make):
    rehearsal = make(Acts(C1=raises(StepError("it stays"))), own=True)
    rehearsal.run(QUIET)
    assert kept(rehearsal).ended


def controlled(make, acts, **changed):
    rehearsal = make(acts, **changed)
    return rehearsal.controlled(rehearsal.runbook.drill.control, QUIET)


def test_a_control_passes_when_the_drill_fails_where_and_why_it_must(make):
    acts = Acts(**{"3": raises(StepError("it is not there"))})
    report = controlled(make, acts)
    assert (report.verdict, report.control) == (Verdict.PASSED, "broken")
    assert acts.taken == ["begin", "S1", "I1", "2", "3", "C1", "C2", "end"]


@pytest.mark.parametrize(
    ("instead", "found"),
    [
        ({}, "step none: passed"),
        ({"2": raises(StepError("it is not there"))}, "step 2: it is not there"),
        ({"3": raises(StepError("another"))}, "step 3: another"),
        ({"S1": raises(StepError("ill"))}, "step S1: ill"),
    ],
    ids=["passes", "elsewhere", "for another reason", "not begun"],
)
def test_a_control_that_fails_otherwise_or_not_at_all_proves_nothing(make, instead, found):
    report = controlled(make, Acts(**instead))
    assert report.verdict is Verdict.FAILED
    assert report.reasons[0] == f"the control 'broken' had to fail at step 3 with 'not there'; found {found}"


def test_a_control_that_cannot_begin_is_ended_and_says_so(make):
    acts = Acts(begin=raises(ValueError("no")))
    report = controlled(make, acts)
    assert acts.taken == ["begin", "end"]
    assert (report.verdict, report.control) == (Verdict.FAILED, "broken")
    assert report.reasons[1] == "the control 'broken' could not begin: ValueError: no"


@pytest.mark.parametrize("where", ["begin", "2"])
def test_an_interrupted_control_is_ended_and_proves_nothing(make, where):
    acts = Acts(**{where: raises(KeyboardInterrupt())})
    assert controlled(make, acts).verdict is Verdict.INTERRUPTED
    assert acts.taken[-1] == "end"


def test_a_control_is_ended_also_when_its_clean_up_is_interrupted(make):
    acts = Acts(C1=raises(KeyboardInterrupt()))
    with pytest.raises(KeyboardInterrupt):
        controlled(make, acts)
    assert acts.taken[-2:] == ["C1", "end"]


def test_a_control_that_cannot_be_undone_has_left_it_behind(make):
    acts = Acts(**{"3": raises(StepError("not there")), "end": raises(ValueError("no"))})
    report = controlled(make, acts)
    assert report.verdict is Verdict.FAILED
    assert report.left_behind == ("the control 'broken' is not undone: ValueError: no",)
    cleaning = make(again := Acts(), resumed=journal.load(report_root(make), report.identity.drill_id))
    assert cleaning.clean_up(QUIET) == ()
    assert again.taken == ["C1", "C2", "end"]


def report_root(make):
    return make(Acts()).root


def test_what_ruins_is_never_mended(make):
    acts = Acts(**{"3": raises(StepError("not there"))})
    ruinous = Control("broken", "why", acts.act("begin"), acts.act("end"), "3", "not there", ruins=True)
    assert controlled(make, acts, control=ruinous).verdict is Verdict.PASSED
    assert "end" not in acts.taken


def test_nothing_is_promised_for_what_the_stack_does_not_name():
    assert promised(FakeTarget(), "zone") == Objective("zone", None, None)


@pytest.mark.parametrize(
    ("lost", "limits", "reasons"),
    [
        (5, (5, 60), ()),
        (6, (5, 60), (f"RPO: 6 min ({SANDBOX}); promised 5 min",)),
        (6, (None, 60), ()),
        (0, (5, 1), (f"RTO: 2 min ({SANDBOX}); promised 1 min",)),
    ],
    ids=["kept", "loses more", "not promised", "takes longer"],
)
def test_a_broken_promise_fails_a_drill(make, lost, limits, reasons):
    report = make(Acts(**{"2": lets_pass(2 * MINUTE)}), disruption="").run(QUIET)
    rpo, rto = (None if each is None else each * MINUTE for each in limits)
    given = replace(report, promised=Objective("deletion", rpo, rto), losses=Losses(1, (), lost * MINUTE))
    held = held_to_promise(given)
    assert held.reasons == reasons
    assert held.verdict is (Verdict.FAILED if reasons else Verdict.PASSED)


def test_a_drill_that_failed_is_not_judged_by_its_figures(make):
    report = make(Acts(**{"3": lambda _: "away"}), wanted=NEVER).run(QUIET)
    given = replace(report, losses=Losses(1, (), timedelta(days=1)))
    assert held_to_promise(given) == given
    assert (
        judged(replace(given, verdict=Verdict.INTERRUPTED), a_drill(Acts()).control).verdict
        is Verdict.INTERRUPTED
    )
