"""Where the resources of a plan come from: a program that is run, or a document of Pulumi's."""

from __future__ import annotations

import argparse
import os
import stat
import sys
from dataclasses import dataclass, replace
from pathlib import Path

from sandbox import project
from sandbox.errors import SandboxError
from sandbox.job import Job
from sandbox.project import Project
from sandbox.registration import Registration
from sandbox.terraform.exported import registrations

STDIN = "-"


@dataclass(frozen=True)
class Source:
    """A stack's resources. ``notes`` are what is not known of them, for a person; ``ran`` is of a program."""

    project: Project
    registrations: tuple[Registration, ...]
    notes: tuple[str, ...] = ()
    ran: bool = True


def load(options: argparse.Namespace) -> Source:
    """Read the document that the options or stdin name, else run the program. Raises ``SandboxError``."""
    if options.document and options.stack:
        raise SandboxError(f"found --stack {options.stack} and the document {options.document}; wanted one")
    if options.document or (options.stack is None and _is_file(sys.stdin)):
        return exported(options.document or STDIN, options.cwd.resolve())
    return ran(options)


def exported(name: str, root: Path) -> Source:
    """Read a document, from stdin where its name is ``-``; its URNs name project and stack."""
    if name != STDIN:
        try:
            text = Path(name).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise SandboxError(f"{name} cannot be read: {error}") from error
    else:
        text = sys.stdin.read()
    found = registrations(text)
    stack, _, owner = (found[0].urn if found else "").removeprefix("urn:pulumi:").partition("::")
    return Source(Project(owner.partition("::")[0], stack, root=root, program=root), found, ran=False)


def ran(options: argparse.Namespace) -> Source:
    """Run the program as a preview does, without packs."""
    from sandbox.screen import progress  # noqa: PLC0415 a document needs none
    from sandbox.worker import run  # noqa: PLC0415 the same

    found = project.load(options.cwd.resolve(), options.stack, options.answers)
    with progress() as shown:
        recording = run(Job(found, ()), shown, options.timeout).recording
    unanswered = sorted({each.token for each in recording.lookups if not each.answered})
    notes = (
        *(f"{token} has no answer offline: its result is unknown (see --answers)" for token in unanswered),
        *(f"{key} is encrypted: a placeholder stands for it" for key in found.encrypted),
    )
    return Source(replace(found, answers={}), recording.registrations, notes)


def _is_file(stream: object) -> bool:
    """Whether a document was put there, which a terminal, a pipe that nobody writes to or nothing is not."""
    try:
        return stat.S_ISREG(os.fstat(stream.fileno()).st_mode)  # type: ignore[attr-defined]
    except (AttributeError, OSError, ValueError):
        return False
