"""A policy pack as files on disk: its settings, its interpreter, and the configuration that a user gives it.

Configuration is reconciled as the engine does it: the policies' own defaults, then the pack's initial
configuration, then the user's, ``all`` before single policies; the result is held to each policy's schema.
"""

from __future__ import annotations

import difflib
import json
import os
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import jsonschema
import yaml

from sandbox.errors import SandboxError
from sandbox.registration import Json, Properties
from sandbox.yaml_1_2 import load_yaml

# In the order of the protocol's numbers.
LEVELS = ("advisory", "mandatory", "disabled", "remediate")


@dataclass(frozen=True)
class PolicyConfig:
    """How strictly one policy is enforced, and with which parameters."""

    level: str
    properties: Properties


@dataclass(frozen=True)
class PolicyInfo:
    """What a pack says of one of its policies. ``schema`` is that of its parameters.

    ``is_single`` is whether it looks at one resource at a time rather than at the stack.
    """

    name: str
    title: str
    description: str
    is_single: bool
    level: str
    severity: str
    remediation: str
    url: str
    tags: tuple[str, ...]
    schema: Properties
    required: tuple[str, ...]


@dataclass(frozen=True)
class Pack:
    """A policy pack's folder. ``version`` overrides what the pack says of itself, as in the engine."""

    path: Path
    version: str
    python: Path
    config: dict[str, PolicyConfig]


def load(path: Path, config: Path | None = None) -> Pack:
    """Read the pack in ``path`` and the user's configuration of it. Raises ``SandboxError``."""
    settings_file = path / "PulumiPolicy.yaml"
    if not settings_file.is_file():
        raise SandboxError(f"no policy pack in {path}: PulumiPolicy.yaml is not there")
    try:
        settings = load_yaml(settings_file.read_text(encoding="utf-8")) or {}
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise SandboxError(f"{settings_file} cannot be read: {' '.join(str(error).split())}") from error
    if not isinstance(settings, dict):
        raise SandboxError(f"{settings_file}: found {type(settings).__name__}; wanted keys and values")
    runtime = settings.get("runtime")
    name, options = (
        (runtime.get("name"), runtime.get("options")) if isinstance(runtime, dict) else (runtime, {})
    )
    if name != "python":
        raise SandboxError(f"{settings_file}: found runtime {name!r}; wanted python, the only one run here")
    version = str(settings.get("version") or "")
    folder = path.resolve()
    return Pack(folder, version, _python(folder, options), _user_config(config) if config else {})


def _python(path: Path, options: Json) -> Path:
    """Find the pack's own interpreter; where its environment was never made, this one serves."""
    given = options.get("virtualenv", "venv") if isinstance(options, dict) else "venv"
    if not isinstance(given, str):
        raise SandboxError(f"{path / 'PulumiPolicy.yaml'}: found {given!r} under 'virtualenv'; wanted a path")
    environment = path / given
    python = environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    try:
        return python if python.is_file() else Path(sys.executable)
    except OSError as error:
        raise SandboxError(
            f"{path / 'PulumiPolicy.yaml'}: virtualenv cannot be looked for: {error}"
        ) from error


def _user_config(path: Path) -> dict[str, PolicyConfig]:
    try:
        content = json.loads(path.read_text(encoding="utf-8") or "{}")
    except (OSError, ValueError, RecursionError) as error:
        raise SandboxError(f"the policy pack configuration {path} cannot be read: {error}") from error
    if not isinstance(content, dict):
        raise SandboxError(f"the policy pack configuration {path}: wanted an object of policies")
    return {name: _entry(path, name, value) for name, value in content.items()}


def _entry(path: Path, name: str, value: Json) -> PolicyConfig:
    properties = dict(value) if isinstance(value, dict) else {"enforcementLevel": value}
    level = properties.pop("enforcementLevel", "")
    if level not in (*LEVELS, ""):
        raise SandboxError(
            f"{path}: {name}: found enforcement level {level!r}; wanted one of {', '.join(LEVELS)}"
        )
    return PolicyConfig(str(level), properties)


def reconcile(policies: tuple[PolicyInfo, ...], *layers: dict[str, PolicyConfig]) -> dict[str, PolicyConfig]:
    """Lay configurations over the policies' own defaults, later ones first.

    Raises ``SandboxError`` that lists every name and value that does not fit.
    """
    result = {policy.name: PolicyConfig(policy.level, _defaults(policy)) for policy in policies}
    for layer in layers:
        if "all" in layer and layer["all"].level:
            result = {name: replace(each, level=layer["all"].level) for name, each in result.items()}
            # A pack is told of it under its own name too.
            result["all"] = layer["all"]
        for name, given in layer.items():
            if name in result:
                before = result[name]
                result[name] = PolicyConfig(
                    given.level or before.level, {**before.properties, **given.properties}
                )
    faults = [*_unknown_names(policies, layers), *_invalid(policies, result)]
    if faults:
        raise SandboxError("the policy pack configuration is not valid:\n  " + "\n  ".join(faults))
    return result


def _defaults(policy: PolicyInfo) -> Properties:
    return {
        key: entry["default"]
        for key, entry in policy.schema.items()
        if isinstance(entry, dict) and "default" in entry
    }


def _unknown_names(
    policies: tuple[PolicyInfo, ...], layers: tuple[dict[str, PolicyConfig], ...]
) -> list[str]:
    known = [policy.name for policy in policies]
    faults = []
    for name in sorted({name for layer in layers for name in layer} - {"all", *known}):
        near = difflib.get_close_matches(name, known, 1)
        faults.append(f"{name}: no such policy" + (f"; the nearest is {near[0]}" if near else ""))
    return faults


def _invalid(policies: tuple[PolicyInfo, ...], config: dict[str, PolicyConfig]) -> list[str]:
    faults = []
    for policy in policies:
        schema = {"type": "object", "properties": policy.schema, "required": list(policy.required)}
        validator = jsonschema.Draft7Validator(schema)
        for error in validator.iter_errors(config[policy.name].properties):
            where = ".".join(str(part) for part in error.path)
            faults.append(f"{policy.name}: {f'{where}: ' if where else ''}{error.message}")
    return faults
