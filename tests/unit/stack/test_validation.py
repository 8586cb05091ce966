"""A configuration answers for its keys one by one and says all that is wrong with them."""

from __future__ import annotations

import pulumi
import pytest

from stack.parsing import UnwantedError, boolean, text
from stack.validation import Configuration, Key, SettingsError

NAME = Key("name", text(r"[a-z]+"), "letters", "it has no name")
FLAG = Key("flag", boolean, "true or false", "nobody knows", "false")


def test_what_is_given_comes_first():
    assert Configuration({"flag": "true"}, {"flag": "false"}).value(FLAG) is True


def test_what_is_assumed_comes_before_the_default():
    assert Configuration({}, {"flag": "true"}).value(FLAG) is True


def test_the_default_comes_last():
    assert Configuration({}, {}).value(FLAG) is False


def test_an_empty_string_is_as_good_as_nothing():
    assert Configuration({"flag": ""}, {}).value(FLAG) is False


def test_a_key_without_default_must_be_given():
    with pytest.raises(UnwantedError, match=r"^nothing$"):
        Configuration({}, {}).value(NAME)
    assert [*Configuration({}, {}).faults(NAME)] == [
        "disaster-recovery:name: found nothing; wanted letters; otherwise it has no name"
    ]


def test_a_secret_is_never_shown():
    assert [*Configuration({"name": "S3CRET"}, {}, frozenset({"name"})).faults(NAME)] == [
        "disaster-recovery:name: found a secret; wanted letters; otherwise it has no name"
    ]


@pytest.mark.parametrize(
    ("given", "sound"), [({"name": "a"}, True), ({}, False), ({"name": "a", "flag": "?"}, False)]
)
def test_keys_are_sound_when_all_have_usable_values(given, sound):
    assert Configuration(given, {}).sound(NAME, FLAG) is sound


@pytest.mark.parametrize(
    ("given", "differs"),
    [({}, False), ({"flag": ""}, False), ({"flag": "false"}, False), ({"flag": "true"}, True)],
)
def test_a_key_differs_when_its_value_is_not_the_one_by_default(given, differs):
    assert Configuration(given, {}).differs(FLAG) is differs
    assert Configuration(given, {"flag": "true"}).differs(FLAG) is (given.get("flag") == "false")


def test_a_key_that_nothing_reads_is_answered_with_the_nearest_one():
    faults = Configuration({"nmae": "a", "name": "a", "flog": "true"}, {}).unknown(["name", "flag"])
    end = "otherwise a default stays in force unnoticed"
    assert [*faults] == [
        f"disaster-recovery:flog: found a key that nothing reads; wanted flag; {end}",
        f"disaster-recovery:nmae: found a key that nothing reads; wanted name; {end}",
    ]


def test_the_cli_shows_the_error_without_a_traceback():
    assert issubclass(SettingsError, pulumi.RunError)
