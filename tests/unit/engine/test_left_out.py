"""With a CLI no test of the engine is left out unnoticed, and without one those that need it are named."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
RUN = "def test_that_runs():\n    pass\n"
NEEDY = "@pytest.mark.cli\n@pytest.mark.parametrize('way', ['up', 'down'])\ndef test_needs(way):\n    pass\n"
LEFT_OUT = {
    "by a mark": "@pytest.mark.skip(reason='slow')\ndef test_left_out():\n    pass\n",
    "while it runs": "def test_left_out():\n    pytest.skip('slow')\n",
    "with its file": "pytest.skip('slow', allow_module_level=True)\n",
}


@dataclass(frozen=True)
class Suite:
    """Tests of a project, beside which the engine's tests stand with their own conftest."""

    folder: Path

    def write(self, path, text):
        """Write a file of tests."""
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"import pytest\n\n\n{text}")

    def run(self, *arguments, cli):
        """Run the tests with this project's settings, and with a CLI on PATH or without."""
        commands = self.folder / "commands"
        commands.mkdir()
        if cli:
            (commands / "pulumi").write_text("#!/bin/sh\nexit 1\n")
            (commands / "pulumi").chmod(0o755)
        settings = {"PATH": str(commands), "PYTHONPATH": str(ROOT), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
        asked = [sys.executable, "-m", "pytest", "-c", ROOT / "pyproject.toml", "--rootdir", self.folder]
        return subprocess.run(
            [*asked, "-p", "no:cacheprovider", *arguments],
            cwd=self.folder,
            env={**os.environ, **settings},
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture
def suite(tmp_path):
    made = Suite(tmp_path)
    made.write("tests/other/test_other.py", f"{RUN}\n\n{LEFT_OUT['by a mark']}")
    made.write("tests/engine/test_runs.py", RUN)
    made.write("tests/engine/test_needs.py", NEEDY)
    for file in (ROOT / "tests" / "engine").glob("*.*"):
        if not file.name.startswith("test_"):
            shutil.copy(file, tmp_path / "tests" / "engine")
    return made


@pytest.mark.parametrize("text", LEFT_OUT.values(), ids=LEFT_OUT)
def test_with_a_cli_a_test_of_the_engine_that_is_left_out_fails_the_run(suite, text):
    suite.write("tests/engine/test_left_out.py", text)
    done = suite.run("tests", cli=True)
    assert done.returncode == pytest.ExitCode.TESTS_FAILED, done.stdout
    assert "1 test of the engine left out, although there is a pulumi CLI" in done.stdout
    assert "4 passed, 2 skipped" in done.stdout


def test_with_a_cli_all_tests_of_the_engine_run_and_others_may_be_left_out(suite):
    done = suite.run(cli=True)
    assert done.returncode == pytest.ExitCode.OK, done.stdout
    assert "left out" not in done.stdout
    assert "4 passed, 1 skipped" in done.stdout


@pytest.mark.parametrize("arguments", [(), ("tests/engine",)], ids=["all", "engine"])
def test_without_a_cli_what_needs_it_is_named_and_counted_and_the_run_passes(suite, arguments):
    suite.write("tests/engine/test_left_out.py", LEFT_OUT["by a mark"])
    done = suite.run(*arguments, cli=False)
    lines = done.stdout.splitlines()
    at = next(place for place, line in enumerate(lines) if "tests not run" in line)
    assert done.returncode == pytest.ExitCode.OK, done.stdout
    assert lines[at].strip("= ") == "2 tests not run: no pulumi CLI on PATH"
    assert lines[at + 1 : at + 3] == [
        f"tests/engine/test_needs.py::test_needs[{way}]" for way in ("up", "down")
    ]
