"""What breaks the API of the own stack, the rule that calls its function, and what asks for its health."""

from __future__ import annotations

from typing import Final

from dr_guard.aws.tokens import (
    API_MAPPING,
)

from sandbox.registration import UNKNOWN
from tests.mutations.mutation import Mutation, become, drop, gone, put

API: Final = "Api api"
STAGE: Final = "Stage api"
PROCESS: Final = "Route process"
RULE: Final = "EventRule schedule"
TARGET: Final = "EventTarget schedule"
CHECK: Final = "HealthCheck health-check"
AUTHORIZED: Final = "api-route-authorized"
LOGGED: Final = "api-stage-logged"
THROTTLED: Final = "api-stage-throttled"
LIMITS: Final = ("throttlingBurstLimit", "throttlingRateLimit")
RAN: Final = "schedule-rule-enabled"
AIMED: Final = "schedule-rule-target-present"
KEPT: Final = "schedule-target-dead-letter-set"
# A queue that nothing is sent to is no dead-letter queue, and wants one of its own.
UNFED: Final = "queue-dead-letter-set"
RETRIED: Final = "schedule-target-retry-bounded"
TIMELY: Final = "health-check-detection-timely"
CIPHER: Final = "health-check-transport-encrypted"
ATTEMPTS: Final = "retryPolicy.maximumRetryAttempts"
AGE: Final = "retryPolicy.maximumEventAgeInSeconds"

CALLED: Final = (
    Mutation(AUTHORIZED, PROCESS, "none", (put("authorizationType", "NONE"),)),
    Mutation(AUTHORIZED, PROCESS, "missing", (drop("authorizationType"),)),
    Mutation(AUTHORIZED, PROCESS, "unknown", (put("authorizationType", UNKNOWN),)),
    Mutation(AUTHORIZED, "Route health", "another open route", (put("routeKey", "POST /health"),)),
    Mutation(AUTHORIZED, API, "a route by target", (put("target", UNKNOWN),), (LOGGED, THROTTLED)),
    Mutation(LOGGED, STAGE, "missing", (drop("accessLogSettings"),)),
    Mutation(LOGGED, STAGE, "its log missing", (drop("accessLogSettings.destinationArn"),)),
    *(
        Mutation(THROTTLED, STAGE, f"{each} none", (put(f"defaultRouteSettings.{each}", 0),))
        for each in LIMITS
    ),
    *(
        Mutation(THROTTLED, STAGE, f"{each} high", (put(f"defaultRouteSettings.{each}", 1e6),))
        for each in LIMITS
    ),
    *(
        Mutation(THROTTLED, STAGE, f"{each} missing", (drop(f"defaultRouteSettings.{each}"),))
        for each in LIMITS
    ),
    Mutation(THROTTLED, STAGE, "settings missing", (drop("defaultRouteSettings"),)),
    Mutation(
        "api-cors-origin-restricted", API, "every page", (put("corsConfiguration", {"allowOrigins": ["*"]}),)
    ),
    Mutation(
        "api-default-endpoint-disabled",
        API,
        "called by a domain too",
        beside=(become(API_MAPPING, {"apiId": UNKNOWN, "domainName": "d", "stage": "s"}, "apiId"),),
    ),
)
SCHEDULED: Final = (
    Mutation(RAN, RULE, "disabled", (put("state", "DISABLED"),)),
    Mutation(RAN, RULE, "off", (put("isEnabled", value=False),)),
    Mutation(RAN, RULE, "unknown", (put("state", UNKNOWN),)),
    Mutation(AIMED, TARGET, "gone", (gone(),), (UNFED,)),
    Mutation(AIMED, TARGET, "of another rule", (put("rule", "other"),)),
    Mutation(KEPT, TARGET, "missing", (drop("deadLetterConfig"),), (UNFED,)),
    Mutation(KEPT, TARGET, "its queue missing", (drop("deadLetterConfig.arn"),), (UNFED,)),
    Mutation(RETRIED, TARGET, "missing", (drop("retryPolicy"),)),
    Mutation(RETRIED, TARGET, "too often", (put(ATTEMPTS, 186),)),
    Mutation(RETRIED, TARGET, "too long", (put(AGE, 86401),)),
    Mutation(RETRIED, TARGET, "unknown", (put(AGE, UNKNOWN),)),
)
ASKED: Final = (
    Mutation(TIMELY, CHECK, "too rarely right", (put("failureThreshold", 10),)),
    Mutation(TIMELY, CHECK, "disabled", (put("disabled", value=True),)),
    Mutation(TIMELY, CHECK, "turned round", (put("invertHealthcheck", value=True),)),
    Mutation(CIPHER, CHECK, "plain HTTP", (put("type", "HTTP"),)),
    Mutation(CIPHER, CHECK, "missing", (drop("type"),)),
    Mutation("health-check-alarmed", "MetricAlarm health-check-alarm", "gone", (gone(),)),
)
MUTATIONS: Final = (*CALLED, *SCHEDULED, *ASKED)
