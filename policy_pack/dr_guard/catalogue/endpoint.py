"""VPC endpoints."""

from __future__ import annotations

from typing import Final

from dr_guard.aws.tokens import (
    VPC,
    VPC_ENDPOINT,
    VPC_ENDPOINT_POLICY,
)
from dr_guard.catalogue.subnet import MINIMUM_ZONES
from dr_guard.control import Control, Option

CONTROLS: Final = (
    Control(
        id="vpc-gateway-endpoints-present",
        title="Every network reaches the program's buckets and tables through endpoints of its own",
        why="Without one the data is reached over a NAT gateway, which may fail, or not at all.",
        severity="medium",
        # Of a network and a bucket in one program nobody can tell whether the one needs the other.
        enforcement="advisory",
        scope="stack",
        types=(VPC, VPC_ENDPOINT),
        references=("Config service-vpc-endpoint-enabled", "NIST AC-4", "NIST SC-7"),
        remediation=(
            "Add a VpcEndpoint for s3 and one for dynamodb with the network's vpcId.",
            "Name in its routeTableIds the route tables of the subnets that use it.",
        ),
        group="network",
        options=(),
    ),
    Control(
        id="vpc-interface-endpoints-present",
        title="Every network reaches the services that it is said to use through endpoints of its own",
        why="Without one a service is reached over the internet, and not at all where there is no way there.",
        severity="low",
        enforcement="disabled",
        scope="stack",
        types=(VPC,),
        references=("FSBP EC2.10", "Config service-vpc-endpoint-enabled", "NIST AC-4", "NIST SC-7"),
        remediation=("Add a VpcEndpoint of type Interface with the network's vpcId for each service.",),
        group="network",
        options=(
            Option(
                "services",
                ("ec2", "events", "kms", "logs", "monitoring", "secretsmanager", "sns", "sqs"),
                "The services, by the last part of their endpoints' serviceName.",
            ),
        ),
    ),
    Control(
        id="vpc-endpoint-policy-restricted",
        title="Every endpoint lets through what is meant to pass",
        why="Whoever is in the network can carry data out with credentials and to resources of their own.",
        severity="medium",
        enforcement="mandatory",
        scope="stack",
        types=(VPC_ENDPOINT, VPC_ENDPOINT_POLICY),
        references=("NIST AC-3", "NIST AC-6", "prowler vpc_endpoint_connections_trust_boundaries"),
        remediation=(
            "Set policy on the endpoint, or add a VpcEndpointPolicy.",
            "Name the resources, or hold everyone to an aws:PrincipalOrgID or an aws:ResourceAccount.",
        ),
        group="access",
        options=(
            Option(
                "servicesWithoutPolicy",
                (),
                "The services whose endpoints take no policy, by the last part of their serviceName.",
            ),
        ),
    ),
    Control(
        id="vpc-endpoint-zones-multiple",
        title="Every interface endpoint is in more than one zone",
        why="With the zone of its only interface the service is lost to every other zone.",
        severity="medium",
        enforcement="mandatory",
        scope="stack",
        types=(VPC_ENDPOINT,),
        references=("NIST CP-2(5)", "prowler vpc_endpoint_multi_az_enabled"),
        remediation=("Name in subnetIds one subnet of each zone that uses the endpoint.",),
        group="recovery",
        options=(MINIMUM_ZONES,),
    ),
)
