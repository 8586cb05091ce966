"""How a network reaches the services of AWS without a way out."""

from __future__ import annotations

import pulumi_aws as aws

from tests.mutations.reference.network import Network
from tests.mutations.reference.place import ACCOUNT, Place
from tests.mutations.reference.policies import document

GATEWAYS = ("s3", "dynamodb")
INTERFACES = ("ec2", "events", "kms", "logs", "monitoring", "secretsmanager", "sns", "sqs")
APART = "sqs"


def endpoints(place: Place, network: Network) -> None:
    """Make the endpoints of a network; the policy of one of them is a resource of its own."""
    for service in GATEWAYS:
        aws.ec2.VpcEndpoint(
            place.called(service),
            vpc_id=network.vpc_id,
            service_name=f"com.amazonaws.{place.region}.{service}",
            route_table_ids=network.private_table_ids,
            policy=_policy(),
            opts=place.opts,
        )
    for service in INTERFACES:
        endpoint = aws.ec2.VpcEndpoint(
            place.called(service),
            vpc_id=network.vpc_id,
            service_name=f"com.amazonaws.{place.region}.{service}",
            vpc_endpoint_type="Interface",
            subnet_ids=network.private_subnet_ids,
            security_group_ids=[network.endpoint_group_id],
            private_dns_enabled=True,
            policy=None if service == APART else _policy(),
            opts=place.opts,
        )
        if service == APART:
            aws.ec2.VpcEndpointPolicy(
                place.called(service), vpc_endpoint_id=endpoint.id, policy=_policy(), opts=place.opts
            )


def _policy() -> str:
    """Let through what is done to resources of this account."""
    return document(
        {
            "Effect": "Allow",
            "Principal": "*",
            "Action": "*",
            "Resource": "*",
            "Condition": {"StringEquals": {"aws:ResourceAccount": ACCOUNT}},
        }
    )
