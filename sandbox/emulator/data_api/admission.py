"""Whether a request may have its statement run: by whom, on which cluster, with whose password."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from sandbox.emulator.databases.store import Cluster, Instance, cluster_of, instances_of, writer_of
from sandbox.emulator.faults.fault import Faults
from sandbox.emulator.requests.answers import Given, Refused
from sandbox.emulator.requests.calls import Call

AVAILABLE = "available"
Secret: TypeAlias = dict[str, Any]
"""A secret as ministack keeps it."""


@dataclass(frozen=True)
class Login:
    """A cluster, and a user of its database with their password."""

    cluster: Cluster
    user: str
    password: str


def admitted(asked: Call, given: Given, faults: Faults) -> Login:
    """Return where and as whom a statement runs. Raises ``Refused`` where it may not."""
    cluster = cluster_of(given["resourceArn"])
    if cluster is None or given["resourceArn"].split(":")[3] != asked.region:
        raise Refused("BadRequestException", f"Database cluster {given['resourceArn']} is not found")
    if not cluster["HttpEndpointEnabled"]:
        name = cluster["DBClusterIdentifier"]
        raise Refused("HttpEndpointNotEnabledException", f"HttpEndpoint is not enabled for cluster {name}")
    secret = _secret(given["secretArn"])
    _allow_secret(asked, secret)
    if secret.get("KmsKeyId"):
        _allow_key(asked, secret)
    _serve(cluster, faults, asked.region)
    return Login(cluster, *_credentials(secret))


def _allow_secret(asked: Call, secret: Secret) -> None:
    tags = {f"aws:ResourceTag/{each['Key']}": each["Value"] for each in secret.get("Tags") or ()}
    _allow(asked, "secretsmanager:GetSecretValue", secret["ARN"], tags)


def _allow_key(asked: Call, secret: Secret) -> None:
    from ministack.services import kms  # noqa: PLC0415 it reads the environment when it is loaded

    key = kms._resolve_key(secret["KmsKeyId"])  # noqa: SLF001 no other way
    if key is None:
        raise Refused("SecretsErrorException", f"The key {secret['KmsKeyId']} of the secret is not there")
    named = vars(kms)["_aliases"].items()
    aliases = [name.rpartition(":")[2] for name, target in named if target == key["KeyId"]]
    said = {
        "kms:EncryptionContext:SecretARN": secret["ARN"],
        "kms:ResourceAliases": aliases,
        "kms:ViaService": f"secretsmanager.{asked.region}.amazonaws.com",
    }
    _allow(asked, "kms:Decrypt", key["Arn"], said)


def _allow(asked: Call, action: str, resource: str, said: Mapping[str, Any]) -> None:
    """Refuse who may not do what the Data API does in their name; ``said`` are keys of conditions."""
    from ministack.core import iam_evaluator  # noqa: PLC0415 it reads the environment when it is loaded

    service = action.partition(":")[0]
    refused = iam_evaluator.enforce(
        asked.access_key, action, service, asked.region, resource_arn=resource, service_context=dict(said)
    )
    if refused:
        who = getattr(refused, "principal_arn", asked.access_key)
        message = f"User: {who} is not authorized to perform: {action} on resource: {resource}"
        raise Refused("AccessDeniedException", message)


def _secret(arn: str) -> Secret:
    from ministack.services import secretsmanager  # noqa: PLC0415 it reads the environment when it is loaded

    _, secret = vars(secretsmanager)["_resolve"](arn, use_arn_scope=True)
    if not secret or secret.get("DeletedDate"):
        raise Refused("SecretsErrorException", f"Secrets Manager can't find the secret {arn}")
    found: Secret = secret
    return found


def _credentials(secret: Secret) -> tuple[str, str]:
    current = next(each for each in secret["Versions"].values() if "AWSCURRENT" in each["Stages"])
    try:
        word = json.loads(current.get("SecretString") or "")
        return word["username"], word["password"]
    except (ValueError, TypeError, KeyError) as error:
        message = f"The secret {secret['ARN']} has no username and password in JSON"
        raise Refused("InvalidSecretException", message) from error


def _serve(cluster: Cluster, faults: Faults, region: str) -> None:
    """Refuse where the cluster has nothing that could serve, or not now."""
    if not cluster["DBClusterMembers"]:
        message = f"DB cluster {cluster['DBClusterIdentifier']} doesn't have a DB instance"
        raise Refused("DatabaseNotFoundException", message)
    if cluster["Status"] == "stopped":
        message = f"DB cluster {cluster['DBClusterIdentifier']} is stopped"
        raise Refused("InvalidResourceStateException", message)
    writers = [each for each in instances_of(cluster) if _writes(cluster, each)]
    if cluster["Status"] != AVAILABLE or not writers or faults.covering("lost", "rds", region):
        raise Refused("DatabaseUnavailableException", "The writer instance in the DB cluster isn't available")


def _writes(cluster: Cluster, instance: Instance) -> bool:
    is_writer = instance["DBInstanceIdentifier"] == writer_of(cluster)
    return is_writer and instance["DBInstanceStatus"] == AVAILABLE
