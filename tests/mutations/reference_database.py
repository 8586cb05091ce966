"""What breaks the data of the databases of the reference, and who gets in to them."""

from __future__ import annotations

from typing import Final

from sandbox.registration import UNKNOWN, Json
from tests.mutations.mutation import Mutation, drop, gone, put
from tests.mutations.usual import not_owned, off, on, refer, values

MAIN: Final = "Cluster ledger-main"
GLOBAL: Final = "GlobalCluster ledger"
REPORTS: Final = "Instance reports"
SHOP: Final = "Instance shop"
BILLING: Final = "Instance billing"
WRITER: Final = "ClusterInstance ledger-main-0"
OWNED: Final = (MAIN, REPORTS)
RPO: Final = "stateful-rpo-met"
RTO: Final = "stateful-rto-met"
QUERIES: Final = "database-query-logging-enabled"
TLS: Final = "database-tls-forced"
PASSWORD: Final = "database-master-password-managed"
GROUP_ONLY: Final = "database-ingress-group-only"
INGRESS: Final = "SecurityGroupIngressRule database-main"
POSTGRESQL: Final = {"rds.force_ssl": "1", "log_statement": "ddl", "log_min_duration_statement": "1000"}


def parameters(**changed: str) -> list[Json]:
    """Return the parameters of PostgreSQL, some of them other than they should be."""
    named = {key.replace("__", "."): value for key, value in changed.items()}
    return [{"name": key, "value": value} for key, value in {**POSTGRESQL, **named}.items()]


def each_of(control: str, path: str, held: dict[str, Json], *ats: str) -> tuple[Mutation, ...]:
    """Return mutations of the same input of several resources."""
    return tuple(mutation for at in ats for mutation in values(control, at, path, held))


DATA: Final = (
    *(
        mutation
        for at in (MAIN, GLOBAL, REPORTS)
        for mutation in (
            *off("database-encryption-enabled", at, "storageEncrypted"),
            *off("database-deletion-protection-enabled", at, "deletionProtection"),
        )
    ),
    *(
        mutation
        for at in OWNED
        for mutation in (
            *not_owned("database-encryption-customer-managed", at, "kmsKeyId"),
            *on("database-final-snapshot-kept", at, "skipFinalSnapshot"),
            *values("database-final-snapshot-kept", at, "finalSnapshotIdentifier", {"missing": None}),
            *off("database-snapshot-tags-copied", at, "copyTagsToSnapshot"),
        )
    ),
    *each_of(
        "database-backup-retention-sufficient",
        "backupRetentionPeriod",
        {"a day": 1, "none": 0, "missing": None, "unknown": UNKNOWN},
        *OWNED,
    ),
    *each_of(
        "database-automated-backups-kept",
        "deleteAutomatedBackups",
        {"on": True, "missing": None, "unknown": UNKNOWN},
        *OWNED,
    ),
    Mutation("database-backup-planned", MAIN, "untagged", (drop("tags.backup"),)),
    Mutation(
        "database-backup-planned",
        BILLING,
        "untagged",
        (drop("tags.backup"),),
        ("stateful-recovery-region-covered", RPO, RTO),
    ),
    Mutation(
        RPO,
        REPORTS,
        "nothing left of what is deleted",
        (put("skipFinalSnapshot", value=True), put("deleteAutomatedBackups", value=True)),
        ("database-final-snapshot-kept", "database-automated-backups-kept"),
    ),
)
ACCESS: Final = (
    *(
        mutation
        for at in (WRITER, REPORTS)
        for mutation in on("database-public-access-disabled", at, "publiclyAccessible")
    ),
    Mutation(
        GROUP_ONLY, INGRESS, "addresses", (drop("referencedSecurityGroupId"), put("cidrIpv4", "10.1.0.0/16"))
    ),
    Mutation(
        GROUP_ONLY,
        INGRESS,
        "unknown",
        (drop("referencedSecurityGroupId"), put("cidrIpv4", UNKNOWN)),
        ("security-group-ingress-restricted",),
    ),
    Mutation(GROUP_ONLY, REPORTS, "which groups", (refer("vpcSecurityGroupIds"),)),
    Mutation(
        GROUP_ONLY,
        INGRESS,
        "of which group",
        (drop("referencedSecurityGroupId"), put("cidrIpv4", "10.1.0.0/16"), refer("securityGroupId")),
        ("default-security-group-present",),
    ),
    *off(PASSWORD, REPORTS, "manageMasterUserPassword"),
    *values(PASSWORD, REPORTS, "password", {"written": "made-up"}),
    *values(PASSWORD, SHOP, "passwordWo", {"written": "made-up"}),
    *values(PASSWORD, MAIN, "masterPassword", {"written": "made-up"}),
    *(
        mutation
        for at in (MAIN, REPORTS, SHOP)
        for mutation in off("database-iam-authentication-enabled", at, "iamDatabaseAuthenticationEnabled")
    ),
    *values(
        "database-master-username-custom", MAIN, "masterUsername", {"usual": "postgres", "unknown": UNKNOWN}
    ),
    *values(
        "database-master-username-custom",
        REPORTS,
        "username",
        {"usual": "admin", "missing": None, "unknown": UNKNOWN},
    ),
    *each_of(
        "database-port-custom", "port", {"usual": 5432, "missing": None, "unknown": UNKNOWN}, *OWNED, SHOP
    ),
)
ENCRYPTED: Final = (
    *values(TLS, "ParameterGroup reports", "parameters", {"not forcing TLS": parameters(rds__force_ssl="0")}),
    *values(
        TLS,
        "ClusterParameterGroup ledger-main",
        "parameters",
        {"not forcing TLS": parameters(rds__force_ssl="0")},
    ),
    *values(
        TLS,
        "ClusterParameterGroup ledger-main",
        "parameters.0.value",
        {"unknown": UNKNOWN},
    ),
    *values(TLS, "ParameterGroup billing", "parameters.0.value", {"off": "0", "unknown": UNKNOWN}),
    *values(TLS, "ParameterGroup billing", "parameters", {"empty": []}),
    *values(TLS, SHOP, "parameterGroupName", {"missing": None}, (QUERIES,)),
    *values(
        TLS,
        SHOP,
        "engine",
        {"unknown": UNKNOWN},
        ("database-logs-exported", "database-engine-version-supported"),
    ),
    Mutation(TLS, "ParameterGroup shop", "gone", (gone(),), (QUERIES,)),
)
MUTATIONS: Final[tuple[Mutation, ...]] = (*DATA, *ACCESS, *ENCRYPTED)
