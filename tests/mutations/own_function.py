"""What breaks the function of the own stack, and who may call it."""

from __future__ import annotations

from typing import Final

from dr_guard.aws.tokens import (
    EVENT_SOURCE_MAPPING,
    FUNCTION_URL,
)

from sandbox.registration import UNKNOWN, Json
from tests.mutations.documents import TAGS
from tests.mutations.mutation import Mutation, become, drop, gone, independent, put

FUNCTION: Final = "Function function"
SCHEDULE: Final = "Permission schedule"
NAME: Final = "dr-dev-function"
RUNTIME: Final = "function-runtime-supported"
ZONES: Final = "function-zones-multiple"
CONCURRENCY: Final = "function-concurrency-reserved"
SECRETS: Final = "function-environment-secret-free"
KEY: Final = "function-environment-encryption-customer-managed"
LOGS: Final = "function-log-group-managed"
PRINCIPAL: Final = "function-permission-principal-restricted"
SOURCE: Final = "function-permission-source-scoped"
FAILURE: Final = "function-failure-destination-set"
RTO: Final = "stateful-rto-met"
VARIABLES: Final = "environment.variables"
GROUP: Final = "loggingConfig.logGroup"
STREAM: Final[dict[str, Json]] = {
    "functionName": NAME,
    "eventSourceArn": "arn:aws:dynamodb:us-west-2:123456789012:table/dr-dev-table/stream/2026",
    "startingPosition": "LATEST",
    "maximumRetryAttempts": 10,
    "maximumRecordAgeInSeconds": 3600,
    "bisectBatchOnFunctionError": True,
    "destinationConfig": {"onFailure": {"destinationArn": UNKNOWN}},
    "tags": TAGS,
}
URL: Final[dict[str, Json]] = {"functionName": NAME, "authorizationType": "AWS_IAM"}
OPEN: Final[dict[str, Json]] = {**URL, "authorizationType": "NONE"}
ANYWHERE: Final[dict[str, Json]] = {**URL, "cors": {"allowOrigins": ["*"]}}

MUTATIONS: Final = (
    Mutation(RUNTIME, FUNCTION, "outdated", (put("runtime", "python3.8"),)),
    Mutation(RUNTIME, FUNCTION, "missing", (drop("runtime"),)),
    Mutation(RUNTIME, FUNCTION, "unknown", (put("runtime", UNKNOWN),)),
    Mutation(ZONES, FUNCTION, "one subnet", (drop("vpcConfig.subnetIds.0"),)),
    Mutation(ZONES, "Subnet private-2", "one zone", (put("availabilityZone", "us-west-2a"),), (RTO,)),
    Mutation(
        RTO, "Subnet private-1", "the zone of the other", (put("availabilityZone", "us-west-2b"),), (ZONES,)
    ),
    Mutation(CONCURRENCY, FUNCTION, "missing", (drop("reservedConcurrentExecutions"),)),
    Mutation(CONCURRENCY, FUNCTION, "none", (put("reservedConcurrentExecutions", 0),)),
    Mutation(CONCURRENCY, FUNCTION, "taken away", (put("reservedConcurrentExecutions", -1),)),
    Mutation(SECRETS, FUNCTION, "named like one", (put(f"{VARIABLES}.DB_PASSWORD", "hunter2"),)),
    Mutation(SECRETS, FUNCTION, "a credential", (put(f"{VARIABLES}.BUCKET_NAME", "AKIAIOSFODNN7EXAMPLE"),)),
    Mutation(SECRETS, FUNCTION, "unknown", (put(VARIABLES, UNKNOWN),)),
    Mutation(KEY, FUNCTION, "missing", (drop("kmsKeyArn"),)),
    Mutation(KEY, FUNCTION, "of AWS's", (put("kmsKeyArn", "alias/aws/lambda"),)),
    Mutation(LOGS, "LogGroup function", "gone", (gone(),)),
    Mutation(LOGS, FUNCTION, "elsewhere", (put(GROUP, "/aws/lambda/other"), independent("loggingConfig"))),
    Mutation(LOGS, FUNCTION, "unknown", (put(GROUP, UNKNOWN), independent("loggingConfig"))),
    Mutation(PRINCIPAL, SCHEDULE, "everyone", (put("principal", "*"),)),
    Mutation(PRINCIPAL, SCHEDULE, "unknown", (put("principal", UNKNOWN),)),
    Mutation(SOURCE, SCHEDULE, "missing", (drop("sourceArn"),)),
    Mutation(SOURCE, "Permission process", "missing", (drop("sourceArn"),)),
    Mutation(SOURCE, "Permission health", "anybody's", (put("sourceArn", "arn:aws:execute-api:*:*:*"),)),
    Mutation(
        FAILURE,
        FUNCTION,
        "its queue missing, and the alias's elsewhere",
        (drop("deadLetterConfig"), put("name", "other")),
        ("alarm-coverage-complete", "alarm-dimensions-resolved"),
    ),
    Mutation(
        "function-url-authorized",
        FUNCTION,
        "a URL open to everyone",
        beside=(become(FUNCTION_URL, OPEN, "functionName"),),
    ),
    Mutation(
        "function-url-cors-origin-restricted",
        FUNCTION,
        "a URL open to every page",
        beside=(become(FUNCTION_URL, ANYWHERE, "functionName"),),
    ),
    Mutation(
        "function-event-source-failure-destination-set",
        FUNCTION,
        "a stream without one",
        beside=(become(EVENT_SOURCE_MAPPING, {**STREAM, "destinationConfig": None}, "functionName"),),
    ),
    Mutation(
        "function-event-source-retry-bounded",
        FUNCTION,
        "a stream without bounds",
        beside=(become(EVENT_SOURCE_MAPPING, {**STREAM, "maximumRetryAttempts": -1}, "functionName"),),
    ),
)
