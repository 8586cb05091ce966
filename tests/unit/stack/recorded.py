"""Runs a component, or the whole program, and gives its registrations as plain data."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeAlias

from pulumi.runtime.rpc import UNKNOWN

from sandbox.recording import Project, record
from stack.scope import Scope

if TYPE_CHECKING:
    from collections.abc import Callable

    from sandbox.registration import Recording

__all__ = ["ACCOUNT", "CONFIG", "EPHEMERAL", "SCOPE", "TAGS", "UNKNOWN"]

# Tests walk into JSON without asking at each step what it is.
Seen: TypeAlias = Any

ACCOUNT = "123456789012"
TAGS = {"owner": "team", "cost-centre": "42", "environment": "test", "tier": "staging"}
SCOPE = Scope(suffix="test", region="eu-west-1", account=ACCOUNT, partition="aws", tags=TAGS, ephemeral=False)
EPHEMERAL = replace(SCOPE, tags={**TAGS, "ephemeral": "true"}, ephemeral=True)
CONFIG = {
    "owner": "team",
    "costCentre": "42",
    "tier": "staging",
    "region": "eu-west-1",
    "alarmEmails": '["alarms@example.com"]',
}


def project(config: dict[str, str], stack: str = "test") -> Project:
    """Return the project with a configuration; keys are ours, without their namespace."""
    return Project(
        "disaster-recovery",
        stack,
        config={f"disaster-recovery:{key}": value for key, value in config.items()},
    )


def recorded(make: Callable[[], object]) -> Recording:
    """Register what ``make`` makes, without any configuration."""
    return record(make, project({}))


def only(recording: Recording, type_token: str) -> Seen:
    """Return the one registration of a type; fails where there are none or several."""
    (found,) = recording.of_type(type_token)
    return found


def named(recording: Recording, type_token: str, name: str) -> Seen:
    """Return the registration of a type by its logical name."""
    (found,) = (each for each in recording.of_type(type_token) if each.name == name)
    return found


def made(recording: Recording) -> list[str]:
    """List the AWS resources as ``Class name``, in no order that matters."""
    return sorted(
        f"{each.type.rsplit(':', 1)[1]} {each.name}" for each in recording.registrations if each.provider
    )


def statements(policy: Seen) -> dict[str, Seen]:
    """Return a JSON policy document's statements by their ``Sid``, without it."""
    document = json.loads(policy)
    assert document["Version"] == "2012-10-17"
    return {each.pop("Sid"): each for each in document["Statement"]}


def outputs(recording: Recording, name: str) -> Seen:
    """Return what the component of that name registered as its outputs."""
    (urn,) = (
        each.urn
        for each in recording.registrations
        if each.name == name and each.type.startswith("disaster-recovery:components:")
    )
    return recording.outputs[urn]


def managed(recording):
    """List what is managed in AWS: no components, no providers, no stack."""
    return [each for each in recording.registrations if each.provider]


def by_urn(recording):
    return {each.urn: each for each in recording.registrations}
