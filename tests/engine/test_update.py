"""Deployed, changed by nobody and taken down by the CLI, this project's stack does what its previews said."""

import json
import re

import pytest

from tests.engine.cases import HERE, OURS, OWN
from tests.engine.cli import engine

pytestmark = pytest.mark.cli
PACK = ("--policy-pack", str(OURS))
CONFIGURED = ("--policy-pack-config", str(HERE / "config.json"))


@pytest.fixture(scope="module", params=OWN[:2], ids=lambda case: case.stack)
def stack(request, tmp_path_factory):
    """The stack, deployed: the CLI, and how many resources it made."""
    case = request.param
    with engine(case.root, case.stack, tmp_path_factory.mktemp(case.stack)) as cli:
        outcome = cli.run("up", "--yes", *PACK)
        assert (outcome.status, outcome.of_kind("policyEvent")) == (0, []), outcome.stderr
        yield cli, changes(outcome)["create"]


def changes(outcome):
    """Return how many resources of each kind of change a command saw."""
    return outcome.of_kind("summaryEvent")[-1]["resourceChanges"]


def findings(events):
    """Return what policies found, in any order."""
    return sorted(
        (
            each["policyName"],
            each["resourceUrn"],
            each["enforcementLevel"],
            each["message"].removesuffix("\n"),
        )
        for each in events
    )


def exported(cli):
    """Return a file with the state."""
    file = cli.folder / "state.json"
    assert cli.run("stack", "export", "--file", file).status == 0
    return file


def resources(file):
    """Count the resources of a state."""
    return len(json.loads(file.read_text())["deployment"]["resources"])


@pytest.mark.parametrize(
    "command",
    [
        ("refresh", "--yes", "--expect-no-changes"),
        ("up", "--yes", "--expect-no-changes", *PACK),
        ("preview", "--diff", "--expect-no-changes", *PACK),
    ],
    ids=lambda command: command[0],
)
def test_where_nothing_changed_nothing_is_done(stack, command):
    cli, made = stack
    outcome = cli.run(*command)
    assert (outcome.status, changes(outcome), findings(outcome.of_kind("policyEvent"))) == (
        0,
        {"same": made},
        [],
    )


def test_the_pack_says_of_the_state_what_it_says_of_the_program(stack):
    cli, _ = stack
    preview = cli.run("preview", *PACK, *CONFIGURED)
    analysis = cli.run("policy", "analyze", "--file", exported(cli), *PACK, *CONFIGURED, "--json")
    events = [json.loads(line) for line in analysis.stdout.splitlines()]
    found = findings(each["policyEvent"] for each in events if "policyEvent" in each)
    assert found == findings(preview.of_kind("policyEvent"))
    assert found != []
    assert (analysis.status, preview.status) == (1, 1)


def test_the_state_passes_the_pack(stack):
    cli, _ = stack
    analysis = cli.run("policy", "analyze", "--file", exported(cli), *PACK, "--json")
    assert analysis.status == 0
    assert "policyEvent" not in analysis.stdout


def test_what_is_protected_is_taken_down_only_when_it_is_no_more(stack):
    """The last test of a stack: nothing is left of it."""
    cli, made = stack
    state = json.loads(exported(cli).read_text())["deployment"]["resources"]
    protected = {each["urn"] for each in state if each.get("protect")}
    refused = cli.run("destroy", "--yes")
    said = refused.stdout + refused.stderr
    assert refused.status == 1
    assert set(re.findall(r'resource "(urn:[^"]+)" cannot be deleted', said)) & protected
    assert resources(exported(cli)) == made

    assert cli.run("state", "unprotect", "--all", "--yes").status == 0
    gone = cli.run("destroy", "--yes")
    assert (gone.status, changes(gone)) == (0, {"delete": made})
