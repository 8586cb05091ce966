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
    """Name what was not run: for want of a CLI, or although there is one, which fails the run."""
    if CLI is None:
        left = [each for each in _skipped(terminalreporter) if NEEDS in str(each.longrepr)]
        said = "not run: no pulumi CLI on PATH"
    else:
        left = _left_out(terminalreporter)
        said = "of the engine left out, although there is a pulumi CLI on PATH"
    if left:
        terminalreporter.section(f"{len(left)} {'test' if len(left) == 1 else 'tests'} {said}")
        for each in left:
            terminalreporter.line(each.nodeid)


def pytest_sessionfinish(session, exitstatus):
    """Let no test of the engine be left out where there is a CLI."""
    left = _left_out(session.config.pluginmanager.get_plugin("terminalreporter"))
    if CLI is not None and left and exitstatus == 0:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def _left_out(reporter):
    """Return the tests of the engine that were not run, or the files of such tests."""
    return [each for each in _skipped(reporter) if each.nodeid.startswith("tests/engine/")]


def _skipped(reporter):
    return reporter.stats.get("skipped", [])
