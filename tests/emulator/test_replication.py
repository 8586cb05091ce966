"""Replicas that are behind; ministack's never are."""

import pytest

HOME, AWAY = "us-west-2", "us-east-1"


@pytest.fixture
def forward(emulator):
    return lambda seconds: emulator.aws.control("POST", "clock", {"forward": seconds})


@pytest.fixture
def fault(emulator):
    """Return how a fault is turned on, and turn off what was."""
    on = []

    def turn_on(**given):
        on.append(given.pop("name", "fault"))
        emulator.aws.control("PUT", f"faults/{on[-1]}", given)

    yield turn_on
    for name in on:
        emulator.aws.control("DELETE", f"faults/{name}")
    emulator.aws.control("POST", "clock", {"forward": 0.1})


@pytest.fixture
def off(emulator):
    def turn_off(name="fault"):
        emulator.aws.control("DELETE", f"faults/{name}")
        emulator.aws.control("POST", "clock", {"forward": 0.1})

    return turn_off


class Table:
    """A global table, as the tests see it."""

    def __init__(self, client, name):
        self._clients = {region: client("dynamodb", region) for region in (HOME, AWAY)}
        self._name = name

    def make(self):
        home = self._clients[HOME]
        keys = [{"AttributeName": "id", "KeyType": "HASH"}]
        attributes = [{"AttributeName": "id", "AttributeType": "S"}]
        home.create_table(
            TableName=self._name,
            KeySchema=keys,
            AttributeDefinitions=attributes,
            BillingMode="PAY_PER_REQUEST",
        )
        home.update_table(TableName=self._name, ReplicaUpdates=[{"Create": {"RegionName": AWAY}}])
        return self

    def put(self, region, key, value="new"):
        self._clients[region].put_item(TableName=self._name, Item={"id": {"S": key}, "value": {"S": value}})

    def delete(self, region, key):
        self._clients[region].delete_item(TableName=self._name, Key={"id": {"S": key}})

    def items(self, region):
        found = self._clients[region].scan(TableName=self._name)["Items"]
        return {each["id"]["S"]: each["value"]["S"] for each in found}


@pytest.fixture
def table(client, request):
    return Table(client, request.node.name[:80].replace("[", "-").rstrip("]")).make()


def test_a_replica_of_a_table_is_behind_by_as_much_as_the_fault_says(table, fault, forward):
    table.put(HOME, "before")
    assert table.items(AWAY) == {"before": "new"}
    fault(kind="lagging", service="dynamodb", region=AWAY, seconds=60)
    table.put(HOME, "a")
    forward(30)
    table.put(HOME, "a", "later")
    table.delete(HOME, "before")
    assert table.items(AWAY) == {"before": "new"}
    forward(31)
    assert table.items(AWAY) == {"before": "new", "a": "new"}
    forward(31)
    assert table.items(AWAY) == table.items(HOME) == {"a": "later"}


def test_the_other_direction_of_a_table_is_not_behind(table, fault):
    fault(kind="lagging", service="dynamodb", region=AWAY, seconds=60)
    table.put(AWAY, "a")
    assert table.items(HOME) == {"a": "new"}


def test_what_waits_arrives_when_the_fault_is_off(table, fault, off):
    fault(kind="lagging", service="dynamodb", region=AWAY, seconds=3600)
    table.put(HOME, "a")
    assert table.items(AWAY) == {}
    off()
    assert table.items(AWAY) == {"a": "new"}


def test_of_two_writes_that_meet_the_later_stays(table, fault, off):
    fault(kind="lagging", service="dynamodb", region=AWAY, seconds=3600)
    table.put(HOME, "a", "earlier")
    table.put(AWAY, "a", "later")
    off()
    assert table.items(HOME) == table.items(AWAY) == {"a": "later"}


@pytest.mark.parametrize("lost", [HOME, AWAY])
def test_nothing_leaves_or_reaches_a_region_that_is_lost(table, fault, forward, off, lost):
    fault(kind="lagging", service="dynamodb", region=AWAY, seconds=10)
    table.put(HOME, "a")
    fault(kind="lost", service="dynamodb", region=lost, name="loss")
    forward(60)
    if lost == HOME:
        assert table.items(AWAY) == {}
    off("loss")
    assert table.items(AWAY) == {"a": "new"}


class Buckets:
    """A bucket and the one that it replicates to, as the tests see them."""

    def __init__(self, client, name):
        self._clients = {region: client("s3", region) for region in (HOME, AWAY)}
        self._names = {HOME: f"{name}-home", AWAY: f"{name}-away"}

    def make(self):
        for region, s3 in self._clients.items():
            place = {} if region == "us-east-1" else {"LocationConstraint": region}
            more = {"CreateBucketConfiguration": place} if place else {}
            s3.create_bucket(Bucket=self._names[region], **more)
            s3.put_bucket_versioning(
                Bucket=self._names[region], VersioningConfiguration={"Status": "Enabled"}
            )
        rule = {
            "Status": "Enabled",
            "Priority": 1,
            "Filter": {"Prefix": ""},
            "DeleteMarkerReplication": {"Status": "Enabled"},
            "Destination": {"Bucket": f"arn:aws:s3:::{self._names[AWAY]}"},
        }
        configuration = {"Role": "arn:aws:iam::123456789012:role/replication", "Rules": [rule]}
        self._clients[HOME].put_bucket_replication(
            Bucket=self._names[HOME], ReplicationConfiguration=configuration
        )
        return self

    def put(self, key, body="new", **more):
        return self._clients[HOME].put_object(Bucket=self._names[HOME], Key=key, Body=body, **more)

    def delete(self, key, **more):
        self._clients[HOME].delete_object(Bucket=self._names[HOME], Key=key, **more)

    def status(self, key, **more):
        return self._clients[HOME].head_object(Bucket=self._names[HOME], Key=key, **more)["ReplicationStatus"]

    def tags(self, key):
        found = self._clients[AWAY].get_object_tagging(Bucket=self._names[AWAY], Key=key)
        return {each["Key"]: each["Value"] for each in found["TagSet"]}

    def objects(self, region):
        s3, name = self._clients[region], self._names[region]
        keys = [each["Key"] for each in s3.list_objects_v2(Bucket=name).get("Contents", [])]
        return {key: s3.get_object(Bucket=name, Key=key)["Body"].read().decode() for key in keys}


@pytest.fixture
def buckets(client, request):
    name = request.node.name.replace("_", "-").replace("[", "-").rstrip("]")[-50:].strip("-")
    return Buckets(client, name).make()


def test_a_replicated_object_is_behind_by_as_much_as_the_fault_says(buckets, fault, forward):
    fault(kind="lagging", service="s3", region=AWAY, seconds=60)
    first = buckets.put("a", Tagging="service=orders")["VersionId"]
    forward(30)
    buckets.put("a", "later")
    assert (buckets.objects(AWAY), buckets.status("a")) == ({}, "PENDING")
    forward(31)
    assert buckets.objects(AWAY) == {"a": "new"}
    assert buckets.tags("a") == {"service": "orders"}
    assert (buckets.status("a", VersionId=first), buckets.status("a")) == ("COMPLETED", "PENDING")
    forward(31)
    assert buckets.objects(AWAY) == buckets.objects(HOME) == {"a": "later"}
    assert buckets.status("a") == "COMPLETED"


def test_a_delete_marker_is_behind_too_and_arrives_when_the_fault_is_off(buckets, fault, off):
    buckets.put("a")
    fault(kind="lagging", service="s3", region=AWAY, seconds=3600)
    buckets.delete("a")
    assert (buckets.objects(HOME), buckets.objects(AWAY)) == ({}, {"a": "new"})
    off()
    assert buckets.objects(AWAY) == {}


def test_a_version_that_was_deleted_meanwhile_never_arrives(buckets, fault, off):
    fault(kind="lagging", service="s3", region=AWAY, seconds=3600)
    gone = buckets.put("a")["VersionId"]
    buckets.put("b")
    buckets.delete("a", VersionId=gone)
    off()
    assert buckets.objects(AWAY) == {"b": "new"}
