"""A drill takes its own letters away, and leaves everybody else's."""

import json
from datetime import timedelta

import pytest

from runbooks.drill import dead_letters
from tests.unit.runbooks.fake import BEGAN, MINUTE, OUTPUTS, FakeTarget, a_scene


class Letters:
    """A queue of letters by their names: the event of each, and when it came."""

    def __init__(self, **letters):
        self.letters, self.unread = letters, [*letters]

    def get_queue_attributes(self, **_):
        return {"Attributes": {dead_letters.HIDDEN: "0"}}

    def receive_message(self, *, MaxNumberOfMessages, WaitTimeSeconds, **_):  # noqa: N803 boto3's names
        assert WaitTimeSeconds > 0
        given, self.unread = self.unread[:2], self.unread[2:]
        assert len(given) <= MaxNumberOfMessages
        found = [(name, *self.letters[name]) for name in given]
        return {
            "Messages": [
                {
                    "ReceiptHandle": name,
                    "Body": json.dumps(event),
                    "Attributes": {"SentTimestamp": str(int(at.timestamp() * 1000))},
                }
                for name, event, at in found
            ]
        }

    def delete_message(self, *, ReceiptHandle, **_):  # noqa: N803 the same
        del self.letters[ReceiptHandle]


SCHEDULED = {"detail-type": dead_letters.SCHEDULED}


@pytest.fixture
def scene(tmp_path):
    found = a_scene(tmp_path, FakeTarget(OUTPUTS | {"function_dead_letters_url": "https://queue"}))
    found.injected = BEGAN
    return found


def left(scene, monkeypatch, act, **letters):
    queue = Letters(**letters)
    monkeypatch.setattr(scene, "client", lambda _: queue)
    act(scene)
    return [*queue.letters]


def test_of_the_schedule_s_letters_those_since_the_fault_are_taken(scene, monkeypatch):
    found = left(
        scene,
        monkeypatch,
        dead_letters.forget_schedule,
        before=(SCHEDULED, BEGAN - MINUTE),
        since=(SCHEDULED, BEGAN + MINUTE),
        inside=({"requestPayload": SCHEDULED}, BEGAN),
        sender=({"body": "{}"}, BEGAN + MINUTE),
    )
    assert found == ["before", "sender"]
    assert scene.now() - BEGAN == dead_letters.TRIED


def test_without_a_fault_no_letter_is_taken(scene, monkeypatch):
    scene.injected = None
    letters = {"one": (SCHEDULED, BEGAN + timedelta(days=1))}
    assert left(scene, monkeypatch, dead_letters.forget_schedule, **letters) == ["one"]


@pytest.mark.parametrize(
    ("body", "event"),
    [
        ({"a": 1}, {"a": 1}),
        ({"requestPayload": {"a": 1}, "responsePayload": {}}, {"a": 1}),
        ({"requestPayload": ["a"]}, {}),
    ],
)
def test_an_event_comes_alone_or_inside_lambda_s_own_record(body, event):
    assert dead_letters.event(json.dumps(body)) == event
