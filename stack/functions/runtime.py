"""What lives as long as the function's process: settings, clients, logger, clock."""

from __future__ import annotations

import functools
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import boto3
from aws_lambda_powertools import Logger

from . import environment
from .audit import Audit
from .bucket import Bucket
from .clients import configuration, database_configuration
from .database import Database
from .outbox import Outbox
from .table import Table

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class Runtime:
    """Everything that handling an event needs besides the event; ``clock`` gives aware UTC times.

    ``outbox`` is None where the system has no database.
    """

    environment: environment.Environment
    table: Table
    bucket: Bucket
    logger: Logger
    clock: Callable[[], datetime]
    outbox: Outbox | None = None

    @property
    def database(self) -> Database | None:
        """Give the database that the audit goes to."""
        return None if self.outbox is None else self.outbox.audit.database


def now() -> datetime:
    """Give the time in UTC."""
    return datetime.now(UTC)


@functools.cache
def runtime() -> Runtime:
    """Make it of the process's environment, once; raises MisconfiguredError."""
    settings = environment.read(os.environ)
    table = Table(boto3.client("dynamodb", config=configuration()), settings.table_name)
    logger = Logger(service=settings.service)
    return Runtime(
        environment=settings,
        table=table,
        bucket=Bucket(boto3.client("s3", config=configuration()), settings.bucket_name),
        logger=logger,
        clock=now,
        outbox=_outbox(settings.database, table, logger),
    )


def _outbox(database: environment.DatabaseSettings | None, table: Table, logger: Logger) -> Outbox | None:
    if database is None:
        return None
    client = boto3.client("rds-data", config=database_configuration())
    audit = Audit(Database(client, database.cluster_arn, database.secret_arn, database.name))
    return Outbox(table, audit, logger)
