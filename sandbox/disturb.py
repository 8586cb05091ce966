"""``python -m sandbox fault`` and ``forward``: what a sandbox that is up can be put through."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from datetime import timedelta

from sandbox import project, session
from sandbox.emulator.faults.fault import Fault
from sandbox.errors import SandboxError

WAITED_SECONDS = 600.0


def fault(options: argparse.Namespace) -> int:
    """Turn a fault on, or off, or list those that are on."""
    aws = _running(options).aws
    if (options.off or options.kind) and not options.name:
        raise SandboxError("found no name for the fault; wanted one, by which it can be turned off again")
    if options.off:
        if options.name not in aws.control("GET", "faults"):
            raise SandboxError(f"there is no fault {options.name!r} to turn off")
        aws.control("DELETE", f"faults/{options.name}")
    elif options.kind:
        given = {name: getattr(options, name) for name in ("kind", "service", "region", "operation")}
        wanted = Fault(**given, seconds=options.seconds, share=options.share)
        aws.control("PUT", f"faults/{options.name}", asdict(wanted))
    for name, each in aws.control("GET", "faults").items():
        print(f"{name}: {_told(each)}")
    return 0


def forward(options: argparse.Namespace) -> int:
    """Let time pass at once, with all that happens in it."""
    aws = _running(options).aws
    seconds = options.time.total_seconds()
    ahead = aws.control("POST", "clock", {"forward": seconds}, WAITED_SECONDS)["ahead"]
    print(f"The sandbox's clock was moved forward by {timedelta(seconds=round(ahead))} in all.")
    return 0


def _running(options: argparse.Namespace) -> session.Session:
    found = project.load(options.cwd.resolve(), options.stack)
    return session.running(found.root, found.stack)


def _told(fault: dict[str, object]) -> str:
    named = (
        f"{name} {value}" for name, value in fault.items() if name != "kind" and value not in {"", 0.0, 1.0}
    )
    return ", ".join([str(fault["kind"]), *named])
