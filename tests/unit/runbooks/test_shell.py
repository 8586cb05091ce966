"""A shell runs a page's blocks as an operator would."""

import os
import time
from pathlib import Path

import pytest

from runbooks.drill.shell import Ran, Shell

TEMPORARY = 60.0


@pytest.fixture
def shell(tmp_path):
    return Shell({"AWS_REGION": "eu-west-1"}, tmp_path)


def test_what_a_block_exports_the_next_one_has(shell):
    assert shell.run('export X="a\nb"; Y=c', TEMPORARY) == Ran(0, "")
    assert shell.run('echo "$X$AWS_REGION${Y:-}"', TEMPORARY) == Ran(0, "a\nbeu-west-1\n")
    shell.export(X="d")
    assert shell.run('echo "$X"', TEMPORARY).output == "d\n"
    assert shell.exported == {"X": "d"}


@pytest.mark.parametrize(
    ("block", "status"), [("false; echo on", 1), ("echo $NONE", 1), ("exit 7", 7), ("false | true", 1)]
)
def test_a_block_ends_where_something_fails(shell, block, status):
    ran = shell.run(block, TEMPORARY)
    assert ran.status == status
    assert "on\n" not in ran.output
    assert shell.exported == {}


def test_what_is_written_to_stderr_is_output_too(shell):
    assert shell.run("echo a >&2; echo b", TEMPORARY) == Ran(0, "a\nb\n")


def test_a_block_sees_nothing_of_this_process_s_credentials(monkeypatch, tmp_path):
    monkeypatch.setenv("AWS_PROFILE", "production")
    assert Shell({}, tmp_path).run("echo ${AWS_PROFILE:-none}", TEMPORARY).output == "none\n"


def test_a_block_that_takes_too_long_is_ended_with_all_that_it_started(shell, tmp_path):
    ran = shell.run("sleep 60 & echo $! > pid; wait", 1)
    assert (ran.status, ran.output) == (124, "\nended after 1 s")
    pid = int((tmp_path / "pid").read_text())
    for _ in range(50):
        if not Path(f"/proc/{pid}").exists():
            break
        time.sleep(0.1)
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
