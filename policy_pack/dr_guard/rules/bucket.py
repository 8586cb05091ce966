"""S3 buckets: what keeps their objects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dr_guard.aws.backup.selections import Selections
from dr_guard.aws.kinds import (
    BUCKETS,
)
from dr_guard.aws.storage.bucket_aspects import ASPECTS, OBJECT_LOCK, VERSIONING, Aspect
from dr_guard.aws.storage.buckets import TAKES_LOGS, Place, inline, is_log_target, places, unconfigured
from dr_guard.checks import NOT_KNOWN, must_be_on, must_be_one_of, must_be_set, must_not_be_on
from dr_guard.finding import Finding, NotApplicable, Outcome
from dr_guard.values import MISSING, UNKNOWN, Plain, lookup

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dr_guard.control import Settings
    from dr_guard.graph import Graph
    from dr_guard.resource import Resource

ONE_FORM: Final = "one of them alone"


def bucket_versioning_configured(graph: Graph, _settings: Settings) -> Iterator[Outcome]:
    """Every bucket says whether it keeps what was overwritten or deleted."""
    for bucket in graph.of_type(BUCKETS):
        if not places(graph, bucket, VERSIONING):
            yield unconfigured(graph, bucket, VERSIONING)


def bucket_versioning_enabled(holder: Resource, _settings: Settings) -> Iterator[Outcome]:
    """Wherever versioning is configured, it is on."""
    if holder.type in VERSIONING.types:
        status = holder.get("versioningConfiguration.status")
        yield from must_be_one_of(status, "versioning", ("Enabled",), ("Suspended", "Disabled"))
    for block in inline(holder, VERSIONING):
        yield from must_be_on(lookup(block, "enabled"), "versioning")


def bucket_mfa_delete_enabled(holder: Resource, _settings: Settings) -> Iterator[Outcome]:
    """Wherever versioning is configured, one password is not enough to delete a version for good."""
    if holder.type in VERSIONING.types:
        state = holder.get("versioningConfiguration.mfaDelete")
        yield from must_be_one_of(state, "MFA delete", ("Enabled",), ("Disabled",))
    for block in inline(holder, VERSIONING):
        yield from must_be_on(lookup(block, "mfaDelete"), "MFA delete")


def bucket_deletion_guarded(bucket: Resource, _settings: Settings) -> Iterator[Outcome]:
    """No bucket is deleted together with its objects."""
    yield from must_not_be_on(bucket.get("forceDestroy"), "deletion with all objects")


def bucket_object_locked(graph: Graph, _settings: Settings) -> Iterator[Outcome]:
    """Nobody deletes a new version before its time; S3 delivers no access logs to such a bucket."""
    for bucket in graph.of_type(BUCKETS):
        found = places(graph, bucket, OBJECT_LOCK)
        if is_log_target(graph, bucket):
            yield NotApplicable(TAKES_LOGS, bucket.urn)
        elif not found:
            yield unconfigured(graph, bucket, OBJECT_LOCK)
        for place in found:
            period = _retention(place)
            wanted = "a number of days or years"
            yield from must_be_set(period, "the default retention", wanted, place.resource.urn)


def _retention(place: Place) -> Plain:
    paths = ("rule.defaultRetention", "rules.0.defaultRetentions.0")
    periods = [lookup(place.value, f"{path}.{unit}") for path in paths for unit in ("days", "years")]
    return next((period for period in periods if period is not MISSING), MISSING)


def bucket_backup_planned(graph: Graph, _settings: Settings) -> Iterator[Outcome]:
    """Every bucket is covered by a backup selection, but for those that only take access logs."""
    selections = graph.once(Selections)
    for bucket in graph.of_type(BUCKETS):
        covered = selections.cover(bucket)
        if covered is not True and is_log_target(graph, bucket):
            yield NotApplicable(TAKES_LOGS, bucket.urn)
        elif covered is not True:
            found = f"whether a backup selection covers it {NOT_KNOWN}"
            yield Finding(
                found if covered is UNKNOWN else "no backup selection covers it",
                "a selection that names the bucket or one of its tags",
                bucket.urn,
            )


def bucket_configuration_single(graph: Graph, _settings: Settings) -> Iterator[Outcome]:
    """No side of a bucket is configured twice."""
    for bucket in graph.of_type(BUCKETS):
        for aspect in ASPECTS:
            yield from _configured_once(graph, bucket, aspect)


def _configured_once(graph: Graph, bucket: Resource, aspect: Aspect) -> Iterator[Finding]:
    satellites = graph.satellites(bucket, aspect.types, "bucket")
    own, noun = len(satellites.joined), aspect.noun
    is_inline = bool(inline(bucket, aspect))
    if own and is_inline:
        yield Finding(f"its {noun} is written both inline and as a resource", ONE_FORM, bucket.urn)
    elif own > 1:
        yield Finding(f"its {noun} is written in {own} resources", ONE_FORM, bucket.urn)
    elif satellites.doubtful and (own or is_inline):
        yield Finding(f"whether its {noun} is written twice {NOT_KNOWN}", ONE_FORM, bucket.urn)


RULES: Final = (
    bucket_versioning_configured,
    bucket_versioning_enabled,
    bucket_mfa_delete_enabled,
    bucket_deletion_guarded,
    bucket_object_locked,
    bucket_backup_planned,
    bucket_configuration_single,
)
