"""How soon it is back."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.case import Case, fails, passes, skips

RTO: Final = "stateful-rto-met"

TABLE: Final = "aws:dynamodb/table:Table"
BUCKET: Final = "aws:s3/bucket:Bucket"
CLUSTER: Final = "aws:rds/cluster:Cluster"
DATABASE: Final = "aws:rds/instance:Instance"
FUNCTION: Final = "aws:lambda/function:Function"
API: Final = "aws:apigatewayv2/api:Api"
INSTANCE: Final = "aws:rds/clusterInstance:ClusterInstance"
SUBNET: Final = "aws:ec2/subnet:Subnet"

HERE: Final = {"region": "eu-west-1"}
NONE: Final[dict[str, object]] = {"corruption": 0, "deletion": 0, "zone": 0, "region": 0}


def it(token: str, **inputs: object) -> Planned:
    """Return what has to be back."""
    return Planned(token, inputs, provider=HERE)


def instance(name: str, zone: object = None, of: str = "it") -> Planned:
    """Return an instance of the cluster."""
    depends = {"clusterIdentifier": (of,)} if of else {}
    inputs = {"clusterIdentifier": UNKNOWN, "availabilityZone": zone}
    return Planned(INSTANCE, inputs, name, depends=depends, provider=HERE)


def subnet(name: str, zone: object) -> Planned:
    """Return a subnet."""
    return Planned(SUBNET, {"availabilityZone": zone}, name, provider=HERE)


def function(*subnets: str, **inputs: object) -> Planned:
    """Return a function in these subnets."""
    config = {"vpcConfig": {"subnetIds": [UNKNOWN] * len(subnets)}}
    return Planned(FUNCTION, {**config, **inputs}, depends={"vpcConfig": subnets}, provider=HERE)


def alarm(namespace: object = "shop", name: str = "Healthy", **inputs: object) -> Planned:
    """Return an alarm that rings after one period of five minutes."""
    own = {
        "namespace": namespace,
        "metricName": name,
        "period": 300,
        "evaluationPeriods": 1,
        "alarmActions": [UNKNOWN],
    }
    return Planned("aws:cloudwatch/metricAlarm:MetricAlarm", {**own, **inputs}, "alarm", provider=HERE)


def outside(**inputs: object) -> Planned:
    """Return an alarm on a health check, of one period of a minute."""
    return alarm("AWS/Route53", "HealthCheckStatus", period=60, **inputs)


def check(**inputs: object) -> Planned:
    """Return a health check."""
    own = {"type": "HTTPS", "requestInterval": 10, "failureThreshold": 3}
    return Planned("aws:route53/healthCheck:HealthCheck", {**own, **inputs}, "check", provider=HERE)


def pair(ttl: object = 60, checked: tuple[str, ...] = ("check",)) -> tuple[Planned, Planned]:
    """Return a pair of failover records."""
    own = {"name": "api", "type": "CNAME", "zoneId": "Z1", "ttl": ttl}
    first = {**own, "failoverRoutingPolicies": [{"type": "PRIMARY"}], "healthCheckId": UNKNOWN}
    second = {**own, "failoverRoutingPolicies": [{"type": "SECONDARY"}]}
    token = "aws:route53/record:Record"
    return (
        Planned(token, first, "first", depends={"healthCheckId": checked} if checked else {}, provider=HERE),
        Planned(token, second, "second", provider=HERE),
    )


def promising(case: Case, **promises: object) -> Case:
    """Return a case in which only this is promised."""
    return replace(case, config={**NONE, **promises})


def unproven(event: str, minutes: int, noun: str, wanted: str) -> str:
    """Return what is said where nobody has a figure."""
    return (
        f"how long it takes to be back after {event} is unproven, and {minutes} minutes are promised: "
        f"no figure counts for {noun}; wanted: {wanted}"
    )


ZONE: Final = "the loss of a zone"
REGION: Final = "the loss of a region"
READER: Final = "a second ClusterInstance, in another zone"
TWO: Final = "subnets in two zones"
PITR: Final = {"pointInTimeRecovery": {"enabled": True}}
REPLICA: Final = {"replicas": [{"regionName": "eu-central-1"}]}
NO_READER: Final = unproven(ZONE, 15, "its storage in other zones", READER)
UNKNOWN_READER: Final = (
    f"how long it takes to be back after {ZONE} cannot be known at preview; wanted: {READER}"
)
NO_ZONES: Final = f"nothing brings it back after {ZONE}, after which 15 minutes are promised; wanted: {TWO}"
UNKNOWN_ZONES: Final = f"how long it takes to be back after {ZONE} cannot be known at preview; wanted: {TWO}"
NO_ROUTE: Final = (
    f"nothing brings it back after {REGION}, after which 60 minutes are promised; "
    "wanted: a pair of failover records with a health check"
)
UNNOTICED: Final = (
    "no alarm is sure to notice corruption, after which 120 minutes are promised; "
    "wanted: an alarm that notices corruption within 30 minutes, on a measure of the program's own"
)
LATE: Final = (
    "after corruption it is back in 100 minutes (10 to notice, 15 to decide, "
    "60 to recover by point-in-time recovery, typical, 15 to verify), 5 minutes more than the 95 promised; "
    "wanted: an alarm that notices corruption within 5 minutes, on a measure of the program's own"
)
TOO_LATE: Final = LATE.replace("5 minutes more than the 95", "10 minutes more than the 90").partition(
    "; wanted"
)[0]

CASES: Final = (
    passes(RTO, "a table", it(TABLE)),
    passes(RTO, "a bucket", it(BUCKET)),
    passes(RTO, "an instance with a standby", it(DATABASE, multiAz=True)),
    fails(
        RTO,
        "missing: the standby of an instance",
        it(DATABASE),
        says=f"nothing brings it back after {ZONE}, after which 15 minutes are promised; wanted: multiAz on",
    ),
    passes(RTO, "a cluster with two instances", it(CLUSTER), instance("one"), instance("two")),
    passes(
        RTO,
        "a cluster in two zones",
        it(CLUSTER),
        instance("one", "eu-west-1a"),
        instance("two", "eu-west-1b"),
    ),
    passes(RTO, "a cluster that RDS spreads", it(CLUSTER, dbClusterInstanceClass="db.m6gd.large")),
    fails(RTO, "missing: the reader of a cluster", it(CLUSTER), instance("one"), says=NO_READER),
    fails(
        RTO,
        "a cluster in one zone",
        it(CLUSTER),
        instance("one", "eu-west-1a"),
        instance("two", "eu-west-1a"),
        says=NO_READER,
    ),
    fails(
        RTO,
        "a cluster, unknown with how many",
        it(CLUSTER),
        instance("one"),
        instance("two", of=""),
        says=UNKNOWN_READER,
    ),
    skips(
        RTO, "a replica", it(DATABASE, replicateSourceDb="source"), because="it is a copy of another database"
    ),
    passes(RTO, "a function in no network", it(FUNCTION)),
    passes(RTO, "a function that has left its network", function()),
    passes(
        RTO,
        "a function in two zones",
        function("a", "b"),
        subnet("a", "eu-west-1a"),
        subnet("b", "eu-west-1b"),
    ),
    fails(
        RTO,
        "a function in one zone",
        function("a", "b"),
        subnet("a", "eu-west-1a"),
        subnet("b", "eu-west-1a"),
        says=NO_ZONES,
    ),
    fails(
        RTO,
        "missing: the second subnet of a function",
        function("a"),
        subnet("a", "eu-west-1a"),
        says=NO_ZONES,
    ),
    fails(
        RTO,
        "a function, unknown where",
        function("a", "b"),
        subnet("a", UNKNOWN),
        subnet("b", UNKNOWN),
        says=UNKNOWN_ZONES,
    ),
    promising(skips(RTO, "no promise", it(DATABASE), because="nothing is promised")),
)
