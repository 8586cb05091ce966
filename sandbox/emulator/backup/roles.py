"""What the role of a job may do: AWS Backup does nothing by a right of its own."""

from __future__ import annotations

import json
from collections.abc import Mapping

from sandbox.emulator.backup.failure import Failed

SERVICE = "backup.amazonaws.com"
BACKUP = {
    "Aurora": "rds:CreateDBClusterSnapshot",
    "DynamoDB": "dynamodb:StartAwsBackupJob",
    "S3": "s3:GetObjectVersion",
}
FOLLOW = {**BACKUP, "Aurora": "rds:ModifyDBCluster"}
RESTORE = {
    "Aurora": "rds:RestoreDBClusterFromSnapshot",
    "DynamoDB": "dynamodb:RestoreTableFromAwsBackup",
    "S3": "s3:PutObject",
}
RESTORE_TO_TIME = {**RESTORE, "Aurora": "rds:RestoreDBClusterToPointInTime"}
COPY = "backup:CopyIntoBackupVault"
COPY_SNAPSHOT = "rds:CopyDBClusterSnapshot"
NEW_BUCKET = "s3:CreateBucket"
MANAGED: Mapping[str, tuple[str, ...]] = {
    "service-role/AWSBackupServiceRolePolicyForBackup": (
        BACKUP["Aurora"],
        BACKUP["DynamoDB"],
        FOLLOW["Aurora"],
        COPY,
        COPY_SNAPSHOT,
    ),
    "service-role/AWSBackupServiceRolePolicyForRestores": (
        RESTORE["Aurora"],
        RESTORE["DynamoDB"],
        RESTORE_TO_TIME["Aurora"],
    ),
    "AWSBackupServiceRolePolicyForS3Backup": (BACKUP["S3"],),
    "AWSBackupServiceRolePolicyForS3Restore": (RESTORE["S3"], NEW_BUCKET),
}
"""AWS's own policies for such roles, which ministack lacks, with what of them is asked for here."""


def publish() -> None:
    """Let roles have AWS's own policies for AWS Backup."""
    from ministack.services import iam  # noqa: PLC0415 it reads the environment when it is loaded

    private = vars(iam)
    for name, actions in MANAGED.items():
        arn = f"arn:aws:iam::aws:policy/{name}"
        statement = {"Effect": "Allow", "Action": list(actions), "Resource": "*"}
        document = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
        if arn not in private["_aws_managed_policies"]:
            private["_aws_managed_policies"][arn] = private["_make_aws_managed_record"](name, document)


def check(arn: str, action: str, resource: str, region: str) -> None:
    """Fail a job whose role AWS Backup may not assume, or which may not do something to a resource."""
    from ministack.core import iam_evaluator  # noqa: PLC0415 the same
    from ministack.services import iam  # noqa: PLC0415 the same

    account, name = arn.split(":")[4], arn.rpartition("/")[2]
    role = vars(iam)["_roles"].get_scoped(account, None, name)
    if role is None:
        raise Failed(f"IAM role {arn} does not exist")
    asked = iam_evaluator.EvalContext(arn, "AssumedRole", account, action, resource, region)
    trusted = iam_evaluator.EvalContext("*", "Service", "", "sts:AssumeRole", arn, region)
    document = role["AssumeRolePolicyDocument"]
    if iam_evaluator.evaluate_resource_policy(document, trusted, service=SERVICE).decision != "Allow":
        raise Failed(f"IAM role {arn} cannot be assumed by AWS Backup")
    policies = vars(iam_evaluator)["_gather_role_policies"](name, account)
    if iam_evaluator.evaluate(asked, policies).decision != "Allow":
        raise Failed(f"IAM role {arn} is not authorized to perform {action} on {resource}")
