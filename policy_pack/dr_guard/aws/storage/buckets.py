"""How a bucket is configured, whether by resources of their own or by the bucket's own properties."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dr_guard.aws.kinds import (
    BUCKET_LOGGINGS,
)
from dr_guard.aws.storage.bucket_aspects import ENCRYPTION, VERSIONING, Aspect
from dr_guard.aws.tokens import (
    BUCKET,
    BUCKET_V2,
    DISTRIBUTION,
    LOAD_BALANCER,
)
from dr_guard.checks import absent
from dr_guard.logic import any_of
from dr_guard.values import MISSING, UNKNOWN, Plain, boolean, entries, is_set, lookup

if TYPE_CHECKING:
    from dr_guard.finding import Finding
    from dr_guard.graph import Graph
    from dr_guard.resource import Resource
    from dr_guard.values import Known

KMS_ALGORITHMS: Final = ("aws:kms", "aws:kms:dsse")
TAKES_LOGS: Final = "the bucket takes access logs"
TAKES_NO_LIFECYCLE: Final = "S3 takes no lifecycle for a bucket with MFA delete"
LOG_TARGETS: Final = (
    (BUCKET_LOGGINGS, "targetBucket"),
    ((BUCKET,), "logging.targetBucket"),
    ((BUCKET_V2,), "loggings.0.targetBucket"),
    ((DISTRIBUTION,), "loggingConfig.bucket"),
    ((LOAD_BALANCER,), "accessLogs.bucket"),
    ((LOAD_BALANCER,), "connectionLogs.bucket"),
)


@dataclass(frozen=True)
class Place:
    """Where an aspect is configured: the resource to name in a finding, and the value to read."""

    resource: Resource
    value: Plain


@dataclass(frozen=True)
class Delivery:
    """Where access logs go: the resource and the top-level input that say so, and what they say.

    ``prefix`` is what the names of logs begin with.
    """

    source: Resource
    prop: str
    target: Plain
    prefix: Plain


def inline(bucket: Resource, aspect: Aspect) -> tuple[Plain, ...]:
    """Return what the properties of a bucket say of an aspect; a resource of its own says nothing inline."""
    if bucket.type in aspect.types:
        return ()
    found = (value for name in aspect.inline for value in entries(bucket.inputs, name))
    return tuple(value for value in found if is_set(value))


def held(holder: Resource, aspect: Aspect) -> tuple[Plain, ...]:
    """Return what a bucket, or a resource that configures the aspect of one, says of it."""
    return (holder.inputs,) if holder.type in aspect.types else inline(holder, aspect)


def places(graph: Graph, bucket: Resource, aspect: Aspect) -> tuple[Place, ...]:
    """Return where an aspect of a bucket is configured; the inputs of a resource of its own are its value."""
    satellites = graph.satellites(bucket, aspect.types, "bucket").joined
    return (
        *(Place(satellite, satellite.inputs) for satellite in satellites),
        *(Place(bucket, value) for value in inline(bucket, aspect)),
    )


def unconfigured(graph: Graph, bucket: Resource, aspect: Aspect) -> Finding:
    """Return the finding for a bucket that has no such aspect, or of which that cannot be known."""
    return absent(graph.satellites(bucket, aspect.types, "bucket"), bucket, aspect.noun)


def _may_be_configured(graph: Graph, bucket: Resource, aspect: Aspect) -> Known:
    """Return whether an aspect that is nowhere configured may be so all the same, as false or unknown."""
    return UNKNOWN if graph.satellites(bucket, aspect.types, "bucket").doubtful else False


def is_versioned(graph: Graph, bucket: Resource) -> Known:
    """Whether a bucket keeps what was overwritten or deleted."""
    found = places(graph, bucket, VERSIONING)
    if not found:
        return _may_be_configured(graph, bucket, VERSIONING)
    return any_of(_is_on(place) for place in found)


def _is_on(place: Place) -> Known:
    status = lookup(place.value, "versioningConfiguration.status")
    value = boolean(lookup(place.value, "enabled")) if status is MISSING else status
    return UNKNOWN if value is UNKNOWN else value in ("Enabled", True)


def needs_second_factor(graph: Graph, bucket: Resource) -> Known:
    """Whether versions are deleted with a second factor only; S3 then takes no lifecycle."""
    return any_of(_has_mfa_delete(place) for place in places(graph, bucket, VERSIONING))


def _has_mfa_delete(place: Place) -> Known:
    state = lookup(place.value, "versioningConfiguration.mfaDelete")
    value = boolean(lookup(place.value, "mfaDelete")) if state is MISSING else state
    return UNKNOWN if value is UNKNOWN else value in ("Enabled", True)


def encryption_rules(value: Plain) -> tuple[Plain, ...]:
    """Return the rules of an encryption configuration, in any of its forms; one that has none is missing."""
    return entries(value, "rules") or entries(value, "rule") or (MISSING,)


def default_encryption(rule: Plain) -> Plain:
    """Return how an encryption rule encrypts where nobody says how."""
    one = lookup(rule, "applyServerSideEncryptionByDefault")
    return lookup(rule, "applyServerSideEncryptionByDefaults.0") if one is MISSING else one


def is_under_kms(graph: Graph, bucket: Resource) -> Known:
    """Whether the objects of a bucket are encrypted with a key in KMS."""
    found = places(graph, bucket, ENCRYPTION)
    if not found:
        return _may_be_configured(graph, bucket, ENCRYPTION)
    rules = (rule for place in found for rule in encryption_rules(place.value))
    algorithms = (lookup(default_encryption(rule), "sseAlgorithm") for rule in rules)
    return any_of(UNKNOWN if each is UNKNOWN else each in KMS_ALGORITHMS for each in algorithms)


def deliveries(graph: Graph, bucket: Resource) -> tuple[Delivery, ...]:
    """Return where the access logs of a bucket go; a configuration that names no target delivers nothing."""
    split = graph.satellites(bucket, BUCKET_LOGGINGS, "bucket").joined
    found = (
        *(
            Delivery(source, "targetBucket", source.get("targetBucket"), source.get("targetPrefix"))
            for source in split
        ),
        *(
            Delivery(bucket, prop, lookup(block, "targetBucket"), lookup(block, "targetPrefix"))
            for prop in ("logging", "loggings")
            for block in entries(bucket.inputs, prop)
        ),
    )
    return tuple(delivery for delivery in found if is_set(delivery.target))


def logs_to(graph: Graph, delivery: Delivery, bucket: Resource) -> Known:
    """Whether access logs are delivered to a bucket."""
    return graph.refers(delivery.source, delivery.prop, delivery.target, bucket)


def is_log_target(graph: Graph, bucket: Resource) -> bool:
    """Whether access logs of others are delivered here, and none of this bucket anywhere.

    One that may be a target is not.
    """
    takes = any(graph.satellites(bucket, types, path).joined for types, path in LOG_TARGETS)
    return takes and not deliveries(graph, bucket)
