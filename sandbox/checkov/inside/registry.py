"""Prints what checkov checks, as JSON: run by checkov's own Python, with nothing of ours to import.

``types`` are all resource types that its checks are about; of the types named on the command line, ``checks``
has each check's name and types, and what it reads of each: ``paths`` for sure, ``words`` at any depth.
"""

import ast
import importlib
import inspect
import json
import re
import sys
from pathlib import Path
from typing import Any

OWN = "checkov.terraform.checks.resource"
INDEX = re.compile(r"\[?\d+\]?|\*")
REGISTRIES = (
    "checkov.terraform.checks.resource.registry:resource_registry",
    "checkov.terraform.checks.provider.registry:provider_registry",
)


def main(wanted: frozenset[str]) -> None:
    """Print it."""
    types: set[str] = set()
    checks: dict[str, dict[str, Any]] = {}
    for kind, check in (*_single(), *_graph()):
        types.add(kind)
        if kind in wanted:
            row = checks.setdefault(check.id, {"name": check.name, "types": {}})
            paths, words = _graph_reads(check, kind) if _is_graph(check) else _reads(check)
            row["types"][kind] = {"paths": sorted(paths), "words": sorted(words)}
    version = importlib.import_module("checkov.version").version
    json.dump({"version": version, "types": sorted(types), "checks": checks}, sys.stdout)


def _single() -> list[tuple[str, Any]]:
    """Return the checks that look at one resource or provider, by type."""
    importlib.import_module("checkov.terraform.runner").Runner()
    found: list[tuple[str, Any]] = []
    for place in REGISTRIES:
        module, _, name = place.partition(":")
        registry = getattr(importlib.import_module(module), name)
        found += [(kind, check) for kind, checks in registry.checks.items() for check in checks]
        found += [(kind, check) for kind, checks in registry.wildcard_checks.items() for check in checks]
    return found


def _graph() -> list[tuple[str, Any]]:
    """Return the checks that look at resources and what they refer to, by type."""
    module = importlib.import_module("checkov.common.checks_infra.registry")
    registry = module.get_graph_checks_registry("terraform")
    registry.load_checks()
    return [(kind, check) for check in registry.checks for kind in check.resource_types]


def _is_graph(check: Any) -> bool:  # noqa: ANN401 checkov's own
    return hasattr(check, "solver")


def _graph_reads(check: Any, kind: str) -> tuple[set[str], set[str]]:  # noqa: ANN401 the same
    paths: set[str] = set()
    waiting = [check.solver]
    while waiting:
        solver = waiting.pop()
        waiting += [*(getattr(solver, "solvers", None) or ()), *(getattr(solver, "queries", None) or ())]
        attribute = getattr(solver, "attribute", None)
        kinds = getattr(solver, "resource_types", None) or ()
        if isinstance(attribute, str) and attribute != "resource_type" and kind in kinds:
            paths.add(_path(attribute, "."))
    return paths, set()


def _reads(check: Any) -> tuple[set[str], set[str]]:  # noqa: ANN401 the same
    paths: set[str] = set()
    for name in ("get_inspected_key", "get_inspected_keys"):
        said = getattr(check, name, list)()
        paths |= {_path(each, "/") for each in ([said] if isinstance(said, str) else said or ())}
    words: set[str] = set()
    for each in type(check).__mro__:
        if each.__module__.startswith(OWN) and not each.__module__.startswith(f"{OWN}.base_"):
            words |= _words(Path(inspect.getfile(each)))
    return {each for each in paths if each}, words


def _path(said: str, between: str) -> str:
    return ".".join(part for part in said.split(between) if part and not INDEX.fullmatch(part))


def _words(file: Path) -> set[str]:
    """Return the keys that a module looks for in mappings."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        keys: list[ast.expr] = []
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "get":
            keys = node.args[:1]
        elif isinstance(node, ast.Subscript):
            keys = [node.slice]
        elif isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.In | ast.NotIn):
            keys = [node.left]
        for key in keys:
            if isinstance(key, ast.Constant) and isinstance(key.value, str):
                found |= {part for part in key.value.split("/") if not INDEX.fullmatch(part)}
    return found


if __name__ == "__main__":
    main(frozenset(sys.argv[1:]))
