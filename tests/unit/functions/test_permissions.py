"""The role allows what the function calls, and no more."""

import json

from stack.functions.inspection import inspect
from stack.functions.permissions import (
    DATABASE_PERMISSIONS,
    DOCUMENT_PREFIX,
    OUTBOX_PREFIX,
    PERMISSIONS,
    REPAIR_PERMISSIONS,
)

ACTIONS = {
    "GetItem": ("table", "dynamodb:GetItem"),
    "PutItem": ("table", "dynamodb:PutItem"),
    # IAM asks for what is in the transaction, and two puts are all.
    "TransactWriteItems": ("table", "dynamodb:PutItem"),
    "Query": ("index", "dynamodb:Query"),
    "DeleteItem": ("outbox", "dynamodb:DeleteItem"),
    "ExecuteStatement": ("database", "rds-data:ExecuteStatement"),
    "DescribeTable": ("table", "dynamodb:DescribeTable"),
    "DescribeContinuousBackups": ("table", "dynamodb:DescribeContinuousBackups"),
    "UpdateContinuousBackups": ("table", "dynamodb:UpdateContinuousBackups"),
    "HeadBucket": ("bucket", "s3:ListBucket"),
    "GetBucketVersioning": ("bucket", "s3:GetBucketVersioning"),
    "PutBucketVersioning": ("bucket", "s3:PutBucketVersioning"),
    "PutObject": ("documents", "s3:PutObject"),
    "HeadObject": ("documents", "s3:GetObject"),
}
BODY = json.dumps({"id": "order-1", "document": {}})


def granted(*permissions):
    return {(on, action) for each in permissions for on, actions in each.items() for action in actions}


def called(cloud):
    return {ACTIONS[operation] for operation in cloud.calls}


def test_every_call_is_allowed_and_every_permission_is_used(ask, runtime, cloud):
    ask("POST", "/process", BODY)
    ask("POST", "/process", BODY.replace("order-1", "order-2"))
    ask("GET", "/health")
    inspect(runtime)
    of_keys = {("key", action) for action in PERMISSIONS["key"]}
    assert called(cloud) == granted(PERMISSIONS) - of_keys
    cloud.calls.clear()
    cloud.pitr, cloud.versioning = {}, ""
    inspect(runtime)
    assert called(cloud) - granted(PERMISSIONS) == granted(REPAIR_PERMISSIONS)


def test_with_a_database_every_call_is_allowed_and_every_permission_is_used(ask, audited, cloud):
    ask("POST", "/process", BODY, within=audited)
    ask("GET", "/health", within=audited)
    inspect(audited)
    on_the_roles_behalf = {("secret", "secretsmanager:GetSecretValue"), ("secret_key", "kms:Decrypt")}
    assert called(cloud) - granted(PERMISSIONS) == granted(DATABASE_PERMISSIONS) - on_the_roles_behalf


def test_what_waits_lies_below_the_prefix_that_is_granted(ask, audited, cloud):
    cloud.hang("ExecuteStatement")
    ask("POST", "/process", BODY, within=audited)
    assert cloud.items.keys() == {"order-1", f"{OUTBOX_PREFIX}order-1"}


def test_documents_lie_below_the_prefix_that_is_granted(ask, cloud):
    ask("POST", "/process", BODY)
    assert [key.startswith(DOCUMENT_PREFIX) for key in cloud.objects] == [True]


def test_only_what_waits_in_the_outbox_may_be_deleted_and_nothing_is_a_wildcard():
    every = granted(PERMISSIONS, REPAIR_PERMISSIONS, DATABASE_PERMISSIONS)
    deleting = [(on, action) for on, action in every if "Delete" in action or "*" in action]
    assert deleting == [("outbox", "dynamodb:DeleteItem")]
