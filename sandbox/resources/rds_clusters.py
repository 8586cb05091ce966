"""Clusters of RDS. Of a password the sandbox takes none: a managed one is in Secrets Manager alone."""

from __future__ import annotations

from typing import Any

from sandbox.registration import Properties
from sandbox.resources.change import lasting
from sandbox.resources.kind import Kind, Made, Place, tag_list
from sandbox.resources.rds_tags import tagged
from sandbox.resources.request import block, camel, given, request

FIXED = {
    "availabilityZones": "AvailabilityZones",
    "clusterIdentifier": "DBClusterIdentifier",
    "databaseName": "DatabaseName",
    "dbSubnetGroupName": "DBSubnetGroupName",
    "engine": "Engine",
    "engineMode": "EngineMode",
    "kmsKeyId": "KmsKeyId",
    "manageMasterUserPassword": "ManageMasterUserPassword",
    "masterUserSecretKmsKeyId": "MasterUserSecretKmsKeyId",
    "masterUsername": "MasterUsername",
    "storageEncrypted": "StorageEncrypted",
}
CHANGING = {
    "backupRetentionPeriod": "BackupRetentionPeriod",
    "copyTagsToSnapshot": "CopyTagsToSnapshot",
    "databaseInsightsMode": "DatabaseInsightsMode",
    "dbClusterParameterGroupName": "DBClusterParameterGroupName",
    "deletionProtection": "DeletionProtection",
    "enableHttpEndpoint": "EnableHttpEndpoint",
    "engineVersion": "EngineVersion",
    "iamDatabaseAuthenticationEnabled": "EnableIAMDatabaseAuthentication",
    "performanceInsightsEnabled": "EnablePerformanceInsights",
    "performanceInsightsKmsKeyId": "PerformanceInsightsKMSKeyId",
    "performanceInsightsRetentionPeriod": "PerformanceInsightsRetentionPeriod",
    "port": "Port",
    "preferredBackupWindow": "PreferredBackupWindow",
    "preferredMaintenanceWindow": "PreferredMaintenanceWindow",
    "storageType": "StorageType",
    "vpcSecurityGroupIds": "VpcSecurityGroupIds",
}
OTHERWISE: Properties = {
    "copyTagsToSnapshot": False,
    "deletionProtection": False,
    "enableHttpEndpoint": False,
    "iamDatabaseAuthenticationEnabled": False,
}
"""What an update turns off when it is no longer asked for."""
CAPACITY, EXPORTS = "serverlessv2ScalingConfiguration", "enabledCloudwatchLogsExports"
WHEN_DELETED = frozenset({"deleteAutomatedBackups", "finalSnapshotIdentifier", "skipFinalSnapshot"})
"""What the provider keeps for the day on which it deletes a cluster; AWS is not told before."""
HOW = frozenset({"allowMajorVersionUpgrade", "applyImmediately"})
NONE: Properties = {
    "applyImmediately": False,
    "autoMinorVersionUpgrade": True,
    "caCertificateIdentifier": "",
    "caCertificateValidTill": "",
    "clusterIdentifierPrefix": "",
    "clusterScalabilityType": "standard",
    "databaseInsightsMode": "standard",
    "dbSystemId": "",
    "iamRoles": [],
    "monitoringInterval": 0,
    "monitoringRoleArn": "",
    "performanceInsightsKmsKeyId": "",
    "performanceInsightsRetentionPeriod": 0,
    "publiclyAccessible": False,
    "storageType": "",
    "upgradeRolloutOrder": "second",
}


def _cluster(place: Place, asked: Properties) -> Made:
    wanted: dict[str, Any] = request(asked, {**FIXED, **CHANGING})
    if asked.get(CAPACITY):
        wanted["ServerlessV2ScalingConfiguration"] = block(asked[CAPACITY])
    if asked.get(EXPORTS):
        wanted["EnableCloudwatchLogsExports"] = asked[EXPORTS]
    place.client("rds").create_db_cluster(**wanted, Tags=tag_list(asked.get("tags")))
    return _made(place, str(asked["clusterIdentifier"]), asked)


def _changed_cluster(place: Place, made: Made, asked: Properties) -> Made:
    wanted: dict[str, Any] = request({**OTHERWISE, **asked}, CHANGING)
    if asked.get(CAPACITY):
        wanted["ServerlessV2ScalingConfiguration"] = block(asked[CAPACITY])
    before, after = _names(made.outputs, EXPORTS), _names(asked, EXPORTS)
    exports = {"EnableLogTypes": sorted(after - before), "DisableLogTypes": sorted(before - after)}
    place.client("rds").modify_db_cluster(
        DBClusterIdentifier=made.id,
        ApplyImmediately=True,
        CloudwatchLogsExportConfiguration=exports,
        **wanted,
    )
    tagged(place, str(made.outputs["arn"]), asked)
    return _made(place, made.id, asked)


def _names(values: Properties, name: str) -> set[str]:
    found = values.get(name)
    return {str(each) for each in found} if isinstance(found, list) else set()


def _made(place: Place, identity: str, asked: Properties) -> Made:
    (cluster,) = place.client("rds").describe_db_clusters(DBClusterIdentifier=identity)["DBClusters"]
    secret = cluster.get("MasterUserSecret")
    outputs: Properties = {
        **NONE,
        **given(asked, *CHANGING, "manageMasterUserPassword", EXPORTS, CAPACITY),
        "allocatedStorage": cluster["AllocatedStorage"],
        "arn": cluster["DBClusterArn"],
        "availabilityZones": cluster["AvailabilityZones"],
        "backupRetentionPeriod": cluster["BackupRetentionPeriod"],
        "clusterIdentifier": identity,
        "clusterMembers": [each["DBInstanceIdentifier"] for each in cluster["DBClusterMembers"]],
        "clusterResourceId": cluster["DbClusterResourceId"],
        "databaseName": cluster.get("DatabaseName", ""),
        "dbClusterParameterGroupName": cluster["DBClusterParameterGroup"],
        "dbSubnetGroupName": cluster["DBSubnetGroup"],
        "endpoint": cluster["Endpoint"],
        "engine": cluster["Engine"],
        "engineLifecycleSupport": cluster["EngineLifecycleSupport"],
        "engineMode": cluster["EngineMode"],
        "engineVersion": asked.get("engineVersion") or cluster["EngineVersion"],
        "engineVersionActual": cluster["EngineVersion"],
        "hostedZoneId": cluster["HostedZoneId"],
        "kmsKeyId": cluster["KmsKeyId"],
        "masterUserSecretKmsKeyId": asked.get("masterUserSecretKmsKeyId") or "",
        "masterUserSecrets": [camel(secret)] if secret else [],
        "masterUsername": cluster["MasterUsername"],
        "networkType": cluster["NetworkType"],
        "port": cluster["Port"],
        "preferredBackupWindow": cluster["PreferredBackupWindow"],
        "preferredMaintenanceWindow": cluster["PreferredMaintenanceWindow"],
        "readerEndpoint": cluster["ReaderEndpoint"],
        "storageEncrypted": cluster["StorageEncrypted"],
        "vpcSecurityGroupIds": [each["VpcSecurityGroupId"] for each in cluster["VpcSecurityGroups"]],
    }
    return Made(identity, outputs)


KINDS = {
    "aws:rds/cluster:Cluster": Kind(
        _cluster,
        frozenset({"tags", CAPACITY, EXPORTS, *FIXED, *CHANGING, *HOW, *WHEN_DELETED}),
        lasting(_changed_cluster, *FIXED),
    )
}
