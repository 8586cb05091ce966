"""A network of public and private subnets, for any application."""

import pulumi
import pulumi_aws as aws


class SubnetTier(pulumi.ComponentResource):
    """One subnet in each zone, with a route table that all of them share."""

    def __init__(self, name, vpc, subnets, route, opts=None):
        super().__init__("acme:network:SubnetTier", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        self.route_table = aws.ec2.RouteTable(
            name, vpc_id=vpc.id, routes=[route], tags={"Name": name}, opts=child
        )
        self.subnets = []
        for number, (zone, cidr) in enumerate(subnets.items()):
            subnet = aws.ec2.Subnet(
                f"{name}-{number}",
                vpc_id=vpc.id,
                availability_zone=zone,
                cidr_block=cidr,
                map_public_ip_on_launch=route.gateway_id is not None,
                tags={"Name": f"{name}-{number}"},
                opts=child,
            )
            aws.ec2.RouteTableAssociation(
                f"{name}-{number}",
                subnet_id=subnet.id,
                route_table_id=self.route_table.id,
                opts=pulumi.ResourceOptions(parent=subnet),
            )
            self.subnets.append(subnet)
        self.subnet_ids = [subnet.id for subnet in self.subnets]
        self.register_outputs({"subnet_ids": self.subnet_ids})


class Network(pulumi.ComponentResource):
    """A VPC over two zones whose private subnets reach out through one NAT gateway."""

    def __init__(self, name, cidr_prefix, opts=None):
        super().__init__("acme:network:Network", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        zones = aws.get_availability_zones(state="available").names[:2]
        self.vpc = aws.ec2.Vpc(
            name,
            cidr_block=f"{cidr_prefix}.0.0/16",
            enable_dns_hostnames=True,
            enable_dns_support=True,
            tags={"Name": name},
            opts=child,
        )
        gateway = aws.ec2.InternetGateway(name, vpc_id=self.vpc.id, tags={"Name": name}, opts=child)
        self.public = SubnetTier(
            f"{name}-public",
            self.vpc,
            dict(zip(zones, (f"{cidr_prefix}.0.0/24", f"{cidr_prefix}.1.0/24"), strict=True)),
            aws.ec2.RouteTableRouteArgs(cidr_block="0.0.0.0/0", gateway_id=gateway.id),
            opts=child,
        )
        address = aws.ec2.Eip(f"{name}-nat", domain="vpc", opts=child)
        nat = aws.ec2.NatGateway(
            name,
            allocation_id=address.id,
            subnet_id=self.public.subnet_ids[0],
            tags={"Name": name},
            opts=child,
        )
        self.private = SubnetTier(
            f"{name}-private",
            self.vpc,
            dict(zip(zones, (f"{cidr_prefix}.10.0/24", f"{cidr_prefix}.11.0/24"), strict=True)),
            aws.ec2.RouteTableRouteArgs(cidr_block="0.0.0.0/0", nat_gateway_id=nat.id),
            opts=child,
        )
        self.register_outputs({"vpc_id": self.vpc.id})
