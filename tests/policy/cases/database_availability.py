"""RDS clusters and instances: what goes on when a part fails."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.case import fails, passes, skips
from tests.policy.cases.database import cluster, global_cluster, instance
from tests.policy.cases.database_access import cluster_instance

INSTANCES: Final = "database-instances-multiple"
TIER: Final = "database-failover-tier-set"
CAPACITY: Final = "database-capacity-bounded"
MINOR: Final = "database-minor-upgrade-automatic"
VERSION: Final = "database-engine-version-supported"

TWO: Final = "wanted: at least 2, in different zones"
TIERS: Final = "the number of its instances in promotion tiers 0 and 1"
UNCONFIGURED: Final = "of its engine no oldest supported version is configured"
SPREAD: Final = "RDS itself spreads the cluster over zones"


def member(name: str, **inputs: object) -> Planned:
    """Return an instance of the cluster."""
    made = cluster_instance(clusterIdentifier=UNKNOWN, **inputs)
    return replace(made, name=name, depends={"clusterIdentifier": ("it",)})


def scaled(low: object, high: object) -> Planned:
    """Return a serverless cluster."""
    return cluster(serverlessv2ScalingConfiguration={"minCapacity": low, "maxCapacity": high})


WRITER: Final = member("writer", availabilityZone="eu-west-1a")
READER: Final = member("reader", availabilityZone="eu-west-1b")
STRAY: Final = replace(cluster_instance(clusterIdentifier=UNKNOWN), name="stray")

CASES: Final = (
    passes(INSTANCES, "two, in two zones", cluster(), WRITER, READER),
    passes(INSTANCES, "two, where RDS sees fit", cluster(), member("writer"), member("reader")),
    passes(
        INSTANCES,
        "two, one in a zone that is not known",
        cluster(),
        WRITER,
        member("reader", availabilityZone=UNKNOWN),
    ),
    passes(
        INSTANCES,
        "three, in two zones",
        cluster(),
        WRITER,
        READER,
        member("third", availabilityZone="eu-west-1a"),
    ),
    passes(
        INSTANCES,
        "two that name the cluster",
        cluster(clusterIdentifier="orders"),
        *(replace(cluster_instance(clusterIdentifier="orders"), name=name) for name in ("writer", "reader")),
    ),
    passes(INSTANCES, "an instance in two zones", instance(multiAz="true")),
    fails(INSTANCES, "missing", cluster(), says=f"it has 0 instances; {TWO}"),
    fails(INSTANCES, "one", cluster(), WRITER, says=f"it has 1 instance; {TWO}"),
    fails(
        INSTANCES,
        "two of another cluster",
        cluster(clusterIdentifier="orders"),
        *(replace(cluster_instance(clusterIdentifier="bills"), name=name) for name in ("writer", "reader")),
        says=f"it has 0 instances; {TWO}",
    ),
    fails(
        INSTANCES,
        "two in one zone",
        cluster(),
        WRITER,
        member("reader", availabilityZone="eu-west-1a"),
        says=f"its instances are all in one zone; {TWO}",
    ),
    fails(
        INSTANCES,
        "unknown",
        cluster(),
        WRITER,
        STRAY,
        says=f"how many instances it has cannot be known at preview; {TWO}",
    ),
    fails(INSTANCES, "an instance in one zone", instance(multiAz=False), says="Multi-AZ is off; wanted: on"),
    fails(INSTANCES, "missing of an instance", instance(), says="Multi-AZ is not set; wanted: on"),
    fails(
        INSTANCES,
        "unknown of an instance",
        instance(multiAz=UNKNOWN),
        says="Multi-AZ cannot be known at preview; wanted: on",
    ),
    skips(
        INSTANCES,
        "a read replica",
        instance(replicateSourceDb="x"),
        because="a replica takes it from its source",
    ),
    skips(INSTANCES, "a Multi-AZ cluster", cluster(dbClusterInstanceClass="db.m6gd.large"), because=SPREAD),
    skips(INSTANCES, "serverless v1", cluster(engineMode="serverless"), because=SPREAD),
    passes(TIER, "missing, which is tier 0", cluster(), member("writer"), member("reader")),
    passes(
        TIER,
        "two of three",
        cluster(),
        member("writer", promotionTier=0),
        member("reader", promotionTier=1),
        member("reports", promotionTier=15),
    ),
    fails(
        TIER,
        "one of two",
        cluster(),
        member("writer", promotionTier=0),
        member("reader", promotionTier=2),
        says=f"{TIERS} is 1; wanted: at least 2",
    ),
    fails(
        TIER,
        "unknown",
        cluster(),
        member("writer"),
        member("reader", promotionTier=UNKNOWN),
        says=f"{TIERS} cannot be known at preview; wanted: at least 2",
    ),
    skips(TIER, "one instance", cluster(), WRITER, because="it has no two instances"),
    passes(CAPACITY, "within bounds", scaled(1, 128)),
    passes(CAPACITY, "half steps", scaled(1.5, 8.5)),
    passes(CAPACITY, "as configured", scaled(0, 256), config={"minimumUnits": 0, "maximumUnits": 256}),
    fails(
        CAPACITY, "that pauses", scaled(0, 8), says="the minimum capacity is 0 units; wanted: 1 to 128 units"
    ),
    fails(
        CAPACITY,
        "too small",
        scaled(0.5, 8),
        says="the minimum capacity is 0.5 units; wanted: 1 to 128 units",
    ),
    fails(
        CAPACITY,
        "too large",
        scaled(2, 256),
        says="the maximum capacity is 256 units; wanted: 1 to 128 units",
    ),
    fails(
        CAPACITY,
        "too small at most",
        scaled(0.5, 1),
        says=(
            "the minimum capacity is 0.5 units; wanted: 4 to 128 units",
            "the maximum capacity is 1 unit; wanted: 4 to 128 units",
        ),
        config={"minimumUnits": 4},
    ),
    fails(
        CAPACITY,
        "missing bounds",
        cluster(serverlessv2ScalingConfiguration={"secondsUntilAutoPause": 300}),
        says=(
            "the minimum capacity is not set; wanted: 1 to 128 units",
            "the maximum capacity is not set; wanted: 1 to 128 units",
        ),
    ),
    fails(
        CAPACITY,
        "unknown",
        cluster(serverlessv2ScalingConfiguration=UNKNOWN),
        says=(
            "the minimum capacity cannot be known at preview; wanted: 1 to 128 units",
            "the maximum capacity cannot be known at preview; wanted: 1 to 128 units",
        ),
    ),
    skips(CAPACITY, "missing", cluster(), because="the cluster is not serverless"),
    passes(MINOR, "missing", cluster_instance()),
    passes(MINOR, "on", instance(autoMinorVersionUpgrade=True)),
    fails(
        MINOR,
        "off",
        cluster_instance(autoMinorVersionUpgrade=False),
        says="automatic minor upgrades is off; wanted: on",
    ),
    fails(
        MINOR,
        "unknown",
        cluster(autoMinorVersionUpgrade=UNKNOWN),
        says="automatic minor upgrades cannot be known at preview; wanted: on",
    ),
    *(
        passes(VERSION, f"{engine} {version}", cluster(engine=engine, engineVersion=version))
        for engine, version in (
            ("aurora-postgresql", "16.4"),
            ("aurora-postgresql", "14"),
            ("aurora-mysql", "8.0.mysql_aurora.3.08.2"),
            ("mysql", "8.4.3"),
            ("mariadb", "11.4"),
            ("mariadb", "10.11.16"),
            ("postgres", 17),
        )
    ),
    passes(VERSION, "missing", instance(engine="postgres")),
    passes(VERSION, "a global database", global_cluster(engine="aurora-postgresql", engineVersion="15.4")),
    passes(
        VERSION,
        "as configured",
        instance(engine="oracle-ee", engineVersion="19.0.0.0"),
        config={"oldestVersions": ["oracle-ee:19"]},
    ),
    *(
        fails(
            VERSION,
            f"{engine} {version}",
            instance(engine=engine, engineVersion=version),
            says=f"the engine's version is {shown}; wanted: at least {oldest}",
        )
        for engine, version, shown, oldest in (
            ("postgres", "13.15", "13", "14"),
            ("postgres", 12, "12", "14"),
            ("mysql", "8.0.39", "8.0", "8.4"),
            ("mysql", "5.7", "5.7", "8.4"),
            ("mariadb", "10.6.20", "10.6", "10.11"),
        )
    ),
    fails(
        VERSION,
        "Aurora of MySQL 5.7",
        cluster(engine="aurora-mysql", engineVersion="5.7.mysql_aurora.2.11.2"),
        says="the engine's version is 5.7; wanted: at least 8.0",
    ),
    fails(
        VERSION,
        "a global database of an old version",
        global_cluster(engine="aurora-postgresql", engineVersion="11.9"),
        says="the engine's version is 11; wanted: at least 14",
    ),
    fails(
        VERSION,
        "a word",
        instance(engine="postgres", engineVersion="latest"),
        says="the engine's version is something else; wanted: at least 14",
    ),
    fails(
        VERSION,
        "unknown",
        instance(engine="postgres", engineVersion=UNKNOWN),
        says="the engine's version cannot be known at preview; wanted: at least 14",
    ),
    fails(
        VERSION,
        "an unknown engine",
        instance(engine=UNKNOWN, engineVersion="13"),
        says="the engine cannot be known at preview; wanted: one that is configured",
    ),
    skips(VERSION, "another engine", instance(engine="oracle-ee", engineVersion="11"), because=UNCONFIGURED),
    skips(VERSION, "missing engine", instance(replicateSourceDb="orders"), because=UNCONFIGURED),
)
