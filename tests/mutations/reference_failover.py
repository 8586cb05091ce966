"""What breaks the failover of the reference: its zone, its records and what notices that a region is lost."""

from __future__ import annotations

from typing import Final

from sandbox.registration import UNKNOWN
from tests.mutations.mutation import Mutation, drop, gone, put
from tests.mutations.usual import off, on, refer, values

FIRST: Final = "Record orders-main"
SECOND: Final = "Record orders-recovery"
NEAR: Final = "Record near-main"
STATUS: Final = "Record status-recovery"
CHECK: Final = "HealthCheck orders-main"
ALARM: Final = "MetricAlarm check-0-HealthCheckStatus"
SIGNER: Final = "HostedZoneDnsSec example"
HERE: Final = "aws:apigatewayv2/domainName:DomainName::orders-main"
RTO: Final = "stateful-rto-met"
PAIRED: Final = "failover-record-pair-complete"
CHECKED: Final = "failover-record-health-checked"
APART: Final = "failover-record-regions-distinct"
TTL: Final = "record-ttl-bounded"
EVALUATED: Final = "record-alias-health-evaluated"
MANAGED: Final = "record-target-managed"
TIMELY: Final = "health-check-detection-timely"
ALARMED: Final = "health-check-alarmed"
ROLE: Final = "failoverRoutingPolicies.0.type"

ZONE: Final = (
    Mutation("zone-queries-logged", "QueryLog example", "gone", (gone(),)),
    Mutation("zone-dnssec-enabled", SIGNER, "gone", (gone(),)),
    *values("zone-dnssec-enabled", SIGNER, "signingStatus", {"off": "NOT_SIGNING", "unknown": UNKNOWN}),
    *on("zone-deletion-guarded", "Zone example", "forceDestroy"),
)
RECORDS: Final = (
    *values(TTL, STATUS, "ttl", {"too long": 300, "missing": None, "unknown": UNKNOWN}),
    *off(EVALUATED, NEAR, "aliases.0.evaluateTargetHealth"),
    Mutation(
        MANAGED,
        NEAR,
        "to what nobody holds",
        (put("aliases.0.name", "d-1.execute-api.us-west-2.amazonaws.com"), refer("aliases")),
    ),
    Mutation(
        MANAGED,
        NEAR,
        "to an address",
        (drop("aliases"), put("records", ["52.94.76.1"]), put("ttl", 60), refer("aliases")),
    ),
    Mutation(MANAGED, NEAR, "to what is not known", (put("aliases.0.name", UNKNOWN), refer("aliases"))),
    *values(PAIRED, SECOND, "name", {"unknown": UNKNOWN}, (APART, RTO)),
    *values(PAIRED, SECOND, ROLE, {"unknown": UNKNOWN}, (RTO,)),
    Mutation(PAIRED, SECOND, "gone", (gone(),), (RTO,)),
    *values(PAIRED, SECOND, ROLE, {"first too": "PRIMARY"}, (RTO,)),
    Mutation(
        CHECKED,
        FIRST,
        "unchecked",
        (drop("healthCheckId"), put("aliases.0.evaluateTargetHealth", value=False)),
        (EVALUATED, RTO),
    ),
    *values(CHECKED, CHECK, "disabled", {"on": True, "unknown": UNKNOWN}, (TIMELY,)),
    Mutation(
        APART, SECOND, "to what is not known", (put("aliases.0.name", UNKNOWN), refer("aliases")), (MANAGED,)
    ),
    Mutation(APART, SECOND, "to where the first leads", (refer("aliases", HERE),)),
)
NOTICED: Final = (
    *values(TIMELY, CHECK, "failureThreshold", {"too many": 10}),
    *values(TIMELY, CHECK, "failureThreshold", {"unknown": UNKNOWN}, (RTO,)),
    *values(
        "health-check-transport-encrypted",
        CHECK,
        "type",
        {"plain": "HTTP", "missing": None, "unknown": UNKNOWN},
    ),
    Mutation(ALARMED, ALARM, "gone", (gone(),)),
    *values(
        ALARMED,
        ALARM,
        "region",
        {"elsewhere": "us-west-2"},
        ("alarm-dimensions-resolved", "alarm-action-topic-managed"),
    ),
    *values(ALARMED, ALARM, "metricName", {"of another": "ChildHealthCheckHealthyCount"}),
    Mutation("alarm-coverage-complete", "MetricAlarm database-shop-FreeStorageSpace", "gone", (gone(),)),
    Mutation("alarm-coverage-complete", "MetricAlarm ledger-main-CPUUtilization", "gone", (gone(),)),
    Mutation(
        "alarm-dimensions-resolved",
        "MetricAlarm database-shop-FreeStorageSpace",
        "of none",
        (put("dimensions.DBInstanceIdentifier", "shops"),),
        ("alarm-coverage-complete",),
    ),
)
MUTATIONS: Final[tuple[Mutation, ...]] = (*ZONE, *RECORDS, *NOTICED)
