"""What breaks the availability of the databases of the reference, and what is known of them."""

from __future__ import annotations

from typing import Final

from sandbox.registration import UNKNOWN
from tests.mutations.mutation import Mutation, drop, gone, put
from tests.mutations.reference_database import (
    BILLING,
    GLOBAL,
    MAIN,
    OWNED,
    QUERIES,
    REPORTS,
    RPO,
    RTO,
    SHOP,
    WRITER,
    each_of,
    parameters,
)
from tests.mutations.usual import not_owned, off, refer, values

READER: Final = "ClusterInstance ledger-main-1"
SECOND: Final = "Cluster ledger-recovery"
SUBNETS: Final = "SubnetGroup databases-main"
FIRST_SUBNET: Final = "aws:ec2/subnet:Subnet::private-1-main"
SEVERAL: Final = "database-instances-multiple"
ZONES: Final = "database-zones-multiple"
TOLD: Final = "database-event-subscription-present"
SUBSCRIPTION: Final = "EventSubscription db-instance-main"
CAPACITY: Final = "serverlessv2ScalingConfiguration"

AVAILABLE: Final = (
    *off(SEVERAL, REPORTS, "multiAz", (RPO, RTO)),
    Mutation(SEVERAL, READER, "gone", (gone(),), (RTO,)),
    *values(SEVERAL, READER, "availabilityZone", {"of the writer": "us-west-2a"}, (RTO,)),
    Mutation(
        SEVERAL,
        READER,
        "of which cluster",
        (put("clusterIdentifier", UNKNOWN), refer("clusterIdentifier")),
        (RTO,),
    ),
    *values("database-failover-tier-set", READER, "promotionTier", {"behind": 15, "unknown": UNKNOWN}),
    *values(
        "database-capacity-bounded",
        MAIN,
        f"{CAPACITY}.minCapacity",
        {"asleep": 0, "missing": None, "unknown": UNKNOWN},
    ),
    *values(
        "database-capacity-bounded",
        MAIN,
        f"{CAPACITY}.maxCapacity",
        {"without end": 256, "missing": None, "unknown": UNKNOWN},
    ),
    Mutation(ZONES, SUBNETS, "one subnet", (put("subnetIds", [UNKNOWN]), refer("subnetIds", FIRST_SUBNET))),
    Mutation(
        ZONES,
        SUBNETS,
        "which subnets",
        (put("subnetIds", UNKNOWN), refer("subnetIds")),
        ("subnet-data-tier-private",),
    ),
    Mutation(
        ZONES,
        "Subnet private-2-main",
        "in the other's zone",
        (put("availabilityZone", "us-west-2a"),),
        ("function-zones-multiple", RTO),
    ),
    Mutation(
        "database-global-secondary-present",
        SECOND,
        "of no global database",
        (
            drop("globalClusterIdentifier"),
            put("masterUsername", "ledger_owner"),
            put("manageMasterUserPassword", value=True),
            put("masterUserSecretKmsKeyId", UNKNOWN),
        ),
        (RPO, RTO),
    ),
    Mutation(
        "database-global-secondary-present",
        SECOND,
        "of which global database",
        (put("globalClusterIdentifier", UNKNOWN), refer("globalClusterIdentifier")),
    ),
    *(
        mutation
        for at in (WRITER, REPORTS)
        for mutation in values(
            "database-minor-upgrade-automatic",
            at,
            "autoMinorVersionUpgrade",
            {"off": False, "unknown": UNKNOWN},
        )
    ),
    *each_of(
        "database-engine-version-supported",
        "engineVersion",
        {"old": "11.9", "unknown": UNKNOWN},
        MAIN,
        GLOBAL,
        REPORTS,
    ),
    *values("database-engine-version-supported", SHOP, "engineVersion", {"old": "5.7", "a number": 5.7}),
)
RECORDED: Final = (
    *values(
        "database-logs-exported", BILLING, "enabledCloudwatchLogsExports", {"empty": [], "missing": None}
    ),
    *each_of(
        "database-postgresql-logs-exported",
        "enabledCloudwatchLogsExports",
        {"of another kind": ["upgrade"], "missing": None, "unknown": UNKNOWN},
        *OWNED,
    ),
    *values(
        "database-mysql-logs-exported",
        SHOP,
        "enabledCloudwatchLogsExports",
        {"not of slow statements": ["error"], "not of errors": ["slowquery"], "missing": None},
    ),
    *(
        Mutation(QUERIES, at, label, (put("parameters", changed),))
        for at in ("ParameterGroup reports", "ClusterParameterGroup ledger-main")
        for label, changed in (
            ("no statements", parameters(log_statement="none")),
            ("however long", parameters(log_min_duration_statement="-1")),
        )
    ),
    *values(QUERIES, "ParameterGroup shop", "parameters.1.value", {"off": "0", "unknown": UNKNOWN}),
    *values(QUERIES, "ParameterGroup shop", "parameters.1", {"missing": None}),
    *values(QUERIES, REPORTS, "parameterGroupName", {"missing": None}),
    *each_of(
        "database-monitoring-enhanced",
        "monitoringInterval",
        {"off": 0, "missing": None, "unknown": UNKNOWN},
        WRITER,
        REPORTS,
    ),
    *each_of("database-monitoring-enhanced", "monitoringRoleArn", {"missing": None}, WRITER, REPORTS),
    *(
        mutation
        for at in (WRITER, REPORTS)
        for mutation in (
            *off("database-performance-insights-enabled", at, "performanceInsightsEnabled"),
            *not_owned(
                "database-performance-insights-encryption-customer-managed",
                at,
                "performanceInsightsKmsKeyId",
            ),
        )
    ),
    Mutation(TOLD, SUBSCRIPTION, "gone", (gone(),)),
    *values(TOLD, SUBSCRIPTION, "enabled", {"off": False, "unknown": UNKNOWN}),
    *values(TOLD, SUBSCRIPTION, "eventCategories", {"fewer": ["failure"], "unknown": UNKNOWN}),
    *values(TOLD, SUBSCRIPTION, "sourceType", {"of clusters": "db-cluster", "unknown": UNKNOWN}),
    *values(TOLD, SUBSCRIPTION, "sourceIds", {"of another": ["somebody-elses"]}),
    Mutation(TOLD, "EventSubscription db-cluster-recovery", "gone", (gone(),)),
)
MUTATIONS: Final[tuple[Mutation, ...]] = (*AVAILABLE, *RECORDED)
