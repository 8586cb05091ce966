"""States of alarms are put together from what was told, and from nothing else."""

import json
from datetime import timedelta

import pytest
from botocore.exceptions import ConnectionClosedError, ConnectTimeoutError, EndpointConnectionError

from runbooks.drill import chain
from runbooks.drill.alarms import Change, Spell, Watch, changes, spells
from tests.unit.runbooks.fake import BEGAN, MINUTE, FakeTarget, a_scene


def message(minute, alarm, old, new):
    at = f"{BEGAN + minute * MINUTE:%Y-%m-%dT%H:%M:%S}.000+0000"
    return {"AlarmName": alarm, "OldStateValue": old, "NewStateValue": new, "StateChangeTime": at}


def at(minute):
    return BEGAN + minute * MINUTE


def told(*messages):
    return spells(changes(messages))


def test_a_state_lasts_from_one_change_to_the_next_and_its_outer_ends_are_not_known():
    assert told(message(5, "a", "OK", "ALARM"), message(9, "a", "ALARM", "OK")) == (
        Spell("a", "OK", None, at(5)),
        Spell("a", "ALARM", at(5), at(9)),
        Spell("a", "OK", at(9), None),
    )


def test_where_a_change_was_missed_no_moment_is_made_up_for_it():
    found = told(message(5, "a", "OK", "ALARM"), message(9, "a", "INSUFFICIENT_DATA", "OK"))
    assert found[1:3] == (Spell("a", "ALARM", at(5), None), Spell("a", "INSUFFICIENT_DATA", None, at(9)))


def test_a_message_that_does_not_say_the_state_before_tells_nothing_of_it():
    first, second = message(5, "a", "OK", "ALARM"), message(9, "a", "ALARM", "OK")
    del first["OldStateValue"], second["OldStateValue"]
    assert told(first, second) == (Spell("a", "ALARM", at(5), None), Spell("a", "OK", at(9), None))


def test_messages_come_late_or_twice_and_of_several_alarms():
    late, early, other = (
        message(9, "a", "ALARM", "OK"),
        message(5, "a", "OK", "ALARM"),
        message(7, "b", "OK", "ALARM"),
    )
    text = {chain.TEXT: "a job failed"}
    assert told(late, other, text, early, late) == (
        *told(early, late),
        Spell("b", "OK", None, at(7)),
        Spell("b", "ALARM", at(7), None),
    )
    assert changes([text]) == ()
    assert changes([early]) == (Change(at(5), "a", "OK", "ALARM"),)


class Topics:
    """A queue and a topic that hold what they are given; ``messages`` are what waits in the queue."""

    def __init__(self):
        self.queues, self.messages = set(), []

    def create_queue(self, *, QueueName):  # noqa: N803 boto3's name
        self.queues.add(url := f"https://queue/{QueueName}")
        return {"QueueUrl": url}

    def get_queue_attributes(self, **_):
        return {"Attributes": {"QueueArn": "arn:queue"}}

    def set_queue_attributes(self, **_):
        return {}

    def subscribe(self, **_):
        return {"SubscriptionArn": "arn:subscription"}

    def unsubscribe(self, **_):
        return {}

    def list_queues(self, **_):
        return {"QueueUrls": [*self.queues]}

    def delete_queue(self, *, QueueUrl):  # noqa: N803 the same
        self.queues.remove(QueueUrl)

    def delete_message(self, **_):
        return {}

    def receive_message(self, *, QueueUrl, **_):  # noqa: N803 the same
        assert QueueUrl in self.queues
        waiting, self.messages = self.messages, []
        return {"Messages": waiting} if waiting else {}


@pytest.fixture
def topics():
    return Topics()


@pytest.fixture
def scene(tmp_path, monkeypatch, topics):
    found = a_scene(tmp_path, FakeTarget())
    monkeypatch.setattr(found, "client", lambda *_: topics)
    return found


TOPIC = "arn:aws:sns:us-east-1:123456789012:dr-test-topic"
BODY = json.dumps({"Message": json.dumps(message(1, "a", "ALARM", "OK"))})


def test_a_subscriber_hears_what_came_last_before_it_leaves(scene, topics):
    chain.subscribe(scene, TOPIC)
    topics.messages = [{"Body": BODY, "ReceiptHandle": "1"}]
    scene.target.wait(2 * MINUTE)
    chain.leave(scene)
    assert topics.queues == set()
    wanted = (Spell("a", "ALARM", None, at(1)), Spell("a", "OK", at(1), None))
    assert chain.watch(scene) == Watch(BEGAN, BEGAN + 2 * MINUTE, wanted)


def test_a_queue_that_is_gone_already_is_not_asked(scene, topics):
    chain.subscribe(scene, TOPIC)
    topics.queues.clear()
    chain.leave(scene)
    assert chain.watch(scene) == Watch(BEGAN, BEGAN, ())


def test_it_has_listened_since_it_was_first_subscribed(scene):
    chain.subscribe(scene, TOPIC)
    scene.target.wait(timedelta(minutes=1))
    chain.subscribe(scene, TOPIC.replace("us-east-1", "us-west-2"))
    assert chain.watch(scene).begin == BEGAN


def test_who_never_listened_has_heard_nothing(scene):
    chain.leave(scene)
    assert chain.watch(scene) == Watch(None, None, ())


def test_an_alarm_has_rung_when_its_own_message_of_that_state_came(scene):
    kept = [
        {**message(1, "dr-test-unhealthy-alarm", "OK", "ALARM"), "NewStateReason": "ill"},
        {**message(2, "dr-test-unhealthy-alarm", "ALARM", "OK"), "NewStateReason": "well"},
        {**message(3, "dr-other-api-5xx-alarm", "OK", "ALARM"), "NewStateReason": "another stack's"},
    ]
    scene.notes[chain.HEARD] = kept
    assert chain.rung(scene, "unhealthy-alarm") == "ill"
    assert chain.rung(scene, "unhealthy-alarm", "OK") == "well"
    assert chain.rung(scene, "api-5xx-alarm") == ""
    assert chain.rung(scene, "healthy-alarm") == ""


def test_a_message_in_plain_text_has_told_when_all_words_are_in_it(scene):
    scene.notes[chain.HEARD] = [{chain.TEXT: "job failed for a"}, {chain.TEXT: "job failed for b"}]
    assert chain.told(scene, "job failed", "for a") == "job failed for a"
    assert chain.told(scene, "job failed") == "job failed for b"
    assert chain.told(scene, "job failed", "for c") == ""


@pytest.mark.parametrize(
    "error",
    [
        EndpointConnectionError(endpoint_url="https://sqs"),
        ConnectTimeoutError(endpoint_url="https://sqs"),
        ConnectionClosedError(endpoint_url="https://sqs"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_a_region_that_does_not_answer_tells_nothing_and_keeps_nobody_from_the_others(
    scene, topics, monkeypatch, error
):
    chain.subscribe(scene, TOPIC)
    chain.subscribe(scene, TOPIC.replace("us-east-1", "us-west-2"))
    topics.messages = [{"Body": BODY, "ReceiptHandle": "1"}]

    def client(_, region):
        if region == "us-east-1":
            raise error
        return topics

    monkeypatch.setattr(scene, "client", client)
    assert [each["AlarmName"] for each in chain.heard(scene)] == ["a"]
