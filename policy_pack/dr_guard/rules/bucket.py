"""S3 buckets: what keeps their objects, and what records who reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dr_guard.buckets import Aspect, Place, deliveries, is_log_target, logs_to, places, unconfigured
from dr_guard.checks import must_be_customer_key, must_be_on, must_be_one_of, must_not_be_on, must_reach
from dr_guard.finding import Finding, NotApplicable, Outcome
from dr_guard.tokens import BUCKET_ENCRYPTIONS, BUCKET_LOGGINGS, BUCKET_V2, BUCKET_VERSIONINGS, BUCKETS
from dr_guard.values import MISSING, Plain, boolean, entries, lookup

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dr_guard.control import Settings
    from dr_guard.graph import Graph, Resource

VERSIONING: Final = Aspect("versioning configuration", BUCKET_VERSIONINGS, ("versioning", "versionings"))
ENCRYPTION: Final = Aspect(
    "encryption configuration",
    BUCKET_ENCRYPTIONS,
    ("serverSideEncryptionConfiguration", "serverSideEncryptionConfigurations"),
)
LOGGING: Final = Aspect("logging configuration", BUCKET_LOGGINGS, ("logging", "loggings"))

KMS_ALGORITHMS: Final = ("aws:kms", "aws:kms:dsse")
TAKES_LOGS: Final = "the bucket takes access logs"


def bucket_versioning_enabled(graph: Graph, _settings: Settings) -> Iterator[Outcome]:
    """Every bucket keeps what was overwritten or deleted."""
    for bucket in graph.of_type(BUCKETS):
        found = places(graph, bucket, VERSIONING)
        for place in found:
            if place.resource is bucket:
                yield from must_be_on(lookup(place.value, "enabled"), "versioning", bucket.urn)
            else:
                status = lookup(place.value, "versioningConfiguration.status")
                refused = ("Suspended", "Disabled")
                yield from must_be_one_of(status, "versioning", ("Enabled",), refused, place.resource.urn)
        if not found:
            yield unconfigured(graph, bucket, VERSIONING)


def bucket_encryption_configured(graph: Graph, _settings: Settings) -> Iterator[Outcome]:
    """Every bucket names how its objects are encrypted."""
    for bucket in graph.of_type(BUCKETS):
        found = places(graph, bucket, ENCRYPTION)
        for place in found:
            for default in _defaults(place):
                algorithm = lookup(default, "sseAlgorithm")
                allowed = ("AES256", *KMS_ALGORITHMS)
                yield from must_be_one_of(algorithm, "the algorithm", allowed, (), place.resource.urn)
        if not found:
            yield unconfigured(graph, bucket, ENCRYPTION)


def bucket_encryption_customer_managed(graph: Graph, _settings: Settings) -> Iterator[Outcome]:
    """Every bucket is encrypted with a key whose policy and deletion are the owner's."""
    for bucket in graph.of_type(BUCKETS):
        found = places(graph, bucket, ENCRYPTION)
        if is_log_target(graph, bucket):
            yield NotApplicable(TAKES_LOGS, bucket.urn)
        elif not found:
            yield unconfigured(graph, bucket, ENCRYPTION)
        else:
            for place in found:
                yield from _customer_managed(place)


def _customer_managed(place: Place) -> Iterator[Finding]:
    for default in _defaults(place):
        algorithm, key = lookup(default, "sseAlgorithm"), lookup(default, "kmsMasterKeyId")
        yield from must_be_one_of(algorithm, "the algorithm", KMS_ALGORITHMS, ("AES256",), place.resource.urn)
        yield from must_be_customer_key(key, "the encryption key", place.resource.urn)


def _defaults(place: Place) -> tuple[Plain, ...]:
    """Return the default of every encryption rule, in any of the forms; one that has none is missing."""
    rules = entries(place.value, "rules") or entries(place.value, "rule") or (MISSING,)
    return tuple(_default(rule) for rule in rules)


def _default(rule: Plain) -> Plain:
    one = lookup(rule, "applyServerSideEncryptionByDefault")
    return lookup(rule, "applyServerSideEncryptionByDefaults.0") if one is MISSING else one


def bucket_deletion_guarded(bucket: Resource, _settings: Settings) -> Iterator[Outcome]:
    """No bucket is deleted together with its objects."""
    yield from must_not_be_on(bucket.get("forceDestroy"), "deletion with all objects")


def bucket_noncurrent_versions_retained(subject: Resource, settings: Settings) -> Iterator[Outcome]:
    """Old versions are kept as long as somebody may want them back."""
    minimum = settings.number("minimumDays")
    path = "noncurrentVersionExpirations" if subject.type == BUCKET_V2 else "noncurrentVersionExpiration"
    for rule in (*entries(subject.inputs, "rules"), *entries(subject.inputs, "lifecycleRules")):
        off = lookup(rule, "status") == "Disabled" or boolean(lookup(rule, "enabled")) is False
        for expiration in () if off else entries(rule, path):
            days = lookup(expiration, "days" if subject.type in BUCKETS else "noncurrentDays")
            yield from must_reach(days, "the retention of old versions", minimum, "day")


def bucket_access_logged(graph: Graph, _settings: Settings) -> Iterator[Outcome]:
    """Who reads a bucket is on record, in another bucket."""
    for bucket in graph.of_type(BUCKETS):
        found = deliveries(graph, bucket)
        if any(logs_to(graph, delivery, bucket) for delivery in found):
            yield Finding("its access logs are delivered to itself", "another bucket", bucket.urn)
        elif is_log_target(graph, bucket):
            yield NotApplicable(TAKES_LOGS, bucket.urn)
        elif not found:
            yield unconfigured(graph, bucket, LOGGING)


RULES: Final = (
    bucket_versioning_enabled,
    bucket_encryption_configured,
    bucket_encryption_customer_managed,
    bucket_deletion_guarded,
    bucket_noncurrent_versions_retained,
    bucket_access_logged,
)
