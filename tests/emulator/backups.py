"""What tests of AWS Backup share: a role, vaults, tables and buckets, and jobs that run to their end."""

import json
from uuid import uuid4

ACCOUNT = "123456789012"
POLICIES = (
    "service-role/AWSBackupServiceRolePolicyForBackup",
    "service-role/AWSBackupServiceRolePolicyForRestores",
    "AWSBackupServiceRolePolicyForS3Backup",
    "AWSBackupServiceRolePolicyForS3Restore",
)
ENDED = {"COMPLETED", "FAILED", "ABORTED"}


def role(client, policies=POLICIES, service="backup.amazonaws.com"):
    """Make a role that a service may assume, with some of AWS's own policies, and return its ARN."""
    iam, name = client("iam"), f"backup-{uuid4()}"
    statement = {"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}
    trust = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    arn = iam.create_role(RoleName=name, AssumeRolePolicyDocument=trust)["Role"]["Arn"]
    for each in policies:
        iam.attach_role_policy(RoleName=name, PolicyArn=f"arn:aws:iam::aws:policy/{each}")
    return arn


def vault(client, region="us-west-2", **lock):
    """Make a vault, locked if days are given, and return its name."""
    name, backup = f"vault-{uuid4()}", client("backup", region)
    backup.create_backup_vault(BackupVaultName=name)
    if lock:
        backup.put_backup_vault_lock_configuration(BackupVaultName=name, **lock)
    return name


class Table:
    """A table with items that say what they are worth."""

    def __init__(self, client, name=None, region="us-west-2"):
        self._dynamodb = client("dynamodb", region)
        self.name = name or f"table-{uuid4()}"
        self.arn = f"arn:aws:dynamodb:{region}:{ACCOUNT}:table/{self.name}"

    def make(self, *keys, tags=()):
        self._dynamodb.create_table(
            TableName=self.name,
            KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
            BillingMode="PAY_PER_REQUEST",
            Tags=[{"Key": key, "Value": value} for key, value in tags],
        )
        for key in keys:
            self.put(key)
        return self

    def put(self, key, value="kept"):
        self._dynamodb.put_item(TableName=self.name, Item={"id": {"S": key}, "value": {"S": value}})

    def items(self):
        found = self._dynamodb.scan(TableName=self.name)["Items"]
        return {each["id"]["S"]: each["value"]["S"] for each in found}


class Bucket:
    """A bucket with versions."""

    def __init__(self, client, name=None, region="us-west-2"):
        self.s3, self._region = client("s3", region), region
        self.name = name or f"bucket-{uuid4()}"
        self.arn = f"arn:aws:s3:::{self.name}"

    def make(self, tags=(), versioning="Enabled", **objects):
        place = {"LocationConstraint": self._region}
        self.s3.create_bucket(Bucket=self.name, CreateBucketConfiguration=place)
        if versioning:
            self.s3.put_bucket_versioning(Bucket=self.name, VersioningConfiguration={"Status": versioning})
        if tags:
            pairs = [{"Key": key, "Value": value} for key, value in tags]
            self.s3.put_bucket_tagging(Bucket=self.name, Tagging={"TagSet": pairs})
        for key, body in objects.items():
            self.put(key, body)
        return self

    def put(self, key, body, **more):
        self.s3.put_object(Bucket=self.name, Key=key, Body=body, **more)

    def delete(self, key):
        self.s3.delete_object(Bucket=self.name, Key=key)

    def objects(self):
        keys = [each["Key"] for each in self.s3.list_objects_v2(Bucket=self.name).get("Contents", [])]
        return {key: self.s3.get_object(Bucket=self.name, Key=key)["Body"].read().decode() for key in keys}

    def versions(self, key):
        found = self.s3.list_object_versions(Bucket=self.name, Prefix=key).get("Versions", [])
        ids = [each["VersionId"] for each in found]
        return [
            self.s3.get_object(Bucket=self.name, Key=key, VersionId=each)["Body"].read().decode()
            for each in ids
        ]


class Jobs:
    """AWS Backup in one region, with a role, and time that passes until a job has ended."""

    def __init__(self, emulator, client, role, region="us-west-2"):
        self._emulator, self._role = emulator, role
        self.backup = client("backup", region)

    def pass_time(self, seconds=30):
        self._emulator.aws.control("POST", "clock", {"forward": seconds})

    def back_up(self, resource, vault, **more):
        given = {"BackupVaultName": vault, "ResourceArn": resource, "IamRoleArn": self._role, **more}
        job = self.backup.start_backup_job(**given)["BackupJobId"]
        self.pass_time()
        return self.backup.describe_backup_job(BackupJobId=job)

    def restore(self, point, **more):
        metadata = more.pop("metadata")
        given = {"RecoveryPointArn": point, "Metadata": metadata, "IamRoleArn": self._role, **more}
        job = self.backup.start_restore_job(**given)["RestoreJobId"]
        self.pass_time()
        return self.backup.describe_restore_job(RestoreJobId=job)

    def copy(self, point, source, target, **more):
        given = {
            "RecoveryPointArn": point,
            "SourceBackupVaultName": source,
            "DestinationBackupVaultArn": target,
            "IamRoleArn": self._role,
            **more,
        }
        job = self.backup.start_copy_job(**given)["CopyJobId"]
        self.pass_time()
        return self.backup.describe_copy_job(CopyJobId=job)["CopyJob"]

    def points(self, vault):
        return self.backup.list_recovery_points_by_backup_vault(BackupVaultName=vault)["RecoveryPoints"]
