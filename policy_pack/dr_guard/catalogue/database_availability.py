"""RDS clusters and instances: what goes on when a part fails."""

from __future__ import annotations

from typing import Final

from dr_guard.aws.regions import RECOVERY_REGIONS
from dr_guard.aws.tokens import (
    CLUSTER,
    CLUSTER_INSTANCE,
    DATABASE,
    GLOBAL_CLUSTER,
    SUBNET_GROUP,
)
from dr_guard.control import Control
from dr_guard.option import Option
from dr_guard.remedy import Chosen, Fix

CONTROLS: Final = (
    Control(
        id="database-instances-multiple",
        title="Every database has an instance to fail over to, in another zone",
        why="A database with one instance is down until RDS has made another, "
        "and for as long as a zone is when it lies there.",
        severity="high",
        enforcement="mandatory",
        scope="stack",
        types=(CLUSTER, DATABASE),
        references=(
            "FSBP RDS.15",
            "Config rds-cluster-multi-az-enabled",
            "checkov CKV_AWS_157",
            "NIST CP-2(5)",
            "NIST CP-6(2)",
            "NIST CP-10",
            "NIST SC-36",
            "NIST SI-13(5)",
            "CIS 2.2.4",
        ),
        remediation=(
            "Add a second ClusterInstance to the cluster, with another availabilityZone or none.",
            "Set multiAz to true on an instance that is in no cluster.",
        ),
        group="recovery",
        options=(),
    ),
    Control(
        id="database-failover-tier-set",
        title="Two instances of every cluster are first in line to be the writer",
        why="A reader of a later tier is promoted last and, being serverless, "
        "may be too small for the writer's load when it is.",
        severity="medium",
        enforcement="mandatory",
        scope="stack",
        types=(CLUSTER,),
        references=("WA REL13-BP02",),
        remediation=("Set promotionTier to 0 or 1 on two instances of the cluster.",),
        group="recovery",
        options=(),
    ),
    Control(
        id="database-capacity-bounded",
        title="The capacity of a serverless cluster lies within bounds",
        why="Too small a minimum, or a pause, makes the first minutes after a failover slow; "
        "no sensible maximum lets one bad query cost without end.",
        severity="medium",
        enforcement="mandatory",
        scope="resource",
        types=(CLUSTER,),
        references=("NIST SC-5(2)",),
        remediation=(
            "Set serverlessv2ScalingConfiguration.minCapacity and maxCapacity to values within the bounds.",
        ),
        group="recovery",
        options=(
            Option("minimumUnits", 1, "The least capacity units that either bound may name."),
            Option("maximumUnits", 128, "The most capacity units that either bound may name.", minimum=1),
        ),
        fixes=(
            Fix("serverlessv2ScalingConfiguration.minCapacity", Chosen("minimumUnits"), "at least"),
            Fix("serverlessv2ScalingConfiguration.minCapacity", Chosen("maximumUnits"), "at most"),
            Fix("serverlessv2ScalingConfiguration.maxCapacity", Chosen("maximumUnits"), "at most"),
            Fix("serverlessv2ScalingConfiguration.maxCapacity", Chosen("minimumUnits"), "at least"),
        ),
    ),
    Control(
        id="database-zones-multiple",
        title="Every database subnet group spans several zones",
        why="Where all subnets lie in one zone a database has nowhere to go when it fails.",
        severity="high",
        enforcement="mandatory",
        scope="stack",
        types=(SUBNET_GROUP,),
        references=("NIST CP-2(5)", "NIST SC-36"),
        remediation=("Put subnets of different availability zones into subnetIds.",),
        group="recovery",
        options=(Option("minimumZones", 2, "The zones that a subnet group spans, at least.", minimum=2),),
    ),
    Control(
        id="database-global-secondary-present",
        title="Every cluster is replicated to a recovery region",
        why="Without a copy that follows, the loss of the region costs the hours since the last backup "
        "that left it, and those of its restore.",
        severity="high",
        enforcement="mandatory",
        scope="stack",
        types=(CLUSTER, GLOBAL_CLUSTER),
        references=("NIST CP-6(1)", "NIST CP-7"),
        remediation=(
            "Make the cluster the first of a GlobalCluster.",
            "Add a Cluster in a recovery region with the same globalClusterIdentifier.",
        ),
        group="recovery",
        options=(RECOVERY_REGIONS,),
    ),
    Control(
        id="database-minor-upgrade-automatic",
        title="Every database takes minor upgrades by itself",
        why="What is known to be broken in an old version stays so until it takes the data with it.",
        severity="medium",
        enforcement="mandatory",
        scope="resource",
        types=(CLUSTER_INSTANCE, DATABASE, CLUSTER),
        references=(
            "FSBP RDS.13",
            "FSBP RDS.35",
            "Config rds-automatic-minor-version-upgrade-enabled",
            "checkov CKV_AWS_226",
            "NIST SI-2",
            "CIS 2.2.2",
        ),
        remediation=("Set autoMinorVersionUpgrade to true, or leave it out.",),
        group="recovery",
        options=(),
        fixes=(Fix("autoMinorVersionUpgrade", value=True),),
    ),
    Control(
        id="database-engine-version-supported",
        title="Every database runs a major version in standard support",
        why="A version out of support is upgraded on the day that AWS chooses, "
        "and a snapshot of it is restored to another version than it was taken of.",
        severity="medium",
        enforcement="mandatory",
        scope="resource",
        types=(CLUSTER, DATABASE, GLOBAL_CLUSTER),
        references=(
            "checkov CKV_AWS_250",
            "checkov CKV_AWS_388",
            "NIST SI-2",
            "prowler rds_instance_deprecated_engine_version",
        ),
        remediation=("Set engineVersion to a major version in standard support, and upgrade to it.",),
        group="recovery",
        options=(
            Option(
                "oldestVersions",
                (
                    "aurora-mysql:8.0",
                    "aurora-postgresql:14",
                    "mariadb:10.11",
                    "mysql:8.4",
                    "postgres:14",
                ),
                "The oldest major version of each engine that is supported; as AWS had it in November 2026.",
                pattern="[a-z0-9-]+:[0-9]{1,4}(?:[.][0-9]{1,4})*",
                example="postgres:14",
            ),
        ),
    ),
)
