"""RDS clusters and instances: who logs in to them, and where they are found."""

from __future__ import annotations

from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.case import fails, passes, skips
from tests.policy.cases.database import cluster, instance

PUBLIC: Final = "database-public-access-disabled"
PASSWORD: Final = "database-master-password-managed"
IAM: Final = "database-iam-authentication-enabled"
USERNAME: Final = "database-master-username-custom"
PORT: Final = "database-port-custom"

WRITTEN: Final = "the program sets a master password; wanted: one that RDS manages"
STORED: Final = "a master password is kept in the state; wanted: masterPasswordWo, which is not"
INHERITED: Final = "its users are those of another database"
UNMANAGEABLE: Final = "RDS cannot manage the password of a global or serverless v1 database"
BY_DEFAULT: Final = "public access is not set, so on in the default subnet group; wanted: off"
NO_IAM: Final = "its engine knows no IAM identities"


def cluster_instance(**inputs: object) -> Planned:
    """Return an instance of a cluster."""
    return Planned("aws:rds/clusterInstance:ClusterInstance", inputs)


CASES: Final = (
    passes(PUBLIC, "missing", cluster_instance()),
    passes(PUBLIC, "missing of an instance", instance()),
    passes(PUBLIC, "missing of an Aurora cluster", cluster(engine="aurora-postgresql")),
    passes(PUBLIC, "off", instance(publiclyAccessible="false")),
    passes(
        PUBLIC,
        "a Multi-AZ cluster in its own subnets",
        cluster(dbClusterInstanceClass="db.m6gd.large", dbSubnetGroupName=UNKNOWN),
    ),
    passes(
        PUBLIC,
        "a Multi-AZ cluster",
        cluster(dbClusterInstanceClass="db.m6gd.large", publiclyAccessible=False),
    ),
    fails(PUBLIC, "on", cluster_instance(publiclyAccessible=True), says="public access is on; wanted: off"),
    fails(
        PUBLIC,
        "on of an instance",
        instance(publiclyAccessible=True),
        says="public access is on; wanted: off",
    ),
    fails(
        PUBLIC,
        "unknown",
        instance(publiclyAccessible=UNKNOWN),
        says="public access cannot be known at preview; wanted: off",
    ),
    fails(
        PUBLIC,
        "missing of a Multi-AZ cluster",
        cluster(dbClusterInstanceClass="db.m6gd.large"),
        says=BY_DEFAULT,
    ),
    fails(
        PUBLIC,
        "missing of a Multi-AZ cluster in the default subnet group",
        cluster(dbClusterInstanceClass="db.m6gd.large", dbSubnetGroupName="default"),
        says=BY_DEFAULT,
    ),
    passes(PASSWORD, "managed", cluster(manageMasterUserPassword=True)),
    passes(PASSWORD, "managed of an instance", instance(manageMasterUserPassword="true")),
    fails(PASSWORD, "a cluster's", cluster(masterPassword=UNKNOWN), says=WRITTEN),
    fails(PASSWORD, "an instance's", instance(password=UNKNOWN, username="owner"), says=WRITTEN),
    fails(PASSWORD, "write-only", instance(passwordWo=UNKNOWN, passwordWoVersion=1), says=WRITTEN),
    fails(PASSWORD, "a cluster's, write-only", cluster(masterPasswordWo=UNKNOWN), says=WRITTEN),
    fails(
        PASSWORD, "set on what is restored", cluster(snapshotIdentifier="x", masterPassword="x"), says=WRITTEN
    ),
    fails(PASSWORD, "missing", cluster(), says="management of the master password is not set; wanted: on"),
    fails(
        PASSWORD,
        "off",
        instance(manageMasterUserPassword=False),
        says="management of the master password is off; wanted: on",
    ),
    fails(
        PASSWORD,
        "unknown",
        cluster(manageMasterUserPassword=UNKNOWN),
        says="management of the master password cannot be known at preview; wanted: on",
    ),
    fails(
        PASSWORD,
        "of a global database, in the state",
        cluster(globalClusterIdentifier=UNKNOWN, masterUsername="owner", masterPassword=UNKNOWN),
        says=STORED,
    ),
    skips(
        PASSWORD,
        "of a global database, write-only",
        cluster(globalClusterIdentifier=UNKNOWN, masterUsername="owner", masterPasswordWo=UNKNOWN),
        because=UNMANAGEABLE,
    ),
    skips(PASSWORD, "a secondary", cluster(globalClusterIdentifier="orders"), because=UNMANAGEABLE),
    skips(PASSWORD, "serverless v1", cluster(engineMode="serverless"), because=UNMANAGEABLE),
    skips(PASSWORD, "a read replica", instance(replicateSourceDb=UNKNOWN), because=INHERITED),
    skips(PASSWORD, "a replica", cluster(replicationSourceIdentifier=UNKNOWN), because=INHERITED),
    skips(PASSWORD, "from a snapshot", cluster(snapshotIdentifier="orders-last"), because=INHERITED),
    skips(
        PASSWORD,
        "from another time",
        instance(restoreToPointInTime={"useLatestRestorableTime": True}),
        because=INHERITED,
    ),
    passes(IAM, "a cluster", cluster(engine="aurora-mysql", iamDatabaseAuthenticationEnabled=True)),
    passes(IAM, "an instance", instance(engine="postgres", iamDatabaseAuthenticationEnabled="true")),
    fails(
        IAM, "missing", cluster(engine="aurora-postgresql"), says="IAM authentication is not set; wanted: on"
    ),
    fails(
        IAM,
        "off",
        instance(engine="mariadb", iamDatabaseAuthenticationEnabled=False),
        says="IAM authentication is off; wanted: on",
    ),
    fails(
        IAM,
        "unknown",
        instance(engine=UNKNOWN, iamDatabaseAuthenticationEnabled=UNKNOWN),
        says="IAM authentication cannot be known at preview; wanted: on",
    ),
    fails(IAM, "an engine that is not named", instance(), says="IAM authentication is not set; wanted: on"),
    *(
        skips(IAM, engine, instance(engine=engine), because=NO_IAM)
        for engine in ("oracle-ee", "sqlserver-se", "db2-se", "custom-oracle-ee")
    ),
    passes(USERNAME, "of one's own", cluster(masterUsername="owner")),
    passes(USERNAME, "of an instance", instance(username="owner")),
    fails(
        USERNAME,
        "usual",
        cluster(masterUsername="postgres"),
        says="the master user's name is postgres; wanted: one of your own",
    ),
    fails(
        USERNAME,
        "usual, in another case",
        instance(username="Admin"),
        says="the master user's name is something else; wanted: one of your own",
    ),
    fails(
        USERNAME,
        "refused by the configuration",
        instance(username="owner"),
        says="the master user's name is owner; wanted: one of your own",
        config={"refusedNames": ["owner"]},
    ),
    fails(USERNAME, "missing", instance(), says="the master user's name is not set; wanted: one of your own"),
    fails(
        USERNAME,
        "unknown",
        cluster(masterUsername=UNKNOWN),
        says="the master user's name cannot be known at preview; wanted: one of your own",
    ),
    skips(USERNAME, "a secondary", cluster(globalClusterIdentifier="orders"), because=INHERITED),
    passes(PORT, "of one's own", cluster(port=15432)),
    *(
        fails(
            PORT,
            f"usual: {port}",
            instance(port=port),
            says=f"the port is {port}; wanted: one that is no engine's default",
        )
        for port in (1433, 1521, 3306, 5432, 50000)
    ),
    fails(PORT, "missing", cluster(), says="the port is not set; wanted: one that is no engine's default"),
    fails(
        PORT,
        "unknown",
        instance(port=UNKNOWN),
        says="the port cannot be known at preview; wanted: one that is no engine's default",
    ),
)
