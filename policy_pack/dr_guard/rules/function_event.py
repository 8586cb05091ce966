"""What calls Lambda functions, and what becomes of a call that fails."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dr_guard.aws.compute.callers import is_waited_for
from dr_guard.aws.compute.origins import must_be_named
from dr_guard.aws.iam.access import is_of_one_owner, is_pinned, must_name_principals
from dr_guard.aws.iam.documents import statements
from dr_guard.aws.tokens import (
    FUNCTION,
    FUNCTION_INVOKE_CONFIG,
    FUNCTION_POLICY,
)
from dr_guard.checks import (
    NOT_KNOWN,
    absent,
    must_be_on,
    must_be_one_of,
    must_be_set,
    must_lie_within,
    unread,
)
from dr_guard.finding import Finding, NotApplicable
from dr_guard.values import UNKNOWN, entries, is_set

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dr_guard.control import Settings
    from dr_guard.finding import Outcome
    from dr_guard.graph import Graph
    from dr_guard.resource import Resource
    from dr_guard.values import Plain

SERVICES: Final = (".amazonaws.com", ".amazonaws.com.cn")
LEAST_SECONDS: Final = 60
SOURCE: Final = "the ARN or the account that the service calls for"
WAITED_FOR: Final = "whatever calls the function waits for how the call ends"
STREAM: Final = "a stream"
KAFKA: Final = "Kafka"
QUEUE: Final = "a queue"
# What stands behind the service in the ARN of an event source; rds is DocumentDB.
KINDS: Final[Mapping[str, str]] = {
    "dynamodb": STREAM,
    "kinesis": STREAM,
    "kafka": KAFKA,
    "sqs": QUEUE,
    "mq": QUEUE,
    "rds": QUEUE,
}
QUEUE_INPUTS: Final = ("queues", "scalingConfig", "documentDbEventSourceConfig")
KAFKA_INPUTS: Final = (
    "topics",
    "amazonManagedKafkaEventSourceConfig",
    "selfManagedKafkaEventSourceConfig",
    "selfManagedEventSource",
)


def function_permission_principal_restricted(permission: Resource, _settings: Settings) -> Iterator[Outcome]:
    """Nobody unnamed may call a function."""
    principal, wanted = permission.get("principal"), "an account, a service or an organization"
    if permission.type == FUNCTION_POLICY:
        yield from must_name_principals(permission.get("policy"), "the policy")
    elif principal is UNKNOWN:
        yield Finding(f"who may call the function {NOT_KNOWN}", wanted)
    elif principal == "*" and not is_set(permission.get("principalOrgId")):
        yield Finding("everyone may call the function", wanted)


def function_permission_source_scoped(permission: Resource, _settings: Settings) -> Iterator[Outcome]:
    """A service calls a function only for resources that are named."""
    principal, source = permission.get("principal"), permission.get("sourceArn")
    if permission.type == FUNCTION_POLICY:
        yield from _unscoped(permission.get("policy"))
    elif isinstance(principal, str) and not principal.endswith(SERVICES):
        yield NotApplicable("the permission is not for a service")
    elif not is_set(permission.get("sourceAccount")):
        yield from must_be_set(source, "the source", SOURCE)
        if isinstance(source, str) and source and not is_of_one_owner(source):
            yield Finding("the source may be of any account", SOURCE)


def _unscoped(policy: Plain) -> Iterator[Finding]:
    """Yield a finding for every statement that lets a service in for anyone."""
    parsed = statements(policy)
    if parsed is UNKNOWN:
        yield unread("the policy", SOURCE)
        return
    for number, statement in enumerate(parsed, start=1):
        if statement.allows and entries(statement.data, "Principal.Service") and not is_pinned(statement):
            yield Finding(f"the source in statement {number} of the policy may be of any account", SOURCE)


def function_url_authorized(url: Resource, _settings: Settings) -> Iterator[Outcome]:
    """Nobody unnamed calls a function by its URL."""
    yield from must_be_one_of(url.get("authorizationType"), "the authorization", ("AWS_IAM",), ("NONE",))


def function_url_cors_origin_restricted(url: Resource, _settings: Settings) -> Iterator[Outcome]:
    """Only pages of named origins may call a function from a browser."""
    origins = entries(url.inputs, "cors.allowOrigins")
    if not origins:
        yield NotApplicable("the URL allows no other origin")
    yield from must_be_named(origins)


def function_failure_destination_set(graph: Graph, _settings: Settings) -> Iterator[Outcome]:
    """An event that a function cannot handle is kept somewhere, unless whoever sent it waits."""
    for function in graph.of_type((FUNCTION,)):
        configs = graph.satellites(function, (FUNCTION_INVOKE_CONFIG,), "functionName")
        destinations = (config.get("destinationConfig.onFailure.destination") for config in configs.joined)
        if not any(map(is_set, (function.get("deadLetterConfig.targetArn"), *destinations))):
            if is_waited_for(graph, function):
                yield NotApplicable(WAITED_FOR, function.urn)
            else:
                yield absent(configs, function, "dead-letter queue or failure destination")


def function_event_source_failure_destination_set(
    mapping: Resource, _settings: Settings
) -> Iterator[Outcome]:
    """A record that a function cannot handle is kept somewhere."""
    destination = mapping.get("destinationConfig.onFailure.destinationArn")
    if _source(mapping) == QUEUE:
        yield NotApplicable("only a mapping of a stream or of Kafka has a failure destination")
    else:
        yield from must_be_set(destination, "the failure destination", "a queue, a topic or a bucket")


def function_event_source_retry_bounded(mapping: Resource, settings: Settings) -> Iterator[Outcome]:
    """One bad record does not hold up those that follow it."""
    if _source(mapping) != STREAM:
        yield NotApplicable("only a mapping of a stream of DynamoDB or Kinesis has such bounds")
        return
    attempts, age = mapping.get("maximumRetryAttempts"), mapping.get("maximumRecordAgeInSeconds")
    most, oldest = settings.number("maximumAttempts"), settings.number("maximumAgeSeconds")
    yield from must_lie_within(attempts, "the number of further attempts", (0, most), "attempt")
    yield from must_lie_within(
        age, "the age up to which a record is tried", (LEAST_SECONDS, oldest), "second"
    )
    reports = "ReportBatchItemFailures" in entries(mapping.inputs, "functionResponseTypes")
    if not reports and mapping.get("batchSize") != 1:
        yield from must_be_on(mapping.get("bisectBatchOnFunctionError"), "splitting a batch that failed")


def _source(mapping: Resource) -> str:
    """Return what kind of source a mapping has: as its ARN says, or as the inputs do that only one takes.

    A stream has to be given a position to start at, which a queue cannot be given.
    """
    arn = mapping.get("eventSourceArn")
    kind = KINDS.get("".join(arn.split(":")[2:3])) if isinstance(arn, str) else None
    if kind:
        return kind
    if any(is_set(mapping.get(name)) for name in KAFKA_INPUTS):
        return KAFKA
    is_queue = any(is_set(mapping.get(name)) for name in QUEUE_INPUTS)
    return STREAM if is_set(mapping.get("startingPosition")) and not is_queue else QUEUE


RULES: Final = (
    function_permission_principal_restricted,
    function_permission_source_scoped,
    function_url_authorized,
    function_url_cors_origin_restricted,
    function_failure_destination_set,
    function_event_source_failure_destination_set,
    function_event_source_retry_bounded,
)
