"""Policy documents come out as IAM reads them."""

from __future__ import annotations

import json

from stack.documents import Statement, document, from_account, from_source, service_trust, tls_only


def test_a_statement_says_who_may_do_what_to_what():
    statement = Statement("Read", ("s3:GetObject",), ("arn:a",), principals={"Service": ("x.amazonaws.com",)})
    assert json.loads(document(statement)) == {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Sid": "Read",
                "Effect": "Allow",
                "Principal": {"Service": "x.amazonaws.com"},
                "Action": ["s3:GetObject"],
                "Resource": "arn:a",
            }
        ],
    }


def test_several_values_stay_lists():
    statement = Statement(
        "Read",
        ("s3:GetObject", "s3:ListBucket"),
        ("arn:a", "arn:b"),
        principals={"AWS": ("1", "2")},
        conditions={"StringEquals": {"k": ("x", "y")}},
    )
    found = statement.as_json()
    assert found["Action"] == ["s3:GetObject", "s3:ListBucket"]
    assert found["Resource"] == ["arn:a", "arn:b"]
    assert found["Principal"] == {"AWS": ["1", "2"]}
    assert found["Condition"] == {"StringEquals": {"k": ["x", "y"]}}


def test_a_role_is_trusted_to_one_service_for_one_account():
    assert json.loads(service_trust("backup.amazonaws.com", from_account("1")))["Statement"] == [
        {
            "Sid": "Assume",
            "Effect": "Allow",
            "Principal": {"Service": "backup.amazonaws.com"},
            "Action": ["sts:AssumeRole"],
            "Condition": {"StringEquals": {"aws:SourceAccount": "1"}},
        }
    ]


def test_a_role_may_be_trusted_without_conditions():
    assert "Condition" not in json.loads(service_trust("lambda.amazonaws.com"))["Statement"][0]


def test_a_source_is_held_to_its_account_too():
    assert from_source("1", "arn:r") == {
        "StringEquals": {"aws:SourceAccount": "1"},
        "ArnLike": {"aws:SourceArn": "arn:r"},
    }


def test_without_tls_nobody_may_do_anything():
    assert tls_only(("s3:*",), ("arn:a",)).as_json() == {
        "Sid": "TlsOnly",
        "Effect": "Deny",
        "Principal": "*",
        "Action": ["s3:*"],
        "Resource": "arn:a",
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
    }
