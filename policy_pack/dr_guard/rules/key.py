"""KMS keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dr_guard.aws.iam.access import must_name_principals
from dr_guard.aws.kinds import (
    KEYS,
)
from dr_guard.aws.recovery.copies import FORMS, Copies, Copy
from dr_guard.aws.recovery.keys import is_symmetric
from dr_guard.aws.regions import NO_RECOVERY_REGION, recovery_regions
from dr_guard.aws.tokens import (
    EXTERNAL_KEY,
    KEY,
    KEY_POLICY,
)
from dr_guard.checks import (
    NOT_KNOWN,
    absent,
    must_be_on,
    must_be_set,
    must_not_be_on,
    must_reach,
    state,
)
from dr_guard.finding import Finding, NotApplicable
from dr_guard.logic import all_of, any_of
from dr_guard.values import MISSING, UNKNOWN, boolean, is_set

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dr_guard.control import Settings
    from dr_guard.finding import Outcome
    from dr_guard.graph import Graph
    from dr_guard.resource import Resource
    from dr_guard.values import Known

LONGEST_WINDOW_DAYS: Final = 30


def key_rotation_enabled(key: Resource, _settings: Settings) -> Iterator[Outcome]:
    """A key that leaks opens what was written in one year, not everything."""
    if not is_symmetric(key):
        yield NotApplicable("only symmetric keys rotate")
    elif is_set(key.get("customKeyStoreId")):
        yield NotApplicable("a key in a custom key store does not rotate")
    else:
        yield from must_be_on(key.get("enableKeyRotation"), "rotation")


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


def key_lockout_check_kept(holder: Resource, _settings: Settings) -> Iterator[Outcome]:
    """A policy that would lock its author out is refused."""
    yield from must_not_be_on(
        holder.get("bypassPolicyLockoutSafetyCheck"), "the bypass of the lockout safety check"
    )


def key_multi_region_enabled(graph: Graph, settings: Settings) -> Iterator[Outcome]:
    """A key that data in other regions depends on exists there too.

    Tables and secrets are asked, whose copies take a key of AWS's where they name none; of what a key
    encrypts in a bucket or a cluster AWS makes no copy without another key.
    """
    if not recovery_regions(settings):
        yield NotApplicable(NO_RECOVERY_REGION)
        return
    copies = Copies(graph)
    for key in graph.of_type((KEY, EXTERNAL_KEY)):
        switch = boolean(key.get("multiRegion"))
        is_alone = False if switch is True else _is_alone(graph, key, copies)
        if is_alone is not False:
            unclear = f"whether data with copies in other regions depends on it {NOT_KNOWN}"
            said = f"data with copies in other regions depends on it, and multiRegion {state(switch)}"
            wanted = "true, or a key of its own for each copy"
            yield Finding(unclear if is_alone is UNKNOWN else said, wanted, key.urn)


def _is_alone(graph: Graph, key: Resource, copies: Copies) -> Known:
    """Whether a key encrypts something that has a copy without another key."""
    return any_of(
        all_of((is_its, copy.is_its, _has_no_other(graph, copy, key)))
        for holder, is_its in _encrypted_with(graph, key)
        for copy in copies.of(holder)
    )


def _encrypted_with(graph: Graph, key: Resource) -> Iterator[tuple[Resource, Known]]:
    """Yield the tables and secrets that may be encrypted with a key, and whether they are."""
    for token, form in FORMS.items():
        found = graph.satellites(key, (token,), form.key)
        yield from ((each, True) for each in found.joined)
        yield from ((each, UNKNOWN) for each in found.doubtful)


def _has_no_other(graph: Graph, copy: Copy, key: Resource) -> bool:
    """Whether a copy names no key, or this one; a key that is not known is one of its own."""
    return not is_set(copy.key) or graph.refers(copy.source, copy.prop, copy.key, key) is True


def key_policy_present(graph: Graph, _settings: Settings) -> Iterator[Outcome]:
    """Who may use a key is the program's decision."""
    for key in graph.of_type(KEYS):
        apart = graph.satellites(key, (KEY_POLICY,), "keyId")
        if not is_set(key.get("policy")) and not apart.joined:
            yield absent(apart, key, "key policy")


def key_description_set(key: Resource, _settings: Settings) -> Iterator[Outcome]:
    """A key tells whoever finds it what it is for."""
    yield from must_be_set(key.get("description"), "the description", "what the key is for")


RULES: Final = (
    key_rotation_enabled,
    key_deletion_window_maximal,
    key_policy_principal_restricted,
    key_enabled,
    key_lockout_check_kept,
    key_multi_region_enabled,
    key_policy_present,
    key_description_set,
)
