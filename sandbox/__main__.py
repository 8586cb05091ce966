"""The sandbox's command line."""

from __future__ import annotations

import argparse
import importlib
import os
import signal
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from sandbox.errors import SandboxError, failed

PREVIEW = """Run the program and hold it against the policy packs: no account, no Pulumi CLI, no network.

Exit status: 0 no mandatory violation, 1 some, 2 the input was wrong or the preview could not be made."""


PLAN = """Print the program's resources as a Terraform plan, in the form of `terraform show -json`.

Instead of the program, a document is read: what `pulumi stack export` or `pulumi preview --json` prints."""
CHECKOV = """Hold the program's resources against checkov, as a Terraform plan and without a network.

Instead of the program, a document is read: what `pulumi stack export` or `pulumi preview --json` prints.
Exit status: 0 nothing found that is not suppressed, 1 something, or a suppression that does not hold, 2 the
input was wrong or checkov could not answer."""
DOCUMENT = "a document of Pulumi's, - for stdin, which is read without it where a file is redirected to it"


FAULT = """Have the sandbox fail as AWS does. throttled: refuses requests as too many; failing: answers with a
server error; slow: answers late; lost: does not answer; lagging: replicas are behind."""
FORWARD = """Let time pass at once, with all that happens in it: schedules fire, health checks ask, alarms are
evaluated, backups are made."""

STACK = "the stack, as in Pulumi.NAME.yaml (default: dev, or the only one there is)"
HIGHEST_PORT = 65535
KINDS = ("throttled", "failing", "slow", "lost", "lagging")
UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
MOST_DAYS = 400
"""How far time is moved at once: a year and a little."""
FORMATS = ("html", "md", "sarif", "junit")
CHECKOV_FORMATS = ("sarif", "junit")
FRAMEWORKS = ("terraform_plan", "secrets")


UP = """Deploy the program into an emulated AWS on this machine, which stays up until `down`.

The program is previewed first; a mandatory violation stops it before anything is made. What is there already
and has not changed is left alone. Exit status as of a preview."""


def parser() -> argparse.ArgumentParser:
    """Describe the command line."""
    result = argparse.ArgumentParser(prog="python -m sandbox", description=__doc__)
    commands = result.add_subparsers(required=True, metavar="COMMAND")
    add = commands.add_parser
    form = argparse.RawDescriptionHelpFormatter
    preview = add(
        "preview",
        help="what would be deployed, and which policies it violates",
        description=PREVIEW,
        formatter_class=form,
    )
    _judged(preview)
    _preview_only(preview)
    preview.set_defaults(run=_preview)
    up = add("up", help="deploy into an emulated AWS", description=UP, formatter_class=form)
    _judged(up)
    up.add_argument("--port", type=_port, default=0, metavar="PORT", help="to serve on (default: a free one)")
    up.set_defaults(run=_later("up", "up"))
    for name, (text, options) in MANAGED.items():
        command = add(name, help=text, description=f"{text[:1].upper()}{text[1:]}.")
        _project(command)
        for option, meaning in options.items():
            command.add_argument(option, action="store_true", help=meaning)
        if name == "outputs":
            command.add_argument("name", nargs="?", metavar="NAME", help="print this one's value alone")
        command.set_defaults(run=_later("manage", name))
    _disturbing(add)
    _bridged(add)
    return result


MANAGED: dict[str, tuple[str, dict[str, str]]] = {
    "down": ("end the emulated AWS, and all that is in it", {}),
    "status": ("what is up, and how to reach it", {"--json": "print one JSON document instead of text"}),
    "outputs": (
        "what the stack exports",
        {"--json": "print one JSON document instead of text", "--show-secrets": "print secrets in plain"},
    ),
    "env": ("what points AWS's own tools at the sandbox, for a shell to read", {}),
}


def _disturbing(add: Callable[..., argparse.ArgumentParser]) -> None:
    fault = add("fault", help="turn a fault on or off, or list those that are on", description=FAULT)
    _project(fault)
    fault.add_argument("name", nargs="?", metavar="NAME", help="what to call it, to turn it off again")
    either = fault.add_mutually_exclusive_group()
    either.add_argument("--off", action="store_true", help="turn it off")
    either.add_argument("--kind", choices=KINDS, help="what goes wrong")
    fault.add_argument("--service", default="", help="as in boto3, such as dynamodb (default: all)")
    fault.add_argument("--region", default="", help="such as us-west-2 (default: all)")
    fault.add_argument("--operation", default="", help="such as PutItem (default: all of the service)")
    fault.add_argument("--seconds", type=_seconds, default=0.0, help="how late, where it is slow or lagging")
    fault.add_argument("--share", type=float, default=1.0, help="the part of requests hit (default: 1)")
    fault.set_defaults(run=_later("disturb", "fault"))
    forward = add("forward", help="let time pass at once", description=FORWARD)
    _project(forward)
    forward.add_argument("time", type=_duration, metavar="TIME", help="such as 90s, 15m, 2h or 1d")
    forward.set_defaults(run=_later("disturb", "forward"))


def _bridged(add: Callable[..., argparse.ArgumentParser]) -> None:
    form = argparse.RawDescriptionHelpFormatter
    plan = add("plan", help="the resources as a Terraform plan", description=PLAN, formatter_class=form)
    _source(plan)
    plan.set_defaults(run=_later("terraform.command", "run"))
    checkov = add("checkov", help="what checkov finds in them", description=CHECKOV, formatter_class=form)
    _source(checkov)
    more = checkov.add_argument
    more(
        "--framework",
        action="append",
        choices=FRAMEWORKS,
        help="checkov's, may be repeated (default: terraform_plan)",
    )
    more(
        "--suppressions", type=Path, metavar="FILE", help="default: checkov-suppressions.yaml in the project"
    )
    more("--policy-pack", type=Path, action="append", metavar="DIR", help="whose controls answer findings")
    more("--checkov", type=Path, metavar="PROGRAM", help="default: the one in .venv-checkov")
    more("--json", action="store_true", help="print one JSON document instead of text")
    more(
        "--report",
        type=lambda value: _report(value, CHECKOV_FORMATS),
        action="append",
        metavar="FORMAT[=FILE]",
        help=f"a report as {', '.join(CHECKOV_FORMATS)}; to FILE, or instead of text; may be repeated",
    )
    checkov.set_defaults(run=_later("checkov.command", "run"))


def _source(command: argparse.ArgumentParser) -> None:
    _project(command)
    add = command.add_argument
    add("document", nargs="?", metavar="DOCUMENT", help=DOCUMENT)
    add("--answers", type=Path, metavar="FILE", help="results of provider functions, as JSON by token")
    add("--timeout", type=_seconds, default=300.0, metavar="SECONDS", help="for each step (default: 300)")


def _project(command: argparse.ArgumentParser) -> None:
    add = command.add_argument
    add("--cwd", type=Path, default=Path(), metavar="DIR", help="the project's folder (default: this one)")
    add("--stack", metavar="NAME", help=STACK)


def _judged(command: argparse.ArgumentParser) -> None:
    """Add what a program and the packs that judge it need."""
    _project(command)
    add = command.add_argument
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
    add("--timeout", type=_seconds, default=300.0, metavar="SECONDS", help="for the whole (default: 300)")
    add("--pack-timeout", type=_seconds, default=60.0, metavar="SECONDS", help="for one answer (default: 60)")


def _preview_only(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--report",
        type=_report,
        action="append",
        metavar="FORMAT[=FILE]",
        help=f"a report as {', '.join(FORMATS)}; to FILE, or instead of text; may be repeated",
    )
    command.add_argument(
        "--watch", action="store_true", help="run again whenever a file changes, until interrupted"
    )


def _report(value: str, formats: tuple[str, ...] = FORMATS) -> tuple[str, Path | None]:
    name, _, file = value.partition("=")
    if name not in formats or (file == "" and "=" in value):
        raise argparse.ArgumentTypeError(f"found {value!r}; wanted {' or '.join(formats)}, or that and =FILE")
    return name, Path(file) if file else None


def _seconds(value: str) -> float:
    try:
        seconds = float(value)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < float("inf"):
        raise argparse.ArgumentTypeError(f"found {value!r}; wanted a number of seconds above 0")
    return seconds


def _duration(value: str) -> timedelta:
    number, unit = value[:-1], value[-1:]
    seconds = int(number) * UNITS.get(unit, 0) if number.isdecimal() else 0
    if not 0 < seconds <= MOST_DAYS * UNITS["d"]:
        raise argparse.ArgumentTypeError(
            f"found {value!r}; wanted a whole number and s, m, h or d, such as 15m, up to {MOST_DAYS}d"
        )
    return timedelta(seconds=seconds)


def _port(value: str) -> int:
    if not (value.isdigit() and int(value) <= HIGHEST_PORT):
        raise argparse.ArgumentTypeError(f"found {value!r}; wanted a port from 1 to {HIGHEST_PORT}")
    return int(value)


def _later(module: str, name: str) -> Callable[[argparse.Namespace], int]:
    """Return what loads a command when it runs: a help text must not wait for it."""

    def run(options: argparse.Namespace) -> int:
        act: Callable[[argparse.Namespace], int] = getattr(importlib.import_module(f"sandbox.{module}"), name)
        return act(options)

    return run


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
    if len(printed) + getattr(options, "json", False) > 1:
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
