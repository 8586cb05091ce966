"""What breaks the network of the own stack."""

from __future__ import annotations

from typing import Final

from dr_guard.aws.tokens import (
    DEFAULT_VPC,
    NETWORK_ACL,
    NETWORK_ROUTE,
    SECURITY_GROUP_RULE,
)

from sandbox.registration import UNKNOWN, Json
from tests.mutations.documents import EVERYONE, TAGS
from tests.mutations.mutation import Mutation, become, drop, gone, independent, put, statement

VPC: Final = "Vpc network"
GROUP: Final = "SecurityGroup function"
DEFAULT: Final = "DefaultSecurityGroup default"
RULE: Final = "SecurityGroupEgressRule s3"
SUBNETS: Final = ("public-1", "public-2", "private-1", "private-2")
ENDPOINTS: Final = ("VpcEndpoint s3", "VpcEndpoint dynamodb")
CLOSED: Final = "default-security-group-closed"
PRESENT: Final = "default-security-group-present"
INGRESS: Final = "security-group-ingress-restricted"
EGRESS: Final = "security-group-egress-restricted"
ADMIN: Final = "security-group-admin-ports-closed"
SINGLE: Final = "security-group-rules-single"
UNASSIGNED: Final = "subnet-public-address-unassigned"
PRIVATE: Final = "subnet-data-tier-private"
SERVED: Final = "vpc-gateway-endpoints-present"
RESTRICTED: Final = "vpc-endpoint-policy-restricted"
ANYWHERE: Final[dict[str, Json]] = {"protocol": "-1", "fromPort": 0, "toPort": 0, "cidrBlocks": ["0.0.0.0/0"]}
HTTPS: Final[dict[str, Json]] = {**ANYWHERE, "protocol": "tcp", "fromPort": 443, "toPort": 443}
SSH: Final[dict[str, Json]] = {**ANYWHERE, "protocol": "tcp", "fromPort": 22, "toPort": 22}
LET_IN: Final[dict[str, Json]] = {"securityGroupId": UNKNOWN, "type": "ingress", **SSH}
WAY_OUT: Final[dict[str, Json]] = {
    "routeTableId": UNKNOWN,
    "destinationCidrBlock": "0.0.0.0/0",
    "gatewayId": "igw-0123456789abcdef0",
}
ACL: Final[dict[str, Json]] = {
    "vpcId": UNKNOWN,
    "tags": TAGS,
    "ingress": [
        {
            "ruleNo": 1,
            "action": "allow",
            "protocol": "tcp",
            "fromPort": 22,
            "toPort": 22,
            "cidrBlock": "0.0.0.0/0",
        }
    ],
}

NETWORK: Final = (
    Mutation("vpc-flow-logged", "FlowLog flow-log", "gone", (gone(),)),
    Mutation(
        "vpc-flow-logged",
        "FlowLog flow-log",
        "of another network",
        (put("vpcId", "other"), independent("vpcId")),
    ),
    Mutation(
        "default-vpc-unused",
        VPC,
        "beside it",
        beside=(become(DEFAULT_VPC, {"tags": TAGS}),),
        also=("vpc-flow-logged",),
    ),
    Mutation(PRESENT, DEFAULT, "gone", (gone(),)),
    Mutation(
        PRESENT,
        DEFAULT,
        "a rule beside it",
        beside=(become(SECURITY_GROUP_RULE, LET_IN, "securityGroupId"),),
        also=(ADMIN, INGRESS),
    ),
    Mutation(CLOSED, DEFAULT, "open inwards", (put("ingress", [{**HTTPS, "cidrBlocks": ["10.0.0.0/16"]}]),)),
    Mutation(CLOSED, DEFAULT, "open outwards", (put("egress", [ANYWHERE]),), (EGRESS,)),
    Mutation(CLOSED, DEFAULT, "unknown", (put("ingress", UNKNOWN),), (INGRESS, ADMIN)),
    Mutation(
        "network-acl-admin-ports-closed", VPC, "open to all", beside=(become(NETWORK_ACL, ACL, "vpcId"),)
    ),
    *(
        Mutation(UNASSIGNED, f"Subnet {each}", "assigned", (put("mapPublicIpOnLaunch", value=True),))
        for each in SUBNETS
    ),
    Mutation(UNASSIGNED, "Subnet private-1", "unknown", (put("mapPublicIpOnLaunch", UNKNOWN),)),
    Mutation(
        "subnet-zones-multiple",
        "Subnet *-2",
        "one zone",
        (put("availabilityZone", "us-west-2a"),),
        ("function-zones-multiple", "stateful-rto-met"),
    ),
    Mutation(
        "subnet-zones-multiple",
        "Subnet *-2",
        "gone",
        (gone(),),
        ("function-zones-multiple", "stateful-rto-met", PRIVATE),
    ),
    Mutation(
        PRIVATE, "RouteTable private", "a way out", beside=(become(NETWORK_ROUTE, WAY_OUT, "routeTableId"),)
    ),
    Mutation(
        PRIVATE,
        "Route internet",
        "for everything else",
        (put("routeTableId", UNKNOWN), independent("routeTableId")),
    ),
)
GROUPS: Final = (
    Mutation(INGRESS, GROUP, "open inwards", (put("ingress", [HTTPS]),)),
    Mutation(
        INGRESS,
        GROUP,
        "in two halves",
        (put("ingress", [{**HTTPS, "cidrBlocks": ["0.0.0.0/1", "128.0.0.0/1"]}]),),
    ),
    Mutation(INGRESS, GROUP, "unknown", (put("ingress", [{**HTTPS, "cidrBlocks": UNKNOWN}]),)),
    Mutation(ADMIN, GROUP, "open to SSH", (put("ingress", [SSH]),), (INGRESS,)),
    Mutation(
        ADMIN,
        GROUP,
        "open to SSH over IPv6",
        (put("ingress", [{**SSH, "cidrBlocks": None, "ipv6CidrBlocks": ["::/0"]}]),),
        (INGRESS,),
    ),
    Mutation(
        EGRESS,
        RULE,
        "everywhere",
        (drop("prefixListId"), put("cidrIpv4", "0.0.0.0/0"), put("ipProtocol", "-1")),
    ),
    Mutation(EGRESS, GROUP, "everywhere, inline", (put("egress", [ANYWHERE]),), (SINGLE,)),
    Mutation(
        SINGLE, GROUP, "written inline too", (put("egress", [{**HTTPS, "cidrBlocks": ["10.0.0.0/16"]}]),)
    ),
)
PASSED: Final = (
    *(Mutation(SERVED, each, "gone", (gone(),)) for each in ENDPOINTS),
    *(Mutation(SERVED, each, "in no route table", (put("routeTableIds", []),)) for each in ENDPOINTS),
    *(
        Mutation(SERVED, each, "of another network", (put("vpcId", "other"), independent("vpcId")))
        for each in ENDPOINTS
    ),
    *(Mutation(RESTRICTED, each, "policy missing", (drop("policy"),)) for each in ENDPOINTS),
    *(Mutation(RESTRICTED, each, "policy open", (put("policy", EVERYONE),)) for each in ENDPOINTS),
    Mutation(RESTRICTED, ENDPOINTS[0], "policy unknown", (put("policy", UNKNOWN),)),
    Mutation(
        RESTRICTED,
        ENDPOINTS[0],
        "statement open",
        (statement("Documents", {"Condition": None, "Resource": "*", "Action": "s3:*"}),),
    ),
    Mutation(
        "vpc-endpoint-zones-multiple",
        ENDPOINTS[0],
        "an interface without subnets",
        (put("vpcEndpointType", "Interface"),),
    ),
    Mutation(
        SERVED, ENDPOINTS[0], "of another service", (put("serviceName", "com.amazonaws.us-west-2.sqs"),)
    ),
)
MUTATIONS: Final = (*NETWORK, *GROUPS, *PASSED)
