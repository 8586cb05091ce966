"""What CI runs is there, is pinned, and is of the version that the project is of."""

import re

import pytest
import yaml

from tests.workshop import ROOT

FOLDER = ROOT / ".github" / "workflows"
FILES = sorted(FOLDER.glob("*.yml"))
PINNED = re.compile(r"[\w.-]+/[\w.-]+@[0-9a-f]{40}")


def steps(file):
    return [step for job in yaml.safe_load(file.read_text())["jobs"].values() for step in job["steps"]]


def test_there_are_workflows():
    assert [file.name for file in FILES] == ["ci.yml"]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_what_others_wrote_is_pinned_to_a_commit(file):
    used = [step["uses"] for step in steps(file) if "uses" in step]
    assert used
    assert [each for each in used if not PINNED.fullmatch(each)] == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_each_session_that_is_run_is_one_that_there_is(file):
    sessions = set(re.findall(r"^def (\w+)\(session", (ROOT / "noxfile.py").read_text(), re.MULTILINE))
    run = {each for step in steps(file) for each in re.findall(r"noxfile\.py -s (\w+)", step.get("run", ""))}
    assert run
    assert run <= sessions


def test_the_cli_is_of_the_version_of_the_sdk():
    pinned = re.findall(r"^pulumi==(\S+)", (ROOT / "requirements.txt").read_text(), re.MULTILINE)
    assert [(ROOT / ".pulumi.version").read_text().strip()] == pinned
