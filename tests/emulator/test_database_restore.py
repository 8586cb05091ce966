"""Clusters come back with their data, row by row, of a time or of a snapshot."""

from datetime import UTC, datetime

import pytest
from botocore.exceptions import ClientError

from tests.emulator.databases import Database

ROWS = "select id, text from audit order by id"


@pytest.fixture
def forward(emulator):
    return lambda seconds: emulator.aws.control("POST", "clock", {"forward": seconds})["now"]


@pytest.fixture
def history(client, forward, request):
    """Return a cluster whose table had three states, and a moment at which it was in each."""
    name = f"cluster-{request.node.name.replace('_', '-')}"[:40].rstrip("-")
    database = Database(client, name).instances()
    moments = []
    for statement in (
        "create table audit(id int primary key, text text)",
        "insert into audit values (1, 'first'), (2, 'second')",
        "update audit set text = 'changed' where id = 1",
    ):
        database.run(statement)
        moments.append(forward(600))
    database.run("delete from audit")
    forward(600)
    return database, moments


def moment(seconds):
    return datetime.fromtimestamp(seconds, UTC)


def to_time(database, name, when):
    database.rds.restore_db_cluster_to_point_in_time(
        SourceDBClusterIdentifier=database.name,
        DBClusterIdentifier=name,
        RestoreToTime=moment(when),
        ServerlessV2ScalingConfiguration={"MinCapacity": 0.5, "MaxCapacity": 2},
    )
    return database.restored(name)


def test_a_cluster_is_restored_to_each_of_its_states(history):
    """By itself ministack knows no restore of a cluster."""
    database, moments = history
    expected = ([], [[1, "first"], [2, "second"]], [[1, "changed"], [2, "second"]])
    for number, (when, rows) in enumerate(zip(moments, expected, strict=True)):
        arn = to_time(database, f"{database.name}-at-{number}", when)
        assert database.rows(ROWS, arn) == rows
    assert database.rows(ROWS) == []


def test_a_restored_cluster_goes_its_own_way(history, forward):
    database, moments = history
    arn = to_time(database, "own", moments[1])
    database.run("insert into audit values (3, 'third')", arn)
    database.run("insert into audit values (4, 'elsewhere')")
    assert database.rows(ROWS, arn) == [[1, "first"], [2, "second"], [3, "third"]]
    assert database.rows(ROWS) == [[4, "elsewhere"]]
    then = forward(600)
    database.run("delete from audit", arn)
    forward(600)
    database.rds.restore_db_cluster_to_point_in_time(
        SourceDBClusterIdentifier="own",
        DBClusterIdentifier="again",
        RestoreToTime=moment(then),
        ServerlessV2ScalingConfiguration={"MinCapacity": 0.5, "MaxCapacity": 2},
    )
    assert database.rows(ROWS, database.restored("again")) == [[1, "first"], [2, "second"], [3, "third"]]


def test_a_time_outside_of_the_window_is_refused(history):
    database, moments = history
    for when in (moments[0] - 86400, moments[2] + 600, moments[2] + 86400):
        with pytest.raises(ClientError, match="InvalidRestoreFault"):
            to_time(database, "never", when)
    with pytest.raises(ClientError, match="DBClusterNotFoundFault"):
        database.described("never")


def test_the_latest_restorable_time_is_five_minutes_ago(history):
    database, _ = history
    database.run("insert into audit values (9, 'late')")
    database.rds.restore_db_cluster_to_point_in_time(
        SourceDBClusterIdentifier=database.name,
        DBClusterIdentifier="latest",
        UseLatestRestorableTime=True,
        ServerlessV2ScalingConfiguration={"MinCapacity": 0.5, "MaxCapacity": 2},
    )
    assert database.rows(ROWS, database.restored("latest")) == []


def test_a_restored_cluster_has_no_instance_and_no_http_endpoint(history):
    database, moments = history
    made = database.rds.restore_db_cluster_to_point_in_time(
        SourceDBClusterIdentifier=database.name, DBClusterIdentifier="bare", RestoreToTime=moment(moments[1])
    )["DBCluster"]
    assert made["DBClusterMembers"] == []
    assert made["DeletionProtection"] is False
    assert (made["Engine"], made["EngineVersion"]) == ("aurora-postgresql", "16.11")
    assert (made["MasterUsername"], made["StorageEncrypted"]) == ("keeper", True)
    with pytest.raises(ClientError, match="HttpEndpointNotEnabledException"):
        database.run("select 1", made["DBClusterArn"])
    database.rds.modify_db_cluster(DBClusterIdentifier="bare", EnableHttpEndpoint=True, ApplyImmediately=True)
    with pytest.raises(ClientError, match="DatabaseNotFoundException"):
        database.run("select 1", made["DBClusterArn"])


def test_a_restored_cluster_may_have_a_password_of_its_own(history):
    """By itself ministack hears that RDS is to keep the password, and does nothing."""
    database, moments = history
    arn = to_time(database, "managed", moments[1])
    database.rds.modify_db_cluster(
        DBClusterIdentifier="managed", ManageMasterUserPassword=True, ApplyImmediately=True
    )
    secret = database.described("managed")["MasterUserSecret"]
    assert (secret["SecretStatus"], secret["SecretArn"] != database.secret) == ("active", True)
    with pytest.raises(ClientError, match="password authentication failed"):
        database.run(ROWS, arn)
    assert len(database.run(ROWS, arn, secretArn=secret["SecretArn"])["records"]) == 2
    assert database.rows(ROWS) == []


def snapshot(database, name):
    database.rds.create_db_cluster_snapshot(
        DBClusterIdentifier=database.name, DBClusterSnapshotIdentifier=name
    )
    (found,) = database.rds.describe_db_cluster_snapshots(DBClusterSnapshotIdentifier=name)[
        "DBClusterSnapshots"
    ]
    return found


def from_snapshot(database, name, reference, region="us-west-2"):
    rds = database.client("rds", region)
    rds.restore_db_cluster_from_snapshot(
        DBClusterIdentifier=name,
        SnapshotIdentifier=reference,
        Engine="aurora-postgresql",
        ServerlessV2ScalingConfiguration={"MinCapacity": 0.5, "MaxCapacity": 2},
    )


def written(client, name):
    database = Database(client, name).instances()
    database.run("create table audit(id int, text text)")
    database.run("insert into audit values (1, 'kept')")
    return database


def test_a_snapshot_brings_back_what_was_there_when_it_was_made(client):
    database = written(client, "pictured")
    made = snapshot(database, "picture")
    database.run("delete from audit")
    from_snapshot(database, "developed", "picture")
    assert database.rows(ROWS, database.restored("developed")) == [[1, "kept"]]
    assert database.rows(ROWS) == []
    assert made["TagList"] == [{"Key": "owner", "Value": "team"}]


def test_a_copy_of_a_snapshot_outlives_it(client):
    database = written(client, "copied")
    snapshot(database, "original")
    copied = database.rds.copy_db_cluster_snapshot(
        SourceDBClusterSnapshotIdentifier="original", TargetDBClusterSnapshotIdentifier="copy"
    )["DBClusterSnapshot"]
    database.rds.delete_db_cluster_snapshot(DBClusterSnapshotIdentifier="original")
    with pytest.raises(ClientError, match="DBClusterSnapshotNotFoundFault"):
        from_snapshot(database, "of-original", "original")
    from_snapshot(database, "of-copy", copied["DBClusterSnapshotArn"])
    assert database.rows(ROWS, database.restored("of-copy")) == [[1, "kept"]]


def test_a_cluster_leaves_a_final_snapshot(client):
    database = written(client, "ending")
    for number in (1, 2):
        database.rds.delete_db_instance(DBInstanceIdentifier=f"ending-{number}")
    with pytest.raises(ClientError, match="FinalDBSnapshotIdentifier is required"):
        database.rds.delete_db_cluster(DBClusterIdentifier="ending")
    value = client("secretsmanager").get_secret_value(SecretId=database.secret)["SecretString"]
    database.rds.delete_db_cluster(DBClusterIdentifier="ending", FinalDBSnapshotIdentifier="last")
    database.secret = client("secretsmanager").create_secret(Name="kept", SecretString=value)["ARN"]
    from_snapshot(database, "risen", "last")
    assert database.rows(ROWS, database.restored("risen")) == [[1, "kept"]]


def test_a_restored_cluster_takes_no_name_that_is_taken(client):
    database = written(client, "taken")
    snapshot(database, "of-taken")
    with pytest.raises(ClientError, match="DBClusterAlreadyExistsFault"):
        from_snapshot(database, "taken", "of-taken")
    assert database.rows(ROWS) == [[1, "kept"]]
