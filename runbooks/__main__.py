"""The runbooks' command line."""

from __future__ import annotations

import argparse
import importlib
import signal
import sys
from collections.abc import Callable
from pathlib import Path

STATUS = """Exit status: 0 all is well, 1 a drill or a control failed, left something behind, or is due,
2 the input was wrong or the work could not be done, 130 interrupted."""
DRILL = f"""Rehearse scenarios, by default all of them, in an emulated AWS of the drill's own.

Each drill checks the steady state first, breaks something on purpose, hears of it through the stack's own
alarms, recovers by the commands of the scenario's page, verifies, and cleans up, also when it is interrupted.

{STATUS}"""
SHOW = """Print a scenario's page, its commands filled in with the outputs of a stack that is up."""
STACK = "the stack, as in Pulumi.NAME.yaml"
TARGET = "a sandbox on this machine, or an account (default: sandbox)"
CONFIRM = "the stack's name once more, instead of typing it when asked; for an account"
DUE_DAYS = 30


def parser() -> argparse.ArgumentParser:
    """Describe the command line."""
    result = argparse.ArgumentParser(prog="python -m runbooks", description=__doc__, epilog=STATUS)
    commands = result.add_subparsers(required=True, metavar="COMMAND")
    add = commands.add_parser
    _command(add, "list", "listing", "which scenarios there are, and when each was rehearsed last")
    show = _command(add, "show", "show", "a scenario's page, filled in for a stack", SHOW)
    show.add_argument("scenario", metavar="SCENARIO", help="as `list` names it")
    _placed(show)
    _drill(_command(add, "drill", "drill", "rehearse scenarios", DRILL))
    cleaning = _command(add, "clean-up", "clean_up", "clean up after a drill that was broken off")
    cleaning.add_argument("id", metavar="ID", help="as `runs` names it")
    cleaning.add_argument("--confirm", metavar="NAME", help=CONFIRM)
    _command(add, "runs", "runs", "which drills did not end, and what to do about each")
    _command(add, "index", "index", "write the index of all scenarios, runbooks/README.md, anew")
    return result


def _command(
    add: Callable[..., argparse.ArgumentParser], name: str, module: str, text: str, description: str = ""
) -> argparse.ArgumentParser:
    command = add(
        name,
        help=text,
        description=description or f"{text[:1].upper()}{text[1:]}.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    folder = "the project's folder (default: this one)"
    command.add_argument("--cwd", type=Path, default=Path(), metavar="DIR", help=folder)
    command.set_defaults(run=_later(module))
    return command


def _placed(command: argparse.ArgumentParser) -> None:
    command.add_argument("--stack", metavar="NAME", help=STACK)
    command.add_argument("--target", choices=("sandbox", "aws"), default="sandbox", help=TARGET)


def _drill(command: argparse.ArgumentParser) -> None:
    _placed(command)
    add = command.add_argument
    add("scenarios", nargs="*", metavar="SCENARIO", help="as `list` names it (default in a sandbox: all)")
    add("--all", action="store_true", help="all scenarios")
    add("--running", action="store_true", help="in the stack's sandbox that is up, not in one of its own")
    add(
        "--controls", action="store_true", help="after each drill its control: it must fail on a broken stack"
    )
    add("--dry-run", action="store_true", help="only print the steps, as text for bash")
    add("--report", type=Path, metavar="DIR", help="where reports are written (default: .drills)")
    add("--record", action="store_true", help="add what was measured to the history that the index shows")
    days = f"only say what was not rehearsed with its control for so many days (default: {DUE_DAYS})"
    add("--due", type=_days, nargs="?", const=DUE_DAYS, metavar="DAYS", help=days)
    add("--resume", metavar="ID", help="go on with a drill that was broken off")
    add("--confirm", metavar="NAME", help=CONFIRM)


def _days(value: str) -> int:
    if not (value.isdecimal() and int(value) > 0):
        raise argparse.ArgumentTypeError(f"found {value!r}; wanted a whole number of days above 0")
    return int(value)


def _later(module: str) -> Callable[[argparse.Namespace], int]:
    """Return what loads a command when it runs: a help text must not wait for it."""

    def run(options: argparse.Namespace) -> int:
        act: Callable[[argparse.Namespace], int] = importlib.import_module(f"runbooks.commands.{module}").run
        return act(options)

    return run


def _interrupt(*_: object) -> None:
    """Take a request to end for an interrupt, so that a drill cleans up after either."""
    raise KeyboardInterrupt


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit status; errors are one message on stderr."""
    signal.signal(signal.SIGTERM, _interrupt)
    options = parser().parse_args(arguments)
    try:
        status: int = options.run(options)
        sys.stdout.flush()
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return 130
    except Exception as error:
        from runbooks.commands.errors import said  # noqa: PLC0415 what it knows of need not be loaded before

        if (message := said(error)) is None:
            raise
        print(f"error: {message}", file=sys.stderr)
        return 2
    return status


if __name__ == "__main__":
    sys.exit(main())
