"""Drills through the command line, each in a sandbox of its own, of which nothing is left."""

import json
import os
import signal
import subprocess
import sys
import uuid

import pytest

from runbooks.drill import journal
from runbooks.drill.journal import FOLDER
from tests.workshop import ROOT, Workshop

SCENARIO = "function-throttled"
PROGRAM = ("Pulumi.yaml", "Pulumi.dev.yaml", "policy_pack", "stack")
PATIENCE_SECONDS = 300


@pytest.fixture
def workshop(tmp_path):
    """A folder that the project is linked into; after the test no process and no sandbox may be left."""
    shop = Workshop(tmp_path, uuid.uuid4().hex)
    (tmp_path / "project").mkdir()
    for name in PROGRAM:
        (tmp_path / "project" / name).symlink_to(ROOT / name)
    yield shop
    assert shop.processes() == []
    assert [path.name for path in tmp_path.iterdir()] == ["project"]


def started(workshop, *arguments):
    command = [sys.executable, "-m", "runbooks", *arguments, "--cwd", str(workshop.root / "project")]
    environment = {**os.environ, "WORKSHOP": workshop.mark, "TMPDIR": str(workshop.root)}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return subprocess.Popen(command, cwd=ROOT, env=environment, **pipes)


def test_a_drill_passes_and_its_control_fails_as_it_must(workshop):
    with started(workshop, "drill", SCENARIO, "--controls") as process:
        stdout, stderr = process.communicate(timeout=PATIENCE_SECONDS)
    assert process.returncode == 0, stderr
    assert f"\n{SCENARIO}  passed  " in stdout
    assert "  measured in a sandbox, not AWS's  fails as it must\n" in stdout
    assert "\nOnly an account can prove:\n  function-throttled: " in stdout
    lines = stderr.splitlines()
    begun = lines.index(f"{SCENARIO}, its control")
    assert [line for line in lines[:begun] if line.startswith("  failed")] == []
    failed = next(line for line in lines[begun:] if line.startswith("  failed"))
    assert failed.startswith("  failed  1. The alarm has called")
    folder = workshop.root / "project" / FOLDER
    reports = [json.loads(path.read_text()) for path in folder.glob("*/report.json")]
    assert {each["scenario"] for each in reports} == {SCENARIO}
    assert len(reports) == 2
    assert {"index.html", "index.md", "junit.xml"} < {path.name for path in folder.iterdir()}
    assert journal.unended(workshop.root / "project") == ()


def test_a_drill_that_is_interrupted_cleans_up_and_leaves_nothing(workshop):
    with started(workshop, "drill", SCENARIO) as process:
        assert process.stdout
        assert process.stderr
        lines = []
        for line in process.stderr:
            lines.append(line)
            # What was being printed when the interrupt came may be printed twice.
            if line.startswith("  held  I1.") and "  held  I1." not in "".join(lines[:-1]):
                process.send_signal(signal.SIGINT)
        stdout = process.stdout.read()
    assert process.returncode == 130, lines
    assert f"\n{SCENARIO}  interrupted  " in stdout, lines
    said = "".join(lines)
    assert "  held  C1. The concurrency is what the settings say" in said
    assert "  held  C2. The drill's subscriber and records are taken away" in said
    assert lines[-1] == "  interrupted\n"
    assert journal.unended(workshop.root / "project") == ()
