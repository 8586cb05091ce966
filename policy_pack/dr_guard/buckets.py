"""How a bucket is configured, whether by resources of their own or by the bucket's own properties."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dr_guard.checks import absent
from dr_guard.tokens import BUCKET_LOGGINGS, BUCKETS
from dr_guard.values import Plain, entries, is_set, lookup

if TYPE_CHECKING:
    from dr_guard.finding import Finding
    from dr_guard.graph import Graph, Resource


@dataclass(frozen=True)
class Aspect:
    """One side of a bucket: the types of resource that configure it, and the inputs that do so inline."""

    noun: str
    types: tuple[str, ...]
    inline: tuple[str, ...]


@dataclass(frozen=True)
class Place:
    """Where an aspect is configured: the resource to name in a finding, and the value to read."""

    resource: Resource
    value: Plain


@dataclass(frozen=True)
class Delivery:
    """Where access logs go: the resource and the top-level input that say so, and what they say."""

    source: Resource
    prop: str
    target: Plain


def places(graph: Graph, bucket: Resource, aspect: Aspect) -> tuple[Place, ...]:
    """Return where an aspect of a bucket is configured; the inputs of a resource of its own are its value."""
    satellites = graph.satellites(bucket, aspect.types, "bucket").joined
    inline = [value for name in aspect.inline for value in entries(bucket.inputs, name)]
    return (
        *(Place(satellite, satellite.inputs) for satellite in satellites),
        *(Place(bucket, value) for value in inline if is_set(value)),
    )


def unconfigured(graph: Graph, bucket: Resource, aspect: Aspect) -> Finding:
    """Return the finding for a bucket that has no such aspect, or of which that cannot be known."""
    return absent(graph.satellites(bucket, aspect.types, "bucket"), bucket, aspect.noun)


def deliveries(graph: Graph, bucket: Resource) -> tuple[Delivery, ...]:
    """Return where the access logs of a bucket go; a configuration that names no target delivers nothing."""
    split = graph.satellites(bucket, BUCKET_LOGGINGS, "bucket").joined
    return tuple(
        each for source in (*split, bucket) for each in _deliveries_in(source) if is_set(each.target)
    )


def _deliveries_in(source: Resource) -> tuple[Delivery, ...]:
    inline = (
        Delivery(source, prop, lookup(block, "targetBucket"))
        for prop in ("logging", "loggings")
        for block in entries(source.inputs, prop)
    )
    return (Delivery(source, "targetBucket", source.get("targetBucket")), *inline)


def logs_to(graph: Graph, delivery: Delivery, bucket: Resource) -> bool:
    """Whether access logs are delivered to a bucket; where that cannot be known, they are not."""
    return graph.refers(delivery.source, delivery.prop, delivery.target, bucket) is True


def is_log_target(graph: Graph, bucket: Resource) -> bool:
    """Whether access logs of other buckets are delivered here, and none of this one anywhere.

    One that may be a target is not.
    """
    sources = graph.of_type((*BUCKET_LOGGINGS, *BUCKETS))
    found = (each for source in sources for each in _deliveries_in(source) if is_set(each.target))
    return not deliveries(graph, bucket) and any(logs_to(graph, each, bucket) for each in found)
