"""Runs the same tests against a sandbox of their own, or against a stack in an account."""

from datetime import timedelta
from pathlib import Path

import pytest
from botocore.exceptions import BotoCoreError

from runbooks.drill import account, sandboxed
from sandbox.errors import SandboxError
from tests.live.parts import has_database

ROOT = Path(__file__).parents[2]


def pytest_addoption(parser):
    parser.addoption(
        "--target", choices=("sandbox", "aws"), default="sandbox", help="an emulated AWS, or an account"
    )
    parser.addoption("--stack", default="dev", help="the stack's name (default: dev)")


def pytest_configure(config):
    config.addinivalue_line("markers", "disruptive: breaks something on purpose, and mends it again")
    config.addinivalue_line("markers", "sandbox: needs what only the sandbox can do")


@pytest.fixture(scope="session")
def target(request):
    """The stack under test."""
    stack = request.config.getoption("--stack", "dev")
    if request.config.getoption("--target", "sandbox") == "aws":
        yield account.deployed(ROOT, stack)
    else:
        try:
            with sandboxed.sandboxed(ROOT, stack) as running:
                yield running
                ahead = running.aws.control("GET", "clock")["ahead"]
                request.config.moved = timedelta(seconds=round(ahead))
        except (SandboxError, BotoCoreError) as error:
            pytest.exit(f"there is no sandbox to test: {error}", returncode=2)


@pytest.fixture(autouse=True)
def allowed(request, target):
    """Leave out, and say so, what must not be done to this target; end with a sandbox that is gone."""
    if target.name == "sandbox":
        try:
            target.aws.control("GET", "clock")
        except SandboxError as error:
            pytest.exit(f"there is no sandbox to test any more: {error}", returncode=2)
        return
    if request.node.get_closest_marker("sandbox"):
        pytest.skip("needs the sandbox")
    if request.node.get_closest_marker("disruptive") and not target.outputs["ephemeral"]:
        pytest.skip("would disturb a stack that is not ephemeral")


def pytest_terminal_summary(terminalreporter, config):
    """Say how much of the time that passed was not waited for."""
    moved = getattr(config, "moved", None)
    if moved:
        terminalreporter.write_line(f"The sandbox's clock was moved forward by {moved}.")


@pytest.fixture(scope="session")
def outputs(target):
    """What the stack exports."""
    return target.outputs


@pytest.fixture(scope="session")
def with_database(outputs):
    """Leave out, and say so, what is about a database where the setting ``database`` is none."""
    if not has_database(outputs):
        pytest.skip("the stack has no database")


@pytest.fixture(scope="session")
def client(target):
    """Return boto3's client of a service, in the stack's own region unless told otherwise."""
    return target.client
