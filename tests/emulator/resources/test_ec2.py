"""Networks as AWS would have them, read back."""

import json

import pytest
from botocore.exceptions import ClientError

from sandbox.errors import SandboxError
from sandbox.resources import kinds

VPC, SUBNET, GATEWAY = "aws:ec2/vpc:Vpc", "aws:ec2/subnet:Subnet", "aws:ec2/internetGateway:InternetGateway"
TABLE, ROUTE = "aws:ec2/routeTable:RouteTable", "aws:ec2/route:Route"
ASSOCIATION = "aws:ec2/routeTableAssociation:RouteTableAssociation"
ENDPOINT, FLOW_LOG = "aws:ec2/vpcEndpoint:VpcEndpoint", "aws:ec2/flowLog:FlowLog"
ARN = "arn:aws:ec2:us-west-2:123456789012"
TAGS = {"owner": "team"}
TAGGED = [{"Key": "owner", "Value": "team"}]


def policy(action):
    allowed = {"Effect": "Allow", "Principal": "*", "Action": action, "Resource": "*"}
    return json.dumps({"Version": "2012-10-17", "Statement": [allowed]})


@pytest.fixture(scope="module")
def vpc(make):
    return make(
        VPC, cidrBlock="10.0.0.0/16", enableDnsSupport=True, enableDnsHostnames=True, tags={"owner": "team"}
    )


@pytest.fixture(scope="module")
def table(make, vpc):
    return make(TABLE, vpcId=vpc.id, tags=TAGS)


def routes(client, table):
    (found,) = client("ec2").describe_route_tables(RouteTableIds=[table])["RouteTables"]
    return [each for each in found["Routes"] if each["GatewayId"] != "local"]


def dns(client, vpc):
    return [
        client("ec2").describe_vpc_attribute(VpcId=vpc, Attribute=name)[key]["Value"]
        for name, key in (
            ("enableDnsSupport", "EnableDnsSupport"),
            ("enableDnsHostnames", "EnableDnsHostnames"),
        )
    ]


def test_a_vpc_names_what_it_comes_with(vpc, client):
    (found,) = client("ec2").describe_vpcs(VpcIds=[vpc.id])["Vpcs"]
    inside = [{"Name": "vpc-id", "Values": [vpc.id]}]
    (group,) = client("ec2").describe_security_groups(
        Filters=[*inside, {"Name": "group-name", "Values": ["default"]}]
    )["SecurityGroups"]
    assert found["CidrBlock"] == vpc.outputs["cidrBlock"] == "10.0.0.0/16"
    assert found["Tags"] == TAGGED
    assert vpc.outputs["arn"] == f"{ARN}:vpc/{vpc.id}"
    assert vpc.outputs["defaultSecurityGroupId"] == group["GroupId"]
    assert vpc.outputs["mainRouteTableId"] == vpc.outputs["defaultRouteTableId"]
    assert dns(client, vpc.id) == [True, True]


def test_a_vpc_is_changed_in_place(make, change, client):
    asked = {"cidrBlock": "10.9.0.0/16"}
    made = make(VPC, **asked, enableDnsHostnames=True, tags={"a": "1", "b": "2"})
    after = change(VPC, made, **asked, enableDnsSupport=False, tags={"b": "3"})
    assert dns(client, made.id) == [False, False]
    assert after.outputs["enableDnsHostnames"] is False
    (found,) = client("ec2").describe_vpcs(VpcIds=[made.id])["Vpcs"]
    assert found["Tags"] == [{"Key": "b", "Value": "3"}]
    with pytest.raises(SandboxError, match=r"cidrBlock is '10.9.0.0/16' and cannot become '10.8.0.0/16'"):
        change(VPC, made, cidrBlock="10.8.0.0/16")


def test_a_subnet_is_in_its_zone_and_gives_public_addresses_only_if_asked(make, change, vpc, client):
    asked = {"vpcId": vpc.id, "cidrBlock": "10.0.1.0/24", "availabilityZone": "us-west-2b"}
    made = make(SUBNET, **asked, mapPublicIpOnLaunch=False, tags=TAGS)
    (found,) = client("ec2").describe_subnets(SubnetIds=[made.id])["Subnets"]
    assert found["VpcId"] == vpc.id
    assert found["CidrBlock"] == "10.0.1.0/24"
    assert found["AvailabilityZone"] == made.outputs["availabilityZone"] == "us-west-2b"
    assert found["AvailabilityZoneId"] == made.outputs["availabilityZoneId"]
    assert found["MapPublicIpOnLaunch"] is False
    assert found["Tags"] == TAGGED
    assert found["SubnetArn"] == made.outputs["arn"] == f"{ARN}:subnet/{made.id}"
    change(SUBNET, made, **asked, mapPublicIpOnLaunch=True)
    (found,) = client("ec2").describe_subnets(SubnetIds=[made.id])["Subnets"]
    assert found["MapPublicIpOnLaunch"] is True
    assert found.get("Tags", []) == []


def test_a_public_subnet_reaches_the_internet_by_its_table(make, vpc, client):
    gateway = make(GATEWAY, vpcId=vpc.id, tags=TAGS)
    (found,) = client("ec2").describe_internet_gateways(InternetGatewayIds=[gateway.id])["InternetGateways"]
    assert [each["VpcId"] for each in found["Attachments"]] == [vpc.id]
    assert found["Tags"] == TAGGED
    table = make(TABLE, vpcId=vpc.id, tags=TAGS)
    route = make(ROUTE, routeTableId=table.id, destinationCidrBlock="0.0.0.0/0", gatewayId=gateway.id)
    assert route.id == f"r-{table.id}1080289494"
    subnet = make(SUBNET, vpcId=vpc.id, cidrBlock="10.0.2.0/24", availabilityZone="us-west-2a")
    association = make(ASSOCIATION, routeTableId=table.id, subnetId=subnet.id)
    (found,) = client("ec2").describe_route_tables(RouteTableIds=[table.id])["RouteTables"]
    assert found["Tags"] == TAGGED
    (joined,) = found["Associations"]
    assert joined["RouteTableAssociationId"] == association.id
    assert joined["SubnetId"] == subnet.id
    assert routes(client, table.id) == [
        {
            "DestinationCidrBlock": "0.0.0.0/0",
            "GatewayId": gateway.id,
            "Origin": "CreateRoute",
            "State": "active",
        }
    ]


def test_a_gateway_endpoint_has_its_policy_its_routes_and_a_prefix_list(make, change, vpc, table, client):
    """By itself ministack forgets the policy, and writes no routes."""
    service = "com.amazonaws.us-west-2.dynamodb"
    asked = {"vpcId": vpc.id, "serviceName": service, "vpcEndpointType": "Gateway"}
    made = make(
        ENDPOINT, **asked, routeTableIds=[table.id], policy=policy("dynamodb:GetItem"), tags={"owner": "team"}
    )
    (found,) = client("ec2").describe_vpc_endpoints(VpcEndpointIds=[made.id])["VpcEndpoints"]
    assert found["VpcEndpointType"] == "Gateway"
    assert found["ServiceName"] == service
    assert found["RouteTableIds"] == [table.id]
    assert found["PolicyDocument"] == policy("dynamodb:GetItem")
    assert found["Tags"] == TAGGED
    named = [{"Name": "prefix-list-id", "Values": [made.outputs["prefixListId"]]}]
    (prefixes,) = client("ec2").describe_managed_prefix_lists(Filters=named)["PrefixLists"]
    assert prefixes["PrefixListName"] == service
    assert [each["GatewayId"] for each in routes(client, table.id)] == [made.id]
    change(ENDPOINT, made, **asked, policy=policy("dynamodb:PutItem"))
    (found,) = client("ec2").describe_vpc_endpoints(VpcEndpointIds=[made.id])["VpcEndpoints"]
    assert found["PolicyDocument"] == policy("dynamodb:PutItem")
    assert found["RouteTableIds"] == []
    assert found.get("Tags", []) == []
    assert routes(client, table.id) == []


def test_the_routes_to_an_endpoint_go_with_it(make, vpc, client):
    table = make(TABLE, vpcId=vpc.id)
    made = make(ENDPOINT, vpcId=vpc.id, serviceName="com.amazonaws.us-west-2.s3", routeTableIds=[table.id])
    assert [each["DestinationPrefixListId"] for each in routes(client, table.id)] == [
        made.outputs["prefixListId"]
    ]
    client("ec2").delete_vpc_endpoints(VpcEndpointIds=[made.id])
    assert routes(client, table.id) == []


def test_an_endpoint_that_was_given_no_policy_lets_everything_through(make, vpc, client):
    made = make(ENDPOINT, vpcId=vpc.id, serviceName="com.amazonaws.us-west-2.s3")
    (found,) = client("ec2").describe_vpc_endpoints(VpcEndpointIds=[made.id])["VpcEndpoints"]
    assert found["PolicyDocument"] == made.outputs["policy"]
    (statement,) = json.loads(found["PolicyDocument"])["Statement"]
    assert statement == {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}


def test_an_interface_endpoint_has_an_address_in_each_of_its_subnets(make, vpc, client):
    """By itself ministack gives it no interface, no name and no group."""
    subnets = [
        make(SUBNET, vpcId=vpc.id, cidrBlock=block, availabilityZone=f"us-west-2{zone}").id
        for block, zone in (("10.0.40.0/24", "a"), ("10.0.41.0/24", "b"))
    ]
    group = make("aws:ec2/securityGroup:SecurityGroup", name="inside", vpcId=vpc.id)
    asked = {
        "vpcId": vpc.id,
        "vpcEndpointType": "Interface",
        "serviceName": "com.amazonaws.us-west-2.rds-data",
        "subnetIds": subnets,
        "securityGroupIds": [group.id],
        "privateDnsEnabled": True,
        "policy": json.dumps({"Version": "2012-10-17", "Statement": []}),
    }
    made = make(ENDPOINT, **asked)
    found = client("ec2").describe_network_interfaces(
        NetworkInterfaceIds=made.outputs["networkInterfaceIds"]
    )["NetworkInterfaces"]
    placed = {each["SubnetId"]: each["PrivateIpAddress"] for each in found}
    assert placed == {subnets[0]: "10.0.40.4", subnets[1]: "10.0.41.4"}
    assert {each["Groups"][0]["GroupId"] for each in found} == {group.id}
    assert made.outputs["dnsEntries"][-1]["dnsName"] == "rds-data.us-west-2.amazonaws.com"
    assert made.outputs["securityGroupIds"] == [group.id]
    (there,) = client("ec2").describe_vpc_endpoints(VpcEndpointIds=[made.id])["VpcEndpoints"]
    assert there["PolicyDocument"] == asked["policy"]
    assert there["PrivateDnsEnabled"] is True


def test_an_interface_endpoint_leaves_a_subnet_with_its_interface(make, change, vpc, client):
    left, kept = (
        make(SUBNET, vpcId=vpc.id, cidrBlock=block).id for block in ("10.0.42.0/24", "10.0.43.0/24")
    )
    asked = {
        "vpcId": vpc.id,
        "vpcEndpointType": "Interface",
        "serviceName": "com.amazonaws.us-west-2.rds-data",
    }
    made = make(ENDPOINT, **asked, subnetIds=[left, kept])
    changed = change(ENDPOINT, made, **asked, subnetIds=[kept])
    interfaces = client("ec2").describe_network_interfaces()["NetworkInterfaces"]
    assert changed.outputs["subnetIds"] == [kept]
    assert left not in {each["SubnetId"] for each in interfaces}
    client("ec2").delete_vpc_endpoints(VpcEndpointIds=[made.id])
    interfaces = client("ec2").describe_network_interfaces()["NetworkInterfaces"]
    assert kept not in {each["SubnetId"] for each in interfaces}


def test_an_interface_endpoint_in_no_subnet_there_is_is_refused(make, vpc):
    with pytest.raises(ClientError, match="The subnet ID 'subnet-none' does not exist"):
        make(
            ENDPOINT,
            vpcId=vpc.id,
            vpcEndpointType="Interface",
            serviceName="com.amazonaws.us-west-2.rds-data",
            subnetIds=["subnet-none"],
        )


def test_an_endpoint_of_another_kind_is_refused(place):
    with pytest.raises(SandboxError, match="vpcEndpointType is 'Resource'; wanted Gateway or Interface"):
        kinds()[ENDPOINT].create(place, {"vpcEndpointType": "Resource"})


def test_a_flow_log_goes_where_it_was_told_to(make, vpc, client):
    """By itself ministack forgets who writes it, how often, of what, and the name of the group."""
    group = "arn:aws:logs:us-west-2:123456789012:log-group:/aws/vpc/flow-log"
    writer = "arn:aws:iam::123456789012:role/flow-log"
    made = make(
        FLOW_LOG,
        vpcId=vpc.id,
        trafficType="ALL",
        logDestinationType="cloud-watch-logs",
        logDestination=group,
        iamRoleArn=writer,
        maxAggregationInterval=60.0,
        tags=TAGS,
    )
    (found,) = client("ec2").describe_flow_logs(FlowLogIds=[made.id])["FlowLogs"]
    del found["CreationTime"]
    assert made.outputs["arn"] == f"{ARN}:vpc-flow-log/{made.id}"
    assert found == {
        "DeliverLogsPermissionArn": writer,
        "FlowLogId": made.id,
        "FlowLogStatus": "ACTIVE",
        "LogDestination": group,
        "LogDestinationType": "cloud-watch-logs",
        "LogFormat": made.outputs["logFormat"],
        "LogGroupName": "/aws/vpc/flow-log",
        "MaxAggregationInterval": 60,
        "ResourceId": vpc.id,
        "Tags": TAGGED,
        "TrafficType": "ALL",
    }


def test_a_flow_log_is_of_exactly_one_thing(place):
    with pytest.raises(SandboxError, match="found none of eniId, subnetId and vpcId; wanted exactly one"):
        kinds()[FLOW_LOG].create(place, {"trafficType": "ALL"})


@pytest.mark.parametrize(
    ("token", "name"),
    [(VPC, "ipv6CidrBlock"), (SUBNET, "outpostArn"), (TABLE, "routes"), (ENDPOINT, "dnsOptions")],
)
def test_what_would_be_dropped_is_no_input(token, name):
    assert name not in kinds()[token].inputs
