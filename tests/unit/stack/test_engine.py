"""The engine's version is AWS's default, or one that the region offers."""

from __future__ import annotations

import pulumi
import pytest

from sandbox.cloud import Nowhere
from sandbox.errors import RefusedError
from sandbox.recording import record
from stack.engine import LOOKUP, Catalogue, LookupFailedError, NotOfferedError
from stack.regions import make_providers
from stack.validation import SettingsError
from tests.unit.stack.recorded import Seen, project

OFFERED = {"15.10": 15, "15.12": 15, "16.6": 16, "16.8": 16, "17.4": 17}
NEWEST_BY_DATE = "16.8"
DEFAULT = "16.6"


class Region(Nowhere):
    """Offers a few versions, as AWS's data source tells of them; what is ``refused`` is asked for in vain."""

    def __init__(self, **refused):
        self.refused = refused

    def answer(self, token: str, arguments: Seen, region: str) -> Seen:
        assert (token, region, arguments["engine"]) == (LOOKUP, "eu-west-1", "aurora-postgresql")
        for asked in self.refused.keys() & arguments.keys():
            raise RefusedError(self.refused[asked])
        family = arguments.get("parameterGroupFamily")
        if "version" in arguments:
            found = [each for each in OFFERED if each == arguments["version"]]
        elif "defaultOnly" in arguments:
            found = [DEFAULT]
        elif family:
            found = [each for each, major in OFFERED.items() if family == f"aurora-postgresql{major}"]
        else:
            found = [NEWEST_BY_DATE]
        if not found:
            raise RefusedError("1 error occurred:\n\t* no RDS engine versions found: &{<nil>}\n\n")
        return {"version": found[-1], "parameterGroupFamily": f"aurora-postgresql{OFFERED[found[-1]]}"}


def looked_up(pinned, cloud=None):
    found = []
    record(
        lambda: found.append(Catalogue("eu-west-1", make_providers("eu-west-1").main).engine(pinned)),
        project({}),
        cloud=cloud,
    )
    return found[0]


def test_unless_a_version_is_pinned_it_is_aws_s_default():
    engine = looked_up("", Region())
    assert (engine.version, engine.is_pinned) == ("16.6", False)


def test_offline_the_version_is_left_to_aws_which_takes_its_default():
    engine = looked_up("")
    assert (engine.version, engine.is_pinned) == (None, False)


def test_a_version_that_is_on_offer_is_taken_with_the_family_of_its_parameters():
    engine = looked_up("15.10", Region())
    assert (engine.version, engine.family, engine.is_pinned) == ("15.10", "aurora-postgresql15", True)


def test_offline_a_pinned_version_is_believed():
    engine = looked_up("15.99")
    assert (engine.version, engine.family, engine.is_pinned) == ("15.99", "aurora-postgresql15", True)


@pytest.mark.parametrize("pinned", ["15.4", "99.1"])
def test_a_version_that_is_not_on_offer_is_refused_with_those_that_are(pinned):
    with pytest.raises(SettingsError) as refused:
        looked_up(pinned, Region())
    assert str(refused.value) == (
        f"disaster-recovery:databaseEngineVersion: found {pinned}; wanted one that eu-west-1 offers "
        "(the newest of each major version: 15.12, 16.8, 17.4); otherwise "
        "AWS refuses the database, or makes it of another major version than its parameters are for"
    )


@pytest.mark.parametrize(
    ("pinned", "asked"),
    [("16.6", "version"), ("15.4", "latest"), ("15.4", "parameterGroupFamily"), ("", "defaultOnly")],
)
def test_a_lookup_that_fails_is_told_of_in_aws_s_own_words_and_not_taken_for_an_answer(pinned, asked):
    denied = "1 error occurred:\n\t* reading RDS engine versions: api error AccessDenied: not authorized\n\n"
    with pytest.raises(LookupFailedError) as failed:
        looked_up(pinned, Region(**{asked: denied}))
    assert str(failed.value) == (
        "which versions of aurora-postgresql eu-west-1 offers cannot be looked up: "
        f"invoke of {LOOKUP} failed: 1 error occurred: * reading RDS engine versions: "
        "api error AccessDenied: not authorized ()"
    )
    assert not isinstance(failed.value, NotOfferedError)


def test_a_lookup_that_fails_is_shown_without_a_traceback():
    assert issubclass(LookupFailedError, pulumi.RunError)
