"""The network: private subnets whose only way out are the gateway endpoints."""

import pytest


def found(client, operation, key, **filters):
    named = [{"Name": name.replace("_", "-"), "Values": [value]} for name, value in filters.items()]
    return getattr(client("ec2"), operation)(Filters=named)[key]


@pytest.fixture
def vpc(outputs):
    return outputs["vpc_id"]


@pytest.fixture
def private_table(client, outputs):
    filters = [{"Name": "association.subnet-id", "Values": outputs["private_subnet_ids"][:1]}]
    [table] = client("ec2").describe_route_tables(Filters=filters)["RouteTables"]
    return table


def test_the_vpc_resolves_names(client, vpc):
    ec2 = client("ec2")
    for attribute in ("enableDnsSupport", "enableDnsHostnames"):
        answer = ec2.describe_vpc_attribute(VpcId=vpc, Attribute=attribute)
        assert answer[attribute[0].upper() + attribute[1:]] == {"Value": True}


def test_two_public_and_two_private_subnets_stand_in_two_zones(client, vpc, outputs):
    subnets = found(client, "describe_subnets", "Subnets", vpc_id=vpc)
    private = [each for each in subnets if each["SubnetId"] in outputs["private_subnet_ids"]]
    public = [each for each in subnets if each not in private]
    assert [len(private), len(public)] == [2, 2]
    assert len({each["AvailabilityZone"] for each in private}) == 2
    assert {each["AvailabilityZone"] for each in private} == {each["AvailabilityZone"] for each in public}
    assert [each["MapPublicIpOnLaunch"] for each in subnets] == [False] * 4


def test_no_private_subnet_has_a_way_to_the_internet(private_table, outputs):
    destinations = {each.get("DestinationCidrBlock") for each in private_table["Routes"]}
    assert "0.0.0.0/0" not in destinations
    associated = {each.get("SubnetId") for each in private_table["Associations"]}
    assert associated >= set(outputs["private_subnet_ids"])


def test_public_subnets_reach_the_internet_through_the_gateway(client, vpc, private_table):
    [gateway] = client("ec2").describe_internet_gateways(
        Filters=[{"Name": "attachment.vpc-id", "Values": [vpc]}]
    )["InternetGateways"]
    tables = found(client, "describe_route_tables", "RouteTables", vpc_id=vpc)
    others = [each for each in tables if each["RouteTableId"] != private_table["RouteTableId"]]
    routes = [route for table in others for route in table["Routes"]]
    [out] = [each for each in routes if each.get("DestinationCidrBlock") == "0.0.0.0/0"]
    assert out["GatewayId"] == gateway["InternetGatewayId"]


@pytest.mark.parametrize("service", ["dynamodb", "s3"])
def test_a_gateway_endpoint_serves_the_private_subnets(client, vpc, outputs, private_table, service):
    endpoints = found(client, "describe_vpc_endpoints", "VpcEndpoints", vpc_id=vpc)
    name = f"com.amazonaws.{outputs['region']}.{service}"
    [endpoint] = [each for each in endpoints if each["ServiceName"] == name]
    assert endpoint["VpcEndpointType"] == "Gateway"
    assert endpoint["RouteTableIds"] == [private_table["RouteTableId"]]
    assert outputs["account"] in endpoint["PolicyDocument"]


def test_the_default_security_group_lets_nothing_through(client, vpc):
    [group] = found(client, "describe_security_groups", "SecurityGroups", vpc_id=vpc, group_name="default")
    assert [group["IpPermissions"], group["IpPermissionsEgress"]] == [[], []]


def test_the_function_lets_nothing_in_and_goes_out_to_the_endpoints_alone(client, vpc, outputs):
    name = f"dr-{outputs['suffix']}-function-security-group"
    [group] = found(client, "describe_security_groups", "SecurityGroups", vpc_id=vpc, group_name=name)
    assert group["IpPermissions"] == []
    for permission in group["IpPermissionsEgress"]:
        assert (permission["IpProtocol"], permission["FromPort"], permission["ToPort"]) == ("tcp", 443, 443)
        assert permission.get("IpRanges", []) == []
    lists = [
        each["PrefixListId"] for found_ in group["IpPermissionsEgress"] for each in found_["PrefixListIds"]
    ]
    assert len(set(lists)) == 2


def test_every_flow_is_logged(client, vpc, outputs):
    [log] = client("ec2").describe_flow_logs(Filters=[{"Name": "resource-id", "Values": [vpc]}])["FlowLogs"]
    assert (log["TrafficType"], log["FlowLogStatus"]) == ("ALL", "ACTIVE")
    assert log["LogGroupName"] == outputs["flow_log_group_name"]
