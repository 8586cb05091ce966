"""What breaks a stack is seen under the real engine as it is offline, by the control that guards it.

Of all mutations some are tried; with ``--mutations all`` every one (hours), with ``1/8`` a part of them.
"""

from functools import cache

import pytest

from tests.engine import mutated
from tests.engine.cases import by_the_engine, by_the_sandbox
from tests.engine.listed import unlisted
from tests.engine.observed import differences

pytestmark = pytest.mark.cli
STACK = cache(lambda name: mutated.STACKS[name]())


def pytest_generate_tests(metafunc):
    """Choose the mutations."""
    chosen = mutated.chosen(metafunc.config.getoption("mutations", "some"))
    names = [f"{stack}: {mutation.id}" for stack, mutation in chosen]
    metafunc.parametrize(("stack", "mutation"), chosen, ids=names)


def test_a_broken_stack_is_seen_under_the_engine_as_it_is_offline(tmp_path, stack, mutation):
    case = mutated.written(STACK(stack), mutation, tmp_path / "broken")
    (tmp_path / "engine").mkdir()
    (tmp_path / "offline").mkdir()
    engine, _ = by_the_engine(case, tmp_path / "engine")
    offline, _ = by_the_sandbox(case, tmp_path / "offline")
    assert unlisted(differences(case.name, engine, offline)) == []
    assert mutation.control in {each.partition(" ")[0] for each in engine.findings}
    levels = {level for found in engine.findings.values() for level, *_ in found}
    assert engine.status == ("mandatory" in levels)
