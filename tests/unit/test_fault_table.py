"""The table of faults names tests that there are, and all of those that are about nothing else."""

import re

import pytest

from tests.workshop import ROOT

TESTS = ROOT / "tests"
WHOLE = ("test_faults", "test_pack_faults", "test_surroundings", "test_broken_settings")
ROWS = [line for line in (TESTS / "FAULTS.md").read_text().splitlines() if line.startswith("| ")][1:]


def named(row):
    """Yield the tests that a row names, each with its file."""
    for held in row.split(" | ")[-1].split(";"):
        file, _, tests = held.partition(":")
        yield from ((file.strip(), test) for test in re.findall(r"`(\w+)`", tests))


def there(file):
    return set(re.findall(r"^def (test_\w+)", (TESTS / file).read_text(), re.MULTILINE))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.split(" | ")[0])
def test_each_row_is_held_by_tests_that_there_are(row):
    held = [*named(row)]
    assert held
    assert [each for each in held if each[1] not in there(each[0])] == []


@pytest.mark.parametrize("name", WHOLE)
def test_each_test_of_faults_is_in_the_table(name):
    file = f"preview/{name}.py"
    assert there(file) == {test for row in ROWS for of, test in named(row) if of == file}
