"""The CLI enters by a file, in a folder it knows nothing of."""

from __future__ import annotations

import runpy
import sys

from sandbox.recording import record
from tests.unit.stack.recorded import CONFIG, project


def test_the_entry_file_runs_the_whole_program(system, monkeypatch):
    monkeypatch.setattr(sys, "path", list(sys.path))
    recording = record(lambda: runpy.run_path("stack", run_name="__main__"), project(CONFIG))
    assert {each.urn for each in recording.registrations} == {each.urn for each in system.registrations}
