"""checkov as a process: kept from the network, from the user's settings and from credentials."""

from __future__ import annotations

import json
import os
import re
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from sandbox.errors import SandboxError
from sandbox.registration import Json

GUARD = Path(__file__).with_name("guard")
SHOWN_LINES = 12
FOUND_SOME = 1
ADDRESS = re.compile(r'\s*"address": "(.*)",$')


@dataclass(frozen=True)
class Said:
    """One check's verdict; ``address`` is the plan's, or whatever a framework calls what it is about."""

    check: str
    title: str
    address: str
    passed: bool


@dataclass(frozen=True)
class Answer:
    """All that checkov said; ``version`` is empty where it had nothing to say."""

    said: tuple[Said, ...]
    version: str = ""


def run(program: Path, plan: Json, frameworks: tuple[str, ...], patience: float) -> Answer:
    """Hold a plan against checkov and return each check's verdict on each resource.

    Raises ``SandboxError`` where checkov does not answer within ``patience`` seconds, cannot read the plan,
    or tries to reach the network.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file, refused = folder / "plan.json", folder / "refused"
        text = json.dumps(plan, indent=1)
        file.write_text(text, encoding="utf-8")
        command = [str(program), "-f", str(file), "--framework", *frameworks]
        done = _ended([*command, "--skip-download", "--compact", "-o", "json"], folder, patience)
        if refused.exists():
            raise SandboxError(f"checkov tried to reach the network: {refused.read_text().splitlines()[0]}")
    return answer(done.stdout, done.stderr, done.returncode, tuple(text.splitlines()))


def environment(folder: Path) -> dict[str, str]:
    """Return what a process of checkov's is told: nothing of the user, and to stay off the network."""
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LANG": "C.UTF-8",
        "LOG_LEVEL": "ERROR",
        "CKV_SKIP_PACKAGE_UPDATE_CHECK": "true",
        "PYTHONPATH": str(GUARD),
        "SANDBOX_REFUSED": str(folder / "refused"),
    }


def _ended(command: list[str], folder: Path, patience: float) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(  # noqa: S603 the program is what the user asked to run
            command,
            cwd=folder,
            env=environment(folder),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=patience,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise SandboxError(f"checkov was not done after {patience:g} s") from error
    except OSError as error:
        raise SandboxError(f"checkov cannot be run: {command[0]}: {error.strerror}") from error


def answer(stdout: str, stderr: str, status: int, lines: tuple[str, ...] = ()) -> Answer:
    """Read checkov's JSON: of one framework, of several, or of none that had anything to say.

    ``lines`` are the plan's: a secret is found in a line, and is of the resource that the line belongs to.
    """
    tail = "".join(f"\n  | {line}" for line in stderr.strip().splitlines()[-SHOWN_LINES:])
    if status not in (0, FOUND_SOME):
        raise SandboxError(f"checkov ended with status {status}{tail}")
    try:
        document = json.loads(stdout)
    except ValueError as error:
        raise SandboxError(f"checkov printed no JSON{tail}") from error
    reports = [each for each in (document if isinstance(document, list) else [document]) if "results" in each]
    unread = [each for report in reports for each in report["results"].get("parsing_errors", ())]
    if unread:
        raise SandboxError(f"checkov could not read the plan{tail}")
    said = {
        _said(row, lines if report.get("check_type") == "secrets" else ())
        for report in reports
        for row in _rows(report["results"])
    }
    return Answer(
        tuple(sorted(said, key=lambda each: (each.check, each.address, each.passed))),
        next((str(report["summary"]["checkov_version"]) for report in reports), ""),
    )


def _rows(results: dict[str, list[dict[str, Json]]]) -> list[dict[str, Json]]:
    return [*results.get("passed_checks", ()), *results.get("failed_checks", ())]


def _said(row: dict[str, Json], lines: tuple[str, ...]) -> Said:
    result, span = row["check_result"], row.get("file_line_range")
    passed = isinstance(result, dict) and result["result"] == "PASSED"
    line = span[0] if isinstance(span, list) and span else None
    found = _address(lines[: int(line)]) if lines and isinstance(line, int) else ""
    return Said(str(row["check_id"]), str(row["check_name"]), found or str(row["resource"]), passed)


def _address(before: tuple[str, ...]) -> str:
    """Return the address of the resource that a plan's last line belongs to."""
    addresses = (found for line in reversed(before) if (found := ADDRESS.match(line)))
    return next((found[1] for found in addresses), "")
