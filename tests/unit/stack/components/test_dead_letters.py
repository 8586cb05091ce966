"""What failed is kept for two weeks, encrypted."""

from __future__ import annotations

from stack.components.dead_letters import DeadLetters, DeadLettersArgs
from stack.documents import Statement
from tests.unit.stack.recorded import SCOPE, TAGS, UNKNOWN, only, outputs, recorded, statements

KIND = "function-dead-letters"


def record_queue(*senders):
    return recorded(lambda: DeadLetters(KIND, DeadLettersArgs(SCOPE, KIND, "arn:key", senders)))


def test_a_message_is_kept_encrypted_for_fourteen_days():
    assert only(record_queue(), "aws:sqs/queue:Queue").inputs == {
        "name": "dr-test-function-dead-letters",
        "messageRetentionSeconds": 1_209_600,
        "kmsMasterKeyId": "arn:key",
        "kmsDataKeyReusePeriodSeconds": 300,
        "tags": TAGS,
    }


def test_without_senders_the_policy_only_refuses():
    recording = record_queue()
    policy = only(recording, "aws:sqs/queuePolicy:QueuePolicy")
    assert statements(policy.inputs["policy"]) == {
        "TlsOnly": {
            "Effect": "Deny",
            "Principal": "*",
            "Action": ["sqs:*"],
            "Resource": "arn:aws:sqs:eu-west-1:123456789012:dr-test-function-dead-letters",
            "Condition": {"Bool": {"aws:SecureTransport": "false"}},
        }
    }
    assert policy.property_dependencies["queueUrl"] == (only(recording, "aws:sqs/queue:Queue").urn,)


def test_senders_are_let_in():
    recording = record_queue(Statement("Sender", ("sqs:SendMessage",), ("arn:q",)))
    assert list(statements(only(recording, "aws:sqs/queuePolicy:QueuePolicy").inputs["policy"])) == [
        "Sender",
        "TlsOnly",
    ]


def test_name_arn_and_url_are_told():
    assert outputs(record_queue(), KIND) == {
        "name": "dr-test-function-dead-letters",
        "arn": UNKNOWN,
        "url": UNKNOWN,
    }
