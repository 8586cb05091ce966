"""A cluster fails over to its reader, on the same data, and tells of it."""

import json

import pytest
from botocore.exceptions import ClientError

from tests.emulator.databases import Database

SOURCE = "events.rds.amazonaws.com"


@pytest.fixture(scope="module")
def database(client):
    made = Database(client, "failing").instances()
    made.run("create table audit(id text primary key)")
    made.run("insert into audit values ('before')")
    return made


@pytest.fixture
def forward(emulator):
    return lambda seconds: emulator.aws.control("POST", "clock", {"forward": seconds})


@pytest.fixture(scope="module")
def told(client, database):
    """Return what the topic was told that subscribes to the cluster's failovers."""
    topic, queue = subscribed(client)
    database.rds.create_event_subscription(
        SubscriptionName="failovers",
        SnsTopicArn=topic,
        SourceType="db-cluster",
        EventCategories=["failover"],
        SourceIds=[database.name],
    )

    def read():
        found = client("sqs").receive_message(QueueUrl=queue, MaxNumberOfMessages=10).get("Messages", [])
        return [json.loads(json.loads(each["Body"])["Message"]) for each in found]

    return read


def subscribed(client):
    """Make a topic that RDS may publish to, and a queue that it tells."""
    topic = client("sns").create_topic(Name="database-events")["TopicArn"]
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": SOURCE},
        "Action": "sns:Publish",
        "Resource": topic,
    }
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    client("sns").set_topic_attributes(TopicArn=topic, AttributeName="Policy", AttributeValue=policy)
    queue = client("sqs").create_queue(QueueName="database-events")["QueueUrl"]
    allowed = {"Effect": "Allow", "Principal": "*", "Action": "sqs:SendMessage", "Resource": "*"}
    client("sqs").set_queue_attributes(
        QueueUrl=queue, Attributes={"Policy": json.dumps({"Version": "2012-10-17", "Statement": [allowed]})}
    )
    arn = client("sqs").get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]
    client("sns").subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn["QueueArn"])
    return topic, queue


def test_a_failover_promotes_the_reader_and_writing_goes_on(database, forward, told):
    """By itself ministack moves the roles at once, and neither stops nor tells anything."""
    endpoints = [database.described()[name] for name in ("Endpoint", "ReaderEndpoint")]
    assert database.writer() == ["failing-1"]
    database.rds.failover_db_cluster(DBClusterIdentifier="failing")
    assert database.described()["Status"] == "failing-over"
    with pytest.raises(ClientError, match="DatabaseUnavailableException"):
        database.run("insert into audit values ('during')")
    forward(60)
    assert database.described()["Status"] == "available"
    assert database.writer() == ["failing-2"]
    database.run("insert into audit values ('after')")
    assert database.rows("select id from audit order by id") == [["after"], ["before"]]
    assert [database.described()[name] for name in ("Endpoint", "ReaderEndpoint")] == endpoints
    messages = told()
    assert [each["Event Message"] for each in messages] == [
        "Started cross AZ failover to DB instance: failing-2",
        "Completed failover to DB instance: failing-2",
    ]
    assert messages[1]["Event ID"].endswith("#RDS-EVENT-0071")
    assert messages[1]["Source ID"] == "failing"


def test_what_was_open_when_it_failed_over_is_lost(database, forward):
    begun = {"resourceArn": database.arn, "secretArn": database.secret}
    data = database.client("rds-data")
    transaction = data.begin_transaction(**begun)["transactionId"]
    database.run("insert into audit values ('open')", transactionId=transaction)
    database.rds.failover_db_cluster(DBClusterIdentifier="failing")
    forward(60)
    with pytest.raises(ClientError, match="TransactionNotFoundException"):
        data.commit_transaction(**begun, transactionId=transaction)
    assert database.rows("select count(*) from audit where id = 'open'") == [[0]]


def test_an_instance_is_promoted_when_the_writer_is_deleted(client, forward):
    database = Database(client, "losing").instances()
    database.run("create table audit(id text)")
    database.rds.delete_db_instance(DBInstanceIdentifier="losing-1")
    with pytest.raises(ClientError, match="DatabaseUnavailableException"):
        database.run("select 1")
    forward(60)
    assert database.writer() == ["losing-2"]
    assert database.rows("select count(*) from audit") == [[0]]


def test_a_cluster_without_a_reader_has_nothing_to_fail_over_to(client):
    database = Database(client, "single")
    database.instance("single-1")
    with pytest.raises(ClientError, match="it has no available reader to promote"):
        database.rds.failover_db_cluster(DBClusterIdentifier="single")
    with pytest.raises(ClientError, match="DBInstanceNotFound"):
        database.rds.failover_db_cluster(DBClusterIdentifier="single", TargetDBInstanceIdentifier="single-2")
    assert database.writer() == ["single-1"]


def test_events_are_listed(database):
    events = database.rds.describe_events(SourceIdentifier="failing", SourceType="db-cluster", Duration=600)
    assert events["Events"][0]["Message"] == "DB cluster created."
    assert "Completed failover to DB instance: failing-2" in {each["Message"] for each in events["Events"]}
