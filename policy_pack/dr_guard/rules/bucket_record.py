"""What is on record of a bucket: its access logs and notifications."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dr_guard.aws.kinds import (
    BUCKETS,
)
from dr_guard.aws.storage.bucket_aspects import LOGGING, NOTIFICATION
from dr_guard.aws.storage.buckets import TAKES_LOGS, deliveries, is_log_target, logs_to, places, unconfigured
from dr_guard.aws.storage.log_delivery import LOGGING_SERVICE, takes_logs
from dr_guard.checks import NOT_KNOWN, must_be_on
from dr_guard.finding import Finding, NotApplicable, Outcome
from dr_guard.logic import any_of
from dr_guard.references import References
from dr_guard.values import UNKNOWN, is_set, lookup

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dr_guard.aws.storage.buckets import Delivery, Place
    from dr_guard.control import Settings
    from dr_guard.graph import Graph

REFUSED: Final = f"no policy of the bucket that takes its access logs lets {LOGGING_SERVICE} put them there"
WANTED_DELIVERY: Final = "a statement that lets it do s3:PutObject under their prefix"
RECIPIENTS: Final = ("lambdaFunctions", "queues", "topics")


def bucket_access_logged(graph: Graph, _settings: Settings) -> Iterator[Outcome]:
    """Who reads a bucket is on record."""
    buckets = References(graph, BUCKETS)
    for bucket in buckets.targets:
        found = deliveries(graph, bucket)
        if is_log_target(graph, bucket):
            yield NotApplicable(TAKES_LOGS, bucket.urn)
        elif not found:
            yield unconfigured(graph, bucket, LOGGING)
        elif any(_is_refused(graph, buckets, delivery) for delivery in found):
            yield Finding(REFUSED, WANTED_DELIVERY, bucket.urn)


def _is_refused(graph: Graph, buckets: References, delivery: Delivery) -> bool:
    """Whether logs go to a bucket of the program whose policies are known not to let them in."""
    target = buckets.match(delivery.source, delivery.prop, delivery.target).found
    return bool(target) and takes_logs(graph, target, delivery.prefix) is False


def bucket_log_target_separate(graph: Graph, _settings: Settings) -> Iterator[Outcome]:
    """The record of a bucket is kept in another one."""
    for bucket in graph.of_type(BUCKETS):
        verdict = any_of(logs_to(graph, delivery, bucket) for delivery in deliveries(graph, bucket))
        if verdict is not False:
            unclear = f"whether its access logs are delivered to itself {NOT_KNOWN}"
            found = unclear if verdict is UNKNOWN else "its access logs are delivered to itself"
            yield Finding(found, "another bucket", bucket.urn)


def bucket_notification_present(graph: Graph, _settings: Settings) -> Iterator[Outcome]:
    """Somebody is told of what happens to the objects of a bucket."""
    for bucket in graph.of_type(BUCKETS):
        found = places(graph, bucket, NOTIFICATION)
        if not found:
            yield unconfigured(graph, bucket, NOTIFICATION)
        for place in found:
            yield from _notifies(place)


def _notifies(place: Place) -> Iterator[Finding]:
    bus = lookup(place.value, "eventbridge")
    if not any(is_set(lookup(place.value, recipient)) for recipient in RECIPIENTS):
        yield from must_be_on(bus, "delivery to EventBridge or to anyone else", place.resource.urn)


RULES: Final = (
    bucket_access_logged,
    bucket_log_target_separate,
    bucket_notification_present,
)
