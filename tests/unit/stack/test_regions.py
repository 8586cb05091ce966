"""Providers and what AWS says of a region."""

from __future__ import annotations

import pulumi
import pytest

from sandbox.recording import Project, record
from stack.regions import look_up, make_providers

ZONES = "aws:index/getAvailabilityZones:getAvailabilityZones"


def providers(region):
    recording = record(lambda: make_providers(region), Project("disaster-recovery", "test"))
    return {each.name: each.inputs["region"] for each in recording.registrations if each.is_provider}


def looked_up(region, **answers):
    found = []
    project = Project("disaster-recovery", "test", answers=answers.get("answers", {}))
    recording = record(lambda: found.append(look_up(region, make_providers(region).main)), project)
    return found[0], recording


def test_the_health_check_s_alarm_gets_a_provider_of_its_own():
    assert providers("eu-west-1") == {"main": "eu-west-1", "watch": "us-east-1"}


def test_in_us_east_1_one_provider_serves_both():
    assert providers("us-east-1") == {"main": "us-east-1"}


def test_the_account_and_the_first_two_zones_are_looked_up():
    place, recording = looked_up("eu-west-1")
    assert (place.account, place.partition, place.zones) == (
        "123456789012",
        "aws",
        ("eu-west-1a", "eu-west-1b"),
    )
    zones = next(each for each in recording.lookups if each.token == ZONES)
    assert zones.arguments == {
        "filters": [{"name": "opt-in-status", "values": ["opt-in-not-required"]}],
    }


def test_another_partition_is_respected():
    place, _ = looked_up("cn-north-1")
    assert place.partition == "aws-cn"


def test_a_region_with_one_zone_is_too_small():
    answers = {ZONES: {"id": "x", "names": ["eu-west-1a"], "zoneIds": ["z"], "groupNames": []}}
    with pytest.raises(
        pulumi.RunError, match=r"^eu-west-1 offers 1 availability zones; the network needs 2$"
    ):
        looked_up("eu-west-1", answers=answers)
