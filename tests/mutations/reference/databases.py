"""The databases: a cluster with a copy in the recovery region, and an instance of each kind of engine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pulumi
import pulumi_aws as aws

from tests.mutations.reference.network import Network
from tests.mutations.reference.place import BACKED_UP, Inputs, Place
from tests.mutations.reference.policies import trust

PORT = 6432
POSTGRESQL = {"rds.force_ssl": "1", "log_statement": "ddl", "log_min_duration_statement": "1000"}


@dataclass(frozen=True)
class Site:
    """What the databases of a region share."""

    place: Place
    key_arn: pulumi.Output[str]
    role_arn: pulumi.Output[str]
    group_name: pulumi.Output[str]
    security_group_id: pulumi.Output[str]

    @property
    def watched(self) -> Inputs:
        """What has an instance tell how it is."""
        return {
            "monitoring_interval": 60,
            "monitoring_role_arn": self.role_arn,
            "performance_insights_enabled": True,
            "performance_insights_kms_key_id": self.key_arn,
            "auto_minor_version_upgrade": True,
            "publicly_accessible": False,
            "copy_tags_to_snapshot": True,
        }

    @property
    def kept(self) -> Inputs:
        """What keeps the data of a database."""
        return {
            "storage_encrypted": True,
            "kms_key_id": self.key_arn,
            "backup_retention_period": 14,
            "delete_automated_backups": False,
            "deletion_protection": True,
            "skip_final_snapshot": False,
            "copy_tags_to_snapshot": True,
            "db_subnet_group_name": self.group_name,
            "vpc_security_group_ids": [self.security_group_id],
            "tags": BACKED_UP,
            "port": PORT,
        }


def site(place: Place, network: Network, key_arn: pulumi.Output[str]) -> Site:
    """Make what the databases of a region share."""
    role = aws.iam.Role(
        place.called("monitoring"),
        name=place.called("monitoring"),
        assume_role_policy=trust("monitoring.rds.amazonaws.com"),
        opts=place.opts,
    )
    aws.iam.RolePolicyAttachment(
        place.called("monitoring"),
        role=role.name,
        policy_arn="arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole",
        opts=place.opts,
    )
    group = aws.rds.SubnetGroup(
        place.called("databases"),
        name=place.called("databases"),
        subnet_ids=network.private_subnet_ids,
        opts=place.opts,
    )
    return Site(place, key_arn, role.arn, group.name, network.database_group_id)


def clusters(main: Site, recovery: Site) -> None:
    """Make the cluster and its copy."""
    database = aws.rds.GlobalCluster(
        "ledger",
        global_cluster_identifier="ledger",
        engine="aurora-postgresql",
        engine_version="16.6",
        storage_encrypted=True,
        deletion_protection=True,
        opts=main.place.stateful,
    )
    first = _cluster(
        main,
        database,
        master_username="ledger_owner",
        master_password_wo=pulumi.Output.secret("made-up"),
        master_password_wo_version=1,
    )
    _cluster(recovery, database, [first])


def _cluster(
    at: Site,
    database: aws.rds.GlobalCluster,
    after: list[pulumi.Resource] | None = None,
    **more: Any,
) -> aws.rds.Cluster:
    place, name = at.place, at.place.called("ledger")
    parameters = aws.rds.ClusterParameterGroup(
        name,
        name=name,
        family="aurora-postgresql16",
        parameters=[{"name": key, "value": value} for key, value in POSTGRESQL.items()],
        opts=place.opts,
    )
    cluster = aws.rds.Cluster(
        name,
        cluster_identifier=name,
        global_cluster_identifier=database.global_cluster_identifier,
        engine="aurora-postgresql",
        engine_version="16.6",
        serverlessv2_scaling_configuration={"min_capacity": 1, "max_capacity": 32},
        db_cluster_parameter_group_name=parameters.name,
        iam_database_authentication_enabled=True,
        enabled_cloudwatch_logs_exports=["postgresql"],
        final_snapshot_identifier=f"{name}-last",
        opts=pulumi.ResourceOptions(provider=place.provider, protect=True, depends_on=after),
        **at.kept,
        **more,
    )
    for number, zone in enumerate(place.zones):
        aws.rds.ClusterInstance(
            f"{name}-{number}",
            identifier=f"{name}-{number}",
            cluster_identifier=cluster.cluster_identifier,
            engine=aws.rds.EngineType.AURORA_POSTGRESQL,
            instance_class="db.serverless",
            availability_zone=zone,
            promotion_tier=number,
            db_subnet_group_name=at.group_name,
            opts=place.opts,
            **at.watched,
        )
    return cluster


@dataclass(frozen=True)
class Engine:
    """An engine of a major version, what its parameters are and which logs it has."""

    name: str
    version: str
    parameters: Mapping[str, str]
    logs: tuple[str, ...]

    @property
    def has_identities(self) -> bool | None:
        """Whether it takes IAM identities for users; none where it knows of none."""
        return None if self.name.startswith("sqlserver") else True


MYSQL = {"require_secure_transport": "1", "slow_query_log": "1"}
ENGINES = {
    "reports": Engine("postgres", "16", POSTGRESQL, ("postgresql",)),
    "shop": Engine("mysql", "8.4", MYSQL, ("error", "slowquery")),
    "billing": Engine("sqlserver-se", "15.00", {"rds.force_ssl": "1"}, ("error",)),
}


def instances(at: Site) -> None:
    """Make the databases of one instance and its standby."""
    for name, engine in ENGINES.items():
        group = aws.rds.ParameterGroup(
            name,
            name=name,
            family=f"{engine.name}{engine.version}",
            parameters=[{"name": key, "value": value} for key, value in engine.parameters.items()],
            opts=at.place.opts,
        )
        aws.rds.Instance(
            name,
            identifier=name,
            engine=engine.name,
            engine_version=engine.version,
            instance_class="db.m7g.large",
            allocated_storage=100,
            multi_az=True,
            username=f"{name}_owner",
            manage_master_user_password=True,
            master_user_secret_kms_key_id=at.key_arn,
            parameter_group_name=group.name,
            iam_database_authentication_enabled=engine.has_identities,
            enabled_cloudwatch_logs_exports=engine.logs,
            final_snapshot_identifier=f"{name}-last",
            opts=at.place.stateful,
            **{**at.watched, **at.kept},
        )


def events(place: Place, topic_arn: pulumi.Output[str]) -> None:
    """Tell somebody what happens to the databases of a region."""
    for source in ("db-cluster", "db-instance"):
        aws.rds.EventSubscription(
            place.called(source),
            name=place.called(source),
            sns_topic=topic_arn,
            source_type=source,
            event_categories=["failure", "maintenance", "failover"],
            opts=place.opts,
        )
