"""Each key lets in whom its purpose needs."""

from __future__ import annotations

from stack.key_policies import ADMINISTRATION, USE, administered_by_account, log_groups, publishers
from tests.unit.stack.recorded import SCOPE


def test_the_account_administers_a_key_by_named_actions():
    statement = administered_by_account(SCOPE).as_json()
    assert statement["Principal"] == {"AWS": "arn:aws:iam::123456789012:root"}
    assert statement["Action"] == [*ADMINISTRATION, *USE]
    assert not [action for action in (*ADMINISTRATION, *USE) if "*" in action]


def test_the_account_can_always_change_the_policy_again():
    assert {"kms:PutKeyPolicy", "kms:CancelKeyDeletion"} <= set(ADMINISTRATION)


def test_cloudwatch_logs_encrypts_only_the_log_groups_it_is_given():
    statement = log_groups(SCOPE, ("/a", "/b")).as_json()
    assert statement["Principal"] == {"Service": "logs.eu-west-1.amazonaws.com"}
    assert statement["Condition"] == {
        "ArnEquals": {
            "kms:EncryptionContext:aws:logs:arn": [
                "arn:aws:logs:eu-west-1:123456789012:log-group:/a",
                "arn:aws:logs:eu-west-1:123456789012:log-group:/b",
            ]
        }
    }


def test_publishers_act_for_this_account_only():
    assert publishers(SCOPE, ("cloudwatch.amazonaws.com", "events.amazonaws.com")).as_json() == {
        "Sid": "Publishers",
        "Effect": "Allow",
        "Principal": {"Service": ["cloudwatch.amazonaws.com", "events.amazonaws.com"]},
        "Action": ["kms:Decrypt", "kms:GenerateDataKey"],
        "Resource": "*",
        "Condition": {"StringEquals": {"aws:SourceAccount": "123456789012"}},
    }
