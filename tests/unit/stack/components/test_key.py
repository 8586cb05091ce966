"""A key rotates, can be taken back for 30 days, and is known by an alias."""

from __future__ import annotations

import pytest

from stack.components.key import Key, KeyArgs
from stack.key_policies import publishers
from tests.unit.stack.recorded import (
    EPHEMERAL,
    SCOPE,
    TAGS,
    UNKNOWN,
    made,
    only,
    outputs,
    recorded,
    statements,
)

KEY = "aws:kms/key:Key"


def record_key(scope=SCOPE, *users):
    return recorded(lambda: Key("data-key", KeyArgs(scope, "data-key", "Records", users)))


def test_a_key_rotates_and_waits_thirty_days_for_its_deletion():
    recording = record_key()
    key = only(recording, KEY)
    assert made(recording) == ["Alias data-key", "Key data-key"]
    assert (key.inputs["enableKeyRotation"], key.inputs["deletionWindowInDays"]) == (True, 30)
    assert (key.inputs["description"], key.inputs["tags"]) == (
        "Records",
        {**TAGS, "Name": "dr-test-data-key"},
    )


@pytest.mark.parametrize(("scope", "protected"), [(SCOPE, True), (EPHEMERAL, False)])
def test_a_key_is_protected_unless_ephemeral_but_always_waits(scope, protected):
    key = only(record_key(scope), KEY)
    assert key.options.protect is protected
    assert key.inputs["deletionWindowInDays"] == 30


def test_people_know_the_key_by_its_alias():
    alias = only(record_key(), "aws:kms/alias:Alias")
    assert alias.inputs == {"name": "alias/dr-test-data-key", "targetKeyId": UNKNOWN}
    assert alias.property_dependencies["targetKeyId"] == (only(record_key(), KEY).urn,)


def test_the_account_and_the_services_of_its_purpose_may_use_it():
    recording = record_key(SCOPE, publishers(SCOPE, ("cloudwatch.amazonaws.com",)))
    assert list(statements(only(recording, KEY).inputs["policy"])) == ["Account", "Publishers"]


def test_its_arn_is_what_others_take():
    assert outputs(record_key(), "data-key") == {"arn": UNKNOWN}
