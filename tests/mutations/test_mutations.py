"""Whatever a control guards, breaking it is seen, by that control and by nobody who should be silent."""

from __future__ import annotations

from collections import Counter

import pytest
from dr_guard.catalogue import CONTROLS

from tests.mutations import clean
from tests.mutations.clean import Clean
from tests.mutations.mutation import Mutation
from tests.mutations.table import MUTATIONS

ALL = [(stack, mutation) for stack, held in MUTATIONS.items() for mutation in held]


@pytest.fixture(scope="module")
def stacks() -> dict[str, Clean]:
    """The stacks, each recorded once."""
    return {each.name: each for each in clean.stacks()}


@pytest.mark.parametrize("name", MUTATIONS)
def test_nothing_fires_on_a_clean_stack(stacks, name: str):
    """What fires without a reason is soon ignored."""
    assert stacks[name].fired(stacks[name].registrations) == frozenset()


@pytest.mark.parametrize(("stack", "mutation"), ALL, ids=[f"{stack}: {each.id}" for stack, each in ALL])
def test_mutation_is_seen_by_exactly_the_controls_that_guard_it(stacks, stack: str, mutation: Mutation):
    """One that survives is a control that guards nothing."""
    whole = stacks[stack]
    assert whole.fired(mutation.applied(whole.registrations)) == mutation.expected


def test_every_control_has_its_mutation():
    """A control that nothing breaks could be dropped unnoticed."""
    assert {mutation.control for _, mutation in ALL} == {control.id for control in CONTROLS}


def test_mutations_have_names_of_their_own():
    """Two of one name would hide one another in the table."""
    assert [
        name for name, count in Counter(f"{stack}: {each.id}" for stack, each in ALL).items() if count > 1
    ] == []
