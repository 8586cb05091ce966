"""What lets a role back up: the policies that AWS wrote for it, and actions in any other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dr_guard.aws.iam.documents import is_readable, statements
from dr_guard.values import UNKNOWN, entries, lookup

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dr_guard.resource import Resource
    from dr_guard.values import Plain

AWS_WROTE: Final = ":iam::aws:policy/"
ALL_RIGHTS: Final = ("AdministratorAccess", "PowerUserAccess")
ARNS: Final = ("policyArn", "policyArns", "managedPolicyArns")


@dataclass(frozen=True)
class Power:
    """What backs up one service: ``noun`` is what it holds, ``actions`` are those of which one is needed."""

    noun: str
    actions: tuple[str, ...]
    managed: str = "AWSBackupServiceRolePolicyForBackup"


# By the service in the ARNs of what is backed up.
POWERS: Final[Mapping[str, Power]] = {
    "dynamodb": Power("tables", ("dynamodb:StartAwsBackupJob", "dynamodb:CreateBackup")),
    "s3": Power("buckets", ("s3:GetObject", "s3:GetObjectVersion"), "AWSBackupServiceRolePolicyForS3Backup"),
    "rds": Power("databases", ("rds:CreateDBSnapshot", "rds:CreateDBClusterSnapshot")),
    "redshift": Power("warehouses", ("redshift:CreateClusterSnapshot",)),
    "elasticfilesystem": Power("file systems", ("elasticfilesystem:Backup",)),
    "fsx": Power("file servers", ("fsx:CreateBackup",)),
    "ec2": Power("volumes", ("ec2:CreateSnapshot",)),
}


def may_grant(holder: Resource, power: Power) -> bool:
    """Whether a role, or what gives it policies, may give it a power.

    A policy that is not known, or that AWS did not write and another resource holds, may.
    """
    arns = [arn for prop in ARNS for arn in entries(holder.inputs, prop)]
    own = [lookup(each, "policy") for each in entries(holder.inputs, "inlinePolicies")]
    documents = [*entries(holder.inputs, "policy"), *own]
    granted = (*(_is_enough(arn, power) for arn in arns), *(_allows(each, power) for each in documents))
    return any(granted) or not granted


def _is_enough(arn: Plain, power: Power) -> bool:
    if not isinstance(arn, str) or AWS_WROTE not in arn:
        return True
    return arn.rpartition("/")[2] in (power.managed, *ALL_RIGHTS)


def _allows(document: Plain, power: Power) -> bool:
    if not is_readable(document):
        return False
    found = statements(document)
    return found is UNKNOWN or any(
        each.allows and any(each.names_action(action) is not False for action in power.actions)
        for each in found
    )
