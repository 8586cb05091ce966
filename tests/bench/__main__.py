"""What this project costs in time: ``python -m tests.bench``.

Every figure is of one session on one machine, and what is compared runs in that same session; single seconds
say little elsewhere.
"""

import argparse
from pathlib import Path

from rich.console import Console

from tests.bench import pack, preview


def main() -> None:
    """Time, and print the tables."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    add = parser.add_argument
    add("--only", choices=("preview", "pack"), help="one of the two tables alone")
    add("--runs", type=int, default=5, help="how many previews of each kind (default: 5)")
    add("--beside", default="", metavar="COMMAND", help="a command to time in turn with the cold preview")
    add(
        "--sizes",
        type=int,
        nargs="+",
        default=[100, 1_000, 10_000],
        help="how many resources the pack is asked about",
    )
    add(
        "--checkov",
        type=Path,
        metavar="PROGRAM",
        help="a checkov to time beside the pack, on the same resources",
    )
    options = parser.parse_args()
    console = Console(width=100)
    if options.only != "pack":
        preview.report(console, options.runs, options.beside)
    if options.only != "preview":
        pack.report(console, options.sizes, options.checkov)


if __name__ == "__main__":
    main()
