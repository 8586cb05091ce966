"""Makes resources as a deployment does: from the inputs of a type, which must all be heeded."""

import importlib
import keyword
from pathlib import Path

import pytest
from pulumi._types import resource_types
from pulumi.runtime.rpc import translate_output_properties

from sandbox.computed import computed_outputs
from sandbox.resources import kinds
from sandbox.resources.kind import Place

FROM_THE_DEPLOYMENT = {"id", "region", "tagsAll"}


@pytest.fixture(scope="module")
def place(emulator):
    return Place(emulator.aws, "us-west-2", Path(__file__).parent)


@pytest.fixture(scope="module")
def make(place):
    """Return what makes a resource, and sees to it that the SDK gets all of its outputs, as it wants them."""

    def made(token, **asked):
        kind, sdk = kinds()[token], resource(token)
        types = resource_types(sdk)
        assert set(asked) <= kind.inputs <= set(types)
        result = kind.create(place, asked)
        assert set(computed_outputs({token})[token]) <= {*asked, *result.outputs, *FROM_THE_DEPLOYMENT}
        for name, value in result.outputs.items():
            translate_output_properties(value, str, types[name])
        return result

    return made


@pytest.fixture(scope="module")
def change(place):
    """Return what changes a resource to other inputs."""

    def changed(token, made, **asked):
        kind = kinds()[token]
        assert kind.update is not None
        assert set(asked) <= kind.inputs
        return kind.update(place, made, asked)

    return changed


def resource(token):
    """Return the SDK's class of a type."""
    module = token.split(":")[1].partition("/")[0]
    package = importlib.import_module(f"pulumi_aws.{module}{'_' if keyword.iskeyword(module) else ''}")
    return getattr(package, token.rpartition(":")[2])
