"""How a cluster is to be restored, as AWS Backup is told it: texts by names whose case means nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping

from sandbox.emulator.backup.failure import Failed
from sandbox.emulator.databases.store import Cluster, private

LISTS: Mapping[str, str] = {
    "AvailabilityZones": "AvailabilityZone",
    "EnableCloudwatchLogsExports": "member",
    "VpcSecurityGroupIds": "VpcSecurityGroupId",
}
"""What has several values, written as JSON, and what RDS calls each of them."""
TEXTS = (
    "CopyTagsToSnapshot",
    "DBClusterIdentifier",
    "DBClusterParameterGroupName",
    "DBSubnetGroupName",
    "DatabaseName",
    "DeletionProtection",
    "EnableIAMDatabaseAuthentication",
    "Engine",
    "EngineMode",
    "EngineVersion",
    "KmsKeyId",
    "Port",
    "RestoreToTime",
    "UseLatestRestorableTime",
)
KNOWN: Mapping[str, str] = {name.lower(): name for name in (*TEXTS, *LISTS)}


def read(asked: Mapping[str, str]) -> dict[str, str]:
    """Return what is asked for, by the names that RDS has for it, or fail."""
    unknown = sorted(name for name in asked if name.lower() not in KNOWN)
    if unknown:
        raise Failed(f"Invalid restore metadata: {', '.join(unknown)}")
    given = {KNOWN[name.lower()]: value for name, value in asked.items() if value}
    if "DBClusterIdentifier" not in given:
        raise Failed("Invalid restore metadata: DBClusterIdentifier is missing")
    for name in LISTS.keys() & given.keys():
        _listed(name, given[name])
    return given


def form_of(asked: Mapping[str, str]) -> dict[str, str]:
    """Return a request of RDS's for what is asked for, or fail."""
    given = read(asked)
    form = {name: value for name, value in given.items() if name not in LISTS}
    for name, member in LISTS.items():
        for number, each in enumerate(_listed(name, given.get(name, "[]")), 1):
            form[f"{name}.{member}.{number}"] = each
    return form


def metadata_of(cluster: Cluster) -> dict[str, str]:
    """Return what makes another cluster like this one, but for what RDS takes from its data."""
    # ministack names a default group that it does not have.
    subnets = private("_subnet_groups").get(cluster["DBSubnetGroup"])
    groups = [each["VpcSecurityGroupId"] for each in cluster["VpcSecurityGroups"]]
    texts = {
        "CopyTagsToSnapshot": json.dumps(cluster["CopyTagsToSnapshot"]),
        "DBClusterIdentifier": cluster["DBClusterIdentifier"],
        "DBClusterParameterGroupName": cluster["DBClusterParameterGroup"],
        "DBSubnetGroupName": cluster["DBSubnetGroup"] if subnets else "",
        "DatabaseName": cluster["DatabaseName"],
        "EnableIAMDatabaseAuthentication": json.dumps(cluster["IAMDatabaseAuthenticationEnabled"]),
        "Engine": cluster["Engine"],
        "EngineMode": cluster["EngineMode"],
        "EngineVersion": cluster["EngineVersion"],
        "KmsKeyId": cluster["KmsKeyId"],
        "Port": str(cluster["Port"]),
    }
    lists = {
        "AvailabilityZones": cluster["AvailabilityZones"],
        "EnableCloudwatchLogsExports": cluster["EnabledCloudwatchLogsExports"],
        "VpcSecurityGroupIds": groups,
    }
    written = {name: json.dumps(values) for name, values in lists.items() if values}
    return {name: value for name, value in texts.items() if value} | written


def _listed(name: str, text: str) -> list[str]:
    """Read a list of texts; fail where it is none."""
    try:
        found = json.loads(text)
    except ValueError:
        found = None
    if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
        raise Failed(f"Invalid restore metadata: {name} is a list of texts as JSON, not {text}")
    return found
