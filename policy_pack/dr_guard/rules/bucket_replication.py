"""S3 replication: copies of a bucket that outlive it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dr_guard.aws.kinds import (
    BUCKETS,
)
from dr_guard.aws.regions import NO_RECOVERY_REGION, are_apart, is_in, recovery_regions
from dr_guard.aws.storage.bucket_aspects import REPLICATION
from dr_guard.aws.storage.buckets import is_under_kms, is_versioned, places, unconfigured
from dr_guard.aws.storage.replications import in_force, replications
from dr_guard.checks import NOT_KNOWN, must_be_on, must_be_one_of, must_be_set
from dr_guard.finding import Finding, NotApplicable, Outcome
from dr_guard.logic import all_of, any_of
from dr_guard.references import References
from dr_guard.values import MISSING, UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dr_guard.aws.storage.replications import Replication
    from dr_guard.control import Settings
    from dr_guard.graph import Graph
    from dr_guard.resource import Resource
    from dr_guard.values import Known

IN_RECOVERY: Final = "the bucket is in a recovery region"
NOT_REPLICATED: Final = "the bucket is not replicated"


def bucket_replication_present(graph: Graph, settings: Settings) -> Iterator[Outcome]:
    """Every bucket outside the recovery regions is copied."""
    regions = recovery_regions(settings)
    if not regions:
        yield NotApplicable(NO_RECOVERY_REGION)
        return
    for bucket in graph.of_type(BUCKETS):
        verdict = any_of(replication.is_active for replication in replications(graph, bucket))
        if is_in(bucket, regions) is True:
            yield NotApplicable(IN_RECOVERY, bucket.urn)
        elif not places(graph, bucket, REPLICATION):
            yield unconfigured(graph, bucket, REPLICATION)
        elif verdict is not True:
            unclear = f"whether a replication rule is in force {NOT_KNOWN}"
            found = unclear if verdict is UNKNOWN else "no replication rule is in force"
            yield Finding(found, "one that is", bucket.urn)


def bucket_replication_region_distinct(graph: Graph, settings: Settings) -> Iterator[Outcome]:
    """What a bucket is copied to does not go down with it."""
    buckets, regions = References(graph, BUCKETS, is_global=True), recovery_regions(settings)
    for bucket in buckets.targets:
        copies = replications(graph, bucket)
        verdict = any_of(all_of((each.is_active, _is_far(bucket, each, buckets, regions))) for each in copies)
        if not copies:
            yield NotApplicable(NOT_REPLICATED, bucket.urn)
        elif verdict is not True:
            unclear = f"the region that it is replicated to {NOT_KNOWN}"
            where = "a recovery region" if regions else "another region"
            yield Finding(
                unclear if verdict is UNKNOWN else f"it is not replicated to {where}", where, bucket.urn
            )


def _is_far(
    bucket: Resource, replication: Replication, buckets: References, regions: tuple[str, ...]
) -> Known:
    """Whether the copies are in another region, which is one of these unless the bucket itself is in one."""
    must_be_in = () if is_in(bucket, regions) is True else regions
    targets = replication.destination(buckets).candidates
    verdicts = {
        all_of((are_apart(bucket.region, each.region), not must_be_in or is_in(each, must_be_in)))
        for each in targets
    }
    return verdicts.pop() if len(verdicts) == 1 else UNKNOWN


def bucket_replication_time_bounded(holder: Resource, _settings: Settings) -> Iterator[Outcome]:
    """S3 promises when a copy is there, and measures it."""
    for each in in_force(holder):
        for value, noun in (
            (each.time_control, f"replication time control of {each.label}"),
            (each.metrics, f"replication metrics of {each.label}"),
        ):
            yield from must_be_one_of(value, noun, ("Enabled",), ("Disabled",))


def bucket_replication_versioning_enabled(graph: Graph, _settings: Settings) -> Iterator[Outcome]:
    """Both ends of a replication keep old versions, without which S3 copies nothing."""
    buckets = References(graph, BUCKETS, is_global=True)
    targets: dict[Resource, None] = {}
    for bucket in buckets.targets:
        matches = [each.destination(buckets) for each in replications(graph, bucket)]
        targets.update(dict.fromkeys(each for match in matches for each in match.candidates))
        if not matches:
            yield NotApplicable(NOT_REPLICATED, bucket.urn)
        else:
            yield from _must_be_versioned(graph, bucket, "versioning of a bucket that is replicated")
        if any(match.is_open for match in matches):
            yield Finding(
                f"the bucket that it is replicated to {NOT_KNOWN}", "one with versioning on", bucket.urn
            )
    for target in targets:
        yield from _must_be_versioned(graph, target, "versioning of a bucket that takes replicas")


def _must_be_versioned(graph: Graph, bucket: Resource, noun: str) -> Iterator[Finding]:
    yield from must_be_on(is_versioned(graph, bucket), noun, bucket.urn)


def bucket_replication_encryption_complete(graph: Graph, _settings: Settings) -> Iterator[Outcome]:
    """What KMS encrypts is copied too, and encrypted with a key that its copy's region has."""
    for bucket in graph.of_type(BUCKETS):
        found = replications(graph, bucket)
        is_encrypted = is_under_kms(graph, bucket)
        if not found:
            yield NotApplicable(NOT_REPLICATED, bucket.urn)
        for each in found:
            if is_encrypted is not False or each.takes_encrypted not in (MISSING, False):
                yield from _takes_encrypted(each)


def _takes_encrypted(replication: Replication) -> Iterator[Finding]:
    label, urn = replication.label, replication.holder.urn
    noun = f"replication of what KMS encrypts in {label}"
    yield from must_be_on(replication.takes_encrypted, noun, urn)
    wanted = "the ARN of a key in the region of the replicas"
    yield from must_be_set(replication.key, f"the key of the replicas in {label}", wanted, urn)


RULES: Final = (
    bucket_replication_present,
    bucket_replication_region_distinct,
    bucket_replication_time_bounded,
    bucket_replication_versioning_enabled,
    bucket_replication_encryption_complete,
)
