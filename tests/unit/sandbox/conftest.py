"""What the tests of the sandbox's parts share."""

import gc

import pytest


@pytest.fixture(scope="module", autouse=True)
def let_go():
    """Let go of what failing programs leave while nothing else is at work.

    A task whose failure nobody heard of says so when it is collected, with a traceback, for which Python 3.11
    parses source; in the middle of another parse that ends in a SystemError.
    """
    yield
    gc.collect()
