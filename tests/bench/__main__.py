"""What this project costs in time: ``python -m tests.bench``.

Every figure is of one session on one machine, and what is compared runs in that same session; single seconds
say little elsewhere.
"""

import argparse
from pathlib import Path

from rich.console import Console

from tests.bench import many, pack, preview

TABLES = ("preview", "pack", "many")


def main() -> None:
    """Time, and print the tables."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    add = parser.add_argument
    add("--only", choices=TABLES, help="one of the tables alone")
    add("--runs", type=int, default=5, help="how many previews of each kind (default: 5)")
    add("--beside", default="", metavar="COMMAND", help="a command to time in turn with the cold preview")
    add(
        "--sizes",
        type=int,
        nargs="+",
        default=[100, 1_000, 10_000],
        help="how many resources there are",
    )
    add(
        "--checkov",
        type=Path,
        metavar="PROGRAM",
        help="a checkov to time beside the pack, on the same resources",
    )
    options = parser.parse_args()
    console = Console(width=100)
    chosen = (options.only,) if options.only else TABLES
    if "preview" in chosen:
        preview.report(console, options.runs, options.beside)
    if "pack" in chosen:
        pack.report(console, options.sizes, options.checkov)
    if "many" in chosen:
        many.report(console, options.sizes)


if __name__ == "__main__":
    main()
