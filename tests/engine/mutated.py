"""Broken stacks as programs that an engine can run: what was recorded, broken, and registered again."""

import json
import shutil
from zipfile import ZipFile

import pytest
import yaml

from sandbox.registration import SIGNATURE, STACK_TYPE
from tests.engine.cases import HERE, Case
from tests.mutations import clean, strict
from tests.mutations.table import MUTATIONS

STACKS = {"own": clean.own, "aurora": clean.aurora, "reference": clean.reference}
ALL = tuple((stack, mutation) for stack, held in MUTATIONS.items() for mutation in held)
PARTS = {"all": 1, "some": 64}
"""Of how many mutations one is tried."""
NEVER = "9999-12-31"
CODE = "code.zip"


def chosen(which):
    """Return ``some`` mutations (one in 64, of all files), ``all``, or a part of all (``2/8``)."""
    if which in PARTS:
        return ALL[:: PARTS[which]]
    part, is_part, parts = which.partition("/")
    if not (is_part and part.isdecimal() and parts.isdecimal() and 1 <= int(part) <= int(parts)):
        raise pytest.UsageError(f"--mutations: found {which}; wanted some, all, or a part of all such as 1/8")
    return ALL[int(part) - 1 :: int(parts)]


def written(whole, mutation, folder):
    """Write a broken stack as a project in a folder, and return it as a case."""
    shutil.copytree(HERE / "replay", folder)
    broken = mutation.applied(whole.registrations)
    [root] = [each for each in broken if each.type == STACK_TYPE]
    stack, project = root.urn.split(":")[2], root.urn.split("::")[1]
    settings = yaml.safe_load((folder / "Pulumi.yaml").read_text())
    (folder / "Pulumi.yaml").write_text(yaml.safe_dump({**settings, "name": project}))
    (folder / f"Pulumi.{stack}.yaml").write_text("config: {}\n")
    there = {each.urn for each in broken}
    ZipFile(folder / CODE, "w").close()
    asked = [_asked(each, there) for each in broken if each.type != STACK_TYPE]
    (folder / "registrations.json").write_text(json.dumps(asked))
    config = folder / "config.json"
    config.write_text(json.dumps(_configuration(whole)))
    return Case(mutation.id, folder, stack, config=str(config))


def _asked(registration, there):
    """Return what the program has to ask for; what is not there, nothing depends on."""
    options = registration.options
    before = options.delete_before_replace
    inputs = {name: _packed(value) for name, value in registration.inputs.items()}
    version = inputs.pop("version", "") if registration.is_provider else ""
    depends = registration.property_dependencies.items()
    request = {
        "type": registration.type,
        "name": registration.name,
        "parent": registration.parent,
        "custom": registration.custom,
        "version": version,
        "protect": options.protect,
        "dependencies": sorted(there.intersection(registration.dependencies)),
        "propertyDependencies": {key: {"urns": sorted(there.intersection(urns))} for key, urns in depends},
        "ignoreChanges": options.ignore_changes,
        "additionalSecretOutputs": options.additional_secret_outputs,
        "deleteBeforeReplace": bool(before),
        "deleteBeforeReplaceDefined": before is not None,
        "acceptSecrets": True,
        "acceptResources": True,
        "supportsPartialValues": True,
    }
    return {"request": request, "inputs": inputs, "provider": registration.provider}


def _packed(value):
    """Return an input; a file that the program had made for it is an empty one here."""
    is_file = isinstance(value, dict) and SIGNATURE in value and "path" in value
    return {**value, "path": CODE} if is_file else value


def _configuration(whole):
    """Return the pack's configuration under which a stack is clean."""
    levels = (
        strict.configuration() if whole.is_strict else {each: ("mandatory", {}) for each in whole.also_on}
    )
    text = json.dumps({name: {"enforcementLevel": level, **given} for name, (level, given) in levels.items()})
    return json.loads(text.replace(strict.UNTIL, NEVER))
