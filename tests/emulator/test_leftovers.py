"""Nothing of an emulator is left, whatever happens to it and to its user."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from sandbox.emulator import folders, process
from sandbox.emulator.process import ROOT, Emulator
from sandbox.errors import SandboxError
from tests.emulator.functions import function
from tests.emulator.processes import (
    REGION,
    environment,
    eventually,
    is_gone,
    left,
    running_function,
    user,
)


def test_nothing_is_left_when_its_context_fails(place):
    def fail():
        with Emulator(REGION) as running:
            running_function(running.aws, place)
            raise KeyError(running.pid)

    with pytest.raises(KeyError) as failed:
        fail()
    assert is_gone(failed.value.args[0])
    eventually(lambda: is_gone(int((place / "told").read_text())))
    assert left(place) == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_nothing_is_left_when_its_user_is_ended(place, number):
    with user("time.sleep(600)") as (started, pid, folder, _):
        assert left(place) == [Path(folder).name]
        started.send_signal(number)
        started.wait(10)
        eventually(lambda: is_gone(pid) and not left(place))


INTERRUPTED = """
import subprocess
def held(*_):
    print("ending", flush=True)
    time.sleep(600)

subprocess.Popen.wait = held
print("running", flush=True)
time.sleep(600)
"""


def test_nothing_is_left_when_its_user_is_interrupted_and_again_while_it_waits_for_the_end(place):
    with user(INTERRUPTED) as (started, pid, *_):
        assert started.stdout
        assert started.stdout.readline() == "running\n"
        started.send_signal(signal.SIGINT)
        assert started.stdout.readline() == "ending\n"
        started.send_signal(signal.SIGINT)
        assert started.wait(10) == -signal.SIGINT
        eventually(lambda: is_gone(pid) and not left(place))


def test_nothing_is_left_of_one_that_was_let_go_before_it_was_told_anything(place):
    folder = place / "told-nothing"
    folder.mkdir()
    environment = {**os.environ, "TMPDIR": str(folder)}
    given = [sys.executable, "-m", "sandbox.emulator"]
    ended = subprocess.run(
        given, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, check=False, start_new_session=True
    )
    assert ended.returncode == -signal.SIGKILL
    assert not folder.exists()


def test_one_that_does_not_end_by_itself_is_killed(place, monkeypatch):
    monkeypatch.setattr(process, "PARTING_SECONDS", 0.2)
    with Emulator(REGION) as running:
        os.kill(running.pid, signal.SIGSTOP)
    assert is_gone(running.pid)
    assert left(place) == []


def test_a_child_of_its_user_does_not_keep_it(place):
    body = "import os\nif os.fork() == 0:\n    time.sleep(30)\n    os._exit(0)\ntime.sleep(600)"
    with user(body) as (started, pid, _, _endpoint):
        started.kill()
        eventually(lambda: is_gone(pid) and not left(place))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_it_removes_its_folder_when_it_is_told_to_end(place, number):
    with user("time.sleep(600)") as (_, pid, _folder, _endpoint):
        os.kill(pid, number)
        eventually(lambda: is_gone(pid) and not left(place))


def test_a_call_after_its_death_is_one_clear_error_and_leaves_nothing(place):
    with Emulator(REGION) as running:
        worker = running_function(running.aws, place)
        os.kill(running.pid, signal.SIGKILL)
        eventually(lambda: is_gone(running.pid))
        with pytest.raises(SandboxError) as error:
            running.aws.control("GET", "clock")
        assert str(error.value).startswith(f"the emulator at {running.aws.endpoint} does not answer: ")
    eventually(lambda: is_gone(worker))
    assert left(place) == []


def test_the_next_start_clears_up_after_a_user_and_emulator_that_died_together(place):
    with user("time.sleep(600)") as (started, pid, folder, _endpoint):
        os.kill(started.pid, signal.SIGSTOP)
        os.kill(pid, signal.SIGKILL)
        started.kill()
        started.wait()
        eventually(lambda: is_gone(pid))
        assert left(place) == [Path(folder).name]
    stray = subprocess.Popen(["sleep", "600"], env={**os.environ, "TMPDIR": folder})
    # Until it has become another program, its environment is ours.
    eventually(lambda: environment(stray.pid).get("TMPDIR") == folder)
    with Emulator(REGION) as running:
        assert left(place) == [running.folder.name]
    assert stray.wait(10) == -signal.SIGKILL


def test_a_start_leaves_what_is_not_stale(place):
    """Of a living process, of a living emulator, and of somebody else's making."""
    gone = subprocess.Popen(["true"])
    gone.wait()
    mine, used, other = (
        place / f"{folders.PREFIX}{os.getpid()}-abcdefgh",
        place / f"{folders.PREFIX}{gone.pid}-abcdefgh",
        place / f"{folders.PREFIX}notes",
    )
    for each in (mine, used, other):
        each.mkdir()
    (place / f"{folders.PREFIX}{gone.pid}-linked").symlink_to(mine)
    before = sorted(left(place))
    with folders.open_log(used):
        folders.sweep(place)
    assert sorted(left(place)) == before
    folders.sweep(place)
    assert sorted(left(place)) == sorted({*before} - {used.name})


def test_one_that_is_released_outlives_its_starter_and_ends_with_its_folder_when_told(tmp_path):
    folder = tmp_path / "kept"
    source = f"""
import json, pathlib
from sandbox.emulator import process
folder = pathlib.Path({str(folder)!r})
folder.mkdir()
started, aws = process.start(folder, "us-west-2", 0, 30)
process.release(started)
print(json.dumps([started.pid, aws.endpoint, aws.account, aws.secret]))
"""
    ended = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", source], cwd=ROOT, check=True, capture_output=True, text=True
    )
    pid, *address = json.loads(ended.stdout)
    try:
        aws = process.Aws(*address)
        client = aws.client("lambda", REGION)
        source = "def handler(event, context):\n    print('said')\n    return 'done'\n"
        arn = function(lambda service: aws.client(service, REGION), "chatty", source)
        assert json.load(client.invoke(FunctionName=arn)["Payload"]) == "done"
        os.kill(pid, signal.SIGTERM)
        eventually(lambda: is_gone(pid))
        assert not folder.exists()
    finally:
        process.kill(pid)
