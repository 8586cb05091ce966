"""RDS clusters and instances: who reaches them, and how."""

from __future__ import annotations

from typing import Final

from dr_guard.aws.tokens import (
    CLUSTER,
    CLUSTER_INSTANCE,
    DATABASE,
)
from dr_guard.control import Control
from dr_guard.option import Option
from dr_guard.remedy import Fix

CONTROLS: Final = (
    Control(
        id="database-public-access-disabled",
        title="No database has a public address",
        why="Whoever can reach a database may try passwords on it, and whoever gets in may delete it.",
        severity="critical",
        enforcement="mandatory",
        scope="resource",
        types=(CLUSTER_INSTANCE, DATABASE, CLUSTER),
        references=(
            "FSBP RDS.2",
            "Config rds-instance-public-access-check",
            "checkov CKV_AWS_17",
            "NIST AC-3",
            "NIST AC-4(21)",
            "NIST SC-7",
            "CIS 2.2.3",
        ),
        remediation=("Set publiclyAccessible to false.",),
        group="network",
        options=(),
        fixes=(Fix("publiclyAccessible", value=False),),
    ),
    Control(
        id="database-ingress-group-only",
        title="The security groups of a database let in only other security groups",
        why="A range of addresses lets in whatever is started in it, and elsewhere it is another range.",
        severity="high",
        enforcement="mandatory",
        scope="stack",
        types=(CLUSTER, DATABASE),
        references=("NIST SC-7", "NIST AC-4"),
        remediation=(
            "Remove the networks and prefix lists from the rules of the database's security groups.",
            "Name the security groups of those who connect: securityGroups, sourceSecurityGroupId.",
        ),
        group="network",
        options=(),
    ),
    Control(
        id="database-master-password-managed",
        title="RDS keeps the master password of every database",
        why="A password that the program sets is in its state and in every restored copy, "
        "and stays the same until somebody changes it.",
        severity="high",
        enforcement="mandatory",
        scope="resource",
        types=(CLUSTER, DATABASE),
        references=("NIST IA-5", "WA REL13-BP02"),
        remediation=(
            "Set manageMasterUserPassword to true.",
            "Remove masterPassword (of an instance: password) and its write-only form.",
            "In a global database, where RDS cannot manage it, use masterPasswordWo.",
        ),
        group="access",
        options=(),
    ),
    Control(
        id="database-iam-authentication-enabled",
        title="Every database takes IAM identities for users",
        why="Without it those who restore need a password, "
        "which may be lost with what it was kept in and outlives those who knew it.",
        severity="medium",
        enforcement="advisory",
        scope="resource",
        types=(CLUSTER, DATABASE),
        references=(
            "FSBP RDS.12",
            "Config rds-cluster-iam-authentication-enabled",
            "checkov CKV_AWS_162",
            "NIST AC-2(1)",
            "NIST AC-3",
        ),
        remediation=("Set iamDatabaseAuthenticationEnabled to true.",),
        group="access",
        options=(),
        fixes=(Fix("iamDatabaseAuthenticationEnabled", value=True),),
    ),
    Control(
        id="database-master-username-custom",
        title="No database has a master user of the usual name",
        why="A name that everybody knows leaves only the password to be found.",
        severity="low",
        enforcement="disabled",
        scope="resource",
        types=(CLUSTER, DATABASE),
        references=("FSBP RDS.24", "Config rds-cluster-default-admin-check"),
        remediation=("Set masterUsername (of an instance: username) to a name of your own; it replaces it.",),
        group="access",
        options=(
            Option("refusedNames", ("admin", "postgres", "root"), "The names that are too well known."),
        ),
    ),
    Control(
        id="database-tls-forced",
        title="Every database refuses connections without TLS",
        why="A client that falls back to plain text shows data and passwords to the network, "
        "and nobody notices.",
        severity="high",
        enforcement="mandatory",
        scope="stack",
        types=(CLUSTER, DATABASE),
        references=(
            "FSBP RDS.38",
            "Config rds-postgres-instance-encrypted-in-transit",
            "checkov CKV2_AWS_69",
            "NIST SC-8",
            "NIST SC-8(1)",
        ),
        remediation=(
            "Set rds.force_ssl (of MySQL: require_secure_transport) to 1 in a parameter group.",
            "Name the group as dbClusterParameterGroupName (of an instance: parameterGroupName).",
        ),
        group="encryption",
        options=(),
    ),
    Control(
        id="database-port-custom",
        title="No database listens on its engine's usual port",
        why="Whoever looks for databases looks at these ports first.",
        severity="low",
        enforcement="disabled",
        scope="resource",
        types=(CLUSTER, DATABASE),
        references=("FSBP RDS.23",),
        remediation=("Set port to another than the engine's default.",),
        group="network",
        options=(),
    ),
)
