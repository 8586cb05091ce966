"""How a part of the system fails, and which of its failures a sender can wait out."""

from __future__ import annotations

from contextlib import contextmanager
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from botocore.exceptions import BotoCoreError, ClientError, ConnectionError, HTTPClientError  # noqa: A004 # its name

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

THROTTLED: Final = frozenset(
    {
        "ProvisionedThroughputExceeded",
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "SlowDown",
        "Throttling",
        "ThrottlingError",
        "ThrottlingException",
    }
)
# While it is being restored under its name, a lost table or bucket is waited for as a throttled one is.
MISSING: Final = frozenset({"ResourceNotFoundException", "NoSuchBucket", "HTTP 404"})
# Two writers met at one object or item; whoever comes next finds it stored.
CONTENDED: Final = frozenset(
    {
        "ConditionalRequestConflict",
        "OperationAborted",
        "TransactionConflict",
        "TransactionConflictException",
        "TransactionInProgressException",
    }
)
# A database wakes up, is between two writers or being restored, or is too busy to answer in time.
UNREADY: Final = frozenset(
    {
        "DatabaseNotFoundException",
        "DatabaseResumingException",
        "StatementTimeoutException",
    }
)
PASSING: Final = THROTTLED | MISSING | CONTENDED | UNREADY


class UnavailableError(Exception):
    """A part does not serve at the moment; the same request may succeed later."""

    def __init__(self, part: str, reason: str) -> None:
        super().__init__(f"{part} is unavailable: {reason}")
        self.part = part
        self.reason = reason


def reason(error: ClientError | BotoCoreError) -> str:
    """Name the error in one word or two, without the names and ARNs that its message may hold.

    What cancelled a transaction is named by the reason for it, as the service has one for each item.
    """
    if not isinstance(error, ClientError):
        return type(error).__name__
    code = next(_cancellations(error), error.response["Error"]["Code"])
    # The answer to a HEAD request has no body to hold a code, so botocore gives the status for one.
    return f"HTTP {code}" if code.isdigit() else code


@contextmanager
def serving(part: str) -> Generator[None]:
    """Raise UnavailableError for what passes by itself; let every other error through."""
    try:
        yield
    except ClientError as error:
        if not _passes(error):
            raise
        raise UnavailableError(part, reason(error)) from error
    except (ConnectionError, HTTPClientError) as error:
        raise UnavailableError(part, reason(error)) from error


def _passes(error: ClientError) -> bool:
    status = error.response["ResponseMetadata"]["HTTPStatusCode"]
    return reason(error) in PASSING or status >= HTTPStatus.INTERNAL_SERVER_ERROR


def _cancellations(error: ClientError) -> Iterator[str]:
    """Give the reasons for which a transaction was cancelled; items that are not to blame have ``None``."""
    reasons = error.response.get("CancellationReasons", [])
    return (each["Code"] for each in reasons if each["Code"] != "None")
