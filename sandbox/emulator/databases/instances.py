"""Instances of a cluster, which take from it and its subnet group what ministack makes up."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from sandbox.emulator.databases.failovers import Failovers
from sandbox.emulator.databases.fleet import Fleet
from sandbox.emulator.databases.forms import Act, Form, done, word
from sandbox.emulator.databases.news import Event, News
from sandbox.emulator.databases.store import Cluster, Instance, instances_of, private, writer_of
from sandbox.emulator.requests.answers import Refused
from sandbox.emulator.requests.operations import Answer
from sandbox.errors import SandboxError

OF_THE_CLUSTER = (
    "BackupRetentionPeriod",
    "CopyTagsToSnapshot",
    "IAMDatabaseAuthenticationEnabled",
    "KmsKeyId",
    "PreferredBackupWindow",
    "StorageEncrypted",
    "VpcSecurityGroups",
)
INSIGHTS_KEY = "PerformanceInsightsKMSKeyId"
SERVERLESS = "db.serverless"


class Instances:
    """Wraps what ministack does with instances that are a cluster's."""

    def __init__(self, fleet: Fleet, news: News, failovers: Failovers) -> None:
        self._fleet = fleet
        self._news = news
        self._failovers = failovers

    def operations(self) -> Mapping[str, Callable[[Act], Act]]:
        """What it answers, each made of what ministack answers."""
        return {"CreateDBInstance": self._creating, "DeleteDBInstance": self._deleting}

    def _creating(self, beneath: Act) -> Act:
        def create(given: Form) -> Answer:
            cluster = _cluster(given)
            if cluster is None:
                return beneath(given)
            zone = _zone(given, cluster)
            self._wake(cluster)
            answer = beneath(given)
            if not done(answer):
                return answer
            instance = private("_instances")[word(given, "DBInstanceIdentifier")]
            _belong(instance, cluster, zone)
            instance[INSIGHTS_KEY] = word(given, INSIGHTS_KEY)
            self._news.tell(instance["DBInstanceArn"], Event(5, "creation", "DB instance created."))
            response: Answer = private("_single_instance_response")(
                "CreateDBInstanceResponse", "CreateDBInstanceResult", instance
            )
            return response

        return create

    def _wake(self, cluster: Cluster) -> None:
        """Have the data ready when the instance is, so that its first request does not wait for it."""
        try:
            self._fleet.wake(cluster)
        except SandboxError as error:
            raise Refused("InsufficientDBInstanceCapacity", str(error)) from error

    def _deleting(self, beneath: Act) -> Act:
        def delete(given: Form) -> Answer:
            instance = private("_resolve_instance")(word(given, "DBInstanceIdentifier"))
            named = (instance or {}).get("DBClusterIdentifier")
            cluster = private("_clusters").get(named) if named else None
            wrote = cluster is not None and writer_of(cluster) == instance["DBInstanceIdentifier"]
            answer = beneath(given)
            if done(answer):
                self._news.tell(instance["DBInstanceArn"], Event(3, "deletion", "DB instance deleted."))
                if wrote:
                    self._failovers.writer_gone(cluster)
            return answer

        return delete


def describing(beneath: Callable[[Instance], str]) -> Callable[[Instance], str]:
    """Return what describes an instance with the key of its insights too."""

    def described(instance: Instance) -> str:
        key = instance.get(INSIGHTS_KEY)
        return beneath(instance) + (f"<{INSIGHTS_KEY}>{key}</{INSIGHTS_KEY}>" if key else "")

    return described


def _cluster(given: Form) -> Cluster | None:
    name = word(given, "DBClusterIdentifier")
    found: Cluster | None = private("_resolve_cluster_in_request_region")(name) if name else None
    serverless = word(given, "DBInstanceClass") == SERVERLESS
    if found and serverless and not found.get("ServerlessV2ScalingConfiguration"):
        raise Refused(
            "InvalidParameterCombination",
            "Set the Serverless v2 scaling configuration on the parent DB cluster before creating a "
            "Serverless v2 DB instance.",
        )
    return found


def _zone(given: Form, cluster: Cluster) -> str:
    """Return the zone for a new instance: what is asked for, else that of the fewest instances."""
    zones = sorted(cluster["AvailabilityZones"])
    group = private("_subnet_groups").get(cluster["DBSubnetGroup"])
    if group:
        zones = sorted({each["SubnetAvailabilityZone"]["Name"] for each in group["Subnets"]})
    asked = word(given, "AvailabilityZone")
    if asked and asked not in zones:
        message = f"The availability zone {asked} is not one of the subnet group's: {', '.join(zones)}"
        raise Refused("InvalidVPCNetworkStateFault", message)
    used = [each["AvailabilityZone"] for each in instances_of(cluster)]
    return asked or min(zones, key=used.count)


def _belong(instance: Instance, cluster: Cluster, zone: str) -> None:
    for name in OF_THE_CLUSTER:
        instance[name] = cluster[name]
    instance["AvailabilityZone"] = zone
    instance["DBSubnetGroup"] = private("_subnet_groups").get(
        cluster["DBSubnetGroup"], instance["DBSubnetGroup"]
    )
    suffix = re.sub(r"^.*\.cluster-", "", cluster["Endpoint"])
    instance["Endpoint"]["Address"] = f"{instance['DBInstanceIdentifier']}.{suffix}"
    instance["Endpoint"]["Port"] = cluster["Port"]
    instance["AllocatedStorage"] = 1
    instance["StorageType"] = cluster.get("StorageType") or "aurora"
