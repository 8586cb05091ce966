"""Breaks what every control guards, one thing at a time, and prints which controls say so.

``python -m tests.mutations``
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "policy_pack"))

from dr_guard.catalogue import CONTROLS
from rich.console import Console
from rich.table import Table

from tests.mutations.clean import stacks
from tests.mutations.run import Outcome, outcomes


def table(found: tuple[Outcome, ...]) -> Table:
    """Return the table: a row for each mutation."""
    shown = Table("control", "stack", "broken", "fired besides", "verdict", title="Mutations")
    for each in found:
        besides = ", ".join(sorted(each.fired - {each.mutation.control}))
        verdict = "killed" if each.is_exact else "not exact" if each.is_killed else "SURVIVED"
        shown.add_row(
            each.mutation.control, each.stack, f"{each.mutation.at}: {each.mutation.label}", besides, verdict
        )
    return shown


def main() -> int:
    """Run all, print the table, and return 1 where a control missed its mutation or another spoke up."""
    console = Console(width=None if sys.stdout.isatty() else 200)
    every = stacks()
    false = {clean.name: sorted(clean.fired(clean.registrations)) for clean in every}
    found = outcomes(every)
    console.print(table(found))
    killed, exact = sum(each.is_killed for each in found), sum(each.is_exact for each in found)
    controls = {each.mutation.control for each in found}
    exactly = f"{exact} of them by exactly the controls that should"
    console.print(f"{killed} of {len(found)} mutations killed, {exactly}.")
    console.print(f"{len(controls)} of {len(CONTROLS)} controls broken.")
    for name, fired in false.items():
        console.print(f"False positives on the clean {name} stack: {', '.join(fired) or 'none'}.")
    return int(exact < len(found) or len(controls) < len(CONTROLS) or any(false.values()))


if __name__ == "__main__":
    sys.exit(main())
