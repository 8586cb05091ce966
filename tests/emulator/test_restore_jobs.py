"""Restore and copy jobs; ministack has neither."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from botocore.exceptions import ClientError

from tests.emulator.backups import ACCOUNT, POLICIES, Bucket, Jobs, Table, role, vault


def _target():
    return f"restored-{uuid4()}"


def test_a_table_is_restored_as_it_was_backed_up(client, jobs):
    table = Table(client).make("a", "b")
    point = jobs.back_up(table.arn, vault(client))["RecoveryPointArn"]
    table.put("a", "overwritten")
    table.put("c")
    target = Table(client, _target())
    job = jobs.restore(point, metadata={"targetTableName": target.name})
    assert (job["Status"], job["CreatedResourceArn"]) == ("COMPLETED", target.arn)
    assert target.items() == {"a": "kept", "b": "kept"}
    listed = jobs.backup.list_restore_jobs(ByStatus="COMPLETED")["RestoreJobs"]
    assert job["RestoreJobId"] in {each["RestoreJobId"] for each in listed}
    asked = jobs.backup.get_restore_job_metadata(RestoreJobId=job["RestoreJobId"])["Metadata"]
    assert asked == {"targetTableName": target.name}


def test_a_restored_table_has_the_key_that_is_asked_for(client, jobs):
    point = jobs.back_up(Table(client).make("a").arn, vault(client))["RecoveryPointArn"]
    key, target = client("kms").create_key()["KeyMetadata"]["Arn"], _target()
    jobs.restore(point, metadata={"targetTableName": target, "encryptionType": "KMS", "kmsMasterKeyArn": key})
    found = client("dynamodb").describe_table(TableName=target)["Table"]["SSEDescription"]
    assert (found["SSEType"], found["KMSMasterKeyArn"]) == ("KMS", key)


def test_a_restore_over_a_table_that_is_there_fails_and_changes_nothing(client, jobs):
    table = Table(client).make("a")
    point = jobs.back_up(table.arn, vault(client))["RecoveryPointArn"]
    table.put("a", "newer")
    job = jobs.restore(point, metadata={"targetTableName": table.name})
    assert (job["Status"], job["StatusMessage"]) == ("FAILED", f"Table already exists: {table.name}")
    assert table.items() == {"a": "newer"}


def test_a_restore_fails_where_its_role_may_not(emulator, client, jobs):
    point = jobs.back_up(Table(client).make("a").arn, vault(client))["RecoveryPointArn"]
    weak = Jobs(emulator, client, role(client, POLICIES[:1]))
    job = weak.restore(point, metadata={"targetTableName": _target()})
    assert job["Status"] == "FAILED"
    assert "not authorized to perform dynamodb:RestoreTableFromAwsBackup" in job["StatusMessage"]


def test_a_restore_that_says_no_target_or_of_no_point_is_refused(client, jobs):
    point = jobs.back_up(Table(client).make("a").arn, vault(client))["RecoveryPointArn"]
    with pytest.raises(ClientError, match="targetTableName is missing"):
        jobs.restore(point, metadata={})
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        jobs.restore(f"{point}-absent", metadata={"targetTableName": _target()})


def _attributes(bucket, key):
    found = bucket.s3.get_object(Bucket=bucket.name, Key=key)
    tags = bucket.s3.get_object_tagging(Bucket=bucket.name, Key=key)["TagSet"]
    return found["ContentType"], found["Metadata"], {each["Key"]: each["Value"] for each in tags}


def test_a_bucket_is_restored_into_a_new_one_as_it_was_backed_up(client, jobs):
    bucket = Bucket(client).make(a="first", b="gone")
    bucket.put("a", "second", ContentType="text/plain", Metadata={"by": "test"}, Tagging="service=orders")
    bucket.delete("b")
    point = jobs.back_up(bucket.arn, vault(client))["RecoveryPointArn"]
    bucket.put("a", "spoilt")
    target = Bucket(client, _target())
    job = jobs.restore(point, metadata={"DestinationBucketName": target.name, "NewBucket": "true"})
    assert (job["Status"], job["CreatedResourceArn"]) == ("COMPLETED", target.arn)
    assert (target.objects(), target.versions("a")) == ({"a": "second"}, ["second"])
    assert _attributes(target, "a") == ("text/plain", {"by": "test"}, {"service": "orders"})


@pytest.mark.parametrize(
    ("asked", "found"), [("2", ["third", "second"]), ("all", ["third", "second", "first"])]
)
def test_more_versions_of_an_object_are_restored_on_request(client, jobs, asked, found):
    bucket = Bucket(client).make(a="first")
    bucket.put("a", "second")
    bucket.put("a", "third")
    point = jobs.back_up(bucket.arn, vault(client))["RecoveryPointArn"]
    target = Bucket(client).make()
    jobs.restore(point, metadata={"DestinationBucketName": target.name, "RestoreLatestVersionsUpTo": asked})
    assert target.versions("a") == found


def test_a_restore_puts_nothing_over_what_is_there_but_brings_back_what_was_deleted(client, jobs):
    bucket = Bucket(client).make(a="good", b="good")
    point = jobs.back_up(bucket.arn, vault(client))["RecoveryPointArn"]
    bucket.put("a", "newer")
    bucket.delete("b")
    bucket.put("c", "added")
    jobs.restore(point, metadata={"DestinationBucketName": bucket.name})
    assert bucket.objects() == {"a": "newer", "b": "good", "c": "added"}


def test_only_the_objects_that_are_asked_for_are_restored(client, jobs):
    bucket = Bucket(client).make(**{"a": "1", "in/b": "2", "in/c": "3"})
    point = jobs.back_up(bucket.arn, vault(client))["RecoveryPointArn"]
    target = Bucket(client).make()
    asked = {"DestinationBucketName": target.name, "ItemsToRestore": f'["s3://{bucket.name}/in/"]'}
    jobs.restore(point, metadata=asked)
    assert target.objects() == {"in/b": "2", "in/c": "3"}


def test_a_restore_into_a_bucket_without_versions_fails(client, jobs):
    point = jobs.back_up(Bucket(client).make(a="1").arn, vault(client))["RecoveryPointArn"]
    target = Bucket(client).make(versioning="")
    job = jobs.restore(point, metadata={"DestinationBucketName": target.name})
    assert (job["Status"], target.objects()) == ("FAILED", {})


def test_a_restore_that_a_snapshot_cannot_give_does_not_happen(client, jobs):
    point = jobs.back_up(Bucket(client).make(a="1").arn, vault(client))["RecoveryPointArn"]
    target = Bucket(client).make()
    asked = {"DestinationBucketName": target.name}
    with pytest.raises(ClientError, match="Invalid restore metadata: RestoreACLs"):
        jobs.restore(point, metadata={**asked, "RestoreACLs": "true"})
    job = jobs.restore(point, metadata={**asked, "RestoreTime": "2026-01-01T00:00:00Z"})
    assert job["StatusMessage"] == "RestoreTime is only valid for continuous recovery points"
    assert (job["Status"], target.objects()) == ("FAILED", {})


def test_a_copy_in_another_region_is_restored_there_although_the_first_region_is_lost(
    emulator, client, jobs, roled
):
    table, kept, away = Table(client).make("a"), vault(client), vault(client, "us-east-1")
    point = jobs.back_up(table.arn, kept, RecoveryPointTags={"service": "orders"})["RecoveryPointArn"]
    target = f"arn:aws:backup:us-east-1:{ACCOUNT}:backup-vault:{away}"
    copy = jobs.copy(point, kept, target, Lifecycle={"DeleteAfterDays": 35})
    assert copy["State"] == "COMPLETED"
    there = Jobs(emulator, client, roled, "us-east-1")
    (found,) = there.points(away)
    assert found["RecoveryPointArn"] == copy["DestinationRecoveryPointArn"]
    assert found["Lifecycle"] == {"DeleteAfterDays": 35}
    tags = there.backup.list_tags(ResourceArn=found["RecoveryPointArn"])["Tags"]
    assert tags == {"service": "orders"}
    emulator.aws.control("PUT", "faults/loss", {"kind": "lost", "region": "us-west-2"})
    restored = Table(client, _target(), "us-east-1")
    job = there.restore(found["RecoveryPointArn"], metadata={"targetTableName": restored.name})
    emulator.aws.control("DELETE", "faults/loss")
    assert (job["Status"], restored.items()) == ("COMPLETED", {"a": "kept"})


def test_a_copy_fails_where_the_other_vaults_lock_or_the_role_does_not_let_it(emulator, client, jobs):
    kept, away = vault(client), vault(client, "us-east-1", MinRetentionDays=7)
    point = jobs.back_up(Table(client).make("a").arn, kept)["RecoveryPointArn"]
    target = f"arn:aws:backup:us-east-1:{ACCOUNT}:backup-vault:{away}"
    short = jobs.copy(point, kept, target, Lifecycle={"DeleteAfterDays": 1})
    assert (short["State"], "minimum of 7 days" in short["StatusMessage"]) == ("FAILED", True)
    weak = Jobs(emulator, client, role(client, ()))
    denied = weak.copy(point, kept, target, Lifecycle={"DeleteAfterDays": 7})
    assert (denied["State"], "CopyIntoBackupVault" in denied["StatusMessage"]) == ("FAILED", True)
    absent = jobs.copy(point, kept, f"{target}-absent")
    assert (absent["State"], "does not exist" in absent["StatusMessage"]) == ("FAILED", True)


def test_a_continuous_backup_restores_a_bucket_as_it_was_at_any_time(emulator, client, jobs, roled):
    bucket, kept = Bucket(client).make(tags=[("backup", "always")], a="good", b="good"), vault(client)
    rule = {
        "RuleName": "daily",
        "TargetBackupVaultName": kept,
        "ScheduleExpression": "cron(0 5 * * ? *)",
        "EnableContinuousBackup": True,
        "Lifecycle": {"DeleteAfterDays": 35},
    }
    plan = jobs.backup.create_backup_plan(BackupPlan={"BackupPlanName": "always", "Rules": [rule]})
    tagged = [{"ConditionType": "STRINGEQUALS", "ConditionKey": "backup", "ConditionValue": "always"}]
    selection = {"SelectionName": "all", "IamRoleArn": roled, "ListOfTags": tagged}
    jobs.backup.create_backup_selection(BackupPlanId=plan["BackupPlanId"], BackupSelection=selection)
    jobs.pass_time(86400 + 120)
    (point,) = jobs.points(kept)
    arn = point["RecoveryPointArn"]
    assert f":recovery-point:continuous:{bucket.name}-" in arn
    jobs.pass_time(60)
    good = emulator.aws.control("GET", "clock")["now"]
    jobs.pass_time(60)
    bucket.put("a", "spoilt")
    bucket.delete("b")
    jobs.pass_time(86400)
    assert [each["RecoveryPointArn"] for each in jobs.points(kept)] == [arn]
    target, when = Bucket(client).make(), datetime.fromtimestamp(good, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    asked = {"DestinationBucketName": target.name, "RestoreTime": when}
    assert jobs.restore(arn, metadata=asked)["Status"] == "COMPLETED"
    assert target.objects() == {"a": "good", "b": "good"}
    later, when = Bucket(client).make(), datetime.fromtimestamp(good + 3600, UTC).isoformat()
    jobs.restore(arn, metadata={"DestinationBucketName": later.name, "RestoreTime": when})
    assert later.objects() == {"a": "spoilt"}
    asked["RestoreTime"] = "2020-01-01T00:00:00Z"
    assert jobs.restore(arn, metadata=asked)["Status"] == "FAILED"
    with pytest.raises(ClientError, match="cannot be copied on demand"):
        jobs.copy(arn, kept, f"arn:aws:backup:us-west-2:{ACCOUNT}:backup-vault:{kept}")
