"""The relational database, where the stack has one: how it is set up, and that no row is lost."""

import json
import uuid
from datetime import timedelta
from functools import partial

import pytest

from runbooks.drill.target import NOBODY
from tests.live.denial import denied
from tests.live.patience import until
from tests.live.silence import runs, steady
from tests.live.subscriber import listening, rung

pytestmark = pytest.mark.usefixtures("with_database")


@pytest.fixture
def cluster(client, outputs):
    found = client("rds").describe_db_clusters(DBClusterIdentifier=outputs["database_cluster_id"])
    return found["DBClusters"][0]


@pytest.fixture
def instances(client, cluster):
    rds = client("rds")
    names = [each["DBInstanceIdentifier"] for each in cluster["DBClusterMembers"]]
    return [rds.describe_db_instances(DBInstanceIdentifier=each)["DBInstances"][0] for each in names]


@pytest.fixture
def key(target, client, outputs):
    """A key for a record of this test's own; what was stored is removed in the end."""
    name = f"live-test-{uuid.uuid4()}"
    yield name
    table, bucket = outputs["dynamodb_table_name"], outputs["s3_bucket_name"]
    found = client("dynamodb").get_item(TableName=table, Key={"id": {"S": name}}).get("Item")
    if found:
        client("dynamodb").delete_item(TableName=table, Key={"id": {"S": name}})
        document = {"Key": found["document_key"]["S"], "VersionId": found["document_version"]["S"]}
        client("s3").delete_object(Bucket=bucket, **document)
    until(target, "the row is taken away", lambda: sql(client, outputs, REMOVE, name) is not None)


REMOVE = "delete from audit where id = :id"


def sql(client, outputs, statement, key):
    """Return what the Data API answers, ``None`` while the database is away."""
    data = client("rds-data")
    try:
        return data.execute_statement(
            resourceArn=outputs["database_cluster_arn"],
            secretArn=outputs["database_secret_arn"],
            database=outputs["database_name"],
            sql=statement,
            parameters=[{"name": "id", "value": {"stringValue": key}}],
        )
    except (data.exceptions.DatabaseUnavailableException, data.exceptions.DatabaseResumingException):
        return None


def row(client, outputs, key):
    """Return the audit's row of a record as text, ``None`` where there is none."""
    statement = "select id, record_id, checksum, request_id from audit where id = :id"
    found = (sql(client, outputs, statement, key) or {}).get("records")
    return [each["stringValue"] for each in found[0]] if found else None


def sent(target, key):
    """Send a record whose id is another than its key."""
    record = {"id": f"{key}-record", "document": {"unique": key}}
    return target.call("POST", "/process", record, headers={"Idempotency-Key": key})


def posted(target, key):
    answer = sent(target, key)
    assert answer.status == 201
    return answer.body["record"]


def told(record):
    return [record[name] for name in ("id", "record_id", "checksum", "request_id")]


def database(target):
    """Return what the API says of the database, by its status and by the part's own word."""
    answer = target.call("GET", "/health", signer=NOBODY)
    return answer.status, answer.body["status"], answer.body["parts"]["database"]


def test_the_cluster_is_encrypted_protected_and_backed_up(cluster, outputs):
    assert (cluster["Status"], cluster["Engine"]) == ("available", "aurora-postgresql")
    assert (cluster["StorageEncrypted"], cluster["KmsKeyId"]) == (True, outputs["data_key_arn"])
    assert cluster["DeletionProtection"] is not outputs["ephemeral"]
    assert cluster["BackupRetentionPeriod"] == outputs["retention_days"]
    assert cluster["CopyTagsToSnapshot"] is True


def test_who_asks_the_cluster_is_known(cluster, outputs):
    assert cluster["IAMDatabaseAuthenticationEnabled"] is True
    assert cluster["HttpEndpointEnabled"] is True
    assert cluster["MasterUserSecret"]["SecretArn"] == outputs["database_secret_arn"]


def test_the_outputs_name_it_and_its_two_endpoints(cluster, outputs):
    named = {
        "database_cluster_arn": cluster["DBClusterArn"],
        "database_name": cluster["DatabaseName"],
        "database_reader_endpoint": cluster["ReaderEndpoint"],
        "database_writer_endpoint": cluster["Endpoint"],
    }
    assert {name: outputs[name] for name in named} == named
    assert cluster["Endpoint"] != cluster["ReaderEndpoint"]


def test_writer_and_reader_stand_in_two_zones_and_none_is_public(instances):
    assert len(instances) == 2
    assert len({each["AvailabilityZone"] for each in instances}) == 2
    assert [each["PubliclyAccessible"] for each in instances] == [False, False]
    assert sorted(each["PromotionTier"] for each in instances) == [0, 1]


def test_the_function_alone_may_reach_it(client, outputs, cluster):
    [group] = [each["VpcSecurityGroupId"] for each in cluster["VpcSecurityGroups"]]
    [found] = client("ec2").describe_security_groups(GroupIds=[group])["SecurityGroups"]
    function = client("lambda").get_function_configuration(FunctionName=outputs["lambda_function_name"])
    [permission] = found["IpPermissions"]
    assert (permission["FromPort"], permission["ToPort"]) == (5432, 5432)
    assert permission.get("IpRanges", []) == []
    sources = [each["GroupId"] for each in permission["UserIdGroupPairs"]]
    assert sources == function["VpcConfig"]["SecurityGroupIds"]


def test_a_record_has_a_row_of_its_own(target, client, outputs, key):
    record = posted(target, key)
    assert row(client, outputs, key) == told(record)
    assert database(target) == (200, "healthy", "ok")


@pytest.mark.disruptive
def test_a_record_that_the_database_could_not_take_gets_its_row_later(target, client, outputs, key):
    with denied(client, outputs, "rds-data:*"):
        until(target, "/health tells of the database", lambda: database(target)[1] == "degraded")
        assert database(target)[0] == 200
        record = posted(target, key)
        assert row(client, outputs, key) is None
    found = until(target, "the schedule has caught up", lambda: row(client, outputs, key))
    assert found == told(record)
    outbox = {"id": {"S": f"outbox#{key}"}}
    assert "Item" not in client("dynamodb").get_item(TableName=outputs["dynamodb_table_name"], Key=outbox)


@pytest.mark.disruptive
def test_records_that_go_on_waiting_for_the_database_ring(target, client, outputs, key):
    alarm = f"dr-{outputs['suffix']}-audit-backlog-alarm"
    steady(target, client, outputs, alarm)
    with listening(target, outputs["sns_topic_arn"]) as messages:
        with denied(client, outputs, "rds-data:*"):
            posted(target, key)
            message, *_ = until(target, "the alarm rings", partial(rung, messages, alarm), runs(outputs, 4))
        assert message["Trigger"]["MetricName"] == "AuditBacklog"
        silent = partial(rung, messages, alarm, "OK")
        until(target, "the alarm is silent again", silent, runs(outputs, 2))
    assert row(client, outputs, key) is not None


@pytest.mark.disruptive
def test_a_failover_promotes_the_reader_and_writing_goes_on(target, client, outputs, key):
    rds, name = client("rds"), outputs["database_cluster_id"]

    def writer():
        [found] = rds.describe_db_clusters(DBClusterIdentifier=name)["DBClusters"]
        return [each["DBInstanceIdentifier"] for each in found["DBClusterMembers"] if each["IsClusterWriter"]]

    before = writer()
    rds.failover_db_cluster(DBClusterIdentifier=name)
    record = posted(target, key)
    until(target, "the reader is promoted", lambda: len(writer()) == 1 and writer() != before)
    assert until(target, "the row is there", lambda: row(client, outputs, key)) == told(record)
    until(target, "the database is well again", lambda: database(target) == (200, "healthy", "ok"))


@pytest.mark.disruptive
def test_nothing_is_lost_while_the_writer_is_away(target, client, outputs, key):
    """Of a record that comes in during a failover the row is written once, however often it is tried."""
    client("rds").failover_db_cluster(DBClusterIdentifier=outputs["database_cluster_id"])
    record = posted(target, key)
    again = sent(target, key)
    assert (again.status, again.body["stored"]) == (200, False)
    assert until(target, "the row is there", lambda: row(client, outputs, key)) == told(record)
    target.wait(timedelta(minutes=outputs["schedule_minutes"]))
    assert row(client, outputs, key) == told(record)


def test_its_password_is_nowhere_but_in_its_secret(target, client, outputs):
    secret = client("secretsmanager").get_secret_value(SecretId=outputs["database_secret_arn"])
    password = json.loads(secret["SecretString"])["password"]
    function = client("lambda").get_function_configuration(FunctionName=outputs["lambda_function_name"])
    pages = client("logs").get_paginator("filter_log_events")
    logs = [*pages.paginate(logGroupName=outputs["lambda_log_group_name"]).search("events[].message")]
    state = target.aws.control("GET", "state") if target.name == "sandbox" else None
    assert len(password) >= 16
    assert len(logs) > 0
    # As it is, and as JSON writes it.
    for spelled in (password, json.dumps(password)[1:-1]):
        for kept in (outputs, function["Environment"], logs, state):
            assert spelled not in json.dumps(kept, default=str)
