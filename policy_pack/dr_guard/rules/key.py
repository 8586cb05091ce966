"""KMS keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dr_guard.access import must_name_principals
from dr_guard.checks import must_be_on, must_reach
from dr_guard.finding import NotApplicable
from dr_guard.values import MISSING, UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dr_guard.control import Settings
    from dr_guard.finding import Outcome
    from dr_guard.graph import Resource

LONGEST_WINDOW_DAYS: Final = 30


def key_rotation_enabled(key: Resource, _settings: Settings) -> Iterator[Outcome]:
    """A key that leaks opens what was written in one year, not everything."""
    if key.get("customerMasterKeySpec") in (MISSING, UNKNOWN, "SYMMETRIC_DEFAULT"):
        yield from must_be_on(key.get("enableKeyRotation"), "rotation")
    else:
        yield NotApplicable("only symmetric keys rotate")


def key_deletion_window_maximal(key: Resource, _settings: Settings) -> Iterator[Outcome]:
    """There is as much time as AWS gives to notice that a key is about to be deleted."""
    window = key.get("deletionWindowInDays")
    if window is not MISSING:
        yield from must_reach(window, "the deletion window", LONGEST_WINDOW_DAYS, "day")


def key_policy_principal_restricted(holder: Resource, _settings: Settings) -> Iterator[Outcome]:
    """Nobody unnamed may use a key."""
    yield from must_name_principals(holder.get("policy"), "the key policy")


def key_enabled(key: Resource, _settings: Settings) -> Iterator[Outcome]:
    """A key that data is encrypted with can be used to decrypt it."""
    for name in ("isEnabled", "enabled"):
        if key.get(name) is not MISSING:
            yield from must_be_on(key.get(name), "the key")


RULES: Final = (
    key_rotation_enabled,
    key_deletion_window_maximal,
    key_policy_principal_restricted,
    key_enabled,
)
