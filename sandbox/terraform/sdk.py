"""What Pulumi's AWS SDK says of its types, read from its sources: importing all of it would take a minute."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from sandbox.terraform.words import snake

Kind: TypeAlias = Literal["object", "objects", "map", "list", "scalar"]
MODULES = re.compile(r'resource_modules="""(.*?)"""', re.DOTALL)
ARGUMENTS = re.compile(r"'(\w+Args)'")
OBJECTS = "_inputs.py"
NO_ARGUMENTS = ("get_*.py", "outputs.py", "_enums.py")


@dataclass(frozen=True)
class Input:
    """One input: ``kind`` is its form, ``of`` the class of the objects in it, where it has any."""

    kind: Kind
    of: str = ""


Inputs: TypeAlias = dict[str, Input]


@dataclass(frozen=True)
class Sdk:
    """``tokens`` gives the package and the class of a type.

    ``resources`` and ``classes`` give, by package and class, what is in a type's and in an object's;
    some of them have the same name.
    """

    tokens: dict[str, tuple[str, str]]
    resources: dict[tuple[str, str], Inputs]
    classes: dict[tuple[str, str], Inputs]

    def inputs(self, token: str) -> Inputs:
        """What a type can be given; empty where it takes nothing."""
        package, name = self.tokens[token]
        return self.resources.get((package, f"{name}Args"), {})


def tokens(folder: Path) -> dict[str, tuple[str, str]]:
    """Return the package and the class of every type of ``pulumi_aws``."""
    found = MODULES.search((folder / "__init__.py").read_text(encoding="utf-8"))
    if found is None:
        raise LookupError(f"{folder} registers no resource modules; wanted pulumi_aws")
    return {
        token: (str(module["fqn"]), name)
        for module in json.loads(found[1])
        for token, name in module["classes"].items()
    }


def read(folder: Path, only: Collection[str] | None = None) -> Sdk:
    """Read ``pulumi_aws`` from its folder; ``only`` names the types to read, without it all are."""
    types = {token: each for token, each in tokens(folder).items() if only is None or token in only}
    packages = {folder: folder.name}
    packages |= {each: f"{folder.name}.{each.name}" for each in folder.iterdir() if each.is_dir()}
    resources: dict[tuple[str, str], Inputs] = {}
    classes: dict[tuple[str, str], Inputs] = {}
    for path, package in packages.items():
        files = {f"{snake(name)}.py" for of, name in types.values() if of == package}
        for file in path.glob("*.py") if files else ():
            if only is not None and file.name not in {OBJECTS, *files}:
                continue
            if not any(file.match(pattern) for pattern in NO_ARGUMENTS):
                into = classes if file.name == OBJECTS else resources
                into |= {(package, name): inputs for name, inputs in _classes(file)}
    return Sdk(types, resources, classes)


def _classes(file: Path) -> Iterator[tuple[str, Inputs]]:
    for node in ast.parse(file.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ClassDef) and node.name.endswith("Args"):
            yield node.name, _inputs(node)


def _inputs(node: ast.ClassDef) -> Inputs:
    methods: dict[str, ast.FunctionDef] = {}
    for each in node.body:
        if isinstance(each, ast.FunctionDef):
            methods.setdefault(each.name, each)  # the first is the getter
    if "__init__" not in methods:
        return {}
    arguments = methods["__init__"].args.kwonlyargs
    return {
        _wire_name(methods.get(each.arg), each.arg): _input(ast.unparse(each.annotation))
        for each in arguments
        if each.annotation is not None
    }


def _wire_name(method: ast.FunctionDef | None, name: str) -> str:
    """Return what an input is called outside Python."""
    for decorator in method.decorator_list if method else ():
        if isinstance(decorator, ast.Call) and ast.unparse(decorator.func) == "pulumi.getter":
            return str(ast.literal_eval(decorator.keywords[0].value))
    return name


def _input(annotation: str) -> Input:
    of = ARGUMENTS.search(annotation)
    if "Mapping[" in annotation:
        return Input("map")
    if of is None:
        return Input("list" if "Sequence[" in annotation else "scalar")
    return Input("objects" if "Sequence[" in annotation else "object", of[1])
