"""Reads a Pulumi project and one of its stacks, as the CLI does, into what a program is told of itself.

A value that is encrypted cannot be read without its key: a placeholder stands for it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import yaml

from sandbox.declared import faults
from sandbox.errors import SandboxError
from sandbox.registration import Json, Properties
from sandbox.scalars import Moment, json_text, number_text
from sandbox.yaml_1_2 import load_yaml

PLACEHOLDER = "[encrypted]"
DEFAULT_STACK = "dev"
"""The stack that is meant where there are several and none is named."""


@dataclass(frozen=True)
class Project:
    """A program and what its engine tells it.

    ``config`` maps full keys (``aws:region``) to strings, as the engine passes them; ``secret_keys`` are
    those that are secret and ``encrypted`` those whose value is a placeholder here. ``answers`` are results
    of provider functions by token, beside those that ``lookups`` knows.
    """

    name: str
    stack: str
    config: dict[str, str] = field(default_factory=dict)
    secret_keys: tuple[str, ...] = ()
    encrypted: tuple[str, ...] = ()
    answers: dict[str, Properties] = field(default_factory=dict)
    root: Path = Path()
    program: Path = Path()
    organization: str = "organization"


def load(root: Path, stack: str | None, answers: Path | None = None) -> Project:
    """Read the project in ``root`` and its stack, by default the only one there is, or ``dev`` of several.

    Raises ``SandboxError`` where a file is missing, is no YAML, or does not say what is needed.
    """
    settings = _mapping(_project_file(root))
    name = _text(settings, "name", root)
    _require_python(settings, root)
    stack = stack or _default_stack(root)
    values = _mapping(_stack_file(root, stack)).get("config") or {}
    if not isinstance(values, dict):
        raise SandboxError(f"Pulumi.{stack}.yaml: found {values!r} under 'config'; wanted keys and values")
    given = {_full_key(key, name): _dated(value, "plain") for key, value in values.items()}
    merged = {**_defaults(settings, name), **given}
    wrong = list(faults(settings.get("config"), merged, name, stack))
    if wrong:
        raise SandboxError("\n".join(wrong))
    secret = tuple(sorted(key for key, value in merged.items() if _is_secret(value)))
    return Project(
        name=name,
        stack=stack,
        root=root,
        program=_program(settings, root),
        config={key: _string(value) for key, value in merged.items()},
        secret_keys=secret,
        encrypted=secret,
        answers=_answers(answers) if answers else {},
    )


def stacks(root: Path) -> list[str]:
    """Name the stacks that have a settings file in ``root``."""
    return sorted(
        path.name.removeprefix("Pulumi.").removesuffix(".yaml") for path in root.glob("Pulumi.*.yaml")
    )


def _mapping(path: Path) -> Properties:
    try:
        content = load_yaml(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise SandboxError(f"{path.name} is not valid YAML: {' '.join(str(error).split())}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise SandboxError(f"{path.name} cannot be read: {error}") from error
    if content is None:
        return {}
    if not isinstance(content, dict):
        raise SandboxError(f"{path.name}: found {type(content).__name__}; wanted keys and values")
    return content


def _project_file(root: Path) -> Path:
    path = root / "Pulumi.yaml"
    if not path.is_file():
        raise SandboxError(
            f"no Pulumi.yaml in {root}; run this in a Pulumi project's folder, or name it with --cwd"
        )
    return path


def _stack_file(root: Path, stack: str) -> Path:
    path = root / f"Pulumi.{stack}.yaml"
    if not path.is_file():
        known = ", ".join(stacks(root)) or "none"
        raise SandboxError(
            f"no stack {stack!r}: Pulumi.{stack}.yaml is not in {root} (stacks there: {known})"
        )
    return path


def _default_stack(root: Path) -> str:
    found = stacks(root)
    if DEFAULT_STACK in found:
        return DEFAULT_STACK
    if len(found) != 1:
        raise SandboxError(f"name a stack with --stack; in {root} there are: {', '.join(found) or 'none'}")
    return found[0]


def _text(settings: Properties, key: str, root: Path) -> str:
    value = settings.get(key)
    if not isinstance(value, str) or not value:
        raise SandboxError(f"Pulumi.yaml in {root}: found {value!r} under {key!r}; wanted a name")
    return value


def _require_python(settings: Properties, root: Path) -> None:
    runtime = settings.get("runtime")
    found = runtime.get("name") if isinstance(runtime, dict) else runtime
    if found != "python":
        raise SandboxError(
            f"Pulumi.yaml in {root}: found runtime {found!r}; wanted python, the only one run here"
        )


def _program(settings: Properties, root: Path) -> Path:
    main = settings.get("main")
    if not isinstance(main, str | None):
        raise SandboxError(f"Pulumi.yaml in {root}: found {main!r} under 'main'; wanted a path")
    try:
        program = (root / main).resolve() if isinstance(main, str) else root
        entry = program / "__main__.py" if program.is_dir() else program
        is_there = entry.is_file()
    except (OSError, ValueError, RuntimeError) as error:  # too long, a zero byte, links in a circle
        raise SandboxError(f"no program: {error} (Pulumi.yaml: main is {main!r})") from error
    if not is_there:
        raise SandboxError(f"no program: {entry} does not exist (Pulumi.yaml: main is {main!r})")
    return program


def _full_key(key: str, project: str) -> str:
    return key if ":" in key else f"{project}:{key}"


def _defaults(settings: Properties, project: str) -> dict[str, Json]:
    declared = settings.get("config")
    found: dict[str, Json] = {}
    for key, entry in declared.items() if isinstance(declared, dict) else ():
        value = entry.get("value", entry.get("default")) if isinstance(entry, dict) else entry
        if value is not None:
            found[_full_key(key, project)] = _dated(value, "exact")
    return found


def _dated(value: Json, form: Literal["plain", "exact"]) -> Json:
    """Return a value with its moments as the CLI writes them: a stack's plain, a project's exact."""
    if isinstance(value, Moment):
        return value.plain if form == "plain" else value.exact
    if isinstance(value, dict):
        return {key: _dated(each, form) for key, each in value.items()}
    return [_dated(each, form) for each in value] if isinstance(value, list) else value


def _is_encrypted(value: Properties) -> bool:
    return list(value) == ["secure"] and isinstance(value["secure"], str)


def _is_secret(value: Json) -> bool:
    if isinstance(value, dict):
        return _is_encrypted(value) or any(_is_secret(each) for each in value.values())
    return isinstance(value, list) and any(_is_secret(each) for each in value)


def _revealed(value: Json) -> Json:
    if isinstance(value, dict):
        if _is_encrypted(value):
            return PLACEHOLDER
        return {key: _revealed(each) for key, each in value.items()}
    return [_revealed(each) for each in value] if isinstance(value, list) else value


def _string(value: Json) -> str:
    revealed = _revealed(value)
    if revealed is None:
        return ""
    if isinstance(revealed, str):
        return revealed
    is_number = isinstance(revealed, (int, float)) and not isinstance(revealed, bool)
    return number_text(revealed) if is_number else json_text(revealed)


def _answers(path: Path) -> dict[str, Properties]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise SandboxError(f"the answers in {path} cannot be read: {error}") from error
    if not isinstance(content, dict) or not all(isinstance(each, dict) for each in content.values()):
        raise SandboxError(f"the answers in {path}: wanted an object of results by function token")
    return content
