"""The tags of a resource, wherever they come from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from dr_guard.values import MISSING, UNKNOWN, Mark, Plain, boolean, document, lookup

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dr_guard.resource import Resource
    from dr_guard.values import Known

EPHEMERAL: Final = "ephemeral"
# The tiers in which data may be thrown away; of any other, and of none, nobody has said so.
DISPOSABLE: Final = ("development", "test", "staging")


def tag(resource: Resource, key: str) -> Plain:
    """Return a tag's value, from the resource itself, otherwise from its provider's default tags."""
    own = _member(resource.get("tags"), key)
    return _member(_default_tags(resource), key) if own is MISSING else own


def tags(resource: Resource) -> Mapping[str, Plain] | Literal[Mark.UNKNOWN]:
    """Return the value of every tag of a resource; ``UNKNOWN`` where it is not known which it has."""
    found: dict[str, Plain] = {}
    for given in (_default_tags(resource), resource.get("tags")):
        if given is UNKNOWN:
            return UNKNOWN
        held = given if isinstance(given, dict) else {}
        found |= {key: value for key, value in held.items() if value is not None}
    return found


def _default_tags(resource: Resource) -> Plain:
    return lookup(document(lookup(resource.provider, "defaultTags")), "tags")


def _member(tags: Plain, key: str) -> Plain:
    """Return a tag out of a mapping; ``UNKNOWN`` where the mapping is, ``MISSING`` where the tag is null."""
    if not isinstance(tags, dict):
        return UNKNOWN if tags is UNKNOWN else MISSING
    value = tags.get(key)
    return MISSING if value is None else value


def is_ephemeral(resource: Resource) -> Known:
    """Whether the resource belongs to a stack that is thrown away, as its tag says."""
    value = boolean(tag(resource, EPHEMERAL))
    return UNKNOWN if value is UNKNOWN else value is True


def is_disposable(resource: Resource, tiers: Iterable[str] = DISPOSABLE) -> Known:
    """Whether the resource is in one of these tiers, in any case; one that names no tier is in none."""
    tier = tag(resource, "tier")
    if tier is UNKNOWN:
        return UNKNOWN
    return isinstance(tier, str) and tier.casefold() in {each.casefold() for each in tiers}
