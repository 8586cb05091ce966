"""What roles may do. The function's statements are derived from what its source says it needs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from stack.documents import EVERYONE, Statement
from stack.functions.permissions import (
    DATABASE_PERMISSIONS,
    DOCUMENT_PREFIX,
    OUTBOX_PREFIX,
    PENDING_INDEX,
    PERMISSIONS,
    REPAIR_PERMISSIONS,
)

if TYPE_CHECKING:
    from stack.documents import Conditions
    from stack.scope import Scope

# A function's network interfaces, and its traces: IAM knows no resource to name for either.
INTERFACE_ACTIONS: Final = (
    "ec2:AssignPrivateIpAddresses",
    "ec2:CreateNetworkInterface",
    "ec2:DeleteNetworkInterface",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeSubnets",
    "ec2:UnassignPrivateIpAddresses",
)
TRACE_ACTIONS: Final = ("xray:PutTelemetryRecords", "xray:PutTraceSegments")
ANY_RESOURCE: Final = ("*",)


def _actions(on: str, *, self_repair: bool) -> tuple[str, ...]:
    repairs = REPAIR_PERMISSIONS.get(on, ()) if self_repair else ()
    return (*PERMISSIONS[on], *repairs)


@dataclass(frozen=True)
class Access:
    """What the function may do to the table, to the bucket and the documents in it, and to the database.

    ``secret`` is what the Data API does with the database's password in the function's name.
    """

    table: tuple[Statement, ...]
    bucket: tuple[Statement, ...]
    database: tuple[Statement, ...] = ()
    secret: tuple[Statement, ...] = ()


def access(scope: Scope, *, self_repair: bool) -> Access:
    """Return what the function may do to this stack's data, and to its protection if it is to repair that."""
    table = scope.arn("dynamodb", f"table/{scope.name('table')}")
    bucket = scope.bucket_arn("bucket")
    documents = f"{bucket}/{DOCUMENT_PREFIX}*"
    return Access(
        table=(Statement("Table", _actions("table", self_repair=self_repair), (table,)),),
        bucket=(
            Statement("Bucket", _actions("bucket", self_repair=self_repair), (bucket,)),
            Statement("Documents", _actions("documents", self_repair=self_repair), (documents,)),
        ),
    )


def with_database(scope: Scope, access: Access) -> Access:
    """Return the same access and what a database takes besides: the outbox, the Data API, the password."""
    table = scope.arn("dynamodb", f"table/{scope.name('table')}")
    outbox = {
        "ForAllValues:StringLike": {"dynamodb:LeadingKeys": (f"{OUTBOX_PREFIX}*",)},
        # A request without the key would satisfy the condition on all of its values.
        "Null": {"dynamodb:LeadingKeys": ("false",)},
    }
    cluster = scope.arn("rds", f"cluster:{scope.name('database')}")
    return replace(
        access,
        table=(
            *access.table,
            Statement("Pending", DATABASE_PERMISSIONS["index"], (f"{table}/index/{PENDING_INDEX}",)),
            Statement("Outbox", DATABASE_PERMISSIONS["outbox"], (table,), conditions=outbox),
        ),
        database=(Statement("Database", DATABASE_PERMISSIONS["database"], (cluster,)),),
        secret=_secret_statements(scope, cluster),
    )


def _secret_statements(scope: Scope, cluster: str) -> tuple[Statement, ...]:
    """Name the secret by the tag that RDS gives it: its ARN is not known before it is there."""
    via = f"secretsmanager.{scope.region}.amazonaws.com"
    return (
        Statement(
            "DatabaseSecret",
            DATABASE_PERMISSIONS["secret"],
            (scope.arn("secretsmanager", "secret:rds!cluster-*"),),
            conditions={"StringEquals": {"aws:ResourceTag/aws:rds:primaryDBClusterArn": cluster}},
        ),
        Statement(
            "DatabaseSecretKey",
            DATABASE_PERMISSIONS["secret_key"],
            (scope.arn("kms", "key/*"),),
            conditions={**_known_by_alias(scope, ("data-key",)), "StringEquals": {"kms:ViaService": via}},
        ),
    )


def runtime_statements(scope: Scope, dead_letters_kind: str) -> tuple[Statement, ...]:
    """Return what Lambda does in the role: write the log, trace, connect to the network, keep failures."""
    log_group = scope.arn("logs", f"log-group:{scope.log_group_name('function')}:*")
    queue = scope.arn("sqs", scope.name(dead_letters_kind))
    function = scope.arn("lambda", f"function:{scope.name('function')}")
    return (
        Statement("Log", ("logs:CreateLogStream", "logs:PutLogEvents"), (log_group,)),
        Statement("Failures", ("sqs:SendMessage",), (queue,)),
        Statement("Traces", TRACE_ACTIONS, ANY_RESOURCE),
        Statement("Interfaces", INTERFACE_ACTIONS, ANY_RESOURCE),
        Statement(
            "InterfacesNotFromCode",
            INTERFACE_ACTIONS,
            ANY_RESOURCE,
            effect="Deny",
            conditions={"ArnEquals": {"lambda:SourceFunctionArn": function}},
        ),
    )


def _known_by_alias(scope: Scope, kinds: tuple[str, ...]) -> Conditions:
    """Name keys by alias: with ARNs, unknown in a preview, nobody could judge the document there."""
    aliases = tuple(f"alias/{scope.name(kind)}" for kind in kinds)
    return {"ForAnyValue:StringEquals": {"kms:ResourceAliases": aliases}}


def key_statement(scope: Scope) -> Statement:
    """Return what the function's role may do with keys, and only through the services that hold its data."""
    services = ("dynamodb", "lambda", "s3", "sqs")
    via = tuple(f"{service}.{scope.region}.amazonaws.com" for service in services)
    keys = _known_by_alias(scope, ("data-key", "messages-key"))
    return Statement(
        sid="Keys",
        actions=PERMISSIONS["key"],
        resources=(scope.arn("kms", "key/*"),),
        conditions={**keys, "StringEquals": {"kms:ViaService": via}},
    )


def backup_statements(scope: Scope) -> tuple[Statement, ...]:
    """Return what AWS Backup's role may do with keys: read what it backs up, encrypt what it keeps."""
    keys = _known_by_alias(scope, ("data-key", "backup-key"))
    resources = (scope.arn("kms", "key/*"),)
    own = {"Bool": {"kms:GrantIsForAWSResource": "true"}}
    return (
        Statement(
            "Keys", ("kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"), resources, conditions=keys
        ),
        Statement("Grants", ("kms:CreateGrant",), resources, conditions={**keys, **own}),
    )


def through_endpoint(scope: Scope, statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """Return the same statements for an endpoint: whoever asks must belong to this account."""
    ours = {"StringEquals": {"aws:PrincipalAccount": scope.account}}
    return tuple(
        replace(each, principals=EVERYONE, conditions={**each.conditions, **ours}) for each in statements
    )
