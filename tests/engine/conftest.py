"""Tests that need the Pulumi CLI are not run where there is none, and say so; where there is one, all run."""

import pytest

from tests.engine.cli import CLI

NEEDS = "needs the pulumi CLI on PATH"


def pytest_addoption(parser):
    parser.addoption(
        "--mutations",
        default="some",
        metavar="some|all|K/N",
        help="which broken stacks the engine previews: one in 64, all, or the K-th of N parts of all",
    )


def pytest_configure(config):
    config.addinivalue_line("markers", "cli: it needs the Pulumi CLI")


def pytest_collection_modifyitems(items):
    """Leave out what needs a CLI that is not there."""
    for item in items:
        if CLI is None and item.get_closest_marker("cli"):
            item.add_marker(pytest.mark.skip(reason=NEEDS))


def pytest_terminal_summary(terminalreporter):
    """Name what was not run for want of a CLI."""
    left = [each for each in terminalreporter.stats.get("skipped", ()) if NEEDS in str(each.longrepr)]
    if left:
        terminalreporter.section(f"{len(left)} tests not run: no pulumi CLI on PATH")
        for each in left:
            terminalreporter.line(each.nodeid)


def pytest_sessionfinish(session, exitstatus):
    """Let no test of the engine be left out where there is a CLI."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    left = [each for each in reporter.stats.get("skipped", ()) if "tests/engine" in each.nodeid]
    if CLI is not None and left and exitstatus == 0:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
