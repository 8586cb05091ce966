"""The emulator's process starts, or says in one message why not."""

import os
import resource
import shutil
import socket
import subprocess
import sys
import tempfile

import pytest

from sandbox.emulator.process import ROOT, Emulator
from sandbox.errors import SandboxError
from tests.emulator.processes import REGION, left


def test_it_answers_as_soon_as_it_is_there(place):
    with Emulator(REGION) as running:
        identity = running.aws.client("sts", REGION).get_caller_identity()
        assert (identity["Account"], running.aws.account) == ("123456789012", "123456789012")
        assert left(place) == [running.folder.name]
    assert left(place) == []


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
