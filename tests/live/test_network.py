"""The network: private subnets whose only way out are the gateway endpoints."""

import pytest

from tests.live.parts import has_database
from tests.live.policies import allowed, in_order, of_the_function, statements


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


def test_private_subnets_lead_nowhere_but_to_the_vpc_and_its_endpoints(private_table, outputs):
    gateways = [each.get("GatewayId", "") for each in private_table["Routes"]]
    assert [each for each in gateways if not each.startswith("vpce-")] == ["local"]
    associated = {each.get("SubnetId") for each in private_table["Associations"]}
    assert associated >= set(outputs["private_subnet_ids"])


def test_public_subnets_reach_the_internet_through_the_gateway(client, vpc, outputs):
    [gateway] = client("ec2").describe_internet_gateways(
        Filters=[{"Name": "attachment.vpc-id", "Values": [vpc]}]
    )["InternetGateways"]
    tables = found(client, "describe_route_tables", "RouteTables", vpc_id=vpc)
    subnets = {each["SubnetId"] for each in found(client, "describe_subnets", "Subnets", vpc_id=vpc)}
    leading_out = {
        association["SubnetId"]
        for table in tables
        for association in table["Associations"]
        if ("0.0.0.0/0", gateway["InternetGatewayId"])
        in [(each.get("DestinationCidrBlock"), each.get("GatewayId")) for each in table["Routes"]]
    }
    assert leading_out == subnets - set(outputs["private_subnet_ids"])


@pytest.mark.parametrize("service", ["dynamodb", "s3"])
def test_a_gateway_endpoint_serves_the_private_subnets(client, vpc, outputs, private_table, service):
    endpoints = found(client, "describe_vpc_endpoints", "VpcEndpoints", vpc_id=vpc)
    name = f"com.amazonaws.{outputs['region']}.{service}"
    [endpoint] = [each for each in endpoints if each["ServiceName"] == name]
    assert endpoint["VpcEndpointType"] == "Gateway"
    assert endpoint["RouteTableIds"] == [private_table["RouteTableId"]]
    insiders = {"StringEquals": {"aws:PrincipalAccount": outputs["account"]}}
    wanted = [
        {**each, "Principal": "*", "Condition": {**each.get("Condition", {}), **insiders}}
        for each in of_the_function(outputs)[service]
    ]
    assert statements(endpoint["PolicyDocument"]) == in_order(wanted)


def test_the_default_security_group_lets_nothing_through(client, vpc):
    [group] = found(client, "describe_security_groups", "SecurityGroups", vpc_id=vpc, group_name="default")
    assert [group["IpPermissions"], group["IpPermissionsEgress"]] == [[], []]


def listed(group, kind):
    """Return where a security group lets go out to, as far as that is named in one way."""
    return [each for permission in group["IpPermissionsEgress"] for each in permission.get(kind, [])]


def test_the_function_lets_nothing_in_and_goes_out_to_the_endpoints_alone(client, vpc, outputs):
    name = f"dr-{outputs['suffix']}-function-security-group"
    [group] = found(client, "describe_security_groups", "SecurityGroups", vpc_id=vpc, group_name=name)
    assert group["IpPermissions"] == []
    for permission in group["IpPermissionsEgress"]:
        assert (permission["IpProtocol"], permission["FromPort"], permission["ToPort"]) == ("tcp", 443, 443)
        assert permission.get("IpRanges", []) + permission.get("Ipv6Ranges", []) == []
    lists = {each["PrefixListId"] for each in listed(group, "PrefixListIds")}
    named = client("ec2").describe_prefix_lists(PrefixListIds=sorted(lists))["PrefixLists"]
    assert sorted(each["PrefixListName"].rpartition(".")[2] for each in named) == ["dynamodb", "s3"]
    groups = [each["GroupId"] for each in listed(group, "UserIdGroupPairs")]
    describe = client("ec2").describe_security_groups
    reached = [describe(GroupIds=[each])["SecurityGroups"] for each in groups]
    data_api = f"dr-{outputs['suffix']}-rds-data-security-group"
    assert [each["GroupName"] for [each] in reached] == [data_api] * has_database(outputs)


@pytest.fixture
def data_api(request, client, vpc, outputs):
    """The endpoint through which the function asks the database."""
    request.getfixturevalue("with_database")
    endpoints = found(client, "describe_vpc_endpoints", "VpcEndpoints", vpc_id=vpc)
    name = f"com.amazonaws.{outputs['region']}.rds-data"
    [endpoint] = [each for each in endpoints if each["ServiceName"] == name]
    return endpoint


def test_the_data_api_stands_in_the_private_subnets_under_its_own_name(client, outputs, data_api):
    assert (data_api["VpcEndpointType"], data_api["State"]) == ("Interface", "available")
    assert sorted(data_api["SubnetIds"]) == sorted(outputs["private_subnet_ids"])
    interfaces = client("ec2").describe_network_interfaces(
        NetworkInterfaceIds=data_api["NetworkInterfaceIds"]
    )["NetworkInterfaces"]
    assert sorted(each["SubnetId"] for each in interfaces) == sorted(outputs["private_subnet_ids"])
    assert data_api["PrivateDnsEnabled"] is True
    names = [each["DnsName"] for each in data_api["DnsEntries"]]
    assert f"rds-data.{outputs['region']}.amazonaws.com" in names


def test_the_data_api_lets_the_function_alone_in_and_nothing_out(client, vpc, outputs, data_api):
    describe, groups = client("ec2").describe_security_groups, data_api["Groups"]
    [group] = describe(GroupIds=[each["GroupId"] for each in groups])["SecurityGroups"]
    assert group["GroupName"] == f"dr-{outputs['suffix']}-rds-data-security-group"
    assert group["IpPermissionsEgress"] == []
    [permission] = group["IpPermissions"]
    assert (permission["IpProtocol"], permission["FromPort"], permission["ToPort"]) == ("tcp", 443, 443)
    assert [permission.get(each, []) for each in ("IpRanges", "Ipv6Ranges", "PrefixListIds")] == [[], [], []]
    name = f"dr-{outputs['suffix']}-function-security-group"
    [function] = found(client, "describe_security_groups", "SecurityGroups", vpc_id=vpc, group_name=name)
    assert [each["GroupId"] for each in permission["UserIdGroupPairs"]] == [function["GroupId"]]


def test_this_account_alone_asks_this_database_alone_through_the_data_api(outputs, data_api):
    insiders = {"StringEquals": {"aws:PrincipalAccount": outputs["account"]}}
    wanted = allowed(["rds-data:ExecuteStatement"], outputs["database_cluster_arn"], insiders)
    assert statements(data_api["PolicyDocument"]) == in_order([{**wanted, "Principal": "*"}])


def test_every_flow_is_logged(client, vpc, outputs):
    [log] = client("ec2").describe_flow_logs(Filters=[{"Name": "resource-id", "Values": [vpc]}])["FlowLogs"]
    assert (log["TrafficType"], log["FlowLogStatus"]) == ("ALL", "ACTIVE")
    assert log["LogGroupName"] == outputs["flow_log_group_name"]
    assert log["MaxAggregationInterval"] == 60
    role = f"arn:aws:iam::{outputs['account']}:role/dr-{outputs['suffix']}-flow-log-role"
    assert log["DeliverLogsPermissionArn"] == role
