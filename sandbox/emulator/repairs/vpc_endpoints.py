"""The policy of a gateway endpoint, and its routes.

ministack forgets the policy, and writes no route to the endpoint into the route tables that it is for.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html import escape
from typing import Any, TypeAlias

from sandbox.emulator.requests.operations import Answer
from sandbox.emulator.world import World

Act: TypeAlias = Callable[[dict[str, list[str]]], Answer]
FULL_ACCESS = json.dumps(
    {
        "Version": "2008-10-17",
        "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}],
    }
)
CHANGES = ("CreateVpcEndpoint", "DeleteVpcEndpoints", "ModifyVpcEndpoint")


def install(_: World) -> None:
    """Keep the policies, and the routes as the endpoints say."""
    from ministack.services import ec2  # noqa: PLC0415 it reads the environment when it is loaded

    own = vars(ec2)
    own["_vpce_fields_xml"] = _describing(own["_vpce_fields_xml"])
    for action in CHANGES:
        own["_ACTION_MAP"][action] = _changing(own, own["_ACTION_MAP"][action])


def _describing(beneath: Callable[[dict[str, Any], str], str]) -> Callable[..., str]:
    def described(endpoint: dict[str, Any], tag: str = "item") -> str:
        policy = escape(endpoint.get("PolicyDocument") or FULL_ACCESS)
        before, end, after = beneath(endpoint, tag).rpartition(f"</{tag}>")
        return f"{before}<policyDocument>{policy}</policyDocument>{end}{after}"

    return described


def _changing(own: dict[str, Any], beneath: Act) -> Act:
    def changed(given: dict[str, list[str]]) -> Answer:
        status, headers, body = beneath(given)
        made = re.search(rb"<vpcEndpointId>([^<]+)", body)
        if made and "PolicyDocument" in given:
            endpoint = own["_vpc_endpoints"][made[1].decode()]
            endpoint["PolicyDocument"] = given["PolicyDocument"][0]
            described = own["_vpce_fields_xml"](endpoint, "vpcEndpoint").encode()
            body = re.sub(rb"(?s)<vpcEndpoint>.*</vpcEndpoint>", lambda _: described, body)
        _route(own)
        return status, headers, body

    return changed


def _route(own: dict[str, Any]) -> None:
    """Give every route table the routes to the gateway endpoints that are for it, and to no others."""
    endpoints = [each for each in own["_vpc_endpoints"].values() if each["VpcEndpointType"] == "Gateway"]
    for table in own["_route_tables"].values():
        others = [each for each in table["Routes"] if not each.get("GatewayId", "").startswith("vpce-")]
        mine = [each for each in endpoints if table["RouteTableId"] in each["RouteTableIds"]]
        table["Routes"] = others + [
            {
                "DestinationPrefixListId": own["_aws_pl_id_from_name"](each["ServiceName"]),
                "GatewayId": each["VpcEndpointId"],
                "Origin": "CreateRoute",
                "State": "active",
            }
            for each in mine
        ]
