"""The relational database: an Aurora cluster of a writer and a reader, for the audit of every record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pulumi
import pulumi_aws as aws

from stack.components.database_log import DatabaseLog, DatabaseLogArgs
from stack.engine import ENGINE
from stack.naming import type_token

if TYPE_CHECKING:
    from stack.engine import Engine
    from stack.links import Logs, Site
    from stack.scope import Scope

NAME: Final = "audit"
MASTER: Final = "audit_owner"
PORT: Final = 5432
# What changed a table, and what took longer than this many milliseconds, is in the log.
PARAMETERS: Final = {
    "rds.force_ssl": "1",
    "log_statement": "ddl",
    "log_min_duration_statement": "1000",
}


@dataclass(frozen=True)
class DatabaseArgs:
    """Where the cluster runs and what; capacity is in ACU, one instance is made in each zone of the site.

    ``backup_days`` is the plan's retention: AWS Backup sets the cluster's own to it, and refuses another.
    """

    scope: Scope
    site: Site
    engine: Engine
    capacity: tuple[float, float]
    key_arn: pulumi.Input[str]
    logs: Logs
    backup_days: int


class Database(pulumi.ComponentResource):
    """Serverless, encrypted, reached by TLS and the Data API; nobody but RDS knows its master password."""

    def __init__(self, name: str, args: DatabaseArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(type_token("Database"), name, None, opts)
        self._name, self._args = name, args
        self._own = pulumi.ResourceOptions(parent=self)
        self.log: DatabaseLog = DatabaseLog("database-log", DatabaseLogArgs(args.scope, args.logs), self._own)
        group = self._security_group()
        subnets = self._subnets()
        cluster = self._cluster(subnets, group, self._parameters())
        made = self._instances(cluster, subnets)
        self.instance_ids: list[pulumi.Output[str]] = [each.identifier for each in made]
        self.security_group_id: pulumi.Output[str] = group.id
        self.subnet_group: pulumi.Output[str] = subnets.name
        self.max_acu: float = args.capacity[-1]
        self.id: pulumi.Output[str] = cluster.cluster_identifier
        self.arn: pulumi.Output[str] = cluster.arn
        self.writer_endpoint: pulumi.Output[str] = cluster.endpoint
        self.reader_endpoint: pulumi.Output[str] = cluster.reader_endpoint
        self.secret_arn: pulumi.Output[str] = cluster.master_user_secrets[0].secret_arn
        self.register_outputs({"id": self.id, "arn": self.arn, "secretArn": self.secret_arn})

    def _security_group(self) -> aws.ec2.SecurityGroup:
        """Let nothing in yet and nothing out, ever: whoever may come is let in where it is known."""
        scope = self._args.scope
        return aws.ec2.SecurityGroup(
            self._name,
            name=scope.name("database-security-group"),
            description="The database: PostgreSQL in from the function, nothing out",
            vpc_id=self._args.site.vpc_id,
            tags=scope.tagged("database-security-group"),
            opts=self._own,
        )

    def _subnets(self) -> aws.rds.SubnetGroup:
        scope = self._args.scope
        return aws.rds.SubnetGroup(
            self._name,
            name=scope.name("database-subnets"),
            description="The private subnets",
            subnet_ids=list(self._args.site.subnet_ids),
            tags=dict(scope.tags),
            opts=self._own,
        )

    def _parameters(self) -> aws.rds.ClusterParameterGroup:
        scope, engine = self._args.scope, self._args.engine
        # When AWS's default moves on to another major version, the cluster that is there does not.
        kept = None if engine.is_pinned else ["family"]
        return aws.rds.ClusterParameterGroup(
            self._name,
            name=scope.name("database-parameters"),
            description="No connection without TLS",
            family=engine.family,
            parameters=[{"name": name, "value": value} for name, value in PARAMETERS.items()],
            tags=dict(scope.tags),
            opts=pulumi.ResourceOptions(parent=self, ignore_changes=kept),
        )

    def _cluster(
        self,
        subnets: aws.rds.SubnetGroup,
        group: aws.ec2.SecurityGroup,
        parameters: aws.rds.ClusterParameterGroup,
    ) -> aws.rds.Cluster:
        args, scope = self._args, self._args.scope
        least, most = args.capacity
        return aws.rds.Cluster(
            self._name,
            cluster_identifier=scope.name("database"),
            engine=ENGINE,
            engine_version=args.engine.version,
            database_name=NAME,
            port=PORT,
            master_username=MASTER,
            manage_master_user_password=True,
            master_user_secret_kms_key_id=args.key_arn,
            iam_database_authentication_enabled=True,
            enable_http_endpoint=True,
            serverlessv2_scaling_configuration={"min_capacity": least, "max_capacity": most},
            storage_encrypted=True,
            kms_key_id=args.key_arn,
            db_subnet_group_name=subnets.name,
            db_cluster_parameter_group_name=parameters.name,
            vpc_security_group_ids=[group.id],
            enabled_cloudwatch_logs_exports=["postgresql"],
            backup_retention_period=args.backup_days,
            copy_tags_to_snapshot=True,
            delete_automated_backups=scope.ephemeral,
            deletion_protection=not scope.ephemeral,
            skip_final_snapshot=scope.ephemeral,
            final_snapshot_identifier=None if scope.ephemeral else scope.name("database-final-snapshot"),
            tags=scope.backed_up(),
            opts=self._lasting(),
        )

    def _lasting(self) -> pulumi.ResourceOptions:
        """Leave a version that nobody pinned to AWS, which brings the instances forward."""
        kept = None if self._args.engine.is_pinned else ["engineVersion"]
        return pulumi.ResourceOptions(
            parent=self, protect=not self._args.scope.ephemeral, ignore_changes=kept, depends_on=[self.log]
        )

    def _instances(
        self, cluster: aws.rds.Cluster, subnets: aws.rds.SubnetGroup
    ) -> list[aws.rds.ClusterInstance]:
        """Make one after the other: RDS lets the first that is there write, and that is to be tier 0."""
        made: list[aws.rds.ClusterInstance] = []
        for number in range(len(self._args.site.zones)):
            made.append(self._instance(number, cluster, subnets, made[-1:]))
        return made

    def _instance(
        self,
        number: int,
        cluster: aws.rds.Cluster,
        subnets: aws.rds.SubnetGroup,
        before: list[aws.rds.ClusterInstance],
    ) -> aws.rds.ClusterInstance:
        """Make the writer, of tier 0, or a reader, which is next in line and as large as the writer."""
        args, kind = self._args, f"database-{number + 1}"
        return aws.rds.ClusterInstance(
            kind,
            identifier=args.scope.name(kind),
            cluster_identifier=cluster.cluster_identifier,
            engine=aws.rds.EngineType.AURORA_POSTGRESQL,
            instance_class="db.serverless",
            availability_zone=args.site.zones[number],
            promotion_tier=number,
            db_subnet_group_name=subnets.name,
            publicly_accessible=False,
            auto_minor_version_upgrade=True,
            copy_tags_to_snapshot=True,
            performance_insights_enabled=True,
            performance_insights_kms_key_id=args.key_arn,
            tags=dict(args.scope.tags),
            opts=pulumi.ResourceOptions(parent=self, depends_on=before),
        )
