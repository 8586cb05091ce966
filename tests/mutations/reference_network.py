"""What breaks the networks of the reference: what they let in, and what leads out of them."""

from __future__ import annotations

from typing import Final

from dr_guard.aws.tokens import (
    DEFAULT_SUBNET,
    DEFAULT_VPC,
)

from sandbox.registration import UNKNOWN
from tests.mutations.documents import EVERYONE
from tests.mutations.mutation import Mutation, drop, gone, put, statement
from tests.mutations.usual import made, refer, values

OFFICE: Final = "SecurityGroupIngressRule office-main"
ENDPOINT: Final = "SecurityGroup endpoint-main"
LIST: Final = "ManagedPrefixList office-main"
INGRESS: Final = "security-group-ingress-restricted"
ADMIN: Final = "security-group-admin-ports-closed"
EGRESS: Final = "security-group-egress-restricted"
DESCRIBED: Final = "security-group-described"
ACL: Final = "network-acl-admin-ports-closed"
GATEWAYS: Final = "nat-gateway-zones-multiple"
PRESENT: Final = "vpc-interface-endpoints-present"
RESTRICTED: Final = "vpc-endpoint-policy-restricted"
SPREAD: Final = "vpc-endpoint-zones-multiple"
PRIVATE: Final = "subnet-data-tier-private"
FIRST: Final = "aws:ec2/subnet:Subnet::private-1-main"
PUBLIC: Final = "aws:ec2/subnet:Subnet::public-1-main"
INTERNET: Final = "aws:ec2/internetGateway:InternetGateway::internet-main"

TRAFFIC: Final = (
    *values(INGRESS, OFFICE, "cidrIpv4", {"all": "0.0.0.0/0", "half": "128.0.0.0/1", "unknown": UNKNOWN}),
    Mutation(INGRESS, OFFICE, "all of IPv6", (drop("cidrIpv4"), put("cidrIpv6", "::/0"))),
    Mutation(INGRESS, OFFICE, "an unknown list", (drop("cidrIpv4"), put("prefixListId", "pl-1"))),
    *values(INGRESS, LIST, "entries.0.cidr", {"all": "0.0.0.0/0", "unknown": UNKNOWN}),
    *(
        Mutation(
            ADMIN,
            OFFICE,
            f"all, to port {port}",
            (put("cidrIpv4", "0.0.0.0/0"), put("fromPort", port), put("toPort", port)),
            (INGRESS,),
        )
        for port in (22, 3389)
    ),
    Mutation(
        EGRESS,
        "SecurityGroupEgressRule endpoint-main",
        "all, everywhere",
        (
            drop("referencedSecurityGroupId"),
            drop("fromPort"),
            drop("toPort"),
            put("ipProtocol", "-1"),
            put("cidrIpv4", "0.0.0.0/0"),
        ),
    ),
    *values(DESCRIBED, ENDPOINT, "description", {"missing": None, "the provider's": "Managed by Pulumi"}),
    *values(DESCRIBED, OFFICE, "description", {"missing": None, "empty": ""}),
    *values(DESCRIBED, "SecurityGroupEgressRule database-main", "description", {"missing": None}),
    *values(
        DESCRIBED,
        "SecurityGroup function-main",
        "ingress",
        {"inline": [{"protocol": "tcp", "fromPort": 443, "toPort": 443, "cidrBlocks": ["10.1.0.0/16"]}]},
    ),
    *values("security-group-rules-single", ENDPOINT, "ingress", {"inline besides": []}),
    Mutation(
        "security-group-attached", ENDPOINT, "another that nothing is in", beside=(put("name", "spare"),)
    ),
    *(Mutation(ACL, f"NetworkAclRule acl-{noun}-main", "gone", (gone(),)) for noun in ("ssh", "rdp")),
    *values(
        ACL,
        "NetworkAclRule acl-ssh-main",
        "ruleAction",
        {"allowing": "allow", "missing": None, "unknown": UNKNOWN},
    ),
    *values(ACL, "NetworkAclRule acl-ssh-main", "ruleNumber", {"too late": 200, "unknown": UNKNOWN}),
    *values(ACL, "NetworkAclRule acl-rdp-main", "cidrBlock", {"of a part": "10.0.0.0/8", "unknown": UNKNOWN}),
    *values(ACL, "NetworkAclRule acl-rest-main", "cidrBlock", {"unknown": UNKNOWN}),
    *values(ACL, "NetworkAclRule acl-rdp-main", "toPort", {"of others": 3000}),
)
PATHS: Final = (
    *values(
        "flow-log-traffic-complete",
        "FlowLog flow-log-main",
        "trafficType",
        {"of what is refused": "REJECT", "missing": None, "unknown": UNKNOWN},
    ),
    Mutation(
        "default-vpc-unused",
        "Vpc network-main",
        "beside the default one",
        added=(made(DEFAULT_VPC, "default", {}),),
        also=("vpc-flow-logged",),
    ),
    Mutation(
        "default-vpc-unused",
        "DefaultSubnet default",
        "beside the others",
        added=(made(DEFAULT_SUBNET, "default", {"availabilityZone": "us-west-2a"}),),
        also=("subnet-public-address-unassigned",),
    ),
    Mutation(GATEWAYS, "NatGateway nat-2-main", "gone", (gone(),)),
    Mutation(GATEWAYS, "NatGateway nat-2-main", "in the other's subnet", (refer("subnetId", PUBLIC),)),
    Mutation(
        PRIVATE,
        "Route nat-1-main",
        "to the internet",
        (drop("natGatewayId"), put("gatewayId", UNKNOWN), refer("gatewayId", INTERNET)),
    ),
    Mutation(
        PRIVATE,
        "SubnetGroup databases-main",
        "in a public subnet",
        (refer("subnetIds", FIRST, PUBLIC),),
        ("database-zones-multiple",),
    ),
)
ENDPOINTS: Final = (
    Mutation(PRESENT, "VpcEndpoint kms-main", "gone", (gone(),)),
    *values(
        PRESENT,
        "VpcEndpoint kms-main",
        "serviceName",
        {"of another": "com.amazonaws.us-west-2.ecs", "unknown": UNKNOWN},
    ),
    *values(
        RESTRICTED,
        "VpcEndpoint kms-main",
        "policy",
        {"missing": None, "empty": "", "for everyone": EVERYONE, "unknown": UNKNOWN},
    ),
    Mutation(RESTRICTED, "VpcEndpoint s3-main", "unheld", (statement("Statement1", {"Condition": None}),)),
    Mutation(
        RESTRICTED,
        "VpcEndpoint s3-main",
        "held to any account",
        (statement("Statement1", {"Condition": {"StringLike": {"aws:ResourceAccount": "*"}}}),),
    ),
    Mutation(RESTRICTED, "VpcEndpointPolicy sqs-main", "gone", (gone(),)),
    *values(RESTRICTED, "VpcEndpointPolicy sqs-main", "policy", {"missing": None, "for everyone": EVERYONE}),
    Mutation(
        SPREAD,
        "VpcEndpoint kms-main",
        "in one zone",
        (put("subnetIds", [UNKNOWN]), refer("subnetIds", FIRST)),
    ),
    *values(SPREAD, "VpcEndpoint kms-main", "subnetIds", {"missing": None}),
    Mutation("vpc-gateway-endpoints-present", "VpcEndpoint s3-recovery", "gone", (gone(),)),
    *values("vpc-gateway-endpoints-present", "VpcEndpoint s3-recovery", "routeTableIds", {"missing": None}),
)
MUTATIONS: Final[tuple[Mutation, ...]] = (*TRAFFIC, *PATHS, *ENDPOINTS)
