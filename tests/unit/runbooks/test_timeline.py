"""A drill's moments are read from its steps."""

from dataclasses import replace

import pytest

from runbooks.catalogue import SCENARIOS, runbook
from runbooks.drill.engine import Drilling, timeline
from runbooks.drill.model import Phase, Step
from runbooks.drill.report import Outcome, Status, Timeline
from runbooks.drill.scene import StepError
from tests.unit.runbooks.fake import (
    BEGAN,
    MINUTE,
    SECOND,
    Acts,
    a_drill,
    a_page,
    a_scene,
    lets_pass,
    raises,
    run,
)


@pytest.fixture
def scene(tmp_path):
    return a_scene(tmp_path)


def test_the_timeline_is_read_from_the_steps(scene, tmp_path):
    acts = Acts(I1=lets_pass(SECOND), **{"2": lets_pass(3 * SECOND), "3": lets_pass(SECOND)})
    found, _ = run(acts, scene, tmp_path)
    injected = BEGAN
    assert found.timeline == Timeline(
        injected=injected,
        detected=injected + SECOND,
        declared=injected + SECOND,
        recovering=injected + SECOND,
        recovered=injected + 4 * SECOND,
        verified=injected + 5 * SECOND,
        cleaned=injected + 5 * SECOND,
    )
    failed, _ = run(Acts(**{"3": raises(StepError("no"))}), scene, tmp_path)
    assert failed.timeline.recovered
    assert failed.timeline.verified is None
    assert timeline(()) == Timeline()


def dated(label, phase, begin, end, status=Status.HELD):
    return Outcome(label, phase, "", "", status, BEGAN + begin * SECOND, BEGAN + end * SECOND)


def test_the_fault_is_detected_by_one_step_and_declared_when_all_questions_are_answered():
    steps = [dated("I1", Phase.INJECT, 0, 1), dated("1", Phase.DETECT, 1, 5), dated("2", Phase.DETECT, 5, 9)]
    found = timeline(steps)
    assert (found.detected, found.declared) == (BEGAN + 5 * SECOND, BEGAN + 9 * SECOND)
    assert timeline(steps, "2").detected == BEGAN + 9 * SECOND


def test_what_was_noticed_and_then_not_found_to_be_this_is_not_declared():
    steps = [dated("1", Phase.DETECT, 1, 5), dated("2", Phase.DETECT, 5, 9, Status.FAILED)]
    found = timeline(steps)
    assert (found.detected, found.declared) == (BEGAN + 5 * SECOND, None)


def test_a_step_that_was_not_run_or_did_not_hold_has_noticed_nothing():
    away = Outcome("1", Phase.DETECT, "", "", Status.ACCOUNT_ONLY)
    found = timeline([away, dated("2", Phase.DETECT, 5, 9)])
    assert (found.detected, found.declared) == (None, BEGAN + 9 * SECOND)
    assert timeline([dated("1", Phase.DETECT, 1, 5, Status.FAILED)]).detected is None


def test_a_drill_says_which_step_notices(scene, tmp_path):
    acts = Acts(**{"2": lets_pass(SECOND)})
    questions = (
        Step("1", Phase.DETECT, "Look", "why", MINUTE),
        Step("2", Phase.DETECT, "Mend", "why", MINUTE, acts.act("2")),
    )
    drill = replace(a_drill(acts, steps=questions), noticed="2")
    found = Drilling(drill, a_page(tmp_path), scene, lambda _: None).run()
    assert found.timeline.detected == found.timeline.declared == BEGAN + SECOND


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_step_that_notices_is_one_of_those_that_detect(scenario):
    drill = runbook(scenario).drill
    assert drill.noticed in {step.label for step in drill.of(Phase.DETECT)}
