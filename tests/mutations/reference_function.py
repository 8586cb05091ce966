"""What breaks the functions of the reference: what calls them, and what is asked of them only on request."""

from __future__ import annotations

from typing import Final

from dr_guard.aws.tokens import (
    EVENT_PERMISSION,
)

from sandbox.registration import UNKNOWN
from tests.mutations.documents import EVERYONE
from tests.mutations.mutation import Mutation, drop, gone, put
from tests.mutations.usual import made, off, values

FUNCTION: Final = "Function orders-main"
CHANGES: Final = "EventSourceMapping changes"
URL: Final = "FunctionUrl partner-main"
SCHEDULE: Final = "Schedule nightly-main"
BUS: Final = "EventBusPolicy orders-main"
BOUNDED: Final = "function-event-source-retry-bounded"
LIMITS: Final = "function-limits-bounded"
RETRIED: Final = "schedule-target-retry-bounded"
RESTRICTED: Final = "event-bus-policy-principal-restricted"
UNLOGGED: Final = "log-group-destroy-skipped"

ASKED: Final = (
    *values("function-code-signed", FUNCTION, "codeSigningConfigArn", {"missing": None}),
    *values(
        "function-network-private", FUNCTION, "vpcConfig", {"missing": None}, ("security-group-attached",)
    ),
    *values("function-network-private", FUNCTION, "vpcConfig.subnetIds", {"empty": []}),
    *values(
        "function-tracing-active",
        FUNCTION,
        "tracingConfig.mode",
        {"passing": "PassThrough", "missing": None, "unknown": UNKNOWN},
    ),
    *values(LIMITS, FUNCTION, "timeout", {"too long": 900, "missing": None, "unknown": UNKNOWN}),
    *values(LIMITS, FUNCTION, "memorySize", {"too large": 10240, "missing": None, "unknown": UNKNOWN}),
    *values("function-description-set", FUNCTION, "description", {"missing": None, "empty": ""}),
    *off(UNLOGGED, "LogGroup orders-main", "skipDestroy"),
)
CALLED: Final = (
    *values(
        "function-url-authorized",
        URL,
        "authorizationType",
        {"none": "NONE", "missing": None, "unknown": UNKNOWN},
    ),
    *values(
        "function-url-cors-origin-restricted",
        URL,
        "cors.allowOrigins",
        {"all": ["*"], "unknown": UNKNOWN},
    ),
    *values(
        "function-permission-principal-restricted", "Permission partner-main", "principal", {"everyone": "*"}
    ),
    *values(
        "function-permission-principal-restricted",
        "Permission partner-main",
        "principal",
        {"unknown": UNKNOWN},
        ("function-permission-source-scoped",),
    ),
    *values("function-event-source-failure-destination-set", CHANGES, "destinationConfig", {"missing": None}),
    *values(
        BOUNDED, CHANGES, "maximumRetryAttempts", {"without end": -1, "missing": None, "unknown": UNKNOWN}
    ),
    *values(
        BOUNDED,
        CHANGES,
        "maximumRecordAgeInSeconds",
        {"without end": -1, "missing": None, "unknown": UNKNOWN},
    ),
    *off(BOUNDED, CHANGES, "bisectBatchOnFunctionError"),
    Mutation(
        "function-failure-destination-set",
        "FunctionEventInvokeConfig orders-main",
        "gone",
        (gone(),),
    ),
)
SENT: Final = (
    *values("schedule-rule-enabled", SCHEDULE, "state", {"off": "DISABLED", "unknown": UNKNOWN}),
    *values("schedule-target-dead-letter-set", SCHEDULE, "target.deadLetterConfig", {"missing": None}),
    *values(RETRIED, SCHEDULE, "target.retryPolicy", {"missing": None}),
    *values(
        RETRIED, SCHEDULE, "target.retryPolicy.maximumRetryAttempts", {"too many": 200, "unknown": UNKNOWN}
    ),
    *values(RETRIED, SCHEDULE, "target.retryPolicy.maximumEventAgeInSeconds", {"too old": 100000}),
    Mutation("event-bus-policy-present", BUS, "gone", (gone(),)),
    *values(RESTRICTED, BUS, "policy", {"for everyone": EVERYONE, "unknown": UNKNOWN}),
    *(
        Mutation(
            RESTRICTED,
            "EventPermission added",
            label,
            added=(made(EVENT_PERMISSION, "added", {"principal": principal, "statementId": "added"}),),
        )
        for label, principal in (("for everyone", "*"), ("unknown", UNKNOWN))
    ),
    Mutation("schedule-rule-target-present", "EventTarget orders-main", "gone", (gone(),)),
    *values("topic-delivery-logged", "Topic alarms-main", "sqsFailureFeedbackRoleArn", {"missing": None}),
    *values(
        "queue-dead-letter-set",
        "Queue work-main",
        "redrivePolicy",
        {"missing": None},
    ),
    Mutation("compute-recovery-region-matched", "Schedule nightly-recovery", "gone", (gone(),)),
    Mutation(
        "compute-recovery-region-matched",
        "EventRule orders-recovery",
        "gone",
        (gone(),),
    ),
    Mutation(
        "compute-recovery-region-matched",
        "Function orders-main",
        "another that is here alone",
        beside=(drop("vpcConfig"), put("name", "spare")),
        also=("function-network-private", "function-failure-destination-set", "alarm-coverage-complete"),
    ),
)
MUTATIONS: Final[tuple[Mutation, ...]] = (*ASKED, *CALLED, *SENT)
