"""A drill as a journal in the form of the Chaos Toolkit."""

import json
from dataclasses import replace

import pytest

from runbooks.drill.report import Status
from runbooks.reports.chaos import journal, report
from runbooks.reports.document import document
from tests.rehearsed import COMMAND, CONTROL, ENDS, FAILED, INTERRUPTED, NOT_STEADY, PASSED

STATUSES = {
    "passed": ("completed", False),
    "failed": ("failed", True),
    "not steady": ("failed", False),
    "interrupted": ("interrupted", False),
    "without promise": ("completed", False),
    "promise broken": ("failed", True),
    "control": ("completed", False),
    "control not begun": ("failed", False),
    "account": ("completed", False),
}


@pytest.mark.parametrize("end", ENDS)
def test_a_journal_has_all_that_the_form_wants(end):
    kept = json.loads(report(ENDS[end]))
    assert [*kept] == [
        "chaoslib-version",
        "platform",
        "node",
        "experiment",
        "start",
        "status",
        "deviated",
        "steady_states",
        "run",
        "rollbacks",
        "end",
        "duration",
    ]
    assert (kept["status"], kept["deviated"]) == STATUSES[end]
    before = kept["steady_states"]["before"]
    assert (before is None) is (end == "control not begun")
    for each in (*kept["run"], *kept["rollbacks"], *(before["probes"] if before else ())):
        assert [*each] == ["activity", "output", "status", "start", "end", "duration"]
        assert each["status"] in {"succeeded", "failed"}


def test_the_experiment_names_every_step_where_it_belongs():
    experiment = journal(PASSED)["experiment"]
    probes = experiment["steady-state-hypothesis"]["probes"]
    assert [each["name"][:2] for each in probes] == ["S1", "S2"]
    assert [each["tolerance"] for each in probes] == ["'healthy'", "[]"]
    assert [each["name"].partition(".")[0] for each in experiment["method"]] == ["I1", *"123456"]
    assert [each["type"] for each in experiment["method"]] == [
        "action", "probe", "probe", "action", "action", "probe", "probe"
    ]  # fmt: skip
    assert [each["name"][:2] for each in experiment["rollbacks"]] == ["C1", "C2"]


def test_a_command_of_the_page_stands_as_it_was_run():
    method = journal(PASSED)["experiment"]["method"]
    assert method[3]["provider"] == {
        "type": "process",
        "path": "bash",
        "arguments": ["-euo", "pipefail", "-c", COMMAND],
    }
    assert method[0]["provider"] == {
        "type": "python",
        "module": "runbooks.items_corrupted",
        "func": "DRILL",
        "arguments": {"step": "I1"},
    }


def test_only_what_was_begun_was_run():
    assert [each["activity"]["name"].partition(".")[0] for each in journal(PASSED)["run"]] == [
        "I1", "1", "2", "3", "5", "6"
    ]  # fmt: skip
    assert [each["status"] for each in journal(FAILED)["run"]] == ["succeeded", "failed"]
    assert [each["status"] for each in journal(INTERRUPTED)["rollbacks"]] == ["succeeded"] * 2
    assert journal(NOT_STEADY)["run"] == []


def test_a_run_says_when_and_how_long():
    injected = journal(PASSED)["run"][0]
    assert (injected["start"], injected["end"]) == ("2026-11-20T08:10:00", "2026-11-20T08:10:12")
    assert (injected["duration"], journal(PASSED)["duration"]) == (12, 2100)


def test_a_steady_state_that_was_not_there_is_not_met():
    def met(drill):
        return journal(drill)["steady_states"]["before"]["steady_state_met"]

    assert (met(PASSED), met(NOT_STEADY)) == (True, False)
    idle = [replace(each, status=Status.NOT_RUN, started=None, ended=None) for each in PASSED.outcomes]
    assert journal(replace(PASSED, outcomes=tuple(idle)))["steady_states"]["before"] is None


def test_it_says_what_its_figures_are_worth():
    kept = journal(CONTROL)
    extension = kept["experiment"]["extensions"][0]
    assert kept["platform"] == "sandbox: measured in a sandbox, by its clock; no figure of AWS"
    assert extension["digest"] == document(CONTROL)["digest"]
    assert extension["control"] == "the alarm's action is switched off"
    assert extension["figures"][-1]["figures"] == "RTO not measured, RPO not measured"
