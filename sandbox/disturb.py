"""``python -m sandbox fault`` and ``forward``: what a sandbox that is up can be put through."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from datetime import timedelta

from sandbox import screen
from sandbox.emulator.faults.fault import Fault
from sandbox.errors import SandboxError
from sandbox.manage import found

WAITED_SECONDS = 600.0
SLICE_SECONDS = 600.0
"""How much of time passes between two signs of life."""
OF_KIND = {"service": "", "region": "", "operation": "", "seconds": 0.0, "share": 1.0}
"""What says more of a fault that is turned on, and what it is where it is not given."""


def fault(options: argparse.Namespace) -> int:
    """Turn a fault on, or off, or list those that are on."""
    _refuse_halves(options)
    aws = found(options)[1].aws
    if options.off:
        if options.name not in aws.control("GET", "faults"):
            raise SandboxError(f"there is no fault {options.name!r} to turn off")
        aws.control("DELETE", f"faults/{options.name}")
    elif options.kind:
        wanted = Fault(options.kind, **{name: getattr(options, name) for name in OF_KIND})
        aws.control("PUT", f"faults/{options.name}", asdict(wanted))
    on = aws.control("GET", "faults")
    for name, each in on.items():
        print(f"{name}: {_told(each)}")
    if not on:
        print("No fault is on.")
    return 0


def forward(options: argparse.Namespace) -> int:
    """Let time pass at once, with all that happens in it."""
    aws = found(options)[1].aws
    whole = left = options.time.total_seconds()
    ahead = 0.0
    with screen.progress() as progress:
        while left > 0:
            progress("letting time pass", int(whole - left), int(whole))
            slice_ = min(SLICE_SECONDS, left)
            ahead = aws.control("POST", "clock", {"forward": slice_}, WAITED_SECONDS)["ahead"]
            left -= slice_
    print(f"The sandbox's clock was moved forward by {timedelta(seconds=round(ahead))} in all.")
    return 0


def _refuse_halves(options: argparse.Namespace) -> None:
    """Refuse what would be taken for a list of the faults that are on, and was meant for more."""
    if (options.off or options.kind) and not options.name:
        raise SandboxError("found no name for the fault; wanted one, by which it can be turned off again")
    if options.name and not (options.off or options.kind):
        raise SandboxError(f"found only the name {options.name!r} of a fault; wanted --kind or --off with it")
    given = [f"--{name}" for name, default in OF_KIND.items() if getattr(options, name) != default]
    if given and not options.kind:
        raise SandboxError(f"found {', '.join(given)} without --kind; wanted both, to turn a fault on")


def _told(fault: dict[str, object]) -> str:
    named = (f"{name} {fault[name]}" for name, default in OF_KIND.items() if fault[name] != default)
    return ", ".join([str(fault["kind"]), *named])
