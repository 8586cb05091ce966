"""Makes resources as a deployment does: from the inputs of a type, which must all be heeded."""

import importlib
import keyword
from pathlib import Path

import pytest

from sandbox.computed import computed_outputs
from sandbox.resources import kinds
from sandbox.resources.kind import Place

FROM_THE_DEPLOYMENT = {"id", "region", "tagsAll"}


@pytest.fixture(scope="module")
def place(emulator):
    return Place(emulator.aws, "us-west-2", Path(__file__).parent)


@pytest.fixture(scope="module")
def make(place):
    """Return what makes a resource, and sees to it that all of its outputs are there."""

    def made(token, **asked):
        kind = kinds()[token]
        assert set(asked) - kind.inputs == set()
        result = kind.create(place, asked)
        assert wanted(token) - set(asked) - set(result.outputs) == set()
        return result

    return made


@pytest.fixture(scope="module")
def change(place):
    """Return what changes a resource to other inputs."""

    def changed(token, made, **asked):
        kind = kinds()[token]
        assert kind.update is not None
        assert set(asked) - kind.inputs == set()
        return kind.update(place, made, asked)

    return changed


def wanted(token):
    """Return the outputs that the SDK says a type always has, but for the deployment's own."""
    module = token.split(":")[1].partition("/")[0]
    package = importlib.import_module(f"pulumi_aws.{module}{'_' if keyword.iskeyword(module) else ''}")
    resource = getattr(package, token.rpartition(":")[2])
    assert kinds()[token].inputs - set(properties(resource)) == set()
    return set(computed_outputs({token})[token]) - FROM_THE_DEPLOYMENT


def properties(resource):
    """Yield what the SDK has as properties of a type; each input is one."""
    for member in vars(resource).values():
        name = getattr(getattr(member, "fget", None), "_pulumi_name", None)
        if name is not None:
            yield name
