"""The offline preview asks, hears and says what the engine does, but for what is listed with its reason."""

from functools import cache

import pytest

from tests.engine.cases import CASES, by_the_engine, by_the_sandbox
from tests.engine.listed import PATTERNS, matched, unlisted
from tests.engine.observed import differences

pytestmark = pytest.mark.cli


@pytest.fixture(scope="module")
def compared(tmp_path_factory):
    """Preview a case on both sides, once, and return how they differ."""

    @cache
    def found(case):
        sides = [
            preview(case, tmp_path_factory.mktemp("side"))[0] for preview in (by_the_engine, by_the_sandbox)
        ]
        assert sides[0].asked
        return tuple(differences(case.name, *sides))

    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.name} under {case.pack.name}")
@pytest.mark.filterwarnings("ignore:.*is deprecated:UserWarning")
def test_offline_a_preview_is_what_it_is_under_the_engine(compared, case):
    """Questions, answers, resources, findings, remedies, outputs and the exit status are held together."""
    assert unlisted(compared(case)) == []


def test_every_listed_difference_is_there(compared):
    """One that is gone would hide the next."""
    lines = [each for case in CASES for each in compared(case)]
    assert {matched(each) for each in lines} >= set(PATTERNS)
