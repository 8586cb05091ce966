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
from .bucket import Bucket
from .clients import configuration
from .table import Table

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class Runtime:
    """Everything that handling an event needs besides the event; ``clock`` gives aware UTC times."""

    environment: environment.Environment
    table: Table
    bucket: Bucket
    logger: Logger
    clock: Callable[[], datetime]


def now() -> datetime:
    """Give the time in UTC."""
    return datetime.now(UTC)


@functools.cache
def runtime() -> Runtime:
    """Make it of the process's environment, once; raises MisconfiguredError."""
    settings = environment.read(os.environ)
    return Runtime(
        environment=settings,
        table=Table(boto3.client("dynamodb", config=configuration()), settings.table_name),
        bucket=Bucket(boto3.client("s3", config=configuration()), settings.bucket_name),
        logger=Logger(service=settings.service),
        clock=now,
    )
