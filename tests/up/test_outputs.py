"""What a stack in a sandbox exports is told, and that it was never there as a whole too."""

import pytest

from runbooks.drill import sandboxed
from sandbox import session
from sandbox.errors import SandboxError
from tests.up.steps import up

SILENT = """
    import pulumi_aws as aws

    aws.sqs.Queue("orders", name="orders")
"""
NEVER = "stack 'dev' was never deployed as a whole; run: python -m sandbox up"


def test_outputs_show_a_secret_only_when_they_are_told_to(workshop):
    up(workshop)
    shown = workshop.run("outputs", "--json").document
    assert shown["password"] == "[secret]"
    assert shown["topic"].startswith("arn:aws:sns:")
    assert "hunter2" not in workshop.run("outputs").stdout
    assert workshop.run("outputs", "password", "--show-secrets").stdout == "hunter2\n"


def test_an_output_that_is_not_there_is_an_error_that_names_those_that_are(workshop):
    up(workshop)
    outcome = workshop.run("outputs", "tpoic")
    assert (outcome.status, outcome.stdout) == (2, "")
    assert outcome.stderr == "error: there is no output 'tpoic'; there are: password, queue, topic\n"


def test_a_stack_that_exports_nothing_was_deployed_all_the_same(workshop):
    workshop.project(SILENT)
    up(workshop)
    listed = workshop.run("outputs")
    assert (listed.status, listed.stdout, listed.stderr) == (0, "", "")
    assert workshop.run("outputs", "--json").document == {}
    assert workshop.run("outputs", "queue").stderr == "error: there is no output 'queue'; there are: none\n"
    with pytest.raises(
        SandboxError, match=r"^stack 'dev' exports no region; wanted a stack of this project$"
    ):
        sandboxed.running(workshop.root / "project", "dev")


def test_a_stack_that_was_made_in_part_is_no_stack_to_commands_and_runbooks_alike(workshop):
    up(workshop)
    root = workshop.root / "project"
    aws = session.running(root, "dev").aws
    made = {name: each for name, each in aws.control("GET", "state").items() if name != "outputs"}
    aws.control("PUT", "state", made)
    outcome = workshop.run("outputs")
    assert (outcome.status, outcome.stdout, outcome.stderr) == (2, "", f"error: {NEVER}\n")
    with pytest.raises(SandboxError) as refused:
        sandboxed.running(root, "dev")
    assert str(refused.value) == NEVER
    assert workshop.run("status", "--json").document["resources"] == 2
