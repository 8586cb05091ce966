"""What is remembered of a clean stack changes no verdict on what is made of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.mutations.clean import Clean, reference
from tests.mutations.table import MUTATIONS

EVERY = 60


@pytest.fixture(scope="module")
def clean() -> Clean:
    """The reference, which remembers more with every stack that it judges."""
    return reference()


@pytest.mark.parametrize("mutation", MUTATIONS["reference"][::EVERY], ids=lambda each: each.id)
def test_stack_is_judged_as_if_it_were_the_first(clean, mutation):
    """Whatever came before it is forgotten."""
    broken = mutation.applied(clean.registrations)
    first = Clean(clean.name, clean.registrations, clean.is_strict)
    assert clean.fired(broken) == first.fired(broken)
    assert clean.fired(clean.registrations) == frozenset()


def test_changed_provider_is_asked_about_with_all_it_manages(clean):
    """Tags that a provider gives by default are missing from all of its resources."""
    untagged = tuple(
        replace(each, inputs={**each.inputs, "defaultTags": "{}"}) if each.is_provider else each
        for each in clean.registrations
    )
    assert {"resource-tags-complete", "resource-tier-tagged"} <= clean.fired(untagged)
    assert clean.fired(clean.registrations) == frozenset()
