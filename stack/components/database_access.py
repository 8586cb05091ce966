"""The function's way to the database: an endpoint of the Data API, and PostgreSQL's port."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pulumi
import pulumi_aws as aws

from stack.components.database import PORT
from stack.documents import document
from stack.grants import through_endpoint
from stack.naming import type_token

if TYPE_CHECKING:
    from stack.documents import Statement
    from stack.links import Site
    from stack.scope import Scope

HTTPS: Final = 443
DATA_API: Final = "rds-data"


@dataclass(frozen=True)
class DatabaseAccessArgs:
    """Who gets to which database, and what may be done through the endpoint; groups are by their ids."""

    scope: Scope
    site: Site
    client_group_id: pulumi.Input[str]
    database_group_id: pulumi.Input[str]
    statements: tuple[Statement, ...]


class DatabaseAccess(pulumi.ComponentResource):
    """Only members of the client's group get in, to the endpoint and to the database."""

    def __init__(
        self, name: str, args: DatabaseAccessArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__(type_token("DatabaseAccess"), name, None, opts)
        self._args = args
        self._own = pulumi.ResourceOptions(parent=self)
        group = self._endpoint_group()
        self._endpoint(group)
        self._way_out(group)
        self._way_in(DATA_API, group.id, HTTPS, "HTTPS from the function")
        self._way_in("database", args.database_group_id, PORT, "PostgreSQL from the function")
        self.register_outputs({})

    def _endpoint_group(self) -> aws.ec2.SecurityGroup:
        scope = self._args.scope
        return aws.ec2.SecurityGroup(
            DATA_API,
            name=scope.name("rds-data-security-group"),
            description="The endpoint of the Data API: HTTPS in from the function, nothing out",
            vpc_id=self._args.site.vpc_id,
            tags=scope.tagged("rds-data-security-group"),
            opts=self._own,
        )

    def _endpoint(self, group: aws.ec2.SecurityGroup) -> None:
        scope, site = self._args.scope, self._args.site
        aws.ec2.VpcEndpoint(
            DATA_API,
            vpc_id=site.vpc_id,
            vpc_endpoint_type="Interface",
            service_name=f"com.amazonaws.{scope.region}.{DATA_API}",
            private_dns_enabled=True,
            subnet_ids=list(site.subnet_ids),
            security_group_ids=[group.id],
            policy=document(*through_endpoint(scope, self._args.statements)),
            tags=scope.tagged("rds-data-endpoint"),
            opts=self._own,
        )

    def _way_out(self, group: aws.ec2.SecurityGroup) -> None:
        aws.vpc.SecurityGroupEgressRule(
            DATA_API,
            security_group_id=self._args.client_group_id,
            description="HTTPS to the Data API",
            ip_protocol="tcp",
            from_port=HTTPS,
            to_port=HTTPS,
            referenced_security_group_id=group.id,
            tags=dict(self._args.scope.tags),
            opts=self._own,
        )

    def _way_in(self, name: str, group_id: pulumi.Input[str], port: int, description: str) -> None:
        aws.vpc.SecurityGroupIngressRule(
            name,
            security_group_id=group_id,
            description=description,
            ip_protocol="tcp",
            from_port=port,
            to_port=port,
            referenced_security_group_id=self._args.client_group_id,
            tags=dict(self._args.scope.tags),
            opts=self._own,
        )
