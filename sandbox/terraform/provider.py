"""What Terraform's AWS provider says of its types, read from the bindings that are generated from its schema.

``cdktf-cdktf-provider-aws`` on PyPI carries a description of each argument: its name in Terraform, whether it
is a block or an attribute, and what is in it.
"""

from __future__ import annotations

import io
import json
import re
import tarfile
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sandbox.terraform.sdk import Kind

LINK = re.compile(r"/docs/resources/(\w+)#(\w+) ")
RESOLVABLE = "cdktf.IResolvable"


@dataclass(frozen=True)
class Argument:
    """One argument; ``block`` tells a block from an attribute, ``of`` names the struct of what is in it."""

    kind: Kind
    block: bool
    of: str = ""


@dataclass(frozen=True)
class Provider:
    """``resources`` gives the struct of each type, ``structs`` the arguments of each struct."""

    version: str
    resources: dict[str, str]
    structs: dict[str, dict[str, Argument]] = field(repr=False)

    def arguments(self, resource: str) -> dict[str, Argument]:
        """What a type can be given."""
        return self.structs[self.resources[resource]]


def read(wheel: Path) -> Provider:
    """Read the wheel."""
    with zipfile.ZipFile(wheel) as outer:
        name = next(each for each in outer.namelist() if each.endswith(".jsii.tgz"))
        with tarfile.open(fileobj=io.BytesIO(outer.read(name))) as inner:
            file = inner.extractfile("package/.jsii")
            if file is None:
                raise LookupError(f"{wheel} holds no description of its types")
            types: dict[str, dict[str, Any]] = json.load(file)["types"]
    resources: dict[str, str] = {}
    structs: dict[str, dict[str, Argument]] = {}
    version = ""
    for name, each in types.items():
        if each["kind"] != "interface":
            continue
        structs[name] = {}
        for one in each.get("properties", []):
            link = LINK.search(_text(one))
            if link is None:
                continue
            structs[name][link[2]] = _argument(one)
            if each.get("interfaces") == ["cdktf.TerraformMetaArguments"]:
                resources[f"aws_{link[1]}"] = name
            version = version or _text(one).partition("hashicorp/aws/")[2].partition("/")[0]
    return Provider(version, resources, structs)


def _text(described: dict[str, Any]) -> str:
    docs = described.get("docs", {})
    return f"{docs.get('summary', '')}\n{docs.get('remarks', '')} "


def _argument(described: dict[str, Any]) -> Argument:
    kind, of = _form(described["type"])
    return Argument(kind, described.get("docs", {}).get("summary", "").endswith(" block."), of)


def _form(declared: dict[str, Any]) -> tuple[Kind, str]:
    if "union" in declared:
        forms = [_form(each) for each in declared["union"]["types"] if each.get("fqn") != RESOLVABLE]
        return next((each for each in forms if each[0] != "scalar"), ("scalar", ""))
    if "collection" in declared:
        kind, of = _form(declared["collection"]["elementtype"])
        if declared["collection"]["kind"] == "map":
            return "map", ""
        return ("objects", of) if kind == "object" else ("list", "")
    if "fqn" in declared and declared["fqn"] != RESOLVABLE:
        return "object", declared["fqn"]
    return "scalar", ""
