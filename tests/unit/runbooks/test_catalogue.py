"""Every page, its drill and the stack say the same."""

import re
import subprocess
from dataclasses import fields

import pytest

from runbooks.catalogue import FOLDER, SCENARIOS, UnknownScenarioError, runbook
from runbooks.drill.model import LETTERS, Phase
from runbooks.page import filled, placeholders
from sandbox.recording import record
from stack import program
from stack.outputs import Outputs
from tests.unit.runbooks.commands import commands, options
from tests.unit.stack.recorded import CONFIG, Seen, project

ROWS = ["Trigger", "Severity", "Owner", "Decides", "Promised", "You need"]
BEGINNING = ["Is it really this?", "Recover", "Verify"]
BACK = ("Roll back", "Fail back")
PARTS = ["detect", "decide", "recover", "verify"]
OPERATORS = (Phase.DETECT, Phase.RECOVER, Phase.VERIFY)
SECTIONS = dict(zip(OPERATORS, BEGINNING, strict=True))
ALARM = re.compile(r"dr-\{suffix\}-([a-z-]+-alarm)")
NAMED_ALARM = re.compile(r'"([a-z-]+-alarm)"')
ORDER = [*Phase]


@pytest.fixture(scope="session")
def alarms():
    """The names of all alarms that a stack with everything has, without what is the stack's own."""
    exports: Seen = record(program.main, project({**CONFIG, "database": "aurora"})).exports
    names = [*exports["alarm_names"], *exports["watch_alarm_names"]]
    return {name.removeprefix(f"dr-{exports['suffix']}-") for name in names}


@pytest.fixture(params=SCENARIOS)
def each(request):
    return runbook(request.param)


def test_each_scenario_has_a_page_and_a_drill_and_there_are_no_others():
    stems = {scenario.replace("-", "_") for scenario in SCENARIOS}
    assert {path.stem for path in FOLDER.glob("*.md")} == stems | {"README"}
    assert len(SCENARIOS) == len(stems)
    assert [runbook(scenario).drill.scenario for scenario in SCENARIOS] == [*SCENARIOS]


def test_a_scenario_that_there_is_not_is_refused_with_those_that_there_are():
    with pytest.raises(UnknownScenarioError, match="found scenario 'none'; wanted one of items-corrupted, "):
        runbook("none")


def test_the_operator_s_steps_of_page_and_drill_are_the_same(each):
    on_page = [(step.label, step.title, step.limit) for step in each.page.steps]
    assert on_page == [(step.label, step.title, step.within) for step in each.drill.of(*OPERATORS)]
    assert [label for label, *_ in on_page] == [str(number) for number in range(1, len(on_page) + 1)]


def test_a_step_stands_in_the_section_of_its_phase(each):
    sections = [step.section for step in each.page.steps]
    assert sections == [SECTIONS[step.phase] for step in each.drill.of(*OPERATORS)]


def test_the_steps_of_a_drill_are_in_the_order_of_their_phases(each):
    phases = [ORDER.index(step.phase) for step in each.drill.steps]
    assert phases == sorted(phases)
    assert {*ORDER} - {step.phase for step in each.drill.steps} <= {Phase.STEADY}


def test_a_drill_s_own_steps_are_lettered_and_numbered(each):
    for phase, letter in LETTERS.items():
        steps = each.drill.of(phase)
        assert [step.label for step in steps] == [f"{letter}{n}" for n in range(1, len(steps) + 1)]


def test_every_step_says_why(each):
    assert [step.label for step in each.drill.steps if not step.why.endswith((".", "?"))] == []


def test_a_drill_ends_with_taking_its_own_things_away(each):
    own = [step for step in each.drill.steps if step.own]
    assert {step.phase for step in own} == {Phase.CLEAN_UP}
    assert own[-1].label == each.drill.steps[-1].label


def test_the_control_fails_at_a_step_of_the_drill_for_a_reason(each):
    control = each.drill.control
    assert control.fails_at in {step.label for step in each.drill.steps}
    assert all((control.title, control.why, control.reason))


def test_what_is_known_and_what_is_left_open_is_said(each):
    assert each.drill.threat
    assert each.drill.limits
    parts = [part.name for part in each.drill.model.parts]
    assert [name for name in parts if name in PARTS] == PARTS
    assert all((each.drill.model.rpo_source, *(part.source for part in each.drill.model.parts)))
    assert all(figure.words and figure.source for figure in each.drill.published)


def test_the_disruption_is_one_that_a_stack_can_promise_something_for(each):
    assert each.drill.disruption in {"", "corruption", "deletion", "zone", "region"}


def test_a_page_has_its_parts_in_their_order(each):
    assert re.findall(r"^\| ([A-Z][a-z ]+) \|", each.page.text, re.MULTILINE)[: len(ROWS)] == ROWS
    assert "\nImpact: " in each.page.text
    sections = [*each.page.sections]
    assert sections[:3] == BEGINNING
    assert sections[3] in BACK
    assert sections[-1] == "Never exercised"


def test_what_is_filled_in_is_exported_by_the_stack(each):
    exported = {field.name for field in fields(Outputs)} | {"stack", "suffix"}
    wanted = placeholders(each.page.text)
    assert wanted - exported == set()
    assert each.drill.needs_database or not any(name.startswith("database_") for name in wanted)


def test_the_alarms_that_are_named_are_alarms_of_the_stack(each, alarms):
    named = {*ALARM.findall(each.page.text), *NAMED_ALARM.findall(each.source.read_text())}
    assert named - alarms == set()


def test_the_cli_knows_every_command_and_option_of_a_page(each):
    found = [one for step in each.page.steps for block in step.blocks for one in commands(block.commands)]
    assert found
    assert [one.words for one in found if not options(one.words)] == []
    unknown = [
        (one.words, option) for one in found for option in one.options if option not in options(one.words)
    ]
    assert unknown == []


def test_a_shell_that_an_operator_pastes_into_takes_no_command_for_one_of_its_history(each):
    values = {**dict.fromkeys(placeholders(each.page.text), "x"), "database_secret_arn": "rds!cluster-1"}
    blocks = [filled(block.commands, values, "") for step in each.page.steps for block in step.blocks]
    given = ["bash", "-n", "-H", "-o", "history"]
    read = subprocess.run(given, input="\n".join(blocks), capture_output=True, text=True, check=False)
    assert (read.stderr, read.returncode) == ("", 0)


def test_a_command_is_found_wherever_it_stands():
    block = """export X=$(aws sqs receive-message --queue-url "$(aws sqs get-queue-url --queue-name x)" \\
      --query 'a --b | c' --output text | grep x --count)
    if aws rds wait db-cluster-available --no-such; then curl --silent x; fi"""
    found = [(each.words, each.options) for each in commands(block)]
    assert found == [
        (("sqs", "receive-message"), ("queue-url", "query", "output")),
        (("sqs", "get-queue-url"), ("queue-name",)),
        (("rds", "wait", "db-cluster-available"), ("no-such",)),
    ]
    assert "queue-name" in options(("sqs", "get-queue-url"))
    assert "no-such" not in options(("rds", "wait", "db-cluster-available"))
    assert options(("sqs", "get-queues")) == set()
