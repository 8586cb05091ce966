"""There is one key for each purpose."""

from __future__ import annotations

from stack.components.keys import Keys, KeysArgs
from tests.unit.stack.recorded import SCOPE, UNKNOWN, named, outputs, recorded, statements

KEY = "aws:kms/key:Key"
GROUPS = ("/aws/lambda/dr-test-function", "/aws/vpc/dr-test-flow-log")
SENDERS = ("backup.amazonaws.com", "events.amazonaws.com")
RECORDING = recorded(lambda: Keys("keys", KeysArgs(SCOPE, GROUPS, SENDERS)))


def test_each_purpose_has_a_key():
    assert {each.name for each in RECORDING.of_type(KEY)} == {
        "data-key",
        "logs-key",
        "messages-key",
        "backup-key",
    }
    assert outputs(RECORDING, "keys") == dict.fromkeys(("data", "logs", "messages", "backup"), UNKNOWN)


def test_only_the_account_s_roles_use_the_keys_of_data_and_backups():
    for name in ("data-key", "backup-key"):
        assert list(statements(named(RECORDING, KEY, name).inputs["policy"])) == ["Account"]


def test_every_log_group_of_the_stack_may_be_encrypted():
    found = statements(named(RECORDING, KEY, "logs-key").inputs["policy"])["Logs"]
    prefix = "arn:aws:logs:eu-west-1:123456789012:log-group:"
    assert found["Condition"]["ArnEquals"]["kms:EncryptionContext:aws:logs:arn"] == [
        f"{prefix}/aws/lambda/dr-test-function",
        f"{prefix}/aws/vpc/dr-test-flow-log",
    ]


def test_whoever_sends_messages_may_encrypt_them():
    found = statements(named(RECORDING, KEY, "messages-key").inputs["policy"])["Publishers"]
    assert found["Principal"] == {"Service": ["backup.amazonaws.com", "events.amazonaws.com"]}
