"""Groups of RDS: of parameters for clusters, and of the subnets that clusters are in."""

from __future__ import annotations

from sandbox.aws import Client
from sandbox.registration import Properties
from sandbox.resources.change import lasting
from sandbox.resources.kind import Kind, Made, Place, tag_list
from sandbox.resources.rds_tags import tagged
from sandbox.resources.request import blocks, given, request

PARAMETER_GROUP = {
    "description": "Description",
    "family": "DBParameterGroupFamily",
    "name": "DBClusterParameterGroupName",
}
PARAMETER = {"applyMethod": "ApplyMethod", "name": "ParameterName", "value": "ParameterValue"}
IMMEDIATE: Properties = {"applyMethod": "immediate"}
DESCRIBED: Properties = {"description": "Managed by Pulumi"}
SUBNET_GROUP = {
    "description": "DBSubnetGroupDescription",
    "name": "DBSubnetGroupName",
    "subnetIds": "SubnetIds",
}


def _parameter_group(place: Place, asked: Properties) -> Made:
    client, name = place.client("rds"), str(asked["name"])
    group = client.create_db_cluster_parameter_group(
        **request({**DESCRIBED, **asked}, PARAMETER_GROUP), Tags=tag_list(asked.get("tags"))
    )["DBClusterParameterGroup"]
    _set(client, name, asked)
    outputs: Properties = {
        "arn": group["DBClusterParameterGroupArn"],
        "description": group["Description"],
        "namePrefix": "",
        "parameters": asked.get("parameters") or [],
    }
    return Made(name, {**outputs, **given(asked, "family", "name")})


def _changed_parameter_group(place: Place, made: Made, asked: Properties) -> Made:
    client = place.client("rds")
    wanted = {each["name"] for each in blocks(asked.get("parameters"))}
    gone = [each for each in blocks(made.outputs["parameters"]) if each["name"] not in wanted]
    if gone:
        parameters = [request({**IMMEDIATE, **each, "value": None}, PARAMETER) for each in gone]
        client.reset_db_cluster_parameter_group(DBClusterParameterGroupName=made.id, Parameters=parameters)
    _set(client, made.id, asked)
    tagged(place, str(made.outputs["arn"]), asked)
    return Made(made.id, {**made.outputs, "parameters": asked.get("parameters") or []})


def _set(client: Client, group: str, asked: Properties) -> None:
    parameters = [request({**IMMEDIATE, **each}, PARAMETER) for each in blocks(asked.get("parameters"))]
    if parameters:
        client.modify_db_cluster_parameter_group(DBClusterParameterGroupName=group, Parameters=parameters)


def _subnet_group(place: Place, asked: Properties) -> Made:
    wanted = request({**DESCRIBED, **asked}, SUBNET_GROUP)
    place.client("rds").create_db_subnet_group(**wanted, Tags=tag_list(asked.get("tags")))
    return _of_subnet_group(place, str(asked["name"]))


def _changed_subnet_group(place: Place, made: Made, asked: Properties) -> Made:
    place.client("rds").modify_db_subnet_group(**request({**DESCRIBED, **asked}, SUBNET_GROUP))
    tagged(place, str(made.outputs["arn"]), asked)
    return _of_subnet_group(place, made.id)


def _of_subnet_group(place: Place, name: str) -> Made:
    (group,) = place.client("rds").describe_db_subnet_groups(DBSubnetGroupName=name)["DBSubnetGroups"]
    outputs: Properties = {
        "arn": group["DBSubnetGroupArn"],
        "description": group["DBSubnetGroupDescription"],
        "name": name,
        "namePrefix": "",
        "subnetIds": [each["SubnetIdentifier"] for each in group["Subnets"]],
        "supportedNetworkTypes": group.get("SupportedNetworkTypes") or ["IPV4"],
        "vpcId": group["VpcId"],
    }
    return Made(name, outputs)


KINDS = {
    "aws:rds/clusterParameterGroup:ClusterParameterGroup": Kind(
        _parameter_group,
        frozenset({"parameters", "tags", *PARAMETER_GROUP}),
        lasting(_changed_parameter_group, *PARAMETER_GROUP),
    ),
    "aws:rds/subnetGroup:SubnetGroup": Kind(
        _subnet_group, frozenset({"tags", *SUBNET_GROUP}), lasting(_changed_subnet_group, "name")
    ),
}
