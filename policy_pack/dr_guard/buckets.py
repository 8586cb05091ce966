"""How a bucket is configured, whether by resources of their own or by the bucket's own properties."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dr_guard.checks import absent
from dr_guard.tokens import BUCKET_LOGGINGS, BUCKETS
from dr_guard.values import Plain, entries, is_set

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


def is_log_target(graph: Graph, bucket: Resource) -> bool:
    """Whether access logs of some bucket are delivered here; one that may be is not."""
    split = graph.satellites(bucket, BUCKET_LOGGINGS, "targetBucket").joined
    inline = (
        graph.refers(other, name, target, bucket) is True
        for other in graph.of_type(BUCKETS)
        for name, path in (("logging", "logging"), ("loggings", "loggings.0"))
        for target in (other.get(f"{path}.targetBucket"),)
    )
    return bool(split) or any(inline)
