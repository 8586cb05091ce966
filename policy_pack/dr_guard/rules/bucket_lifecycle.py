"""S3 lifecycles: what becomes of versions and of uploads that were never finished."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dr_guard.aws.kinds import (
    BUCKETS,
)
from dr_guard.aws.storage.bucket_aspects import LIFECYCLE
from dr_guard.aws.storage.buckets import (
    TAKES_NO_LIFECYCLE,
    inline,
    is_versioned,
    needs_second_factor,
    places,
    unconfigured,
)
from dr_guard.checks import NOT_KNOWN, counted, must_reach
from dr_guard.finding import Finding, NotApplicable, Outcome
from dr_guard.logic import all_of, any_of
from dr_guard.values import MISSING, UNKNOWN, Plain, boolean, entries, is_set, lookup

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dr_guard.control import Settings
    from dr_guard.graph import Graph
    from dr_guard.resource import Resource
    from dr_guard.values import Known


def bucket_lifecycle_present(graph: Graph, _settings: Settings) -> Iterator[Outcome]:
    """Every bucket has a lifecycle rule that is in force."""
    for bucket in graph.of_type(BUCKETS):
        if needs_second_factor(graph, bucket) is True:
            yield NotApplicable(TAKES_NO_LIFECYCLE, bucket.urn)
        else:
            yield from _must_have_a_rule(graph, bucket, _is_active, "applies")


def bucket_noncurrent_versions_expired(graph: Graph, _settings: Settings) -> Iterator[Outcome]:
    """No bucket keeps old versions for ever."""
    for bucket in graph.of_type(BUCKETS):
        if is_versioned(graph, bucket) is False:
            yield NotApplicable("the bucket keeps no old versions", bucket.urn)
        elif needs_second_factor(graph, bucket) is True:
            yield NotApplicable(TAKES_NO_LIFECYCLE, bucket.urn)
        else:
            yield from _must_have_a_rule(graph, bucket, _expires_versions, "expires old versions")


def bucket_noncurrent_versions_retained(holder: Resource, settings: Settings) -> Iterator[Outcome]:
    """Old versions are kept as long as somebody may want them back."""
    minimum = settings.number("minimumDays")
    unit = "days" if holder.type in BUCKETS else "noncurrentDays"
    for rule in _rules(holder):
        for expiration in () if _is_active(rule) is False else _expirations(rule):
            days = lookup(expiration, unit)
            yield from must_reach(days, "the retention of old versions", minimum, "day")


def bucket_multipart_upload_aborted(holder: Resource, settings: Settings) -> Iterator[Outcome]:
    """What was uploaded of an object that was never finished does not stay."""
    maximum, rules = settings.number("maximumDays"), _rules(holder)
    verdict = any_of(all_of((_is_active(rule), _aborts_within(rule, maximum))) for rule in rules)
    if verdict is not True and (rules or holder.type not in BUCKETS):
        does = f"aborts unfinished uploads within {counted(maximum, 'day')}"
        yield _without_a_rule(verdict, does)


def _must_have_a_rule(
    graph: Graph, bucket: Resource, question: Callable[[Plain], Known], does: str
) -> Iterator[Finding]:
    holders = dict.fromkeys(place.resource for place in places(graph, bucket, LIFECYCLE))
    verdict = any_of(question(rule) for holder in holders for rule in _rules(holder))
    if not holders:
        yield unconfigured(graph, bucket, LIFECYCLE)
    elif verdict is not True:
        yield _without_a_rule(verdict, does, bucket.urn)


def _without_a_rule(verdict: Known, does: str, urn: str = "") -> Finding:
    unclear = f"whether a lifecycle rule {does} {NOT_KNOWN}"
    return Finding(unclear if verdict is UNKNOWN else f"no lifecycle rule {does}", "one that does", urn)


def _rules(holder: Resource) -> tuple[Plain, ...]:
    """Return the rules of a lifecycle configuration, or those that a bucket has inline."""
    is_own = holder.type in LIFECYCLE.types
    return entries(holder.inputs, "rules") if is_own else inline(holder, LIFECYCLE)


def _is_active(rule: Plain) -> Known:
    """Whether a rule is in force; one that does not say so is."""
    status = lookup(rule, "status")
    value = boolean(lookup(rule, "enabled")) if status is MISSING else status
    return UNKNOWN if value is UNKNOWN else value not in ("Disabled", False)


def _expirations(rule: Plain) -> tuple[Plain, ...]:
    """Return when old versions expire, in any of the forms."""
    return entries(rule, "noncurrentVersionExpiration") or entries(rule, "noncurrentVersionExpirations")


def _expires_versions(rule: Plain) -> Known:
    return all_of((_is_active(rule), any(map(is_set, _expirations(rule)))))


def _aborts_within(rule: Plain, maximum: float) -> Known:
    own = lookup(rule, "abortIncompleteMultipartUpload.daysAfterInitiation")
    days = lookup(rule, "abortIncompleteMultipartUploadDays") if own is MISSING else own
    if days is UNKNOWN:
        return UNKNOWN
    return isinstance(days, int | float) and not isinstance(days, bool) and days <= maximum


RULES: Final = (
    bucket_lifecycle_present,
    bucket_noncurrent_versions_expired,
    bucket_noncurrent_versions_retained,
    bucket_multipart_upload_aborted,
)
