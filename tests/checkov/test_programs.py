"""What checkov says of three programs that are not ours stands beside them, and is what it says."""

import pytest

from tests.checkov import programs


@pytest.fixture(scope="module")
def found(program):
    assert program
    return programs.found()


@pytest.mark.parametrize("name", programs.PROGRAMS)
def test_what_is_found_is_what_stands_beside_the_program(found, name):
    written = programs.file(name).read_text().splitlines()
    assert found[name] == written, "look at what is new, then: python -m tests.checkov.programs"
