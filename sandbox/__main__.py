"""The sandbox's command line: ``python -m sandbox preview``."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from pathlib import Path

from sandbox.errors import SandboxError, failed

PREVIEW = """Run the program and hold it against the policy packs: no account, no Pulumi CLI, no network.

Exit status: 0 no mandatory violation, 1 some, 2 the input was wrong or the preview could not be made."""


FORMATS = ("html", "md", "sarif", "junit")


def parser() -> argparse.ArgumentParser:
    """Describe the command line."""
    result = argparse.ArgumentParser(prog="python -m sandbox", description=__doc__)
    commands = result.add_subparsers(required=True, metavar="COMMAND")
    preview = commands.add_parser(
        "preview",
        help="what would be deployed, and which policies it violates",
        description=PREVIEW,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = preview.add_argument
    add("--cwd", type=Path, default=Path(), metavar="DIR", help="the project's folder (default: this one)")
    add("--stack", metavar="NAME", help="the stack, as in Pulumi.NAME.yaml (default: the only one there is)")
    add(
        "--policy-pack",
        type=Path,
        action="append",
        metavar="DIR",
        help="a policy pack's folder, may be repeated (default: policy_pack where there is one)",
    )
    add(
        "--policy-pack-config",
        type=Path,
        action="append",
        metavar="FILE",
        help="a pack's configuration as JSON, in the order of the packs",
    )
    add("--answers", type=Path, metavar="FILE", help="results of provider functions, as JSON by token")
    add("--json", action="store_true", help="print one JSON document instead of text")
    add(
        "--report",
        type=_report,
        action="append",
        metavar="FORMAT[=FILE]",
        help=f"a report as {', '.join(FORMATS)}; to FILE, or instead of text; may be repeated",
    )
    add("--watch", action="store_true", help="run again whenever a file changes, until interrupted")
    add("--timeout", type=_seconds, default=300.0, metavar="SECONDS", help="for the whole (default: 300)")
    add("--pack-timeout", type=_seconds, default=60.0, metavar="SECONDS", help="for one answer (default: 60)")
    preview.set_defaults(run=_preview)
    return result


def _report(value: str) -> tuple[str, Path | None]:
    name, _, file = value.partition("=")
    if name not in FORMATS or (file == "" and "=" in value):
        raise argparse.ArgumentTypeError(f"found {value!r}; wanted {' or '.join(FORMATS)}, or that and =FILE")
    return name, Path(file) if file else None


def _seconds(value: str) -> float:
    try:
        seconds = float(value)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < float("inf"):
        raise argparse.ArgumentTypeError(f"found {value!r}; wanted a number of seconds above 0")
    return seconds


def _preview(options: argparse.Namespace) -> int:
    from sandbox.command import run, watch  # noqa: PLC0415 a help text must not wait for it

    return watch(options) if options.watch else run(options)


def _give_up_stdout() -> None:
    """Nobody reads it any more, or nothing can be written to it: what is left in it goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _parsed(arguments: list[str] | None) -> argparse.Namespace:
    described = parser()
    options = described.parse_args(arguments)
    printed = [None for _, file in getattr(options, "report", None) or () if file is None]
    if len(printed) + options.json > 1:
        described.error("found several documents to print; wanted one of --json and --report without a file")
    return options


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit status; errors are one message on stderr."""
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    options = _parsed(arguments)
    try:
        status: int = options.run(options)
        sys.stdout.flush()
    except SandboxError as error:
        return failed(error, as_json=getattr(options, "json", False))
    except BrokenPipeError:
        _give_up_stdout()
        return 128 + signal.SIGPIPE
    except Exception as error:  # noqa: BLE001 a defect of ours must not look like a verdict
        _give_up_stdout()
        return failed(SandboxError(f"the sandbox failed: {type(error).__name__}: {error}"), as_json=False)
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return 130
    return status


if __name__ == "__main__":
    sys.exit(main())
