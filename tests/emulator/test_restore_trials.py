"""Restores on trial that a plan starts by time, and what becomes of them."""

import pytest
from botocore.exceptions import ClientError

from tests.emulator.backups import POLICIES, Bucket, Table, role, vault
from tests.emulator.databases import Database

DAY = 86400


@pytest.fixture
def plan(jobs):
    """Return what makes a daily plan for a vault and returns its ARN; it goes with the test."""
    made = []

    def make(kept, kind, role, **more):
        arn = jobs.backup.describe_backup_vault(BackupVaultName=kept)["BackupVaultArn"]
        name = f"daily_{kind}"
        choice = {
            "Algorithm": "LATEST_WITHIN_WINDOW",
            "IncludeVaults": [arn],
            "RecoveryPointTypes": ["SNAPSHOT"],
            "SelectionWindowDays": 7,
        }
        created = jobs.backup.create_restore_testing_plan(
            RestoreTestingPlan={
                "RestoreTestingPlanName": name,
                "RecoveryPointSelection": choice,
                "ScheduleExpression": "cron(0 9 * * ? *)",
            }
        )
        made.append(name)
        selection = {
            "RestoreTestingSelectionName": "all",
            "ProtectedResourceType": kind,
            "ProtectedResourceArns": ["*"],
            "IamRoleArn": role,
            "ValidationWindowHours": 1,
            **more,
        }
        jobs.backup.create_restore_testing_selection(
            RestoreTestingPlanName=name, RestoreTestingSelection=selection
        )
        return created["RestoreTestingPlanArn"]

    yield make
    for name in made:
        jobs.backup.delete_restore_testing_selection(
            RestoreTestingPlanName=name, RestoreTestingSelectionName="all"
        )
        jobs.backup.delete_restore_testing_plan(RestoreTestingPlanName=name)


def _until(emulator, hour):
    """Let time pass until shortly after an hour of the day."""
    now = emulator.aws.control("GET", "clock")["now"]
    seconds = (hour * 3600 - now) % DAY
    emulator.aws.control("POST", "clock", {"forward": seconds + 150})


def _started(jobs, plan):
    found = jobs.backup.list_restore_jobs()["RestoreJobs"]
    return [each for each in found if each.get("CreatedBy", {}).get("RestoreTestingPlanArn") == plan]


def test_the_latest_backup_of_a_table_is_restored_looked_at_and_deleted(emulator, client, jobs, plan, roled):
    kept, table = vault(client), Table(client).make("a")
    _until(emulator, 10)
    jobs.back_up(table.arn, kept)
    table.put("b")
    latest = jobs.back_up(table.arn, kept)["RecoveryPointArn"]
    arn = plan(kept, "DynamoDB", roled)
    _until(emulator, 9)
    (job,) = _started(jobs, arn)
    restored = Table(client, job["CreatedResourceArn"].rpartition("/")[2])
    assert (job["Status"], job["RecoveryPointArn"]) == ("COMPLETED", latest)
    assert restored.items() == {"a": "kept", "b": "kept"}
    jobs.backup.put_restore_validation_result(RestoreJobId=job["RestoreJobId"], ValidationStatus="SUCCESSFUL")
    jobs.pass_time(3700)
    (job,) = _started(jobs, arn)
    assert (job["ValidationStatus"], job["DeletionStatus"]) == ("SUCCESSFUL", "SUCCESSFUL")
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        restored.items()


def test_a_bucket_that_nobody_looked_at_is_deleted_too(emulator, client, jobs, plan, roled):
    kept, bucket = vault(client), Bucket(client).make(a="1")
    jobs.back_up(bucket.arn, kept)
    arn = plan(kept, "S3", roled)
    _until(emulator, 9)
    (job,) = _started(jobs, arn)
    restored = Bucket(client, job["CreatedResourceArn"].removeprefix("arn:aws:s3:::"))
    assert (job["Status"], restored.objects()) == ("COMPLETED", {"a": "1"})
    jobs.pass_time(3700)
    (job,) = _started(jobs, arn)
    assert (job["ValidationStatus"], job["DeletionStatus"]) == ("TIMED_OUT", "SUCCESSFUL")
    with pytest.raises(ClientError, match="NoSuchBucket"):
        restored.objects()


def test_only_resources_with_the_tags_that_are_asked_for_are_restored(emulator, client, jobs, plan, roled):
    kept, wanted = vault(client), Table(client).make("a", tags=[("backup", "daily")])
    jobs.back_up(wanted.arn, kept)
    jobs.back_up(Table(client).make("b").arn, kept)
    condition = {"StringEquals": [{"Key": "aws:ResourceTag/backup", "Value": "daily"}]}
    arn = plan(kept, "DynamoDB", roled, ProtectedResourceConditions=condition)
    _until(emulator, 9)
    assert [each["SourceResourceArn"] for each in _started(jobs, arn)] == [wanted.arn]


def test_a_trial_whose_role_may_not_restore_fails(emulator, client, jobs, plan):
    kept = vault(client)
    jobs.back_up(Table(client).make("a").arn, kept)
    arn = plan(kept, "DynamoDB", role(client, POLICIES[:1]))
    _until(emulator, 9)
    (job,) = _started(jobs, arn)
    assert (job["Status"], "not authorized" in job["StatusMessage"]) == ("FAILED", True)


def test_a_cluster_is_restored_looked_at_and_deleted(emulator, client, jobs, plan, roled):
    kept, database = vault(client), Database(client, "tried").instances()
    database.run("create table audit(id int)")
    database.run("insert into audit values (1), (2)")
    jobs.back_up(database.arn, kept)
    database.run("delete from audit")
    arn = plan(kept, "Aurora", roled)
    _until(emulator, 9)
    (job,) = _started(jobs, arn)
    assert (job["Status"], job["SourceResourceArn"]) == ("COMPLETED", database.arn)
    name = job["CreatedResourceArn"].rpartition(":")[2]
    assert name.startswith("awsbackup-restore-test-")
    scaling = {"MinCapacity": 0.5, "MaxCapacity": 2}
    database.rds.modify_db_cluster(DBClusterIdentifier=name, ServerlessV2ScalingConfiguration=scaling)
    assert database.rows("select count(*) from audit", database.restored(name)) == [[2]]
    database.rds.delete_db_instance(DBInstanceIdentifier=f"{name}-1")
    jobs.pass_time(3700)
    (job,) = _started(jobs, arn)
    assert (job["ValidationStatus"], job["DeletionStatus"]) == ("TIMED_OUT", "SUCCESSFUL")
    with pytest.raises(ClientError, match="DBClusterNotFoundFault"):
        database.described(name)


def test_what_cannot_be_deleted_after_a_trial_is_told_of(emulator, client, jobs, plan, roled):
    kept, database = vault(client), Database(client, "kept")
    jobs.back_up(database.arn, kept)
    arn = plan(kept, "Aurora", roled, RestoreMetadataOverrides={"deletionProtection": "true"})
    _until(emulator, 9)
    jobs.pass_time(3700)
    (job,) = _started(jobs, arn)
    assert (job["Status"], job["DeletionStatus"]) == ("COMPLETED", "FAILED")
    assert "DeletionProtection" in job["DeletionStatusMessage"]
