"""The network of a region: subnets in two zones, and ways out that outlive the loss of one."""

from __future__ import annotations

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from tests.mutations.reference.place import Place
from tests.mutations.reference.policies import allow, document, trust


@dataclass(frozen=True)
class Network:
    """What others of the region need of its network."""

    vpc_id: pulumi.Output[str]
    private_subnet_ids: list[pulumi.Output[str]]
    private_table_ids: list[pulumi.Output[str]]
    function_group_id: pulumi.Output[str]
    database_group_id: pulumi.Output[str]
    endpoint_group_id: pulumi.Output[str]


def network(place: Place, key_arn: pulumi.Output[str]) -> Network:
    """Make the network of a region."""
    vpc = aws.ec2.Vpc(
        place.called("network"),
        cidr_block=f"10.{place.number}.0.0/16",
        enable_dns_hostnames=True,
        opts=place.opts,
    )
    aws.ec2.DefaultSecurityGroup(place.called("default"), vpc_id=vpc.id, opts=place.opts)
    public, gateways = _public_subnets(place, vpc)
    private, tables = _private_subnets(place, vpc, gateways)
    _acl(place, vpc, [*public, *private])
    _flow_log(place, vpc, key_arn)
    function, database, endpoint = (_group(place, vpc, noun) for noun in ("function", "database", "endpoint"))
    _opening(place, "database", (function, database), 6432)
    _opening(place, "endpoint", (function, endpoint), 443)
    _office(place, endpoint)
    return Network(vpc.id, [each.id for each in private], tables, function.id, database.id, endpoint.id)


def _public_subnets(place: Place, vpc: aws.ec2.Vpc) -> tuple[list[aws.ec2.Subnet], list[aws.ec2.NatGateway]]:
    """Make the subnets that lead out, each with a gateway through which others of its zone do."""
    internet = aws.ec2.InternetGateway(place.called("internet"), vpc_id=vpc.id, opts=place.opts)
    table = aws.ec2.RouteTable(place.called("public"), vpc_id=vpc.id, opts=place.opts)
    aws.ec2.Route(
        place.called("internet"),
        route_table_id=table.id,
        destination_cidr_block="0.0.0.0/0",
        gateway_id=internet.id,
        opts=place.opts,
    )
    subnets, gateways = [], []
    for number, zone in enumerate(place.zones, start=1):
        subnet = _subnet(place, vpc, f"public-{number}", zone, f"10.{place.number}.{number}.0/24")
        _associate(place, f"public-{number}", subnet, table)
        address = aws.ec2.Eip(place.called(f"nat-{number}"), domain="vpc", opts=place.opts)
        subnets.append(subnet)
        gateways.append(
            aws.ec2.NatGateway(
                place.called(f"nat-{number}"),
                subnet_id=subnet.id,
                allocation_id=address.id,
                opts=place.opts,
            )
        )
    return subnets, gateways


def _private_subnets(
    place: Place, vpc: aws.ec2.Vpc, gateways: list[aws.ec2.NatGateway]
) -> tuple[list[aws.ec2.Subnet], list[pulumi.Output[str]]]:
    subnets, tables = [], []
    for number, (zone, gateway) in enumerate(zip(place.zones, gateways, strict=True), start=1):
        subnet = _subnet(place, vpc, f"private-{number}", zone, f"10.{place.number}.{number + 10}.0/24")
        table = aws.ec2.RouteTable(place.called(f"private-{number}"), vpc_id=vpc.id, opts=place.opts)
        aws.ec2.Route(
            place.called(f"nat-{number}"),
            route_table_id=table.id,
            destination_cidr_block="0.0.0.0/0",
            nat_gateway_id=gateway.id,
            opts=place.opts,
        )
        _associate(place, f"private-{number}", subnet, table)
        subnets.append(subnet)
        tables.append(table.id)
    return subnets, tables


def _subnet(place: Place, vpc: aws.ec2.Vpc, noun: str, zone: str, block: str) -> aws.ec2.Subnet:
    return aws.ec2.Subnet(
        place.called(noun), vpc_id=vpc.id, availability_zone=zone, cidr_block=block, opts=place.opts
    )


def _associate(place: Place, noun: str, subnet: aws.ec2.Subnet, table: aws.ec2.RouteTable) -> None:
    aws.ec2.RouteTableAssociation(
        place.called(noun), subnet_id=subnet.id, route_table_id=table.id, opts=place.opts
    )


def _acl(place: Place, vpc: aws.ec2.Vpc, subnets: list[aws.ec2.Subnet]) -> None:
    """Make an ACL that refuses administration from everywhere, and lets all else through."""
    acl = aws.ec2.NetworkAcl(
        place.called("acl"), vpc_id=vpc.id, subnet_ids=[each.id for each in subnets], opts=place.opts
    )
    rules = (
        ("ssh", 90, "deny", 22, 22),
        ("rdp", 91, "deny", 3389, 3389),
        ("rest", 100, "allow", 0, 65535),
    )
    for noun, number, action, first, last in rules:
        aws.ec2.NetworkAclRule(
            place.called(f"acl-{noun}"),
            network_acl_id=acl.id,
            rule_number=number,
            rule_action=action,
            protocol="tcp",
            cidr_block="0.0.0.0/0",
            from_port=first,
            to_port=last,
            opts=place.opts,
        )


def _flow_log(place: Place, vpc: aws.ec2.Vpc, key_arn: pulumi.Output[str]) -> None:
    name = place.called("flow-log")
    group = aws.cloudwatch.LogGroup(
        name,
        name=f"/network/{name}",
        retention_in_days=90,
        kms_key_id=key_arn,
        skip_destroy=True,
        opts=place.opts,
    )
    role = aws.iam.Role(
        name, name=name, assume_role_policy=trust("vpc-flow-logs.amazonaws.com"), opts=place.opts
    )
    rights = aws.iam.Policy(
        name,
        name=name,
        policy=document(
            allow(
                ("logs:CreateLogStream", "logs:PutLogEvents"),
                [place.arn("logs", f"log-group:/network/{name}:*")],
            )
        ),
        opts=place.opts,
    )
    aws.iam.RolePolicyAttachment(name, role=role.name, policy_arn=rights.arn, opts=place.opts)
    aws.ec2.FlowLog(
        name,
        vpc_id=vpc.id,
        traffic_type="ALL",
        log_destination=group.arn,
        iam_role_arn=role.arn,
        opts=place.opts,
    )


def _group(place: Place, vpc: aws.ec2.Vpc, noun: str) -> aws.ec2.SecurityGroup:
    return aws.ec2.SecurityGroup(
        place.called(noun),
        name=place.called(noun),
        description=f"What is a {noun} of the orders",
        vpc_id=vpc.id,
        opts=place.opts,
    )


def _opening(
    place: Place, noun: str, ends: tuple[aws.ec2.SecurityGroup, aws.ec2.SecurityGroup], port: int
) -> None:
    """Let the members of one group talk to those of another at one port."""
    source, target = ends
    aws.vpc.SecurityGroupEgressRule(
        place.called(noun),
        security_group_id=source.id,
        description=f"From the function to the {noun}",
        referenced_security_group_id=target.id,
        ip_protocol="tcp",
        from_port=port,
        to_port=port,
        opts=place.opts,
    )
    aws.vpc.SecurityGroupIngressRule(
        place.called(noun),
        security_group_id=target.id,
        description=f"To the {noun} from the function",
        referenced_security_group_id=source.id,
        ip_protocol="tcp",
        from_port=port,
        to_port=port,
        opts=place.opts,
    )


def _office(place: Place, group: aws.ec2.SecurityGroup) -> None:
    """Let the office in to the endpoints, by a list of its networks."""
    aws.ec2.ManagedPrefixList(
        place.called("office"),
        name=place.called("office"),
        address_family="IPv4",
        max_entries=1,
        entries=[{"cidr": "198.51.100.0/24", "description": "The office"}],
        opts=place.opts,
    )
    aws.vpc.SecurityGroupIngressRule(
        place.called("office"),
        security_group_id=group.id,
        description="To the endpoints from the office",
        cidr_ipv4="198.51.100.0/24",
        ip_protocol="tcp",
        from_port=443,
        to_port=443,
        opts=place.opts,
    )
