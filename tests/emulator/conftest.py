"""An emulator for each file of tests; everything in it is made by the tests themselves."""

import pytest

from sandbox.emulator.process import Emulator

REGION = "us-west-2"


@pytest.fixture(scope="module")
def emulator():
    with Emulator(REGION) as running:
        yield running


@pytest.fixture(scope="module")
def client(emulator):
    """Return boto3's client of a service, in the emulator's own region unless told otherwise."""
    return lambda service, region=REGION: emulator.aws.client(service, region)
