"""Whatever becomes of the machine around it, a preview ends with one clear error or does its work."""

import json
import os
import resource
import subprocess
import sys

import pytest

from tests.workshop import ROOT

SIZE_BYTES = 4096
NOWHERE = """
import sys, tempfile
tempfile._candidate_tempdir_list = lambda: [{!r}]
from sandbox.__main__ import main
sys.exit(main(sys.argv[1:]))
"""
NAMED = """
    PolicyPack("good", [ResourceValidationPolicy("named", "Named.", lambda args, report: report(args.name))])
"""


def run(workshop, *arguments, **options):
    """Run a preview in other surroundings."""
    command = [sys.executable, "-m", "sandbox", "preview", "--cwd", workshop.root / "project", *arguments]
    options["env"] = {**os.environ, "WORKSHOP": workshop.mark, **options.get("env", {})}
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60, **options
    )


def test_a_report_for_which_there_is_no_room_is_an_error(workshop):
    workshop.project()
    outcome = workshop.preview("--report", "html=/dev/full")
    assert (outcome.status, outcome.stdout) == (2, "")
    assert outcome.stderr == "error: the report /dev/full cannot be written: No space left on device\n"


def test_no_room_for_what_a_program_prints_is_an_error(workshop):
    workshop.project("print('a line\\n' * 10_000, flush=True)")
    limited = run(
        workshop,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (SIZE_BYTES, SIZE_BYTES)),
        env={"PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert (limited.returncode, limited.stdout) == (2, "")
    assert "OSError: [Errno 27] File too large" in limited.stderr


@pytest.mark.parametrize("folder", ["missing", "closed"])
def test_no_place_for_temporary_files_is_an_error(workshop, folder):
    workshop.project()
    (workshop.root / "closed").write_text("no folder")
    place = str(workshop.root / folder)
    done = subprocess.run(
        [sys.executable, "-c", NOWHERE.format(place), "preview", "--cwd", workshop.root / "project"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error: ")
    assert place in done.stderr


def test_a_program_that_is_killed_is_an_error(workshop):
    workshop.project("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)")
    outcome = workshop.preview()
    assert (outcome.status, outcome.stdout) == (2, "")
    said = "error: the process ended itself while running the program (status -9)\n"
    assert outcome.stderr == said


def test_two_previews_at_once_are_two_previews(workshop):
    workshop.project()
    pack = workshop.pack(NAMED)
    with (
        workshop.started("--json", "--policy-pack", str(pack)) as one,
        workshop.started("--json", "--policy-pack", str(pack)) as other,
    ):
        found = [json.loads(each.communicate(timeout=60)[0]) for each in (one, other)]
    for each in found:
        each.pop("seconds")
    assert found[0] == found[1]
    assert {each["message"] for each in found[0]["violations"]} > {"orders"}
