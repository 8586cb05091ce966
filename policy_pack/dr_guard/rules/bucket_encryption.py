"""S3 buckets: how their objects are encrypted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dr_guard.aws.kinds import (
    BUCKETS,
)
from dr_guard.aws.storage.bucket_aspects import ENCRYPTION
from dr_guard.aws.storage.buckets import (
    KMS_ALGORITHMS,
    TAKES_LOGS,
    Place,
    default_encryption,
    encryption_rules,
    held,
    is_log_target,
    places,
    unconfigured,
)
from dr_guard.checks import must_be_customer_key, must_be_on, must_be_one_of
from dr_guard.finding import Finding, NotApplicable, Outcome
from dr_guard.values import UNKNOWN, Plain, lookup

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dr_guard.control import Settings
    from dr_guard.graph import Graph
    from dr_guard.resource import Resource


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
    """Return the default of every encryption rule; one that has none is missing."""
    return tuple(default_encryption(rule) for rule in encryption_rules(place.value))


def bucket_key_enabled(holder: Resource, _settings: Settings) -> Iterator[Outcome]:
    """Where KMS encrypts a bucket, not every object is a call to it; two layers know no such key."""
    for value in held(holder, ENCRYPTION):
        for rule in encryption_rules(value):
            if lookup(default_encryption(rule), "sseAlgorithm") in ("aws:kms", UNKNOWN):
                yield from must_be_on(lookup(rule, "bucketKeyEnabled"), "the bucket key")


RULES: Final = (
    bucket_encryption_configured,
    bucket_encryption_customer_managed,
    bucket_key_enabled,
)
