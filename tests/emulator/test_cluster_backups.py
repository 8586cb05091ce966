"""Clusters that AWS Backup takes and brings back, row by row; ministack takes none."""

import json
from datetime import UTC, datetime

import pytest
from botocore.exceptions import ClientError

from tests.emulator.backups import ACCOUNT, POLICIES, Jobs, role, vault
from tests.emulator.databases import Database

ROWS = "select id, text from audit order by id"
KEPT = [[1, "kept"]]
SCALING = {"MinCapacity": 0.5, "MaxCapacity": 2}
DAY = 86400


@pytest.fixture
def database(client, request):
    """Return a cluster of two instances with one row in it."""
    name = request.node.name.removeprefix("test_").replace("_", "-")[:30].rstrip("-")
    made = Database(client, name, key=client("kms").create_key()["KeyMetadata"]["Arn"]).instances()
    made.run("create table audit(id int, text text)")
    made.run("insert into audit values (1, 'kept')")
    return made


def cluster(name, region="us-west-2"):
    return f"arn:aws:rds:{region}:{ACCOUNT}:cluster:{name}"


def serving(database, name):
    """Give a restored cluster what it needs to answer, and return its rows."""
    database.rds.modify_db_cluster(
        DBClusterIdentifier=name, ServerlessV2ScalingConfiguration=SCALING, EnableHttpEndpoint=True
    )
    database.instance(f"{name}-1", cluster=name)
    return database.rows(ROWS, cluster(name))


def snapshots(database, region="us-west-2"):
    """Return the names of the snapshots that AWS Backup has made of a cluster."""
    found = database.client("rds", region).describe_db_cluster_snapshots(SnapshotType="awsbackup")
    return [
        each["DBClusterSnapshotIdentifier"]
        for each in found["DBClusterSnapshots"]
        if each["DBClusterIdentifier"] == database.name
    ]


def test_a_cluster_comes_back_as_it_was_and_serves_when_it_gets_an_instance(client, jobs, database):
    kept = vault(client)
    job = jobs.back_up(database.arn, kept)
    database.run("update audit set text = 'overwritten'")
    (point,) = jobs.points(kept)
    described = (job["State"], point["ResourceType"], point["ResourceArn"])
    assert described == ("COMPLETED", "Aurora", database.arn)
    made = jobs.restore(point["RecoveryPointArn"], metadata={"DBClusterIdentifier": "brought-back"})
    assert (made["Status"], made["CreatedResourceArn"]) == ("COMPLETED", cluster("brought-back"))
    assert database.described("brought-back")["DBClusterMembers"] == []
    with pytest.raises(ClientError, match="HttpEndpointNotEnabledException"):
        database.rows(ROWS, cluster("brought-back"))
    assert serving(database, "brought-back") == KEPT
    assert database.rows(ROWS) == [[1, "overwritten"]]


def test_a_point_says_how_its_cluster_was_and_a_restore_asks_for_no_less(client, jobs, database):
    kept, ec2 = vault(client), client("ec2")
    group = ec2.create_security_group(GroupName="of-restored", Description="restored")["GroupId"]
    database.rds.modify_db_cluster(
        DBClusterIdentifier=database.name, VpcSecurityGroupIds=[group], EnableIAMDatabaseAuthentication=True
    )
    arn = jobs.back_up(database.arn, kept)["RecoveryPointArn"]
    asked = {"BackupVaultName": kept, "RecoveryPointArn": arn}
    known = jobs.backup.get_recovery_point_restore_metadata(**asked)["RestoreMetadata"]
    assert (known["Engine"], known["EngineVersion"]) == ("aurora-postgresql", "16.11")
    assert known["DBClusterIdentifier"] == database.name
    assert json.loads(known["VpcSecurityGroupIds"]) == [group]
    assert jobs.restore(arn, metadata={**known, "DBClusterIdentifier": "alike"})["Status"] == "COMPLETED"
    made = database.described("alike")
    assert [each["VpcSecurityGroupId"] for each in made["VpcSecurityGroups"]] == [group]
    assert (made["IAMDatabaseAuthenticationEnabled"], made["CopyTagsToSnapshot"]) == (True, True)
    assert (made["KmsKeyId"], made["DatabaseName"]) == (database.key, "audit")


@pytest.mark.parametrize(
    ("metadata", "wrong"),
    [
        ({"Engine": "aurora-postgresql"}, "DBClusterIdentifier is missing"),
        ({"DBClusterIdentifier": "never", "Instances": "2"}, "Invalid restore metadata: Instances"),
        ({"DBClusterIdentifier": "never", "VpcSecurityGroupIds": "sg-1"}, "a list of texts as JSON"),
        ({"DBClusterIdentifier": "never", "RestoreToTime": "2026-01-01T00:00:00Z"}, "only valid for cont"),
    ],
)
def test_a_restore_that_makes_no_sense_is_refused(client, jobs, metadata, wrong):
    bare = Database(client, f"bare-{len(wrong)}")
    arn = jobs.back_up(bare.arn, vault(client))["RecoveryPointArn"]
    with pytest.raises(ClientError, match=wrong):
        jobs.restore(arn, metadata=metadata)


def test_a_restore_over_a_cluster_that_is_there_fails_and_changes_nothing(client, jobs, database):
    arn = jobs.back_up(database.arn, vault(client))["RecoveryPointArn"]
    database.run("update audit set text = 'newer'")
    job = jobs.restore(arn, metadata={"DBClusterIdentifier": database.name})
    assert (job["Status"], job["StatusMessage"]) == (
        "FAILED",
        f"DB cluster {database.name} already exists.",
    )
    assert database.rows(ROWS) == [[1, "newer"]]


def test_jobs_do_nothing_that_their_role_may_not(emulator, client, jobs):
    bare, kept = Database(client, "guarded"), vault(client)
    weak = Jobs(emulator, client, role(client, ()))
    job = weak.back_up(bare.arn, kept)
    assert (job["State"], "rds:CreateDBClusterSnapshot" in job["StatusMessage"]) == ("FAILED", True)
    arn = jobs.back_up(bare.arn, kept)["RecoveryPointArn"]
    job = weak.restore(arn, metadata={"DBClusterIdentifier": "forbidden"})
    assert (job["Status"], "rds:RestoreDBClusterFromSnapshot" in job["StatusMessage"]) == ("FAILED", True)
    copier = Jobs(emulator, client, role(client, POLICIES[1:]))
    job = copier.copy(arn, kept, f"arn:aws:backup:us-west-2:{ACCOUNT}:backup-vault:{vault(client)}")
    assert (job["State"], "CopyIntoBackupVault" in job["StatusMessage"]) == ("FAILED", True)


def test_a_job_fails_where_the_cluster_is_missing_or_rds_is_lost(emulator, client, jobs):
    job = jobs.back_up(cluster("nowhere"), vault(client))
    assert (job["State"], job["StatusMessage"]) == ("FAILED", f"Resource {cluster('nowhere')} does not exist")
    bare, fault = Database(client, "unheard"), {"kind": "lost", "service": "rds", "region": "us-west-2"}
    emulator.aws.control("PUT", "faults/loss", fault)
    job = jobs.back_up(bare.arn, vault(client))
    emulator.aws.control("DELETE", "faults/loss")
    assert (job["State"], job["StatusMessage"]) == ("FAILED", "Aurora does not answer in us-west-2")


def test_a_point_is_a_snapshot_that_rds_leaves_to_aws_backup(client, jobs):
    bare, kept = Database(client, "pictured-for-backup"), vault(client)
    job = jobs.back_up(bare.arn, kept, Lifecycle={"MoveToColdStorageAfterDays": 1})
    assert (job["State"], snapshots(bare)) == ("FAILED", [])
    arn = jobs.back_up(bare.arn, kept)["RecoveryPointArn"]
    (name,) = snapshots(bare)
    assert arn == f"arn:aws:rds:us-west-2:{ACCOUNT}:cluster-snapshot:{name}"
    with pytest.raises(ClientError, match="InvalidDBClusterSnapshotStateFault"):
        bare.rds.delete_db_cluster_snapshot(DBClusterSnapshotIdentifier=name)
    jobs.backup.delete_recovery_point(BackupVaultName=kept, RecoveryPointArn=arn)
    assert snapshots(bare) == []


def test_a_point_has_its_clusters_key_and_a_copy_that_of_its_vault(emulator, client, jobs, roled, database):
    kept, away = vault(client), client("backup", "us-east-1")
    key = client("kms", "us-east-1").create_key()["KeyMetadata"]["Arn"]
    away.create_backup_vault(BackupVaultName="away", EncryptionKeyArn=key)
    arn = jobs.back_up(database.arn, kept)["RecoveryPointArn"]
    assert [each["EncryptionKeyArn"] for each in jobs.points(kept)] == [database.key]
    copy = jobs.copy(arn, kept, f"arn:aws:backup:us-east-1:{ACCOUNT}:backup-vault:away")
    assert copy["State"] == "COMPLETED"
    there = Jobs(emulator, client, roled, "us-east-1")
    (found,) = there.points("away")
    assert (found["EncryptionKeyArn"], found["ResourceType"]) == (key, "Aurora")
    emulator.aws.control("PUT", "faults/loss", {"kind": "lost", "region": "us-west-2"})
    job = there.restore(found["RecoveryPointArn"], metadata={"DBClusterIdentifier": "abroad"})
    emulator.aws.control("DELETE", "faults/loss")
    rds = client("rds", "us-east-1")
    (made,) = rds.describe_db_clusters(DBClusterIdentifier="abroad")["DBClusters"]
    assert (job["Status"], made["KmsKeyId"]) == ("COMPLETED", key)
    rds.modify_db_cluster(
        DBClusterIdentifier="abroad", ServerlessV2ScalingConfiguration=SCALING, EnableHttpEndpoint=True
    )
    given = {"DBInstanceIdentifier": "abroad-1", "DBClusterIdentifier": "abroad"}
    rds.create_db_instance(DBInstanceClass="db.serverless", Engine="aurora-postgresql", **given)
    value = client("secretsmanager").get_secret_value(SecretId=database.secret)["SecretString"]
    database.secret = client("secretsmanager", "us-east-1").create_secret(Name="abroad", SecretString=value)[
        "ARN"
    ]
    rows = database.run(ROWS, cluster("abroad", "us-east-1"), client("rds-data", "us-east-1"))["records"]
    assert rows == [[{"longValue": 1}, {"stringValue": "kept"}]]


@pytest.fixture
def followed(client, jobs, roled, database):
    """Return a vault in which a plan has a cluster continuously, and copies of it elsewhere."""
    kept, copies = vault(client), vault(client, "us-east-1")
    rule = {
        "RuleName": "daily",
        "TargetBackupVaultName": kept,
        "ScheduleExpression": "cron(0 5 * * ? *)",
        "EnableContinuousBackup": True,
        "Lifecycle": {"DeleteAfterDays": 3},
        "CopyActions": [
            {"DestinationBackupVaultArn": f"arn:aws:backup:us-east-1:{ACCOUNT}:backup-vault:{copies}"}
        ],
    }
    plan = jobs.backup.create_backup_plan(BackupPlan={"BackupPlanName": "always", "Rules": [rule]})
    condition = {"ConditionType": "STRINGEQUALS", "ConditionKey": "backup", "ConditionValue": database.name}
    jobs.backup.create_backup_selection(
        BackupPlanId=plan["BackupPlanId"],
        BackupSelection={"SelectionName": "all", "IamRoleArn": roled, "ListOfTags": [condition]},
    )
    tag = {"Key": "backup", "Value": database.name}
    database.rds.add_tags_to_resource(ResourceName=database.arn, Tags=[tag])
    jobs.pass_time(DAY + 120)
    yield kept, copies
    jobs.backup.delete_backup_plan(BackupPlanId=plan["BackupPlanId"])


def test_a_plan_follows_a_cluster_through_the_backups_that_rds_makes(client, jobs, database, followed):
    kept, copies = followed
    (point,) = jobs.points(kept)
    arn = point["RecoveryPointArn"]
    assert f":recovery-point:continuous:{database.name}-" in arn
    described = database.described()
    assert (described["BackupRetentionPeriod"], described["AwsBackupRecoveryPointArn"]) == (3, arn)
    with pytest.raises(ClientError, match="managed by AWS Backup"):
        database.rds.modify_db_cluster(DBClusterIdentifier=database.name, BackupRetentionPeriod=7)
    copied = client("backup", "us-east-1").list_recovery_points_by_backup_vault(BackupVaultName=copies)
    assert len(copied["RecoveryPoints"]) == len(snapshots(database, "us-east-1")) == 1
    assert snapshots(database) == []
    jobs.backup.delete_recovery_point(BackupVaultName=kept, RecoveryPointArn=arn)
    database.rds.modify_db_cluster(DBClusterIdentifier=database.name, BackupRetentionPeriod=7)
    assert "AwsBackupRecoveryPointArn" not in database.described()


def test_a_cluster_that_is_deleted_comes_back_as_it_was_at_any_time(
    emulator, client, jobs, database, followed
):
    kept, _ = followed
    (point,) = jobs.points(kept)
    good = emulator.aws.control("GET", "clock")["now"]
    jobs.pass_time(600)
    database.run("delete from audit")
    jobs.pass_time(600)
    value = client("secretsmanager").get_secret_value(SecretId=database.secret)["SecretString"]
    for number in (1, 2):
        database.rds.delete_db_instance(DBInstanceIdentifier=f"{database.name}-{number}")
    database.rds.delete_db_cluster(DBClusterIdentifier=database.name, SkipFinalSnapshot=True)
    database.secret = client("secretsmanager").create_secret(Name=f"{database.name}-2", SecretString=value)[
        "ARN"
    ]
    with pytest.raises(ClientError, match="RestoreToTime or UseLatestRestorableTime is missing"):
        jobs.restore(point["RecoveryPointArn"], metadata={"DBClusterIdentifier": "timeless"})
    when = datetime.fromtimestamp(good, UTC).isoformat()
    past = {"dbClusterIdentifier": "as-it-was", "restoreToTime": when}
    assert jobs.restore(point["RecoveryPointArn"], metadata=past)["Status"] == "COMPLETED"
    latest = {"dbClusterIdentifier": "as-it-ended", "useLatestRestorableTime": "true"}
    assert jobs.restore(point["RecoveryPointArn"], metadata=latest)["Status"] == "COMPLETED"
    assert serving(database, "as-it-was") == KEPT
    assert serving(database, "as-it-ended") == []
    jobs.pass_time(4 * DAY)
    job = jobs.restore(point["RecoveryPointArn"], metadata={**latest, "dbClusterIdentifier": "too-late"})
    assert (job["Status"], "not found" in job["StatusMessage"]) == ("FAILED", True)
