"""The function may do what its source says it needs, and nothing else."""

from __future__ import annotations

from stack import grants
from stack.functions.permissions import DATABASE_PERMISSIONS, PERMISSIONS, REPAIR_PERMISSIONS
from tests.unit.stack.recorded import SCOPE

TABLE = "arn:aws:dynamodb:eu-west-1:123456789012:table/dr-test-table"
CLUSTER = "arn:aws:rds:eu-west-1:123456789012:cluster:dr-test-database"
BUCKET = "arn:aws:s3:::dr-test-bucket-123456789012"


def summary(statements):
    return [(each.sid, each.actions, each.resources) for each in statements]


def test_access_is_what_the_source_declares():
    access = grants.access(SCOPE, self_repair=False)
    assert summary(access.table) == [("Table", PERMISSIONS["table"], (TABLE,))]
    assert summary(access.bucket) == [
        ("Bucket", PERMISSIONS["bucket"], (BUCKET,)),
        ("Documents", PERMISSIONS["documents"], (f"{BUCKET}/documents/*",)),
    ]


def test_self_repair_adds_what_repairing_takes():
    access = grants.access(SCOPE, self_repair=True)
    assert access.table[0].actions == (*PERMISSIONS["table"], *REPAIR_PERMISSIONS["table"])
    assert access.bucket[0].actions == (*PERMISSIONS["bucket"], *REPAIR_PERMISSIONS["bucket"])
    assert access.bucket[1].actions == PERMISSIONS["documents"]


def test_everything_that_the_source_declares_is_granted_somewhere():
    assert set(PERMISSIONS) == {"table", "bucket", "documents", "key"}
    assert set(REPAIR_PERMISSIONS) <= {"table", "bucket"}
    assert set(DATABASE_PERMISSIONS) == {"index", "outbox", "database", "secret", "secret_key"}


def test_a_database_adds_the_outbox_the_data_api_and_the_password():
    before = grants.access(SCOPE, self_repair=True)
    access = grants.with_database(SCOPE, before)
    assert (access.bucket, access.table[:1]) == (before.bucket, before.table)
    assert summary((*access.table[1:], *access.database, *access.secret)) == [
        ("Pending", ("dynamodb:Query",), (f"{TABLE}/index/pending",)),
        ("Outbox", ("dynamodb:DeleteItem",), (TABLE,)),
        ("Database", ("rds-data:ExecuteStatement",), (CLUSTER,)),
        (
            "DatabaseSecret",
            ("secretsmanager:GetSecretValue",),
            ("arn:aws:secretsmanager:eu-west-1:123456789012:secret:rds!cluster-*",),
        ),
        ("DatabaseSecretKey", ("kms:Decrypt",), ("arn:aws:kms:eu-west-1:123456789012:key/*",)),
    ]


def test_only_what_waits_in_the_outbox_may_be_deleted():
    outbox = grants.with_database(SCOPE, grants.access(SCOPE, self_repair=False)).table[-1]
    assert outbox.conditions == {
        "ForAllValues:StringLike": {"dynamodb:LeadingKeys": ("outbox#*",)},
        "Null": {"dynamodb:LeadingKeys": ("false",)},
    }


def test_only_the_secret_of_this_cluster_is_read_and_only_by_secrets_manager():
    secret, key = grants.with_database(SCOPE, grants.access(SCOPE, self_repair=False)).secret
    assert secret.conditions == {"StringEquals": {"aws:ResourceTag/aws:rds:primaryDBClusterArn": CLUSTER}}
    assert key.conditions == {
        "ForAnyValue:StringEquals": {"kms:ResourceAliases": ("alias/dr-test-data-key",)},
        "StringEquals": {"kms:ViaService": "secretsmanager.eu-west-1.amazonaws.com"},
    }


def test_the_runtime_writes_its_log_and_keeps_its_failures():
    found = grants.runtime_statements(SCOPE, "function-dead-letters")
    assert summary(found[:2]) == [
        (
            "Log",
            ("logs:CreateLogStream", "logs:PutLogEvents"),
            ("arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/dr-test-function:*",),
        ),
        (
            "Failures",
            ("sqs:SendMessage",),
            ("arn:aws:sqs:eu-west-1:123456789012:dr-test-function-dead-letters",),
        ),
    ]


def test_any_resource_is_granted_only_where_iam_knows_none():
    found = grants.runtime_statements(SCOPE, "function-dead-letters")
    assert [each.sid for each in found if "*" in each.resources] == [
        "Traces",
        "Interfaces",
        "InterfacesNotFromCode",
    ]


def test_code_cannot_use_the_network_permissions_of_its_role():
    denied = grants.runtime_statements(SCOPE, "function-dead-letters")[-1]
    assert denied.effect == "Deny"
    assert denied.actions == grants.INTERFACE_ACTIONS
    assert denied.conditions == {
        "ArnEquals": {
            "lambda:SourceFunctionArn": "arn:aws:lambda:eu-west-1:123456789012:function:dr-test-function"
        }
    }


def test_the_function_uses_its_keys_only_through_the_services_that_hold_its_data():
    assert grants.key_statement(SCOPE).as_json() == {
        "Sid": "Keys",
        "Effect": "Allow",
        "Action": ["kms:Decrypt", "kms:GenerateDataKey"],
        "Resource": "arn:aws:kms:eu-west-1:123456789012:key/*",
        "Condition": {
            "ForAnyValue:StringEquals": {
                "kms:ResourceAliases": ["alias/dr-test-data-key", "alias/dr-test-messages-key"]
            },
            "StringEquals": {
                "kms:ViaService": [
                    "dynamodb.eu-west-1.amazonaws.com",
                    "lambda.eu-west-1.amazonaws.com",
                    "s3.eu-west-1.amazonaws.com",
                    "sqs.eu-west-1.amazonaws.com",
                ]
            },
        },
    }


def test_backups_use_the_keys_of_what_they_read_and_write():
    aliases = {
        "ForAnyValue:StringEquals": {
            "kms:ResourceAliases": ("alias/dr-test-data-key", "alias/dr-test-backup-key")
        }
    }
    keys, own = grants.backup_statements(SCOPE)
    assert (keys.actions, keys.conditions) == (
        ("kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"),
        aliases,
    )
    assert (own.actions, own.conditions) == (
        ("kms:CreateGrant",),
        {**aliases, "Bool": {"kms:GrantIsForAWSResource": "true"}},
    )


def test_through_an_endpoint_anyone_of_this_account_may_do_the_same():
    access = grants.access(SCOPE, self_repair=False)
    (found,) = grants.through_endpoint(SCOPE, access.table)
    assert (found.actions, found.resources) == (PERMISSIONS["table"], (TABLE,))
    assert found.principals == "*"
    assert found.conditions == {"StringEquals": {"aws:PrincipalAccount": "123456789012"}}


def test_an_endpoint_keeps_a_statement_s_own_conditions():
    access = grants.with_database(SCOPE, grants.access(SCOPE, self_repair=False))
    assert grants.through_endpoint(SCOPE, access.table)[-1].conditions == {
        "ForAllValues:StringLike": {"dynamodb:LeadingKeys": ("outbox#*",)},
        "Null": {"dynamodb:LeadingKeys": ("false",)},
        "StringEquals": {"aws:PrincipalAccount": "123456789012"},
    }
