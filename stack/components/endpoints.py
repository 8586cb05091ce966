"""The gateway endpoints: the private subnets' only way to AWS, and it costs nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pulumi
import pulumi_aws as aws

from stack.documents import document
from stack.grants import through_endpoint
from stack.naming import type_token

if TYPE_CHECKING:
    from stack.documents import Statement
    from stack.grants import Access
    from stack.scope import Scope


@dataclass(frozen=True)
class EndpointsArgs:
    """Where the endpoints are, and what may pass through each."""

    scope: Scope
    vpc_id: pulumi.Input[str]
    route_table_id: pulumi.Input[str]
    access: Access


class Endpoints(pulumi.ComponentResource):
    """One for DynamoDB and one for S3; each lets this account reach this stack's data and nothing else."""

    def __init__(self, name: str, args: EndpointsArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(type_token("Endpoints"), name, None, opts)
        self._args = args
        dynamodb = self._endpoint("dynamodb", args.access.table)
        s3 = self._endpoint("s3", args.access.bucket)
        self.prefix_list_ids: dict[str, pulumi.Output[str]] = {
            "dynamodb": dynamodb.prefix_list_id,
            "s3": s3.prefix_list_id,
        }
        self.register_outputs({"prefixListIds": self.prefix_list_ids})

    def _endpoint(self, service: str, statements: tuple[Statement, ...]) -> aws.ec2.VpcEndpoint:
        scope = self._args.scope
        return aws.ec2.VpcEndpoint(
            service,
            vpc_id=self._args.vpc_id,
            vpc_endpoint_type="Gateway",
            service_name=f"com.amazonaws.{scope.region}.{service}",
            route_table_ids=[self._args.route_table_id],
            policy=document(*through_endpoint(scope, statements)),
            tags=scope.tagged(f"{service}-endpoint"),
            opts=pulumi.ResourceOptions(parent=self),
        )
