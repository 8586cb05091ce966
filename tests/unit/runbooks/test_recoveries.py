"""The steps that verify and clean up do not hold on a system that was not recovered."""

import json
from datetime import timedelta
from types import SimpleNamespace

import pytest

from runbooks import database_failover, function_failure, zone_loss
from runbooks.drill import dead_letters
from tests.unit.runbooks.fake import BEGAN, MINUTE, OUTPUTS, FakeTarget, a_scene

ZONES = [
    {"SubnetId": "subnet-1", "AvailabilityZone": "eu-west-1a"},
    {"SubnetId": "subnet-2", "AvailabilityZone": "eu-west-1b"},
]


@pytest.fixture
def services():
    """What AWS answers: by service, what each operation returns."""
    return {}


@pytest.fixture
def scene(tmp_path, monkeypatch, services):
    """A scene in which AWS answers so."""
    target = FakeTarget(
        OUTPUTS
        | {
            "lambda_function_name": "function",
            "lambda_alias_name": "live",
            "private_subnet_ids": ["subnet-1", "subnet-2"],
            "database_cluster_id": "cluster",
            "function_dead_letters_url": "https://queue",
        }
    )
    found = a_scene(tmp_path, target)
    monkeypatch.setattr(found, "client", lambda service: SimpleNamespace(**services[service]))
    return found


def labelled(drill, label):
    return next(each for each in drill.steps if each.label == label)


def holds(drill, label, scene):
    step = labelled(drill, label)
    return step.wanted.holds(step.act(scene))


@pytest.mark.parametrize(("subnets", "wanted"), [(["subnet-2"], True), (["subnet-1", "subnet-2"], False)])
def test_a_function_that_stands_in_the_lost_zone_still_is_not_out_of_it(scene, services, subnets, wanted):
    scene.notes[zone_loss.LOST] = "eu-west-1a"
    network = {"VpcConfig": {"SubnetIds": subnets}}
    services["ec2"] = {"describe_subnets": lambda **_: {"Subnets": ZONES}}
    services["lambda"] = {"get_function_configuration": lambda **_: network}
    assert holds(zone_loss.DRILL, "8", scene) is wanted


@pytest.mark.parametrize(("members", "wanted"), [(("one", "two"), True), (("two",), False)])
def test_a_cluster_without_the_instance_that_was_lost_is_not_whole(scene, services, members, wanted):
    scene.notes[database_failover.LOST] = {"DBInstanceIdentifier": "one"}
    there = [{"DBInstanceIdentifier": each, "IsClusterWriter": each == "two"} for each in members]
    cluster = {"DBClusters": [{"DBClusterMembers": there}]}
    services["rds"] = {"describe_db_clusters": lambda **_: cluster}
    assert holds(database_failover.DRILL, "5", scene) is wanted


class Queue:
    """A queue with one letter, which somebody holds back for some minutes."""

    def __init__(self, scene, held):
        self._scene, self._until = scene, BEGAN + held
        self.letters = {"receipt": json.dumps({"body": scene.load.prefix})}

    def _hidden(self):
        return self._scene.now() < self._until

    def get_queue_attributes(self, **_):
        return {"Attributes": {dead_letters.HIDDEN: str(int(self._hidden()) * len(self.letters))}}

    def receive_message(self, **_):
        if self._hidden() or not self.letters:
            return {}
        self._until = self._scene.now() + timedelta(seconds=5)
        sent = {"SentTimestamp": str(int(BEGAN.timestamp() * 1000))}
        return {
            "Messages": [
                {"Body": body, "ReceiptHandle": name, "Attributes": sent}
                for name, body in self.letters.items()
            ]
        }

    def delete_message(self, *, ReceiptHandle, **_):  # noqa: N803 boto3's name
        del self.letters[ReceiptHandle]


def test_letters_that_were_read_and_not_replayed_are_taken_away_when_they_come_back(scene, monkeypatch):
    queue = Queue(scene, 30 * MINUTE)
    nothing = SimpleNamespace(delete_item=lambda **_: None)
    monkeypatch.setattr(scene, "client", lambda service: queue if service == "sqs" else nothing)
    scene.outputs["dynamodb_table_name"] = "table"
    scene.injected = BEGAN
    step = labelled(function_failure.DRILL, "C2")
    step.act(scene)
    assert queue.letters == {}
    assert scene.now() - BEGAN <= step.within
