"""The rows: each check's two programs, as Pulumi runs them, and as Terraform's own plan would have them."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pulumi_aws as aws
import yaml

from tests.checkov.terraform_types import FILLED_IN, TYPES

ROWS = Path(__file__).with_name("rows")
OUTPUT = re.compile(r"\$\{(\w+)\.(\w+)\}")
SOURCE = "registry.terraform.io/hashicorp/aws"


@dataclass(frozen=True)
class Resource:
    """One resource of a program: its class, and its arguments for the SDK and for Terraform."""

    key: str
    kind: str
    pulumi: dict
    terraform: dict


@dataclass(frozen=True)
class Program:
    """Resources that pass a check, or that fail it."""

    check: str
    verdict: str
    resources: tuple[Resource, ...]

    def name(self, key):
        return f"{self.check}-{self.verdict}-{key}"

    def address(self, key):
        kind = next(each.kind for each in self.resources if each.key == key)
        return f"{TYPES[kind]}.{self.name(key)}"

    @property
    def addresses(self):
        return {self.address(each.key) for each in self.resources}

    def run(self):
        """Register everything through the SDK's own classes."""
        made = {}
        for each in self.resources:
            module, name = each.kind.split(".")
            made[each.key] = getattr(getattr(aws, module), name)(
                self.name(each.key), **_resolved(each.pulumi, made)
            )


def load():
    """Return every program, by check."""
    found = {}
    for file in sorted(ROWS.glob("*.yaml")):
        for check, verdicts in yaml.safe_load(file.read_text()).items():
            assert check not in found
            assert [*verdicts] == ["passes", "fails"]
            found[check] = [_program(check, *each) for each in verdicts.items()]
    return found


def _program(check, verdict, resources):
    return Program(check, verdict, tuple(_resource(key, *row) for key, row in resources.items()))


def _resource(key, kind, both=None, pulumi=None, terraform=None):
    common = both or {}
    theirs = {**FILLED_IN.get(kind, {}), **common, **(terraform or {})}
    return Resource(key, kind, _plain({**common, **(pulumi or {})}), _plain(theirs))


def _plain(value):
    if isinstance(value, dict):
        return json.dumps(value["$json"]) if "$json" in value else {k: _plain(v) for k, v in value.items()}
    return [_plain(each) for each in value] if isinstance(value, list) else value


def _resolved(value, made):
    if isinstance(value, dict):
        return {key: _resolved(each, made) for key, each in value.items()}
    if isinstance(value, list):
        return [_resolved(each, made) for each in value]
    found = OUTPUT.fullmatch(value) if isinstance(value, str) else None
    return getattr(made[found[1]], found[2]) if found else value


def terraform_plan(programs) -> dict[str, Any]:
    """Return one plan of all the programs, as Terraform writes it."""
    rows = [(program, each) for program in programs for each in program.resources]
    return {
        "format_version": "1.2",
        "terraform_version": "1.9.0",
        "planned_values": {"root_module": {"resources": [_planned(*row) for row in rows]}},
        "resource_changes": [_change(*row) for row in rows],
        "configuration": {
            "provider_config": {"aws": {"name": "aws", "full_name": SOURCE}},
            "root_module": {"resources": [_configured(*row) for row in rows]},
        },
    }


def _head(program, resource):
    kind = TYPES[resource.kind]
    name = program.name(resource.key)
    return {"address": f"{kind}.{name}", "mode": "managed", "type": kind, "name": name}


def _planned(program, resource):
    return {
        **_head(program, resource),
        "provider_name": SOURCE,
        "schema_version": 0,
        "values": _known(resource.terraform),
        "sensitive_values": {},
    }


def _change(program, resource):
    unknown = {key: found for key, each in resource.terraform.items() if (found := _unknown(each))}
    change = {
        "actions": ["create"],
        "before": None,
        "after": _known(resource.terraform),
        "after_unknown": {"arn": True, "id": True, **unknown},
        "before_sensitive": False,
        "after_sensitive": {},
    }
    return {**_head(program, resource), "provider_name": SOURCE, "change": change}


def _configured(program, resource):
    expressions = _expressions(program, resource.terraform)
    return {
        **_head(program, resource),
        "provider_config_key": "aws",
        "expressions": expressions,
        "schema_version": 0,
    }


def _is_output(value):
    return isinstance(value, str) and OUTPUT.fullmatch(value) is not None


def _known(value):
    """Return what is known: unknown arguments are left out, unknown elements are null."""
    if isinstance(value, dict):
        return {key: _known(each) for key, each in value.items() if not _is_output(each)}
    if isinstance(value, list):
        return [None if _is_output(each) else _known(each) for each in value]
    return value


def _unknown(value):
    """Return where something is unknown."""
    if isinstance(value, dict):
        return {key: found for key, each in value.items() if (found := _unknown(each))}
    if isinstance(value, list):
        found = [_unknown(each) or False for each in value]
        return found if any(found) else False
    return _is_output(value)


def _expressions(program, arguments):
    return {key: _expression(program, value) for key, value in arguments.items()}


def _expression(program, value):
    blocks = isinstance(value, list) and value and isinstance(value[0], dict)
    if blocks:
        return [_expressions(program, each) for each in value]
    outputs = [each for each in (value if isinstance(value, list) else [value]) if _is_output(each)]
    if not outputs:
        return {"constant_value": value}
    found = [OUTPUT.findall(each)[0] for each in outputs]
    return {
        "references": [
            part
            for key, output in found
            for part in (f"{program.address(key)}.{output}", program.address(key))
        ]
    }
