"""The whole program, recorded as seldom as possible."""

from __future__ import annotations

import pytest

from sandbox.recording import record
from stack import program
from tests.unit.stack.recorded import CONFIG, project


@pytest.fixture(scope="session")
def system():
    """Record a stack that keeps its data, outside us-east-1."""
    return record(program.main, project(CONFIG))


@pytest.fixture(scope="session")
def ephemeral_system():
    """Record the same stack, but for its being ephemeral."""
    return record(program.main, project({**CONFIG, "ephemeral": "true"}))


@pytest.fixture(scope="session")
def relational_system():
    """Record the same stack with a relational database."""
    return record(program.main, project({**CONFIG, "database": "aurora"}))


@pytest.fixture(scope="session")
def watch_region_system():
    """Record the same stack in the region where the health check's alarm lives."""
    return record(program.main, project({**CONFIG, "region": "us-east-1"}))
