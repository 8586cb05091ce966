"""How a part of the system fails, and which of its failures a sender can wait out."""

from __future__ import annotations

from contextlib import contextmanager
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from botocore.exceptions import BotoCoreError, ClientError, ConnectionError, HTTPClientError  # noqa: A004 # its name

if TYPE_CHECKING:
    from collections.abc import Generator

THROTTLED: Final = frozenset(
    {
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "SlowDown",
        "Throttling",
        "ThrottlingException",
    }
)
# While it is being restored under its name, a lost table or bucket is waited for as a throttled one is.
MISSING: Final = frozenset({"ResourceNotFoundException", "NoSuchBucket", "HTTP 404"})
# Two writers met at one object; whoever comes next finds it stored.
CONTENDED: Final = frozenset({"ConditionalRequestConflict", "OperationAborted"})


class UnavailableError(Exception):
    """A part does not serve at the moment; the same request may succeed later."""

    def __init__(self, part: str, reason: str) -> None:
        super().__init__(f"{part} is unavailable: {reason}")
        self.part = part
        self.reason = reason


def reason(error: ClientError | BotoCoreError) -> str:
    """Name the error in one word or two, without the names and ARNs that its message may hold."""
    if not isinstance(error, ClientError):
        return type(error).__name__
    code = error.response["Error"]["Code"]
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
    return reason(error) in THROTTLED | MISSING | CONTENDED or status >= HTTPStatus.INTERNAL_SERVER_ERROR
