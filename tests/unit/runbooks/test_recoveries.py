"""The steps that verify and clean up do not hold on a system that was not recovered."""

import json
from datetime import timedelta
from types import SimpleNamespace

import pytest
from botocore.exceptions import ClientError

from runbooks import (
    backup_failing,
    database_failover,
    database_restore,
    function_failure,
    items_corrupted,
    schedule_stopped,
    zone_loss,
)
from runbooks.drill import dead_letters
from runbooks.drill.scene import LimitError
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
            "dynamodb_table_name": "table",
            "event_rule_name": "rule",
            "metrics_namespace": "metrics",
            "metrics_service": "service",
            "pitr_days": 35,
            "self_repair": True,
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


def gone(code):
    def ask(**_):
        raise ClientError({"Error": {"Code": code}}, "Describe")

    return ask


TABLE = {"describe_table": lambda **_: {"Table": {"TableStatus": "ACTIVE"}}}
NO_TABLE = {"describe_table": gone("ResourceNotFoundException")}
CLUSTER = {"describe_db_clusters": lambda **_: {"DBClusters": [{"Status": "deleting"}]}}
NO_CLUSTER = {"describe_db_clusters": gone("DBClusterNotFoundFault")}
INSTANCE = {"describe_db_instances": lambda **_: {"DBInstances": [{"DBInstanceStatus": "available"}]}}
NO_INSTANCE = {"describe_db_instances": gone("DBInstanceNotFound")}
COPIES = {
    "a table": (items_corrupted, "10", {"dynamodb": TABLE}, "ACTIVE"),
    "no table": (items_corrupted, "10", {"dynamodb": NO_TABLE}, ""),
    "a table on trial": (backup_failing, "9", {"dynamodb": TABLE}, "ACTIVE"),
    "no table on trial": (backup_failing, "9", {"dynamodb": NO_TABLE}, ""),
    "a cluster": (
        database_restore,
        "9",
        {"rds": CLUSTER | INSTANCE},
        "instance available, cluster deleting",
    ),
    "a cluster alone": (database_restore, "9", {"rds": CLUSTER | NO_INSTANCE}, "cluster deleting"),
    "no cluster": (database_restore, "9", {"rds": NO_CLUSTER | NO_INSTANCE}, ""),
}


@pytest.mark.parametrize("case", COPIES)
def test_a_copy_that_was_not_deleted_fails_the_drill_before_its_clean_up_hides_it(scene, services, case):
    module, label, answers, left = COPIES[case]
    services |= answers
    step = labelled(module.DRILL, label)
    assert (step.title, step.act(scene), step.wanted.holds(left)) == ("The copy is gone", left, not left)


def test_a_copy_that_cannot_be_asked_for_is_not_taken_for_gone(scene, services):
    services["dynamodb"] = {"describe_table": gone("AccessDeniedException")}
    services["rds"] = {"describe_db_instances": gone("AccessDenied")}
    for module, label in ((items_corrupted, "10"), (database_restore, "9")):
        with pytest.raises(ClientError, match="AccessDenied"):
            labelled(module.DRILL, label).act(scene)


class Window:
    """The days that a table's recovery reaches back, as DynamoDB keeps them, and a rule."""

    def __init__(self, days):
        self.days, self.rule = days, "ENABLED"

    def update_continuous_backups(self, *, PointInTimeRecoverySpecification, **_):  # noqa: N803 boto3's name
        self.days = PointInTimeRecoverySpecification["RecoveryPeriodInDays"]

    def describe_continuous_backups(self, **_):
        found = {"PointInTimeRecoveryStatus": "ENABLED", "RecoveryPeriodInDays": self.days}
        return {"ContinuousBackupsDescription": {"PointInTimeRecoveryDescription": found}}

    def disable_rule(self, **_):
        self.rule = "DISABLED"

    def enable_rule(self, **_):
        self.rule = "ENABLED"


def test_what_no_run_has_made_up_for_fails_the_drill_and_is_put_back(scene, monkeypatch):
    there, drill = Window(35), schedule_stopped.DRILL
    monkeypatch.setattr(scene, "client", lambda _: there)
    labelled(drill, "I1").act(scene)
    assert (there.days, there.rule) == (34, "DISABLED")
    step = labelled(drill, "5")
    assert step.act(scene) == ["recovery reaches back 34 days and not 35"]
    assert (holds(drill, "5", scene), step.until) == (False, False)
    labelled(drill, "C1").act(scene)
    assert (there.days, there.rule) == (35, "ENABLED")
    assert holds(drill, "5", scene)


@pytest.mark.parametrize(("outputs", "days"), [({"self_repair": False}, 35), ({"pitr_days": 1}, 1)])
def test_where_a_run_repairs_nothing_nothing_is_broken_for_it_and_it_must_have_reported(
    scene, services, outputs, days
):
    scene.outputs |= outputs
    window = Window(days)
    services["events"] = {"disable_rule": window.disable_rule}
    services["dynamodb"] = {"describe_continuous_backups": window.describe_continuous_backups}
    reports = []
    services["cloudwatch"] = {"get_metric_statistics": lambda **_: {"Datapoints": reports}}
    labelled(schedule_stopped.DRILL, "I1").act(scene)
    labelled(schedule_stopped.DRILL, "3").act(scene)
    with pytest.raises(LimitError, match="did not happen: a run has reported"):
        labelled(schedule_stopped.DRILL, "5").act(scene)
    reports.append({"SampleCount": 1.0})
    assert holds(schedule_stopped.DRILL, "5", scene)


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
    scene.injected = BEGAN
    step = labelled(function_failure.DRILL, "C2")
    step.act(scene)
    assert queue.letters == {}
    assert scene.now() - BEGAN <= step.within
