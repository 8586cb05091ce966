"""The clients of boto3: what this function calls of them, and how long a call may take."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, Protocol

from botocore.config import Config

# A call that gets no answer ends within 12 s: 3 attempts of 3 s, and waits of at most 1 and 2 s between them.
# So the function, which has 30 s, can still say so when neither table nor bucket answers; nor the database,
# for which 4 s must do, without another attempt: what does not reach it in time waits in the outbox.
CONNECT_TIMEOUT_SECONDS: Final = 1
READ_TIMEOUT_SECONDS: Final = 2
ATTEMPTS: Final = 3
DATABASE_READ_TIMEOUT_SECONDS: Final = 3
DATABASE_ATTEMPTS: Final = 1

Call = Callable[..., dict[str, Any]]
"""One operation; request and answer are shaped as the service's model says, which boto3 does not type."""


class TableClient(Protocol):
    """The part of a DynamoDB client that is used."""

    get_item: Call
    put_item: Call
    transact_write_items: Call
    query: Call
    delete_item: Call
    describe_table: Call
    describe_continuous_backups: Call
    update_continuous_backups: Call


class BucketClient(Protocol):
    """The part of an S3 client that is used."""

    put_object: Call
    head_object: Call
    head_bucket: Call
    get_bucket_versioning: Call
    put_bucket_versioning: Call


class DatabaseClient(Protocol):
    """The part of an RDS Data API client that is used."""

    execute_statement: Call


def configuration() -> Config:
    """Make the clients' configuration: bounded attempts, with botocore's own backoff between them."""
    return Config(
        connect_timeout=CONNECT_TIMEOUT_SECONDS,
        read_timeout=READ_TIMEOUT_SECONDS,
        retries={"mode": "standard", "total_max_attempts": ATTEMPTS},
    )


def database_configuration() -> Config:
    """Make the configuration of the Data API's client: one attempt."""
    return Config(
        connect_timeout=CONNECT_TIMEOUT_SECONDS,
        read_timeout=DATABASE_READ_TIMEOUT_SECONDS,
        retries={"mode": "standard", "total_max_attempts": DATABASE_ATTEMPTS},
    )
