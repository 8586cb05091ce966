"""From settings to the arguments of components, as far as these differ with a relational database."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from stack import grants
from stack.components.database import NAME
from stack.components.database_events import PUBLISHER
from stack.components.keys import SENDERS, KeysArgs
from stack.components.topic import PUBLISHERS
from stack.functions.permissions import PENDING_INDEX
from stack.links import WatchedDatabase
from stack.naming import LOG_GROUPS

if TYPE_CHECKING:
    import pulumi

    from stack.components.database import Database
    from stack.grants import Access
    from stack.links import Kinds
    from stack.scope import Scope
    from stack.settings import DatabaseSettings, Settings

KINDS: Final = ("DynamoDB", "S3")


def keys_args(scope: Scope, database: DatabaseSettings | None) -> KeysArgs:
    """Say which log groups are encrypted, and who sends messages."""
    groups = tuple(scope.log_group_name(kind) for kind in LOG_GROUPS)
    if database is None:
        return KeysArgs(scope, groups, SENDERS)
    return KeysArgs(scope, (*groups, scope.database_log_group_name), (*SENDERS, PUBLISHER))


def access(scope: Scope, settings: Settings) -> Access:
    """Return what the function may do to the stack's data."""
    found = grants.access(scope, self_repair=settings.self_repair)
    return grants.with_database(scope, found) if settings.database else found


def publishers(database: DatabaseSettings | None) -> tuple[str, ...]:
    """Return the services that publish to the topic of alarms."""
    return (*PUBLISHERS, PUBLISHER) if database else PUBLISHERS


def sparse_indexes(database: DatabaseSettings | None) -> tuple[str, ...]:
    """Return the attributes by which the table's items are found."""
    return (PENDING_INDEX,) if database else ()


def kinds(database: Database | None) -> Kinds:
    """Return what is backed up and restored on trial, in AWS Backup's words; a cluster in its own network."""
    others: Kinds = {kind: {} for kind in KINDS}
    return {"Aurora": {"dbSubnetGroupName": database.subnet_group}, **others} if database else others


def database_variables(database: Database | None) -> dict[str, pulumi.Input[str]]:
    """Tell the function, by its environment, where the database is; the secret it is told only the ARN of."""
    if database is None:
        return {}
    return {
        "DATABASE_CLUSTER_ARN": database.arn,
        "DATABASE_SECRET_ARN": database.secret_arn,
        "DATABASE_NAME": NAME,
    }


def watched_database(database: Database | None) -> WatchedDatabase | None:
    """Return what CloudWatch knows the database by."""
    if database is None:
        return None
    return WatchedDatabase(database.id, database.max_acu, database.log.connection_failures)


def database_outputs(database: Database | None) -> dict[str, pulumi.Input[str]]:
    """Say what there is of the database."""
    if database is None:
        return {}
    return {
        "database_writer_endpoint": database.writer_endpoint,
        "database_reader_endpoint": database.reader_endpoint,
        "database_cluster_id": database.id,
        "database_cluster_arn": database.arn,
        "database_secret_arn": database.secret_arn,
        "database_name": NAME,
    }
