"""Backup jobs and what they leave; ministack's complete at once and leave nothing."""

import json
from datetime import timedelta

import pytest
from botocore.exceptions import ClientError

from tests.emulator.backups import POLICIES, Bucket, Jobs, Table, role, vault


def test_a_job_runs_by_time_and_leaves_a_point_that_says_what_it_is(client, jobs, roled):
    table, kept = Table(client).make("a", "b"), vault(client)
    given = {"BackupVaultName": kept, "ResourceArn": table.arn, "IamRoleArn": roled}
    lasting = {"Lifecycle": {"DeleteAfterDays": 7}, "RecoveryPointTags": {"service": "orders"}}
    started = jobs.backup.start_backup_job(**given, **lasting)["BackupJobId"]
    assert "CompletionDate" not in jobs.backup.describe_backup_job(BackupJobId=started)
    jobs.pass_time()
    job = jobs.backup.describe_backup_job(BackupJobId=started)
    assert (job["State"], job["PercentDone"], job["ResourceType"]) == ("COMPLETED", "100.0", "DynamoDB")
    named = {"BackupVaultName": kept, "RecoveryPointArn": job["RecoveryPointArn"]}
    point = jobs.backup.describe_recovery_point(**named)
    assert (point["ResourceArn"], point["Status"], point["IamRoleArn"]) == (table.arn, "COMPLETED", roled)
    assert point["CalculatedLifecycle"]["DeleteAt"] - point["CreationDate"] == timedelta(days=7)
    assert point["BackupSizeInBytes"] == 2 * len("idavaluekept")
    assert jobs.backup.list_tags(ResourceArn=job["RecoveryPointArn"])["Tags"] == {"service": "orders"}
    metadata = jobs.backup.get_recovery_point_restore_metadata(**named)
    assert metadata["RestoreMetadata"] == {"originalTableName": table.name}


def test_a_point_is_found_by_its_vault_and_by_its_resource(client, jobs):
    table, kept = Table(client).make("a"), vault(client)
    arn = jobs.back_up(table.arn, kept)["RecoveryPointArn"]
    assert [each["RecoveryPointArn"] for each in jobs.points(kept)] == [arn]
    found = jobs.backup.list_recovery_points_by_resource(ResourceArn=table.arn)["RecoveryPoints"]
    assert [each["RecoveryPointArn"] for each in found] == [arn]
    assert jobs.backup.describe_protected_resource(ResourceArn=table.arn)["LastRecoveryPointArn"] == arn
    protected = jobs.backup.list_protected_resources()["Results"]
    assert table.arn in {each["ResourceArn"] for each in protected}
    assert jobs.backup.describe_backup_vault(BackupVaultName=kept)["NumberOfRecoveryPoints"] == 1
    listed = jobs.backup.list_backup_jobs(ByResourceArn=table.arn, ByState="COMPLETED")["BackupJobs"]
    assert [each["RecoveryPointArn"] for each in listed] == [arn]
    assert jobs.backup.list_backup_jobs(ByResourceArn=table.arn, ByState="FAILED")["BackupJobs"] == []


def test_a_point_has_the_key_of_its_vault(client, jobs):
    key = client("kms").create_key()["KeyMetadata"]["Arn"]
    jobs.backup.create_backup_vault(BackupVaultName="encrypted", EncryptionKeyArn=key)
    arn = jobs.back_up(Table(client).make("a").arn, "encrypted")["RecoveryPointArn"]
    point = jobs.backup.describe_recovery_point(BackupVaultName="encrypted", RecoveryPointArn=arn)
    assert (point["EncryptionKeyArn"], point["IsEncrypted"]) == (key, True)


def test_a_job_fails_where_the_resource_is_missing_and_leaves_nothing(client, jobs):
    kept = vault(client)
    job = jobs.back_up(Table(client).arn, kept)
    assert job["State"] == "FAILED"
    assert job["StatusMessage"].endswith("does not exist")
    assert jobs.points(kept) == []


def test_a_job_fails_for_a_bucket_without_versions(client, jobs):
    job = jobs.back_up(Bucket(client).make(versioning="").arn, vault(client))
    assert (job["State"], "Versioning" in job["StatusMessage"]) == ("FAILED", True)


def test_a_job_for_a_vault_that_is_missing_is_refused(client, jobs):
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        jobs.back_up(Table(client).make("a").arn, "absent")


@pytest.mark.parametrize(
    ("made", "wrong"),
    [
        (lambda client: role(client, POLICIES[1:]), "not authorized to perform dynamodb:StartAwsBackupJob"),
        (lambda client: role(client, service="lambda.amazonaws.com"), "cannot be assumed by AWS Backup"),
        (lambda _: "arn:aws:iam::123456789012:role/absent", "does not exist"),
    ],
    ids=["no-right", "no-trust", "no-role"],
)
def test_a_job_fails_where_its_role_may_not(emulator, client, made, wrong):
    jobs = Jobs(emulator, client, made(client))
    job = jobs.back_up(Table(client).make("a").arn, vault(client))
    assert (job["State"], wrong in job["StatusMessage"]) == ("FAILED", True)


def test_a_job_fails_where_its_service_is_lost(emulator, client, jobs):
    table = Table(client).make("a")
    fault = {"kind": "lost", "service": "dynamodb", "region": "us-west-2"}
    emulator.aws.control("PUT", "faults/loss", fault)
    job = jobs.back_up(table.arn, vault(client))
    emulator.aws.control("DELETE", "faults/loss")
    assert (job["State"], job["StatusMessage"]) == ("FAILED", "DynamoDB does not answer in us-west-2")


def test_a_job_that_was_stopped_leaves_nothing(client, jobs, roled):
    kept = vault(client)
    given = {"BackupVaultName": kept, "ResourceArn": Table(client).make("a").arn, "IamRoleArn": roled}
    job = jobs.backup.start_backup_job(**given)["BackupJobId"]
    jobs.backup.stop_backup_job(BackupJobId=job)
    jobs.pass_time()
    assert jobs.backup.describe_backup_job(BackupJobId=job)["State"] == "ABORTED"
    assert jobs.points(kept) == []


def test_one_token_starts_one_job(client, jobs, roled):
    given = {"BackupVaultName": vault(client), "ResourceArn": Table(client).make("a").arn}
    ids = {
        jobs.backup.start_backup_job(**given, IamRoleArn=roled, IdempotencyToken="once")["BackupJobId"]
        for _ in range(2)
    }
    assert len(ids) == 1


def test_a_point_goes_when_its_time_is_over(client, jobs):
    kept = vault(client)
    jobs.back_up(Table(client).make("a").arn, kept, Lifecycle={"DeleteAfterDays": 1})
    jobs.pass_time(86400 - 120)
    assert len(jobs.points(kept)) == 1
    jobs.pass_time(180)
    assert jobs.points(kept) == []
    assert jobs.backup.describe_backup_vault(BackupVaultName=kept)["NumberOfRecoveryPoints"] == 0


@pytest.mark.parametrize(
    ("lifecycle", "wrong"),
    [
        ({"Lifecycle": {"DeleteAfterDays": 6}}, "6 days is shorter than the vault's minimum of 7 days"),
        ({"Lifecycle": {"DeleteAfterDays": 36}}, "36 days is longer than the vault's maximum of 35 days"),
        ({}, "no end is longer than the vault's maximum of 35 days"),
    ],
    ids=["shorter", "longer", "for-ever"],
)
def test_a_locked_vault_takes_nothing_that_it_may_not_keep(client, jobs, lifecycle, wrong):
    kept = vault(client, MinRetentionDays=7, MaxRetentionDays=35)
    job = jobs.back_up(Table(client).make("a").arn, kept, **lifecycle)
    assert (job["State"], job["StatusMessage"]) == ("FAILED", f"Retention of {wrong}")
    assert jobs.points(kept) == []


def test_a_locked_vault_lets_nothing_be_deleted_or_kept_shorter_until_the_lock_is_lifted(client, jobs):
    kept = vault(client, MinRetentionDays=7, MaxRetentionDays=35)
    arn = jobs.back_up(Table(client).make("a").arn, kept, Lifecycle={"DeleteAfterDays": 7})
    named = {"BackupVaultName": kept, "RecoveryPointArn": arn["RecoveryPointArn"]}
    with pytest.raises(ClientError, match="Backup vault configured with Lock"):
        jobs.backup.delete_recovery_point(**named)
    with pytest.raises(ClientError, match="Backup vault configured with Lock"):
        jobs.backup.update_recovery_point_lifecycle(**named, Lifecycle={"DeleteAfterDays": 1})
    with pytest.raises(ClientError, match=r"contains 1 recovery points"):
        jobs.backup.delete_backup_vault(BackupVaultName=kept)
    jobs.backup.delete_backup_vault_lock_configuration(BackupVaultName=kept)
    jobs.backup.delete_recovery_point(**named)
    jobs.backup.delete_backup_vault(BackupVaultName=kept)
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        jobs.backup.describe_backup_vault(BackupVaultName=kept)


def test_a_lifecycle_can_be_changed_where_nothing_is_locked(client, jobs):
    kept = vault(client)
    arn = jobs.back_up(Table(client).make("a").arn, kept)["RecoveryPointArn"]
    changed = jobs.backup.update_recovery_point_lifecycle(
        BackupVaultName=kept, RecoveryPointArn=arn, Lifecycle={"DeleteAfterDays": 2}
    )
    made = jobs.backup.describe_recovery_point(BackupVaultName=kept, RecoveryPointArn=arn)
    assert changed["CalculatedLifecycle"]["DeleteAt"] - made["CreationDate"] == timedelta(days=2)


@pytest.mark.parametrize("granted", [True, False])
def test_a_vaults_topic_is_told_what_it_wants_to_know_if_aws_backup_may_publish(client, jobs, granted):
    sns, sqs, name = client("sns"), client("sqs"), f"jobs-{granted}"
    topic, url = sns.create_topic(Name=name)["TopicArn"], sqs.create_queue(QueueName=name)["QueueUrl"]
    queue = f"arn:aws:sqs:us-west-2:123456789012:{name}"
    allowed = {"Effect": "Allow", "Principal": {"Service": "sns.amazonaws.com"}, "Action": "sqs:SendMessage"}
    policy = {"Version": "2012-10-17", "Statement": [{**allowed, "Resource": queue}]}
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": json.dumps(policy)})
    publisher = "backup.amazonaws.com" if granted else "events.amazonaws.com"
    allowed = {"Effect": "Allow", "Principal": {"Service": publisher}, "Action": "sns:Publish"}
    policy = {"Version": "2012-10-17", "Statement": [{**allowed, "Resource": topic}]}
    sns.set_topic_attributes(TopicArn=topic, AttributeName="Policy", AttributeValue=json.dumps(policy))
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=queue)
    kept = vault(client)
    jobs.backup.put_backup_vault_notifications(
        BackupVaultName=kept, SNSTopicArn=topic, BackupVaultEvents=["BACKUP_JOB_COMPLETED"]
    )
    table = Table(client).make("a")
    job = jobs.back_up(table.arn, kept)
    jobs.pass_time()
    found = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])
    told = [json.loads(each["Body"]) for each in found]
    assert [each["Subject"] for each in told] == ["Notification from AWS Backup"] * granted
    for each in told:
        assert each["Message"] == (
            f"An AWS Backup job was completed successfully. Recovery point ARN: {job['RecoveryPointArn']}. "
            f"Resource ARN : {table.arn}. BackupJob ID : {job['BackupJobId']}"
        )
        assert each["MessageAttributes"]["State"] == {"Type": "String", "Value": "COMPLETED"}
