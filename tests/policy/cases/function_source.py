"""The event sources of Lambda functions, and what becomes of a record that fails."""

from __future__ import annotations

from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.case import fails, passes, skips

RECORDS: Final = "function-event-source-failure-destination-set"
RETRIES: Final = "function-event-source-retry-bounded"

NO_ATTEMPTS: Final = "the number of further attempts is not set; wanted: 0 to 10000 attempts"
NO_AGE: Final = "the age up to which a record is tried is not set; wanted: 60 to 43200 seconds"
NO_SPLIT: Final = "splitting a batch that failed is not set; wanted: on"
NO_KEEPER: Final = "the failure destination is not set; wanted: a queue, a topic or a bucket"
UNKEPT: Final = "only a mapping of a stream or of Kafka has a failure destination"
UNBOUNDED: Final = "only a mapping of a stream of DynamoDB or Kinesis has such bounds"
STREAM: Final = "arn:aws:dynamodb:eu-west-1:1:table/orders/stream/2026"
SHARDS: Final = "arn:aws:kinesis:eu-west-1:1:stream/orders"
KAFKA: Final = "arn:aws:kafka:eu-west-1:1:cluster/c/1"
QUEUES: Final = (
    "arn:aws:sqs:eu-west-1:1:orders",
    "arn:aws:mq:eu-west-1:1:broker:b",
    "arn:aws:rds:eu-west-1:1:cluster:c",
)
KEPT_BY_QUEUE: Final = {"onFailure": {"destinationArn": UNKNOWN}}


def mapping(source: object = None, **inputs: object) -> Planned:
    """Return the mapping of an event source."""
    token = "aws:lambda/eventSourceMapping:EventSourceMapping"
    return Planned(token, {"eventSourceArn": source, **inputs})


def bounded(source: object = STREAM, **inputs: object) -> Planned:
    """Return a mapping that ends what it tries, and splits what failed."""
    bounds = {"maximumRetryAttempts": 10, "maximumRecordAgeInSeconds": 3600}
    return mapping(source, **{**bounds, "bisectBatchOnFunctionError": True, **inputs})


CASES: Final = (
    passes(RECORDS, "a stream", mapping(STREAM, destinationConfig=KEPT_BY_QUEUE)),
    passes(RECORDS, "Kafka", mapping(KAFKA, destinationConfig=KEPT_BY_QUEUE)),
    passes(
        RECORDS,
        "a source that is not known",
        mapping(UNKNOWN, startingPosition="LATEST", destinationConfig=KEPT_BY_QUEUE),
    ),
    *(
        fails(RECORDS, label, mapping(source, **inputs), says=NO_KEEPER)
        for label, source, inputs in (
            ("missing", STREAM, {}),
            ("missing of Kinesis", SHARDS, {"startingPosition": "LATEST"}),
            ("missing of Kafka", KAFKA, {"topics": ["orders"]}),
            ("missing of a Kafka of one's own", None, {"selfManagedEventSource": {"endpoints": {}}}),
            ("missing of a stream that is not known", UNKNOWN, {"startingPosition": "LATEST"}),
            ("missing of a stream that starts anywhere", UNKNOWN, {"startingPosition": UNKNOWN}),
            ("missing of a Kafka that is not known", UNKNOWN, {"topics": UNKNOWN}),
            ("missing of what is no ARN", "orders", {"startingPosition": "LATEST"}),
            ("an empty destination", STREAM, {"destinationConfig": {"onFailure": {"destinationArn": ""}}}),
        )
    ),
    *(
        skips(RECORDS, label, mapping(source, **inputs), because=UNKEPT)
        for label, source, inputs in (
            *((source, source, {}) for source in QUEUES),
            ("a queue that is not known", UNKNOWN, {}),
            ("a broker that is not known", UNKNOWN, {"queues": "orders", "startingPosition": "LATEST"}),
            ("a database that is not known", UNKNOWN, {"documentDbEventSourceConfig": UNKNOWN}),
        )
    ),
    passes(RETRIES, "all", bounded()),
    passes(RETRIES, "of a source that is not known", bounded(UNKNOWN, startingPosition="LATEST")),
    passes(RETRIES, "no further attempt", bounded(maximumRetryAttempts=0)),
    passes(RETRIES, "one record at a time", bounded(batchSize=1, bisectBatchOnFunctionError=None)),
    passes(
        RETRIES,
        "a function that reports",
        bounded(functionResponseTypes=["ReportBatchItemFailures"], bisectBatchOnFunctionError=False),
    ),
    fails(RETRIES, "missing", mapping(STREAM), says=(NO_ATTEMPTS, NO_AGE, NO_SPLIT)),
    fails(RETRIES, "missing of Kinesis", mapping(SHARDS), says=(NO_ATTEMPTS, NO_AGE, NO_SPLIT)),
    fails(
        RETRIES,
        "without end",
        bounded(maximumRetryAttempts=-1, maximumRecordAgeInSeconds=-1),
        says=(
            "the number of further attempts is -1 attempts; wanted: 0 to 10000 attempts",
            "the age up to which a record is tried is -1 seconds; wanted: 60 to 43200 seconds",
        ),
        mendable=False,
    ),
    fails(
        RETRIES,
        "too many, as configured",
        bounded(maximumRetryAttempts=100, maximumRecordAgeInSeconds=7200),
        says=(
            "the number of further attempts is 100 attempts; wanted: 0 to 5 attempts",
            "the age up to which a record is tried is 7200 seconds; wanted: 60 to 3600 seconds",
        ),
        config={"maximumAttempts": 5, "maximumAgeSeconds": 3600},
    ),
    fails(
        RETRIES,
        "whole batches",
        bounded(bisectBatchOnFunctionError=False),
        says="splitting a batch that failed is off; wanted: on",
    ),
    fails(
        RETRIES,
        "unknown",
        bounded(maximumRetryAttempts=UNKNOWN),
        says="the number of further attempts cannot be known at preview; wanted: 0 to 10000 attempts",
    ),
    skips(RETRIES, "a queue", mapping(QUEUES[0]), because=UNBOUNDED),
    skips(RETRIES, "Kafka", mapping(KAFKA), because=UNBOUNDED),
)
