"""``python -m sandbox down``, ``status``, ``outputs`` and ``env``: for a sandbox that is up."""

from __future__ import annotations

import argparse
import json
import shlex
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from rich.console import Console
from rich.text import Text

from sandbox import project, session
from sandbox.errors import SandboxError
from sandbox.lookups import DEFAULT_REGION
from sandbox.registration import Json, Properties
from sandbox.secrecy import HIDDEN, is_secret
from sandbox.session import Session
from sandbox.up import exported


def down(options: argparse.Namespace) -> int:
    """End the sandbox and all that is in it."""
    of = project.load(options.cwd.resolve(), options.stack)
    with session.alone(of.root, of.stack):
        there = session.stop(of.root, of.stack)
    print(f"The sandbox of {of.stack} is gone." if there else f"No sandbox was up for {of.stack}.")
    return 0


def status(options: argparse.Namespace) -> int:
    """Say what is up, and how to reach it."""
    of, running = found(options)
    facts = dict(_facts(running))
    if options.json:
        print(json.dumps(facts, indent=2))
    else:
        _table(("stack", of.stack), *facts.items())
    return 0


def outputs(options: argparse.Namespace) -> int:
    """Print what the stack exports; secrets only where they are asked for."""
    _, running = found(options)
    exports = running.exports
    shown = {
        name: HIDDEN if is_secret(exports[name]) and not options.show_secrets else value
        for name, value in sorted(exported(exports).items())
    }
    if options.name is not None:
        if options.name not in shown:
            there = ", ".join(shown) or "none"
            raise SandboxError(f"there is no output {options.name!r}; there are: {there}")
        print(_text(shown[options.name]))
    elif options.json:
        print(json.dumps(shown, indent=2))
    else:
        _table(*shown.items())
    return 0


def env(options: argparse.Namespace) -> int:
    """Print what points AWS's own tools at the sandbox, for a shell to read."""
    of, running = found(options)
    aws, region = running.aws, _region(running.state, of)
    variables = {
        "AWS_ENDPOINT_URL": aws.endpoint,
        "AWS_ACCESS_KEY_ID": aws.account,
        "AWS_SECRET_ACCESS_KEY": aws.secret,
        "AWS_REGION": region,
        "AWS_DEFAULT_REGION": region,
    }
    print("unset AWS_PROFILE AWS_SESSION_TOKEN AWS_IGNORE_CONFIGURED_ENDPOINT_URLS")
    for name, value in variables.items():
        print(f"export {name}={shlex.quote(value)}")
    for name in ("NO_PROXY", "no_proxy"):
        print(f'export {name}="127.0.0.1,localhost${{{name}:+,${name}}}"')
    # The CLI's first version asks SQS at an address of its own unless it is told so.
    print('aws() { command aws --endpoint-url "$AWS_ENDPOINT_URL" "$@"; }')
    return 0


def found(options: argparse.Namespace) -> tuple[project.Project, Session]:
    """Return the project that a command is about, and its sandbox. Raises ``SandboxError``."""
    of = project.load(options.cwd.resolve(), options.stack)
    return of, session.running(of.root, of.stack)


def _facts(running: Session) -> Iterator[tuple[str, Json]]:
    state = running.state
    made, exports = state.get("resources"), state.get("outputs")
    clock = running.aws.control("GET", "clock")
    yield "endpoint", running.aws.endpoint
    yield "process", running.pid
    yield "since", datetime.fromtimestamp(running.since).astimezone().isoformat(timespec="seconds")
    yield "resources", len(made) if isinstance(made, dict) else 0
    yield "time", datetime.fromtimestamp(clock["now"], UTC).isoformat(timespec="seconds")
    yield "clock moved forward by", str(timedelta(seconds=round(clock["ahead"])))
    yield "faults", ", ".join(running.aws.control("GET", "faults")) or "none"
    if isinstance(exports, dict) and "api_id" in exports:
        yield "api", running.aws.named_api(str(exports["api_id"]))
    yield "log", str(running.log)


def _region(state: Properties, of: project.Project) -> str:
    """Return the region that a stack says it is in, or the one that its provider is set to."""
    exports = state.get("outputs")
    region = exports.get("region") if isinstance(exports, dict) else None
    return region if isinstance(region, str) else of.config.get("aws:region", DEFAULT_REGION)


def _table(*rows: tuple[str, Json]) -> None:
    console = Console(soft_wrap=True, highlight=False, emoji=False)
    width = max((len(name) for name, _ in rows), default=0)
    for name, value in rows:
        console.print(Text.assemble((f"{name:<{width}}", "bold"), f"  {_text(value)}"))


def _text(value: Json) -> str:
    return value if isinstance(value, str) else json.dumps(value)
