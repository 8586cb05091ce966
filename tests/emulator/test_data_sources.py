"""A provider's read-only functions are answered by what the emulator has."""

import pytest

from sandbox import data_sources
from sandbox.deployment import Deployment
from sandbox.errors import RefusedError, SandboxError
from sandbox.registration import Properties

REGION = "us-west-2"
ZONES = "aws:index/getAvailabilityZones:getAvailabilityZones"


def test_a_function_of_the_provider_is_answered_by_the_emulator(emulator, tmp_path):
    deployment = Deployment(emulator.aws, tmp_path, lambda _: None)
    zones = deployment.answer(ZONES, {}, REGION)
    assert str(zones["names"]).startswith("['us-west-2a', 'us-west-2b'")
    caller = deployment.answer("aws:index/getCallerIdentity:getCallerIdentity", {}, REGION)
    assert caller["accountId"] == "123456789012"
    with pytest.raises(SandboxError, match=r"getAmi has no answer in the sandbox"):
        deployment.answer("aws:ec2/getAmi:getAmi", {}, REGION)


def test_what_a_function_of_the_provider_refuses_is_the_program_s_to_handle(emulator, tmp_path, monkeypatch):
    def refuse(*_):
        raise RefusedError("there is none")

    monkeypatch.setattr(data_sources, "answer", refuse)
    with pytest.raises(RefusedError, match=r"^there is none$"):
        Deployment(emulator.aws, tmp_path, lambda _: None).answer(ZONES, {}, REGION)


def test_the_zones_are_those_that_are_asked_for(emulator, tmp_path):
    deployment, token = Deployment(emulator.aws, tmp_path, lambda _: None), ZONES
    there = deployment.answer(token, {"region": "eu-west-1", "state": "available"}, REGION)
    assert str(there["names"]).startswith("['eu-west-1a'")
    assert deployment.answer(token, {"state": "impaired"}, REGION)["names"] == []
    second: Properties = {"filters": [{"name": "zone-name", "values": ["us-west-2b"]}]}
    assert deployment.answer(token, second, REGION)["names"] == ["us-west-2b"]
    with pytest.raises(SandboxError, match=r"found a filter by colour; wanted one by group-name, "):
        deployment.answer(token, {"filters": [{"name": "colour", "values": ["red"]}]}, REGION)
    with pytest.raises(SandboxError, match=r"does not know what to do with excludeNames$"):
        deployment.answer(token, {"excludeNames": ["us-west-2a"]}, REGION)
