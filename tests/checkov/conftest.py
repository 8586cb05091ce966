"""checkov, where it is installed; where it is not, every test here says so and is skipped."""

import pytest

from sandbox.checkov.program import PROGRAM

MISSING = "checkov is not installed in .venv-checkov: `nox -s checkov` installs it and runs these"


@pytest.fixture(scope="session")
def program():
    """Return checkov's program."""
    if not PROGRAM.is_file():
        pytest.skip(MISSING)
    return PROGRAM
