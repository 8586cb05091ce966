"""What breaks the relational database of the own stack, and what leads to it."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from sandbox.registration import UNKNOWN, Json, Registration
from tests.mutations.documents import EVERYONE
from tests.mutations.mutation import Mutation, drop, gone, put
from tests.mutations.usual import not_owned, off, on, values

CLUSTER: Final = "Cluster database"
WRITER: Final = "ClusterInstance database-1"
READER: Final = "ClusterInstance database-2"
PARAMETERS: Final = "ClusterParameterGroup database"
SUBNETS: Final = "SubnetGroup database"
INGRESS: Final = "SecurityGroupIngressRule database"
ENDPOINT: Final = "VpcEndpoint rds-data"
ALARMED: Final = "alarm-coverage-complete"
PASSWORD: Final = "database-master-password-managed"
GROUP_ONLY: Final = "database-ingress-group-only"
SEVERAL: Final = "database-instances-multiple"
TIER: Final = "database-failover-tier-set"
ZONES: Final = "database-zones-multiple"
TLS: Final = "database-tls-forced"
VERSION: Final = "database-engine-version-supported"
BOUNDED: Final = "database-capacity-bounded"
TAGS_COPIED: Final = "database-snapshot-tags-copied"
MASTER: Final = "database-master-username-custom"
INSIGHTS: Final = "database-performance-insights-enabled"
INSIGHTS_KEY: Final = "database-performance-insights-encryption-customer-managed"
TOLD: Final = "database-event-subscription-present"
CAPACITY: Final = "serverlessv2ScalingConfiguration"
VPC: Final = "10.0.0.0/16"
RTO: Final = "stateful-rto-met"
NOT_FORCED: Final[list[Json]] = [{"name": "rds.force_ssl", "value": "0"}]

ALSO_ON: Final = (TAGS_COPIED, MASTER, INSIGHTS, INSIGHTS_KEY, TOLD)
"""The controls of databases that are off unless somebody wants them, and that the database meets."""


def first_alone(group: Registration) -> Registration:
    """Leave one subnet of a group's."""
    first, *_ = group.property_dependencies["subnetIds"]
    return replace(group, property_dependencies={"subnetIds": (first,)})


DATA: Final = (
    *off("database-encryption-enabled", CLUSTER, "storageEncrypted"),
    *not_owned("database-encryption-customer-managed", CLUSTER, "kmsKeyId"),
    *not_owned("secret-encryption-customer-managed", CLUSTER, "masterUserSecretKmsKeyId"),
    *off("database-deletion-protection-enabled", CLUSTER, "deletionProtection"),
    *values(
        "database-backup-retention-sufficient",
        CLUSTER,
        "backupRetentionPeriod",
        {"none": 0, "a day": 1, "missing": None, "unknown": UNKNOWN},
    ),
    *on("database-final-snapshot-kept", CLUSTER, "skipFinalSnapshot"),
    *values("database-final-snapshot-kept", CLUSTER, "finalSnapshotIdentifier", {"missing": None}),
    *values(
        "database-automated-backups-kept",
        CLUSTER,
        "deleteAutomatedBackups",
        {"on": True, "missing": None, "unknown": UNKNOWN},
    ),
    Mutation("database-backup-planned", CLUSTER, "untagged", (drop("tags.backup"),)),
    *off(TAGS_COPIED, CLUSTER, "copyTagsToSnapshot"),
)
ACCESS: Final = (
    *(
        each
        for at in (WRITER, READER)
        for each in on("database-public-access-disabled", at, "publiclyAccessible")
    ),
    Mutation(
        GROUP_ONLY,
        INGRESS,
        "open to the network",
        (drop("referencedSecurityGroupId"), put("cidrIpv4", VPC)),
    ),
    *values(PASSWORD, CLUSTER, "masterPassword", {"written down": "made-up"}),
    *values(PASSWORD, CLUSTER, "masterPasswordWo", {"written": "made-up"}),
    *off(PASSWORD, CLUSTER, "manageMasterUserPassword"),
    *off("database-iam-authentication-enabled", CLUSTER, "iamDatabaseAuthenticationEnabled"),
    *values(MASTER, CLUSTER, "masterUsername", {"usual": "postgres", "unknown": UNKNOWN}),
    *values(TLS, PARAMETERS, "parameters", {"not forced": NOT_FORCED, "empty": []}),
    Mutation(TLS, PARAMETERS, "gone", (gone(),)),
    Mutation("vpc-endpoint-policy-restricted", ENDPOINT, "open", (put("policy", EVERYONE),)),
)
AVAILABLE: Final = (
    Mutation(SEVERAL, READER, "gone", (gone(),), (RTO,)),
    *values(SEVERAL, READER, "availabilityZone", {"of the writer": "us-west-2a"}, (RTO,)),
    *values(TIER, READER, "promotionTier", {"behind": 15, "unknown": UNKNOWN}),
    *values(BOUNDED, CLUSTER, f"{CAPACITY}.minCapacity", {"asleep": 0, "half a unit": 0.5, "missing": None}),
    *values(BOUNDED, CLUSTER, f"{CAPACITY}.maxCapacity", {"without end": 256, "missing": None}),
    Mutation(ZONES, SUBNETS, "one subnet", (put("subnetIds", [UNKNOWN]), first_alone)),
    *(
        Mutation(
            "database-minor-upgrade-automatic", at, "off", (put("autoMinorVersionUpgrade", value=False),)
        )
        for at in (WRITER, READER)
    ),
    *values(VERSION, CLUSTER, "engineVersion", {"out of support": "12.9", "unknown": UNKNOWN}),
)
WATCHED: Final = (
    *values("database-postgresql-logs-exported", CLUSTER, "enabledCloudwatchLogsExports", {"missing": None}),
    *off(INSIGHTS, WRITER, "performanceInsightsEnabled"),
    *not_owned(INSIGHTS_KEY, READER, "performanceInsightsKmsKeyId"),
    Mutation(TOLD, "EventSubscription database-cluster-events", "gone", (gone(),)),
    *values(TOLD, "EventSubscription database-cluster-events", "enabled", {"off": False}),
    *(
        Mutation(ALARMED, f"MetricAlarm {each}", "gone", (gone(),))
        for each in ("database-cpu-alarm", "database-memory-alarm", "database-connections-alarm")
    ),
)
MUTATIONS: Final[tuple[Mutation, ...]] = (*DATA, *ACCESS, *AVAILABLE, *WATCHED)
