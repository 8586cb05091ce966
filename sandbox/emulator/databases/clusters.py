"""Clusters as AWS makes and describes them, where ministack drops what it was asked for."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Callable, Mapping
from typing import Any

from sandbox.emulator.clock import Clock
from sandbox.emulator.databases.forms import Act, Form, done, word, words
from sandbox.emulator.databases.news import Event, News
from sandbox.emulator.databases.store import DELETED, FOLLOWED, Cluster, private
from sandbox.emulator.requests.answers import Refused
from sandbox.emulator.requests.operations import Answer

LATE_SECONDS = 300.0
"""How far behind AWS says that a cluster's latest restorable time may be."""
DAY = 86400.0
RESERVED = frozenset({"admin", "rdsadmin"})
SETTINGS = {
    "DatabaseInsightsMode": "DatabaseInsightsMode",
    "EnablePerformanceInsights": "PerformanceInsightsEnabled",
    "MonitoringInterval": "MonitoringInterval",
    "MonitoringRoleArn": "MonitoringRoleArn",
    "PerformanceInsightsKMSKeyId": "PerformanceInsightsKMSKeyId",
    "PerformanceInsightsRetentionPeriod": "PerformanceInsightsRetentionPeriod",
    "StorageType": "StorageType",
}
"""What ministack forgets of a cluster, by its name in requests and in answers."""
OF_SECRETS = "aws-secretsmanager-default"
"""What ministack calls the key that Secrets Manager has of its own."""
SECRET_TAGS = ("aws:rds:primaryDBClusterArn", "aws:secretsmanager:owningService")


class Clusters:
    """Wraps what ministack does with clusters."""

    def __init__(self, clock: Clock, news: News) -> None:
        self._clock = clock
        self._news = news

    def operations(self) -> Mapping[str, Callable[[Act], Act]]:
        """What it answers, each made of what ministack answers."""
        return {"CreateDBCluster": self._creating, "ModifyDBCluster": self._modifying}

    def window(self, cluster: Cluster) -> tuple[float, float]:
        """Return the earliest and the latest moment that a cluster can be restored to; it may be gone."""
        now = self._clock.now()
        kept = cluster["BackupRetentionPeriod"] * DAY
        earliest = max(cluster["_created"], now - kept)
        return earliest, max(earliest, cluster.get(DELETED, now - LATE_SECONDS))

    def describing(self, beneath: Callable[[Cluster], str]) -> Callable[[Cluster], str]:
        """Return what describes a cluster with all that it was asked for."""

        def described(cluster: Cluster) -> str:
            if "_created" in cluster:
                earliest, latest = self.window(cluster)
                cluster["EarliestRestorableTime"] = private("_format_time")(earliest)
                cluster["LatestRestorableTime"] = private("_format_time")(latest)
            return beneath(cluster) + _forgotten(cluster)

        return described

    def _creating(self, beneath: Act) -> Act:
        def create(given: Form) -> Answer:
            group = _check(given)
            given = {**given, "EngineVersion": [_version(given)]}
            if group and not word(given, "AvailabilityZones.AvailabilityZone.1"):
                for number, zone in enumerate(_zones(group), 1):
                    given[f"AvailabilityZones.AvailabilityZone.{number}"] = [zone]
            answer = beneath(given)
            if not done(answer):
                return answer
            cluster = private("_clusters")[word(given, "DBClusterIdentifier")]
            cluster["_created"] = self._clock.now()
            cluster["EnabledCloudwatchLogsExports"] = words(given, "EnableCloudwatchLogsExports")
            _keep(cluster, given)
            _encrypt(cluster)
            self._news.tell(cluster["DBClusterArn"], Event(170, "creation", "DB cluster created."))
            return _described(answer, cluster)

        return create

    def _modifying(self, beneath: Act) -> Act:
        def modify(given: Form) -> Answer:
            cluster = private("_resolve_cluster_in_request_region")(word(given, "DBClusterIdentifier"))
            _leave_to_backup(cluster or {}, given)
            answer = beneath(given)
            if not done(answer):
                return answer
            _keep(cluster, given)
            _manage(cluster, given)
            prefix = "CloudwatchLogsExportConfiguration"
            gone = words(given, f"{prefix}.DisableLogTypes")
            exports = [*cluster["EnabledCloudwatchLogsExports"], *words(given, f"{prefix}.EnableLogTypes")]
            cluster["EnabledCloudwatchLogsExports"] = [
                each for each in dict.fromkeys(exports) if each not in gone
            ]
            return _described(answer, cluster)

        return modify


def _check(given: Form) -> Mapping[str, Any] | None:
    """Refuse what AWS refuses and ministack takes; return the subnet group that is asked for."""
    user = word(given, "MasterUsername")
    if user.lower() in RESERVED:
        message = f"MasterUsername {user} cannot be used as it is a reserved word used by the engine"
        raise Refused("InvalidParameterValue", message)
    managed = word(given, "ManageMasterUserPassword") == "true"
    if not managed and not word(given, "MasterUserPassword"):
        message = "The parameter MasterUserPassword must be provided and must not be blank."
        raise Refused("InvalidParameterValue", message)
    name = word(given, "DBSubnetGroupName")
    group: Mapping[str, Any] | None = private("_subnet_groups").get(name)
    if name and group is None:
        raise Refused("DBSubnetGroupNotFoundFault", f"DB subnet group '{name}' does not exist.")
    return group


def _zones(group: Mapping[str, Any]) -> list[str]:
    return sorted({each["SubnetAvailabilityZone"]["Name"] for each in group["Subnets"]})


def _version(given: Form) -> str:
    """Return a whole version: AWS makes one of a major version alone."""
    asked = word(given, "EngineVersion")
    if word(given, "Engine") != "aurora-postgresql":
        return asked
    known = [version for version, _ in private("AURORA_POSTGRESQL_ENGINE_VERSIONS")]
    if re.fullmatch(r"\d+", asked):
        same = [each for each in known if each.startswith(f"{asked}.") and "-" not in each]
        default: str = private("AURORA_POSTGRESQL_DEFAULT_ENGINE_VERSIONS").get(asked, "")
        return default or (same[-1] if same else asked)
    return asked


def _leave_to_backup(cluster: Cluster, given: Form) -> None:
    """Refuse another retention of backups than AWS Backup has set."""
    asked = word(given, "BackupRetentionPeriod")
    if FOLLOWED in cluster and asked not in {"", str(cluster["BackupRetentionPeriod"])}:
        message = f"BackupRetentionPeriod is managed by AWS Backup: {cluster[FOLLOWED]}"
        raise Refused("InvalidParameterCombination", message)


def _keep(cluster: Cluster, given: Form) -> None:
    for theirs, ours in SETTINGS.items():
        if word(given, theirs):
            cluster[ours] = word(given, theirs)


def _manage(cluster: Cluster, given: Form) -> None:
    """Have RDS keep a new password from now on, where that is asked for and it does not yet."""
    from ministack.services import secretsmanager  # noqa: PLC0415 it reads the environment when loaded

    if word(given, "ManageMasterUserPassword") != "true" or cluster.get("MasterUserSecret"):
        return
    password: str = private("_generate_master_user_password")()
    kept = json.dumps({"username": cluster["MasterUsername"], "password": password})
    arn = secretsmanager.create_secret_in_process(
        f"rds!cluster-{uuid.uuid4()}",
        kept,
        description=f"Secret managed by RDS for DB cluster {cluster['DBClusterIdentifier']}",
    )
    region, account = cluster["DBClusterArn"].split(":")[3:5]
    key = word(given, "MasterUserSecretKmsKeyId") or f"arn:aws:kms:{region}:{account}:key/{OF_SECRETS}"
    cluster["_MasterUserPassword"] = password
    cluster["MasterUserSecret"] = {"SecretArn": arn, "SecretStatus": "active", "KmsKeyId": key}
    _encrypt(cluster)


def _encrypt(cluster: Cluster) -> None:
    """Put the managed password under the key that was asked for, and mark it as RDS's own."""
    from ministack.services import secretsmanager  # noqa: PLC0415 it reads the environment when loaded

    managed = cluster.get("MasterUserSecret")
    if not managed:
        return
    _, secret = vars(secretsmanager)["_resolve"](managed["SecretArn"], use_arn_scope=True)
    if not managed["KmsKeyId"].endswith(OF_SECRETS):
        secret["KmsKeyId"] = managed["KmsKeyId"]
    values = (cluster["DBClusterArn"], "rds")
    secret["Tags"] = [{"Key": key, "Value": value} for key, value in zip(SECRET_TAGS, values, strict=True)]
    secret["OwningService"] = "rds"


def _forgotten(cluster: Cluster) -> str:
    exports = "".join(f"<member>{each}</member>" for each in cluster.get("EnabledCloudwatchLogsExports", ()))
    names = (*SETTINGS.values(), FOLLOWED)
    kept = "".join(f"<{name}>{cluster[name]}</{name}>" for name in names if cluster.get(name) is not None)
    return f"<EnabledCloudwatchLogsExports>{exports}</EnabledCloudwatchLogsExports>{kept}"


def _described(answer: Answer, cluster: Cluster) -> Answer:
    """Return an answer with the cluster as it is now."""
    status, headers, body = answer
    now = private("_cluster_xml")(cluster)
    text = re.sub(r"(?s)<DBCluster>.*</DBCluster>", lambda _: f"<DBCluster>{now}</DBCluster>", body.decode())
    return status, headers, text.encode()
