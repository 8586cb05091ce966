"""The emulator's process: it starts, nothing of it is left whatever happens, and it keeps to itself."""

import json
import os
import resource
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import textwrap
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from sandbox.emulator import folders, process
from sandbox.emulator.process import ROOT, Emulator
from sandbox.errors import SandboxError
from tests.emulator.functions import function

REGION = "us-west-2"
# Where interrupts are ignored, as in the background of a shell, what is started here would ignore them too.
signal.signal(signal.SIGINT, signal.default_int_handler)
SLEEPER = """
import os, time
def handler(event, context):
    open(event["told"], "w").write(str(os.getpid()))
    time.sleep(600)
"""
USER = """
import json, sys, time
from sandbox.emulator.process import Emulator
with Emulator("us-west-2") as running:
    print(json.dumps([running.pid, str(running.folder), running.aws.endpoint]), flush=True)
    {body}
"""


@pytest.fixture
def place(tmp_path, monkeypatch):
    """Have temporary files made in a folder of the test's own."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def eventually(true, seconds=10):
    """Wait until something is true; ``seconds`` is how long at most."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it did not come true"
        time.sleep(0.02)


def is_gone(pid):
    """Whether a process has ended, with all its threads; one that nobody waits for has too."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return True
    return "\nState:\tZ" in status and "\nThreads:\t1\n" in status


def left(place):
    """Return the folders of emulators that are there."""
    return [each.name for each in place.glob(f"{folders.PREFIX}*")]


@contextmanager
def user(body):
    """Start a process that uses an emulator; give it, and the emulator's pid, folder and endpoint."""
    source = USER.format(body=textwrap.indent(body, "    ").strip())
    with subprocess.Popen(
        [sys.executable, "-c", source], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as started:
        assert started.stdout
        try:
            yield started, *json.loads(started.stdout.readline())
        finally:
            started.kill()


def running_function(aws, place):
    """Call a function that sleeps for ten minutes; return its process."""
    told = place / "told"
    client = aws.client
    arn = function(lambda service: client(service, REGION), "sleeper", SLEEPER, Timeout=900)
    client("lambda", REGION).invoke(
        FunctionName=arn, InvocationType="Event", Payload=json.dumps({"told": str(told)})
    )
    eventually(lambda: told.exists() and told.read_text())
    return int(told.read_text())


def test_it_answers_as_soon_as_it_is_there(place):
    with Emulator(REGION) as running:
        identity = running.aws.client("sts", REGION).get_caller_identity()
        assert (identity["Account"], running.aws.account) == ("123456789012", "123456789012")
        assert left(place) == [running.folder.name]
    assert left(place) == []


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
    eventually(lambda: _environment(stray.pid).get("TMPDIR") == folder)
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


def test_a_port_in_use_is_named(place):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SandboxError) as refused, Emulator(REGION, port=port):
            pass
    found = str(refused.value)
    assert found.startswith(f"the emulator did not start: port {port} of 127.0.0.1 cannot be listened on: ")
    assert "Address already in use" in found
    assert "\n" not in found
    assert left(place) == []


def test_a_port_that_there_is_not_is_named():
    with pytest.raises(SandboxError, match=r"port 70000 of 127\.0\.0\.1 cannot be listened on"):
        Emulator(REGION, port=70000)


def test_no_place_for_its_folder_is_one_clear_error(tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "file"))
    with pytest.raises(SandboxError, match=r"^found no place for the emulator's files: .*Not a directory"):
        Emulator(REGION)


def test_nowhere_to_write_is_one_clear_error():
    source = "from sandbox.emulator.process import Emulator\nEmulator('us-west-2')"
    ended = subprocess.run(
        [sys.executable, "-c", source],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
        # What measures coverage could not write either, and would say so last.
        env={name: each for name, each in os.environ.items() if not name.startswith("COVERAGE")},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0)),
    )
    assert ended.returncode == 1
    assert "SandboxError: found no place for the emulator's files: " in ended.stderr.splitlines()[-1]


def test_too_little_room_is_one_clear_error(place, monkeypatch):
    usage = shutil.disk_usage(place)._replace(free=3 * 1024**2)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    with pytest.raises(SandboxError, match=r"^found 3 MB free in .* for the emulator; wanted 64 MB$"):
        Emulator(REGION)
    assert left(place) == []


def test_two_at_once_have_nothing_to_do_with_each_other(place):
    table = {
        "TableName": "orders",
        "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
        "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
        "BillingMode": "PAY_PER_REQUEST",
    }
    with user("time.sleep(600)") as (started, pid, _, endpoint), Emulator(REGION) as running:
        mine = running.aws.client("dynamodb", REGION)
        mine.create_table(**table)
        assert len(left(place)) == 2
        assert endpoint != running.aws.endpoint
        foreign = process.Aws(endpoint, running.aws.account, running.aws.secret)
        with pytest.raises(Exception, match="InvalidSignatureException"):
            foreign.client("dynamodb", REGION).list_tables()
        started.kill()
        started.wait()
        eventually(lambda: is_gone(pid) and left(place) == [running.folder.name])
        assert mine.list_tables()["TableNames"] == ["orders"]
    assert left(place) == []


def _environment(pid):
    pairs = Path(f"/proc/{pid}/environ").read_bytes().decode().split("\0")
    return dict(each.split("=", 1) for each in pairs if "=" in each)


def test_it_and_its_functions_see_no_credentials_of_the_user(monkeypatch):
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/home/me/.aws/credentials")
    monkeypatch.setenv("AWS_SESSION_TOKEN", "users-token")
    monkeypatch.setenv("PULUMI_ACCESS_TOKEN", "users-token")
    source = "import os\ndef handler(event, context):\n    return dict(os.environ)\n"
    with Emulator(REGION) as running:
        seen = _environment(running.pid)
        assert seen.keys() <= {*process.KEPT, "HOME", "TMPDIR", "PYTHONDONTWRITEBYTECODE"}
        assert seen["HOME"] == seen["TMPDIR"] == str(running.folder)
        arn = function(lambda service: running.aws.client(service, REGION), "env", source)
        answer = running.aws.client("lambda", REGION).invoke(FunctionName=arn)
        inside = json.load(answer["Payload"])
    assert running.aws.secret not in inside.values()
    assert not {"AWS_SHARED_CREDENTIALS_FILE", "PULUMI_ACCESS_TOKEN"} & inside.keys()
    assert "users-token" not in inside.values()
    assert inside["HOME"] == str(running.folder)


def sockets(pid):
    """Return the local address of each socket that a process listens on, and the remote one of its others."""
    opened = [str(each.readlink()) for each in Path(f"/proc/{pid}/fd").iterdir()]
    inodes = {each[8:-1] for each in opened if each.startswith("socket:")}
    found = []
    for table in ("tcp", "tcp6", "udp", "udp6"):
        for line in Path(f"/proc/{pid}/net/{table}").read_text().splitlines()[1:]:
            _, local, remote, state, *rest = line.split()
            if rest[5] in inodes:
                found.append((table, state, local if state == "0A" else remote))
    return found


def test_it_listens_on_one_port_of_loopback_and_knows_nobody_outside():
    loopback = "0100007F"
    with Emulator(REGION) as running:
        aws = running.aws
        for service, operation in (
            ("rds", "describe_db_clusters"),
            ("iam", "list_roles"),
            ("s3", "list_buckets"),
        ):
            getattr(aws.client(service, REGION), operation)()
        port = int(aws.endpoint.rpartition(":")[2])
        found = sockets(running.pid)
    assert [each for each in found if each[1] == "0A"] == [("tcp", "0A", f"{loopback}:{port:04X}")]
    assert {(table, address.partition(":")[0]) for table, _, address in found} == {("tcp", loopback)}


@pytest.mark.parametrize(
    ("attempt", "said"),
    [
        ("socket.create_connection(('192.0.2.1', 9), 5)", "found socket.connect with 192.0.2.1"),
        ("socket.create_connection(('example.com', 80), 5)", "found the name example.com"),
        ("socket.create_server(('0.0.0.0', 0))", "found socket.bind with 0.0.0.0"),
        ("socket.socket(type=socket.SOCK_DGRAM).sendto(b'', ('192.0.2.1', 9))", "found socket.sendto with"),
    ],
)
def test_it_cannot_reach_out_nor_be_reached_from_outside(attempt, said):
    source = f"import socket\nfrom sandbox.emulator import outward\noutward.forbid()\n{attempt}"
    ended = subprocess.run(
        [sys.executable, "-c", source], cwd=ROOT, check=False, capture_output=True, text=True
    )
    assert said in ended.stderr.splitlines()[-1]


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
        process.end(pid)
