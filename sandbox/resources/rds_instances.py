"""Instances of clusters of RDS."""

from __future__ import annotations

from sandbox.errors import SandboxError
from sandbox.registration import Properties
from sandbox.resources.change import lasting
from sandbox.resources.kind import Kind, Made, Place, tag_list
from sandbox.resources.rds_tags import tagged
from sandbox.resources.request import given, request

FIXED = {
    "autoMinorVersionUpgrade": "AutoMinorVersionUpgrade",
    "availabilityZone": "AvailabilityZone",
    "clusterIdentifier": "DBClusterIdentifier",
    "dbParameterGroupName": "DBParameterGroupName",
    "dbSubnetGroupName": "DBSubnetGroupName",
    "engine": "Engine",
    "identifier": "DBInstanceIdentifier",
    "performanceInsightsEnabled": "EnablePerformanceInsights",
    "performanceInsightsKmsKeyId": "PerformanceInsightsKMSKeyId",
    "performanceInsightsRetentionPeriod": "PerformanceInsightsRetentionPeriod",
    "promotionTier": "PromotionTier",
}
"""What the sandbox does not change, though AWS changes some of it."""
CHANGING = {
    "caCertIdentifier": "CACertificateIdentifier",
    "copyTagsToSnapshot": "CopyTagsToSnapshot",
    "engineVersion": "EngineVersion",
    "instanceClass": "DBInstanceClass",
    "monitoringInterval": "MonitoringInterval",
    "monitoringRoleArn": "MonitoringRoleArn",
    "preferredMaintenanceWindow": "PreferredMaintenanceWindow",
    "publiclyAccessible": "PubliclyAccessible",
}
HOW = frozenset({"applyImmediately", "forceDestroy"})
NONE: Properties = {"applyImmediately": False, "identifierPrefix": "", "performanceInsightsKmsKeyId": ""}


def _instance(place: Place, asked: Properties) -> Made:
    wanted = request(asked, {**FIXED, **CHANGING})
    place.client("rds").create_db_instance(**wanted, Tags=tag_list(asked.get("tags")))
    return _made(place, str(asked["identifier"]), asked)


def _changed_instance(place: Place, made: Made, asked: Properties) -> Made:
    version = asked.get("engineVersion")
    if version and version != made.outputs["engineVersion"]:
        raise SandboxError(f"{made.id}: engineVersion is its cluster's, and changes with that")
    wanted = request({**asked, "engineVersion": None}, CHANGING)
    place.client("rds").modify_db_instance(DBInstanceIdentifier=made.id, ApplyImmediately=True, **wanted)
    tagged(place, str(made.outputs["arn"]), asked)
    return _made(place, made.id, asked)


def _made(place: Place, identity: str, asked: Properties) -> Made:
    client = place.client("rds")
    (instance,) = client.describe_db_instances(DBInstanceIdentifier=identity)["DBInstances"]
    named = instance["DBClusterIdentifier"]
    (cluster,) = client.describe_db_clusters(DBClusterIdentifier=named)["DBClusters"]
    writers = [
        each["DBInstanceIdentifier"] for each in cluster["DBClusterMembers"] if each["IsClusterWriter"]
    ]
    outputs: Properties = {
        **NONE,
        **given(asked, *FIXED, *CHANGING),
        "arn": instance["DBInstanceArn"],
        "availabilityZone": instance["AvailabilityZone"],
        "caCertIdentifier": instance["CACertificateIdentifier"],
        "clusterIdentifier": named,
        "dbParameterGroupName": instance["DBParameterGroups"][0]["DBParameterGroupName"],
        "dbSubnetGroupName": instance["DBSubnetGroup"]["DBSubnetGroupName"],
        "dbiResourceId": instance["DbiResourceId"],
        "endpoint": instance["Endpoint"]["Address"],
        "engine": instance["Engine"],
        "engineVersion": asked.get("engineVersion") or instance["EngineVersion"],
        "engineVersionActual": instance["EngineVersion"],
        "identifier": identity,
        "instanceClass": instance["DBInstanceClass"],
        "kmsKeyId": instance.get("KmsKeyId", ""),
        "monitoringRoleArn": instance.get("MonitoringRoleArn", ""),
        "networkType": instance["NetworkType"],
        "performanceInsightsEnabled": instance["PerformanceInsightsEnabled"],
        "performanceInsightsRetentionPeriod": instance["PerformanceInsightsRetentionPeriod"],
        "port": instance["Endpoint"]["Port"],
        "preferredBackupWindow": instance["PreferredBackupWindow"],
        "preferredMaintenanceWindow": instance["PreferredMaintenanceWindow"],
        "publiclyAccessible": instance["PubliclyAccessible"],
        "storageEncrypted": instance["StorageEncrypted"],
        "writer": identity in writers,
    }
    return Made(identity, outputs)


KINDS = {
    "aws:rds/clusterInstance:ClusterInstance": Kind(
        _instance, frozenset({"tags", *FIXED, *CHANGING, *HOW}), lasting(_changed_instance, *FIXED)
    )
}
