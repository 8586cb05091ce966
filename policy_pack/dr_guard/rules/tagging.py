"""The tags that say whose a resource is, and what it is worth."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dr_guard.aws.tags import is_disposable, is_ephemeral, tag
from dr_guard.checks import NOT_KNOWN
from dr_guard.finding import Finding, Outcome
from dr_guard.values import MISSING, UNKNOWN, is_set

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dr_guard.control import Settings
    from dr_guard.resource import Resource


def resource_tags_complete(resource: Resource, settings: Settings) -> Iterator[Outcome]:
    """Every resource says whose it is, who pays and where it belongs."""
    required = settings.strings("required")
    if resource.get("tags") is UNKNOWN:
        yield Finding(f"its tags {NOT_KNOWN}", f"the tags {', '.join(required)}")
        return
    missing = [key for key in required if not is_set(tag(resource, key))]
    if len(missing) == 1:
        yield Finding(f"the tag {missing[0]} is missing or empty", "a value")
    elif missing:
        yield Finding(f"the tags {', '.join(missing)} are missing or empty", "a value for each")


def ephemeral_tier_lower(resource: Resource, settings: Settings) -> Iterator[Outcome]:
    """Nothing is made to be thrown away but in a tier where that is done."""
    tiers = settings.strings("disposable")
    ephemeral, disposable = is_ephemeral(resource), is_disposable(resource, tiers)
    wanted = f"the tier {' or '.join(tiers)}, or no ephemeral tag"
    if ephemeral is False or disposable is True:
        return
    if disposable is UNKNOWN:
        yield Finding(f"the tier of a resource that is tagged ephemeral {NOT_KNOWN}", wanted)
    elif ephemeral is UNKNOWN:
        yield Finding(f"whether it is ephemeral {NOT_KNOWN}", wanted)
    else:
        yield Finding("it is tagged ephemeral in a tier that is not, or in none", wanted)


def resource_tier_tagged(resource: Resource, settings: Settings) -> Iterator[Outcome]:
    """Every resource is in a tier that everybody knows."""
    keys, tiers = settings.strings("keys"), settings.strings("tiers")
    found = [value for key in keys if (value := tag(resource, key)) is not MISSING]
    wanted = " or ".join(tiers)
    if not found or not is_set(found[0]):
        yield Finding(f"the tag {' or '.join(keys)} is missing or empty", wanted)
    elif not isinstance(found[0], str):
        yield Finding(f"its tier {NOT_KNOWN}", wanted)
    elif found[0].casefold() not in {tier.casefold() for tier in tiers}:
        yield Finding("its tier is something else", wanted)


RULES: Final = (resource_tags_complete, ephemeral_tier_lower, resource_tier_tagged)
