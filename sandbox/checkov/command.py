"""``python -m sandbox checkov``: from the command line's options to what is printed."""

from __future__ import annotations

import argparse
import json
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

from sandbox import pack, project
from sandbox.checkov import junit, sarif, suppressions
from sandbox.checkov.answers import answers
from sandbox.checkov.controls import Controls, of_packs
from sandbox.checkov.document import document
from sandbox.checkov.judgement import Case, Judgement, judge
from sandbox.checkov.process import run as held_against
from sandbox.checkov.program import ROOT, find
from sandbox.checkov.suppressions import Suppression
from sandbox.checkov.text import text
from sandbox.errors import SandboxError
from sandbox.screen import progress, show_lines
from sandbox.terraform.plan import document as as_terraform
from sandbox.terraform.plan import plan
from sandbox.terraform.source import Source, load

DEFAULT_PACK = "policy_pack"
REPORTS = {"sarif": sarif.report, "junit": junit.report}


def run(options: argparse.Namespace) -> int:
    """Hold the stack against checkov, print the verdict, and return the exit status."""
    program = find(options.checkov)
    source = load(options)
    judgement = _judgement(source, program, options)
    reports: list[tuple[str, Path | None]] = options.report or []
    for name, file in reports:
        _write(REPORTS[name](judgement), file)
    if options.json:
        print(json.dumps(document(judgement), indent=2), flush=True)
    elif all(file for _, file in reports):
        show_lines(text(judgement))
    return judgement.status


def _judgement(source: Source, program: Path, options: argparse.Namespace) -> Judgement:
    root = options.cwd.resolve()
    frameworks = tuple(options.framework or ["terraform_plan"])
    planned = plan(source.registrations)
    kept = _suppressions(source, options, frameworks)
    with ThreadPoolExecutor(1) as pool, progress() as shown:
        shown("asking checkov", 0, 0)
        named = pool.submit(_controls, source, options)
        said = held_against(program, as_terraform(planned), frameworks, options.timeout)
        stacks = project.stacks(root) if source.ran else [source.project.stack]
        controls = named.result()
        suppressions.require(kept, stacks, controls.enforced)
    if planned.resources and "terraform_plan" in frameworks and not said.version:
        raise SandboxError(f"checkov checked none of {len(planned.resources)} resources")
    case = Case(
        source.project.name,
        source.project.stack,
        source.registrations,
        planned,
        kept,
        answers(controls),
        source.notes,
    )
    return judge(case, said, frameworks, datetime.now(UTC).date())


def _suppressions(
    source: Source, options: argparse.Namespace, frameworks: tuple[str, ...]
) -> tuple[Suppression, ...]:
    """Read the file that is named, or the program's own; of other frameworks none can be used."""
    own = options.cwd.resolve() / suppressions.FILE
    file = options.suppressions or (own if source.ran and own.is_file() else None)
    return suppressions.load(file) if file and "terraform_plan" in frameworks else ()


def _controls(source: Source, options: argparse.Namespace) -> Controls:
    """Ask the packs that are named, else the project's own, else this one's."""
    own = options.cwd.resolve() / DEFAULT_PACK
    folders: list[Path] = options.policy_pack or [own if own.is_dir() else ROOT / DEFAULT_PACK]
    return of_packs(tuple(pack.load(each) for each in folders), source.project, options.timeout)


def _write(report: str, file: Path | None) -> None:
    if file is None:
        sys.stdout.write(report)
        sys.stdout.flush()
        return
    try:
        file.write_text(report, encoding="utf-8")
    except OSError as error:
        raise SandboxError(f"the report {file} cannot be written: {error.strerror}") from error
