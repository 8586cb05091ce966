"""The network: a VPC over two zones, whose private subnets have no way out but the gateway endpoints."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pulumi
import pulumi_aws as aws

from stack.naming import type_token

if TYPE_CHECKING:
    from stack.scope import Scope


@dataclass(frozen=True)
class NetworkArgs:
    """Blocks are CIDR strings; the subnets of a kind are as many as ``zones``, and in their order."""

    scope: Scope
    vpc_cidr: str
    public_cidrs: tuple[str, ...]
    private_cidrs: tuple[str, ...]
    zones: tuple[str, ...]


class Network(pulumi.ComponentResource):
    """One public and one private subnet in each zone; nothing gets a public address by itself."""

    def __init__(self, name: str, args: NetworkArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(type_token("Network"), name, None, opts)
        self._args = args
        self._own = pulumi.ResourceOptions(parent=self)
        vpc = self._vpc(name)
        self.vpc_id: pulumi.Output[str] = vpc.id
        self._default_security_group()
        public = self._subnets("public", args.public_cidrs)
        private = self._subnets("private", args.private_cidrs)
        self._public_routes(public)
        self.private_route_table_id: pulumi.Output[str] = self._route_table("private", private).id
        self.private_subnet_ids: tuple[pulumi.Output[str], ...] = tuple(subnet.id for subnet in private)
        self.register_outputs({"vpcId": self.vpc_id, "privateSubnetIds": list(self.private_subnet_ids)})

    def _vpc(self, name: str) -> aws.ec2.Vpc:
        return aws.ec2.Vpc(
            name,
            cidr_block=self._args.vpc_cidr,
            enable_dns_support=True,
            enable_dns_hostnames=True,
            tags=self._args.scope.tagged("vpc"),
            opts=self._own,
        )

    def _default_security_group(self) -> None:
        """Take over the group that AWS gives every VPC, and leave it without a rule."""
        aws.ec2.DefaultSecurityGroup(
            "default",
            vpc_id=self.vpc_id,
            ingress=[],
            egress=[],
            tags=self._args.scope.tagged("default-security-group"),
            opts=self._own,
        )

    def _subnets(self, kind: str, cidrs: tuple[str, ...]) -> list[aws.ec2.Subnet]:
        return [
            aws.ec2.Subnet(
                f"{kind}-{number}",
                vpc_id=self.vpc_id,
                cidr_block=cidr,
                availability_zone=zone,
                map_public_ip_on_launch=False,
                tags=self._args.scope.tagged(f"{kind}-subnet-{number}"),
                opts=self._own,
            )
            for number, (cidr, zone) in enumerate(zip(cidrs, self._args.zones, strict=True), start=1)
        ]

    def _public_routes(self, subnets: list[aws.ec2.Subnet]) -> None:
        gateway = aws.ec2.InternetGateway(
            "internet-gateway",
            vpc_id=self.vpc_id,
            tags=self._args.scope.tagged("internet-gateway"),
            opts=self._own,
        )
        aws.ec2.Route(
            "internet",
            route_table_id=self._route_table("public", subnets).id,
            destination_cidr_block="0.0.0.0/0",
            gateway_id=gateway.id,
            opts=self._own,
        )

    def _route_table(self, kind: str, subnets: list[aws.ec2.Subnet]) -> aws.ec2.RouteTable:
        table = aws.ec2.RouteTable(
            kind,
            vpc_id=self.vpc_id,
            tags=self._args.scope.tagged(f"{kind}-route-table"),
            opts=self._own,
        )
        for number, subnet in enumerate(subnets, start=1):
            aws.ec2.RouteTableAssociation(
                f"{kind}-{number}", route_table_id=table.id, subnet_id=subnet.id, opts=self._own
            )
        return table
