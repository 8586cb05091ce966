"""A sandbox that is up is put through faults, and time in it is moved."""

from datetime import UTC, datetime, timedelta

import pytest

from sandbox import disturb
from sandbox.__main__ import main
from sandbox.aws import Aws
from tests.up.steps import up


def test_a_fault_is_turned_on_listed_and_turned_off(workshop):
    up(workshop)
    on = workshop.run("fault", "busy", "--kind", "throttled", "--service", "sqs", "--share", "0.5")
    assert (on.status, on.stdout) == (0, "busy: throttled, service sqs, share 0.5\n")
    assert workshop.run("status", "--json").document["faults"] == "busy"
    assert workshop.run("fault", "busy", "--off").stdout == "No fault is on.\n"
    late = workshop.run("fault", "late", "--kind", "slow", "--seconds", "1", "--region", "us-west-2")
    assert late.stdout == "late: slow, region us-west-2, seconds 1.0\n"
    outcome = workshop.run("fault", "busy", "--off")
    assert (outcome.status, outcome.stderr) == (2, "error: there is no fault 'busy' to turn off\n")


def test_a_fault_that_cannot_be_is_refused(workshop):
    up(workshop)
    outcome = workshop.run("fault", "odd", "--kind", "lost", "--service", "dynamo")
    assert outcome.status == 2
    assert outcome.stderr == (
        "error: found service 'dynamo' for a fault; wanted a service's name, as dynamodb or execute-api\n"
    )
    assert workshop.run("fault").stdout == "No fault is on.\n"


@pytest.mark.parametrize("name", ["a b", "a/b", "a?b#c", "a%2fb", "früh", "../state"])
def test_a_fault_goes_by_any_name(workshop, name):
    up(workshop)
    assert workshop.run("fault", name, "--kind", "lost").stdout == f"{name}: lost\n"
    assert workshop.run("fault", name, "--off").stdout == "No fault is on.\n"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["busy"], "found only the name 'busy' of a fault; wanted --kind or --off with it"),
        (["--service", "sqs"], "found --service without --kind; wanted both, to turn a fault on"),
        (
            ["busy", "--off", "--share", "0.5"],
            "found --share without --kind; wanted both, to turn a fault on",
        ),
        (["--off"], "found no name for the fault; wanted one, by which it can be turned off again"),
    ],
    ids=["name alone", "no kind", "off with a share", "no name"],
)
def test_half_of_a_fault_is_refused(workshop, given, said):
    outcome = workshop.run("fault", *given)
    assert (outcome.status, outcome.stdout, outcome.stderr) == (2, "", f"error: {said}\n")


def test_a_failure_names_the_faults_that_are_on(workshop):
    up(workshop)
    workshop.run("fault", "away", "--kind", "lost", "--service", "sqs")
    program = workshop.root / "project" / "__main__.py"
    program.write_text(program.read_text().replace('"owner": "us"', '"owner": "them"'))
    outcome = workshop.run("up")
    assert outcome.status == 2
    assert outcome.stderr.endswith("\nThese faults are on: away\n")


def test_time_is_moved_forward_and_the_status_says_so(workshop):
    began = datetime.now(UTC).replace(microsecond=0)
    up(workshop)
    moved = workshop.run("forward", "15m")
    assert moved.stdout == "The sandbox's clock was moved forward by 0:15:00 in all.\n"
    status = workshop.run("status", "--json").document
    assert status["clock moved forward by"] == "0:15:00"
    assert timedelta(minutes=15) <= datetime.fromisoformat(status["time"]) - began
    assert "wanted a whole number and s, m, h or d, such as 15m" in workshop.run("forward", "soon").stderr


@pytest.mark.parametrize("time", ["401d", "99999999999999999999d", "0m", "²s"])
def test_time_that_cannot_be_moved_is_refused(workshop, time):
    outcome = workshop.run("forward", time)
    assert outcome.status == 2
    assert f"found {time!r}; wanted a whole number and s, m, h or d" in outcome.stderr


def test_a_long_time_is_waited_for_in_slices(workshop, monkeypatch):
    up(workshop)
    moved = []
    control = Aws.control

    def listened(self, method, path, *given, **named):
        moved.extend(given[:1] if (method, path) == ("POST", "clock") else ())
        return control(self, method, path, *given, **named)

    monkeypatch.setattr(disturb, "SLICE_SECONDS", 20.0)
    monkeypatch.setattr(Aws, "control", listened)
    assert main(["forward", "50s", "--cwd", str(workshop.root / "project")]) == 0
    assert moved == [{"forward": 20.0}, {"forward": 20.0}, {"forward": 10.0}]
    assert workshop.run("status", "--json").document["clock moved forward by"] == "0:00:50"
