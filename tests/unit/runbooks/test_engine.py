"""The engine takes a drill's steps in a scene, and knows nothing of AWS."""

from dataclasses import replace

import pytest

from runbooks.drill.engine import Drilling
from runbooks.drill.model import Phase, Step
from runbooks.drill.report import Status, Verdict
from runbooks.drill.scene import StepError
from runbooks.drill.tolerance import Exactly
from tests.unit.runbooks.fake import (
    MINUTE,
    NEVER,
    SECOND,
    Acts,
    FakeTarget,
    a_drill,
    a_page,
    a_scene,
    lets_pass,
    of,
    raises,
    run,
)


@pytest.fixture
def scene(tmp_path):
    return a_scene(tmp_path)


def test_all_steps_are_taken_in_their_order(scene, tmp_path):
    acts = Acts()
    found, told = run(acts, scene, tmp_path)
    assert acts.taken == ["S1", "I1", "2", "3", "C1", "C2"]
    assert (found.verdict, found.reasons, found.left_behind) == (Verdict.PASSED, (), ())
    assert [each.status for each in found.outcomes] == [Status.HELD] * 7
    labels = ["S1", "I1", "1", "2", "3", "C1", "C2"]
    assert [each.label for each in told if each.ended is None] == labels
    assert [each.label for each in told if each.ended] == labels
    assert len(scene.load.beats) == 5


def test_without_a_steady_state_nothing_is_injected_and_only_the_drill_s_own_is_taken_away(scene, tmp_path):
    acts = Acts(S1=raises(StepError("it is not well")))
    found, _ = run(acts, scene, tmp_path)
    assert acts.taken == ["S1", "C2"]
    assert (found.verdict, found.reasons) == (Verdict.NOT_STEADY, ("S1. All is well: it is not well",))
    assert scene.injected is None
    assert [each.label for each in found.outcomes if each.status is Status.NOT_RUN] == [
        "I1",
        "1",
        "2",
        "3",
        "C1",
    ]


def test_after_a_failure_the_clean_up_is_taken_and_nothing_else(scene, tmp_path):
    acts = Acts(**{"2": raises(ValueError("no"))})
    found, _ = run(acts, scene, tmp_path)
    assert acts.taken == ["S1", "I1", "2", "C1", "C2"]
    assert (found.verdict, found.reasons) == (Verdict.FAILED, ("2. Mend: ValueError: no",))


def test_a_failed_injection_is_undone(scene, tmp_path):
    acts = Acts(I1=raises(ValueError("half")))
    run(acts, scene, tmp_path)
    assert acts.taken == ["S1", "I1", "C1", "C2"]


def test_an_interrupt_goes_to_the_clean_up(scene, tmp_path):
    acts = Acts(**{"2": raises(KeyboardInterrupt())})
    found, told = run(acts, scene, tmp_path)
    assert acts.taken == ["S1", "I1", "2", "C1", "C2"]
    assert (found.verdict, of(found, "2").found) == (Verdict.INTERRUPTED, "interrupted")
    assert [each.label for each in told if each.found == "interrupted"] == ["2"]


def test_an_interrupt_of_the_clean_up_ends_it(scene, tmp_path):
    acts = Acts(C1=raises(KeyboardInterrupt()))
    with pytest.raises(KeyboardInterrupt):
        run(acts, scene, tmp_path)
    assert acts.taken[-1] == "C1"


@pytest.mark.parametrize(
    ("full", "taken", "verdict"),
    [
        ("S1", ["C2"], Verdict.NOT_STEADY),
        ("I1", ["S1", "C1", "C2"], Verdict.FAILED),
        ("2", ["S1", "I1", "C1", "C2"], Verdict.FAILED),
    ],
)
def test_what_cannot_be_kept_is_not_begun_and_all_is_undone(scene, tmp_path, full, taken, verdict):
    acts, seen = Acts(), []

    def told(outcome):
        seen.append(outcome.label)
        if full in seen:
            raise OSError(28, "No space left on device")

    found = Drilling(a_drill(acts), a_page(tmp_path), scene, told).run()
    assert (acts.taken, found.verdict) == (taken, verdict)
    assert of(found, full).found == "what is done can no longer be kept: [Errno 28] No space left on device"


def test_a_load_that_cannot_be_sent_fails_a_step_and_all_is_undone(scene, tmp_path, monkeypatch):
    acts = Acts(I1=lambda _: monkeypatch.setattr(scene.load, "beat", lambda: raises(ValueError("no"))(0)))
    found, _ = run(acts, scene, tmp_path)
    assert of(found, "1").found == "ValueError: no"
    assert acts.taken == ["S1", "I1", "C1", "C2"]


def test_what_cannot_be_undone_is_said_and_the_rest_is_undone_all_the_same(scene, tmp_path):
    acts = Acts(C1=raises(StepError("it stays")))
    found, _ = run(acts, scene, tmp_path)
    assert acts.taken[-2:] == ["C1", "C2"]
    assert (found.verdict, found.left_behind) == (Verdict.FAILED, ("C1. Undo: it stays",))


def test_a_resumed_run_skips_what_held_and_nothing_else(scene, tmp_path):
    first, _ = run(Acts(**{"3": raises(StepError("no"))}), scene, tmp_path)
    acts = Acts()
    done = [each for each in first.outcomes if each.phase != Phase.CLEAN_UP]
    found, _ = run(acts, scene, tmp_path, done=done)
    assert acts.taken == ["3", "C1", "C2"]
    assert (found.verdict, of(found, "I1")) == (Verdict.PASSED, of(first, "I1"))


def test_a_step_that_takes_longer_than_its_limit_fails(scene, tmp_path):
    found, _ = run(Acts(**{"2": lets_pass(5 * MINUTE + SECOND)}), scene, tmp_path)
    assert found.reasons == ("2. Mend: took 5 min 1 s; wanted 5 min at most",)
    found, _ = run(Acts(**{"2": lets_pass(5 * MINUTE)}), scene, tmp_path)
    assert found.verdict is Verdict.PASSED


def test_what_is_waited_for_is_asked_again_until_it_holds(scene, tmp_path):
    answers = iter(["", "", "there"])
    found, _ = run(Acts(**{"3": lambda _: next(answers)}), scene, tmp_path, wanted=NEVER)
    assert (found.verdict, of(found, "3").found) == (Verdict.PASSED, "there")
    assert of(found, "3").ended - of(found, "3").started == MINUTE


def test_what_is_waited_for_in_vain_says_so_when_the_limit_is_reached(scene, tmp_path):
    waited = []
    scene.waiting = lambda *said: waited.append(said)
    found, _ = run(Acts(**{"3": lambda _: "away"}), scene, tmp_path, wanted=NEVER)
    assert found.reasons == (
        "3. See: waited 5 min for this, which did not happen: See; found 'away'; wanted 'there'",
    )
    assert waited[1] == ("See", 30 * SECOND, 5 * MINUTE)


def test_what_is_asked_once_is_held_to_its_tolerance(scene, tmp_path):
    step = Step("S1", Phase.STEADY, "Count", "why", MINUTE, lambda _: 2, Exactly(3))
    found, _ = run(Acts(), scene, tmp_path, steps=(step,))
    assert found.reasons == ("S1. Count: found 2; wanted 3",)


def test_a_drill_whose_fault_only_an_account_can_make_passes_in_part(tmp_path):
    steps = [replace(each, account_only="no" * (each.label == "I1")) for each in a_drill(Acts()).steps]
    scene = a_scene(tmp_path)
    found, _ = run(Acts(), scene, tmp_path, steps=tuple(steps))
    assert (found.verdict, found.verdict.held) == (Verdict.PARTLY, True)


def test_what_only_an_account_can_do_is_left_out_of_a_sandbox_and_said(tmp_path):
    def only(acts):
        return [
            replace(each, account_only="too big" if each.label == "2" else "") for each in a_drill(acts).steps
        ]

    scene, acts = a_scene(tmp_path), Acts()
    found, _ = run(acts, scene, tmp_path, steps=tuple(only(acts)))
    assert "2" not in acts.taken
    assert (found.verdict, of(found, "2").status) == (Verdict.PASSED, Status.ACCOUNT_ONLY)
    assert of(found, "2").found == "too big"
    account = FakeTarget()
    account.name = "aws"
    acts = Acts()
    found, _ = run(acts, a_scene(tmp_path, account), tmp_path, steps=tuple(only(acts)))
    assert "2" in acts.taken
    assert of(found, "2").status is Status.HELD


def test_an_operator_s_step_that_does_nothing_is_a_defect(scene, tmp_path):
    step = Step("2", Phase.RECOVER, "Mend", "why", MINUTE)
    found, _ = run(Acts(), scene, tmp_path, steps=(step,))
    assert found.reasons == ("2. Mend: found neither an act in the drill nor a command on the page",)
