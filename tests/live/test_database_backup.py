"""Backups of the database, where the stack has one: that AWS Backup takes it and brings it back."""

import uuid
from datetime import timedelta
from functools import partial

import pytest

from tests.live.parts import has_database
from tests.live.patience import until

HOUR = timedelta(hours=1)
SCALING = {"MinCapacity": 0.5, "MaxCapacity": 1}


@pytest.fixture(autouse=True)
def there_is_one(outputs):
    """Leave these out where the setting ``database`` is none."""
    if not has_database(outputs):
        pytest.skip("the stack has no database")


@pytest.fixture
def sql(client, outputs):
    """Run a statement in the stack's cluster or in another one, with the stack's password."""

    def run(statement, cluster=None):
        found = client("rds-data").execute_statement(
            resourceArn=cluster or outputs["database_cluster_arn"],
            secretArn=outputs["database_secret_arn"],
            database=outputs["database_name"],
            sql=statement,
        )
        return [next(iter(each[0].values())) for each in found.get("records", [])]

    return run


@pytest.fixture
def point(target, client, outputs, sql):
    """A recovery point of the cluster with a table of this test's own, whose rows are deleted after that."""
    cluster = outputs["database_cluster_id"]
    until(target, "the cluster is available", lambda: status(client, cluster) == "available")
    sql("create table live_test_backup(id int)")
    try:
        sql("insert into live_test_backup values (1), (2)")
        found = backed_up(target, client, outputs)
        sql("delete from live_test_backup")
        yield found
        # A vault that is locked keeps it; one that is not goes with its stack, and must be empty for that.
        if outputs["ephemeral"]:
            given = {name: found[name] for name in ("BackupVaultName", "RecoveryPointArn")}
            client("backup").delete_recovery_point(**given)
    finally:
        sql("drop table live_test_backup")


@pytest.fixture
def restored(target, client, outputs, point):
    """The name of a cluster that was restored of that point as it was; it goes with its instance."""
    name, rds, backup = f"live-test-{uuid.uuid4().hex[:12]}", client("rds"), client("backup")
    given = {"RecoveryPointArn": point["RecoveryPointArn"], "IamRoleArn": role(client, outputs)}
    known = backup.get_recovery_point_restore_metadata(
        BackupVaultName=point["BackupVaultName"], RecoveryPointArn=point["RecoveryPointArn"]
    )["RestoreMetadata"]
    job = backup.start_restore_job(Metadata={**known, "DBClusterIdentifier": name}, **given)["RestoreJobId"]
    ended(target, "the cluster is restored", partial(backup.describe_restore_job, RestoreJobId=job), "Status")
    yield name
    for each in rds.describe_db_clusters(DBClusterIdentifier=name)["DBClusters"][0]["DBClusterMembers"]:
        instance = each["DBInstanceIdentifier"]
        rds.delete_db_instance(DBInstanceIdentifier=instance, SkipFinalSnapshot=True)
    rds.delete_db_cluster(DBClusterIdentifier=name, SkipFinalSnapshot=True)
    until(target, "the restored cluster is gone", lambda: status(client, name) is None, HOUR)


def backed_up(target, client, outputs):
    """Have a recovery point made of the cluster, and return it."""
    backup, vault = client("backup"), outputs["backup_vault_name"]
    job = backup.start_backup_job(
        BackupVaultName=vault,
        ResourceArn=outputs["database_cluster_arn"],
        IamRoleArn=role(client, outputs),
        Lifecycle={"DeleteAfterDays": outputs["retention_days"]},
    )["BackupJobId"]
    describe = partial(backup.describe_backup_job, BackupJobId=job)
    made = ended(target, "the cluster is backed up", describe, "State")
    return backup.describe_recovery_point(BackupVaultName=vault, RecoveryPointArn=made["RecoveryPointArn"])


def role(client, outputs):
    return client("iam").get_role(RoleName=f"dr-{outputs['suffix']}-backup-role")["Role"]["Arn"]


def status(client, name):
    """Return how a cluster is, ``None`` where there is none of that name."""
    rds = client("rds")
    try:
        return rds.describe_db_clusters(DBClusterIdentifier=name)["DBClusters"][0]["Status"]
    except rds.exceptions.DBClusterNotFoundFault:
        return None


def ended(target, what, describe, state):
    """Wait for a job of AWS Backup's, and return what is said of it then."""

    def done():
        found = describe()
        assert found[state] not in {"ABORTED", "FAILED", "EXPIRED"}, found.get("StatusMessage")
        return found if found[state] == "COMPLETED" else None

    return until(target, what, done, HOUR)


def serving(target, client, name):
    """Give a restored cluster an instance and the Data API, and return its ARN when it answers."""
    rds, asked = client("rds"), {"EnableHttpEndpoint": True, "ServerlessV2ScalingConfiguration": SCALING}
    rds.modify_db_cluster(DBClusterIdentifier=name, ApplyImmediately=True, **asked)
    instance = {"DBInstanceIdentifier": f"{name}-1", "DBInstanceClass": "db.serverless"}
    rds.create_db_instance(DBClusterIdentifier=name, Engine="aurora-postgresql", **instance)

    def available():
        found = rds.describe_db_instances(DBInstanceIdentifier=f"{name}-1")["DBInstances"][0]
        return found["DBInstanceStatus"] == "available"

    until(target, "the instance is available", available, HOUR)
    return rds.describe_db_clusters(DBClusterIdentifier=name)["DBClusters"][0]["DBClusterArn"]


def test_the_plan_finds_the_cluster_by_its_tag(client, outputs):
    backup, plan = client("backup"), outputs["backup_plan_id"]
    [chosen] = backup.list_backup_selections(BackupPlanId=plan)["BackupSelectionsList"]
    selection = backup.get_backup_selection(BackupPlanId=plan, SelectionId=chosen["SelectionId"])
    [condition] = selection["BackupSelection"]["ListOfTags"]
    tags = client("rds").list_tags_for_resource(ResourceName=outputs["database_cluster_arn"])["TagList"]
    assert {"Key": condition["ConditionKey"], "Value": condition["ConditionValue"]} in tags


@pytest.mark.disruptive
def test_what_was_deleted_after_a_backup_is_in_the_restored_cluster(target, client, sql, restored):
    there = serving(target, client, restored)
    assert sorted(sql("select id from live_test_backup", there)) == [1, 2]
    assert sql("select id from live_test_backup") == []


@pytest.fixture
def soon(target, client, outputs):
    """The plan of restores on trial, due within minutes; then as it was."""
    name = f"dr_{outputs['suffix'].replace('-', '_')}_restore_testing"
    backup = client("backup")
    plan = backup.get_restore_testing_plan(RestoreTestingPlanName=name)["RestoreTestingPlan"]
    when = target.now() + timedelta(minutes=3)
    due = {"ScheduleExpression": f"cron({when.minute} {when.hour} * * ? *)"}
    backup.update_restore_testing_plan(RestoreTestingPlanName=name, RestoreTestingPlan=due)
    yield plan["RestoreTestingPlanArn"]
    kept = {"ScheduleExpression": plan["ScheduleExpression"]}
    backup.update_restore_testing_plan(RestoreTestingPlanName=name, RestoreTestingPlan=kept)


@pytest.mark.disruptive
@pytest.mark.sandbox
def test_the_cluster_is_restored_on_trial_in_its_own_network_and_deleted_again(
    target, client, outputs, point, soon
):
    def trials():
        jobs = client("backup").list_restore_jobs(ByResourceType="Aurora")["RestoreJobs"]
        return [each for each in jobs if each.get("CreatedBy") == {"RestoreTestingPlanArn": soon}]

    def completed():
        for found in trials():
            assert found["Status"] != "FAILED", found["StatusMessage"]
        return next((each for each in trials() if each["Status"] == "COMPLETED"), None)

    job = until(target, "the cluster is restored on trial", completed)
    assert job["RecoveryPointArn"] == point["RecoveryPointArn"]
    assert point["EncryptionKeyArn"] == outputs["data_key_arn"]
    name = job["CreatedResourceArn"].rpartition(":")[2]
    own, tried = (
        client("rds").describe_db_clusters(DBClusterIdentifier=each)["DBClusters"][0]
        for each in (outputs["database_cluster_id"], name)
    )
    assert tried["DBSubnetGroup"] == own["DBSubnetGroup"]
    assert tried["KmsKeyId"] == outputs["data_key_arn"]
    until(target, "the trial is over", lambda: status(client, name) is None, 2 * HOUR)
    assert [each["DeletionStatus"] for each in trials()] == ["SUCCESSFUL"]
