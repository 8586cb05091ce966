"""VPC endpoints: which services a network has one for, and the zones that each is in."""

from __future__ import annotations

from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.case import fails, passes, skips

GATEWAYS: Final = "vpc-gateway-endpoints-present"
INTERFACES: Final = "vpc-interface-endpoints-present"
ZONES: Final = "vpc-endpoint-zones-multiple"

OTHER: Final = Planned("aws:sns/topic:Topic", {})
VPC: Final = Planned("aws:ec2/vpc:Vpc", {"cidrBlock": "10.0.0.0/16", "region": "us-east-1"})
BUCKET: Final = Planned("aws:s3/bucket:Bucket", {"region": "us-east-1"}, "bucket")
OLDER_BUCKET: Final = Planned("aws:s3/bucketV2:BucketV2", {}, "bucket")
TABLE: Final = Planned("aws:dynamodb/table:Table", {"region": "us-east-1"}, "table")
ENDPOINT: Final = "aws:ec2/vpcEndpoint:VpcEndpoint"
SUBNET: Final = "aws:ec2/subnet:Subnet"

REFERS: Final = "wanted: one that refers to it"
NO_BUCKETS: Final = f"it has no endpoint for s3; {REFERS}"
NO_TABLES: Final = f"it has no endpoint for dynamodb; {REFERS}"
UNUSED: Final = "the program has neither a bucket nor a table in its region"
ROUTED: Final = "wanted: those of the subnets that use it"
NO_INTERFACE: Final = "it is no interface endpoint"
TWO: Final = "wanted: at least 2 zones"
KMS: Final = {"services": ["kms"]}


def endpoint(service: object, name: str = "endpoint", vpc: str = "it", **inputs: object) -> Planned:
    """Return an endpoint in a network whose id is not known yet; a short name stands for AWS's own."""
    full = f"com.amazonaws.us-east-1.{service}" if str(service).isalnum() else service
    basic = {"vpcId": UNKNOWN, "serviceName": full, "routeTableIds": [UNKNOWN]}
    return Planned(ENDPOINT, {**basic, **inputs}, name, depends={"vpcId": (vpc,) if vpc else ()})


def interface(service: object = "kms", name: str = "it", vpc: str = "", **inputs: object) -> Planned:
    """Return an interface endpoint."""
    return endpoint(service, name, vpc, vpcEndpointType="Interface", **inputs)


def spread(subnets: object, *depends: str, **inputs: object) -> Planned:
    """Return an interface endpoint in these subnets."""
    basic = {"vpcEndpointType": "Interface", "subnetIds": subnets}
    return Planned(ENDPOINT, {**basic, **inputs}, depends={"subnetIds": depends})


def association(name: str, of: str = "it") -> Planned:
    """Return the association of an endpoint whose id is not known yet with a subnet."""
    inputs = {"vpcEndpointId": UNKNOWN, "subnetId": UNKNOWN}
    token = "aws:ec2/vpcEndpointSubnetAssociation:VpcEndpointSubnetAssociation"
    return Planned(token, inputs, name, depends={"vpcEndpointId": (of,) if of else ()})


def table_of(name: str, of: str = "endpoint") -> Planned:
    """Return the association of an endpoint whose id is not known yet with a route table."""
    inputs = {"vpcEndpointId": UNKNOWN, "routeTableId": UNKNOWN}
    token = "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation"
    return Planned(token, inputs, name, depends={"vpcEndpointId": (of,) if of else ()})


A: Final = Planned(SUBNET, {"vpcId": UNKNOWN}, "a")
B: Final = Planned(SUBNET, {"vpcId": UNKNOWN}, "b")
COMPONENT: Final = Planned("example:index:Network", {}, "component")

CASES: Final = (
    passes(GATEWAYS, "both", VPC, BUCKET, TABLE, endpoint("s3"), endpoint("dynamodb", "second")),
    passes(GATEWAYS, "the one that is used", VPC, OLDER_BUCKET, endpoint("s3", vpcEndpointType="Gateway")),
    passes(GATEWAYS, "one without a region", VPC, BUCKET, endpoint("com.amazonaws.s3")),
    passes(GATEWAYS, "one for China", VPC, BUCKET, endpoint("cn.com.amazonaws.cn-north-1.s3")),
    passes(GATEWAYS, "one for FIPS", VPC, BUCKET, endpoint("com.amazonaws.us-gov-east-1.s3-fips")),
    passes(GATEWAYS, "an interface", VPC, TABLE, interface("dynamodb", "endpoint", "it", routeTableIds=None)),
    passes(
        GATEWAYS,
        "one in a route table by association",
        VPC,
        BUCKET,
        endpoint("s3", routeTableIds=[]),
        table_of("one"),
    ),
    fails(GATEWAYS, "missing", VPC, BUCKET, TABLE, says=(NO_BUCKETS, NO_TABLES)),
    fails(GATEWAYS, "one of two", VPC, BUCKET, TABLE, endpoint("s3"), says=NO_TABLES),
    fails(GATEWAYS, "another service's", VPC, BUCKET, endpoint("s3express"), says=NO_BUCKETS),
    fails(GATEWAYS, "somebody's own", VPC, BUCKET, endpoint("example.s3"), says=NO_BUCKETS),
    fails(
        GATEWAYS,
        "of another type",
        VPC,
        BUCKET,
        endpoint("s3", vpcEndpointType="GatewayLoadBalancer"),
        says=NO_BUCKETS,
    ),
    fails(
        GATEWAYS,
        "another network's",
        VPC,
        Planned(VPC.type, VPC.inputs, "second"),
        BUCKET,
        endpoint("s3"),
        says=NO_BUCKETS,
        at="second",
    ),
    fails(
        GATEWAYS,
        "by way of a resource",
        VPC,
        BUCKET,
        Planned(
            ENDPOINT,
            {"vpcId": UNKNOWN, "serviceNetworkArn": UNKNOWN, "vpcEndpointType": "Interface"},
            "endpoint",
            depends={"vpcId": ("it",)},
        ),
        says=NO_BUCKETS,
    ),
    *(
        fails(
            GATEWAYS,
            f"unknown {label}",
            VPC,
            BUCKET,
            each,
            says=f"whether it has an endpoint for s3 cannot be known at preview; {REFERS}",
        )
        for label, each in (
            ("service", endpoint(UNKNOWN)),
            ("network", endpoint("s3", vpc="")),
            ("service and network", endpoint(UNKNOWN, vpc="")),
        )
    ),
    passes(GATEWAYS, "unknown type", VPC, BUCKET, endpoint("s3", vpcEndpointType=UNKNOWN)),
    passes(GATEWAYS, "unknown route tables", VPC, BUCKET, endpoint("s3", routeTableIds=UNKNOWN)),
    fails(
        GATEWAYS,
        "missing from every route table",
        VPC,
        BUCKET,
        endpoint("s3", routeTableIds=[]),
        says=f"it is in no route table; {ROUTED}",
        at="endpoint",
    ),
    fails(
        GATEWAYS,
        "in a route table by an association that is unknown",
        VPC,
        BUCKET,
        endpoint("s3", routeTableIds=[]),
        table_of("one", ""),
        says=f"whether it is in a route table cannot be known at preview; {ROUTED}",
        at="endpoint",
    ),
    skips(GATEWAYS, "neither a bucket nor a table", VPC, because=UNUSED),
    skips(
        GATEWAYS,
        "a bucket in another region",
        VPC,
        Planned(BUCKET.type, {"region": "us-west-2"}, "bucket"),
        because=UNUSED,
    ),
    skips(GATEWAYS, "no network", OTHER, because=f"the stack has no resource that {GATEWAYS} is about"),
    passes(INTERFACES, "one", VPC, interface("kms", "endpoint", "it"), config=KMS),
    passes(
        INTERFACES,
        "one for FIPS",
        VPC,
        interface("com.amazonaws.us-east-1.kms-fips", "one", "it"),
        config=KMS,
    ),
    passes(
        INTERFACES,
        "one with a name in two parts",
        VPC,
        interface("com.amazonaws.us-east-1.ecr.api", "one", "it"),
        config={"services": ["ecr.api"]},
    ),
    fails(INTERFACES, "missing", VPC, says=f"it has no endpoint for kms; {REFERS}", config=KMS),
    fails(
        INTERFACES,
        "missing all",
        VPC,
        says=tuple(
            f"it has no endpoint for {service}; {REFERS}"
            for service in ("ec2", "events", "kms", "logs", "monitoring", "secretsmanager", "sns", "sqs")
        ),
    ),
    fails(
        INTERFACES,
        "a gateway",
        VPC,
        endpoint("kms"),
        says=f"it has no endpoint for kms; {REFERS}",
        config=KMS,
    ),
    fails(
        INTERFACES,
        "unknown",
        VPC,
        interface(UNKNOWN, "one", "it"),
        says=f"whether it has an endpoint for kms cannot be known at preview; {REFERS}",
        config=KMS,
    ),
    skips(INTERFACES, "no network", OTHER, because=f"the stack has no resource that {INTERFACES} is about"),
    passes(ZONES, "two subnets", spread(["subnet-1", "subnet-2"])),
    passes(ZONES, "two subnets of the stack", A, B, spread([UNKNOWN, UNKNOWN], "a", "b")),
    passes(ZONES, "unknown list of two subnets of the stack", A, B, spread(UNKNOWN, "a", "b")),
    passes(ZONES, "one subnet, and one by association", A, spread([UNKNOWN], "a"), association("one")),
    passes(ZONES, "one, which is enough", spread(["subnet-1"]), config={"minimumZones": 1}),
    fails(ZONES, "one subnet", spread(["subnet-1"]), says=f"it is in 1 zone; {TWO}"),
    fails(ZONES, "one subnet, twice", spread(["subnet-1", "subnet-1"]), says=f"it is in 1 zone; {TWO}"),
    fails(ZONES, "one subnet of the stack", A, spread([UNKNOWN], "a"), says=f"it is in 1 zone; {TWO}"),
    fails(ZONES, "unknown one subnet", spread([UNKNOWN]), says=f"it is in 1 zone; {TWO}"),
    fails(ZONES, "missing", spread(None), says=f"it is in 0 zones; {TWO}"),
    *(
        fails(
            ZONES,
            f"unknown {label}",
            *stack,
            says=f"in how many zones it is cannot be known at preview; {TWO}",
        )
        for label, stack in (
            ("list", (spread(UNKNOWN),)),
            ("list of a component's subnets", (A, B, COMPONENT, spread(UNKNOWN, "a", "b", "component"))),
            ("association", (spread(["subnet-1"]), association("one", ""))),
        )
    ),
    fails(
        ZONES,
        "unknown type",
        spread(["subnet-1"], vpcEndpointType=UNKNOWN),
        says=f"it is in 1 zone; {TWO}",
    ),
    *(
        skips(
            ZONES,
            f"a type without zones, {kind}",
            spread(["subnet-1"], vpcEndpointType=kind),
            because=NO_INTERFACE,
        )
        for kind in ("Gateway", "GatewayLoadBalancer", "Resource", "ServiceNetwork", None)
    ),
    skips(ZONES, "no endpoint", OTHER, because=f"the stack has no resource that {ZONES} is about"),
)
