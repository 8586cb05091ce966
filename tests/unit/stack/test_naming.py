"""Names follow one pattern and fit what AWS allows."""

from __future__ import annotations

import pytest

from stack.naming import LIMITS, LOG_GROUPS, SUFFIX_LENGTH, physical_name, type_token


def test_a_physical_name_is_made_of_the_suffix_and_the_kind():
    assert physical_name("pr-12", "table") == "dr-pr-12-table"


@pytest.mark.parametrize("kind", sorted(LIMITS))
def test_the_longest_suffix_fits_every_kind(kind):
    assert len(physical_name("s" * SUFFIX_LENGTH, kind)) <= LIMITS[kind]


def test_a_name_that_is_too_long_is_refused():
    with pytest.raises(ValueError, match=r"^dr-s{40}-backup-vault has 56 characters; AWS allows 50$"):
        physical_name("s" * 40, "backup-vault")


def test_a_kind_that_is_not_listed_has_no_name():
    with pytest.raises(KeyError, match=r"^'warehouse'$"):
        physical_name("test", "warehouse")


def test_only_listed_kinds_write_logs():
    assert set(LOG_GROUPS) <= set(LIMITS)


def test_a_component_s_type_says_whose_it_is():
    assert type_token("Table") == "disaster-recovery:components:Table"
