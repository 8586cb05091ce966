"""A record: the table's word that a document was accepted, and where it lies.

A record is written once and never changed. Its item is the commit point: the document is written first,
under a key made of its content, so no item names a document that was not stored. A request that breaks off
between the two is mended by its retry, which finds the document under the same key and only adds the item;
without a retry there is a document that no record names, and nothing else.

With a database the commit point is one transaction of two items: the record's, and one in the outbox for the
audit row that is owed. The row comes after, at once where the database answers, else by the schedule; whether
it does changes nothing for the sender, and a repeat leaves it to the schedule.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING

from .audit import Row
from .faults import UnavailableError, serving
from .permissions import DOCUMENT_PREFIX

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from .bucket import Bucket
    from .outbox import Outbox
    from .submission import Submission
    from .table import Table


@dataclass(frozen=True)
class Record:
    """One item, attribute by attribute, all strings.

    ``id`` is the idempotency key and ``record_id`` the id that the sender gave, the same unless a key came
    with it. ``checksum`` is the SHA-256 of the canonical document, ``document_version`` the object's version,
    ``null`` where versioning is off. ``received_at`` is ISO 8601 in UTC, ``request_id`` the invocation's.
    """

    id: str
    record_id: str
    checksum: str
    document_key: str
    document_version: str
    received_at: str
    request_id: str


@dataclass(frozen=True)
class Receipt:
    """The record of a submission, and whether this request stored it or one before."""

    record: Record
    stored: bool


@dataclass(frozen=True)
class Store:
    """Where records, their documents and, unless ``outbox`` is None, their audit rows go."""

    table: Table
    bucket: Bucket
    outbox: Outbox | None = None


class ConflictError(Exception):
    """The key of the submission stands for other content."""


def store(submission: Submission, into: Store, *, received_at: datetime, request_id: str) -> Receipt:
    """Store the submission, or find that it was stored before.

    Raises ConflictError when its key was used for another id or document, and UnavailableError when table or
    bucket do not serve; the same request may then be sent again, whatever became of this one.
    """
    with serving("table"):
        found = into.table.find(submission.key)
    if found is None:
        record = _record(submission, into.bucket, received_at, request_id)
        with serving("table"):
            if _added(record, into):
                return Receipt(record, stored=True)
            found = into.table.find(submission.key)
    if found is None:
        raise UnavailableError("table", "an item vanished between two calls")
    return _receipt(submission, found, request_id)


def _record(submission: Submission, bucket: Bucket, received_at: datetime, request_id: str) -> Record:
    document_key = f"{DOCUMENT_PREFIX}{submission.checksum}.json"
    with serving("bucket"):
        version = bucket.keep(document_key, submission.document)
    return Record(
        id=submission.key,
        record_id=submission.record_id,
        checksum=submission.checksum,
        document_key=document_key,
        document_version=version,
        received_at=received_at.isoformat(),
        request_id=request_id,
    )


def _added(record: Record, into: Store) -> bool:
    """Commit the record unless its key is taken, and with it what the audit is owed; then settle that."""
    if into.outbox is None:
        return into.table.add(asdict(record))
    row = Row(
        record_id=record.record_id,
        id=record.id,
        checksum=record.checksum,
        received_at=record.received_at,
        request_id=record.request_id,
    )
    if not into.table.add_both(asdict(record), into.outbox.owed(row)):
        return False
    into.outbox.deliver(row)
    return True


def _receipt(submission: Submission, item: Mapping[str, str], request_id: str) -> Receipt:
    # An attribute that is not there reads as empty: an item of other making is a conflict, not a crash.
    record = Record(**{field.name: item.get(field.name, "") for field in fields(Record)})
    if record.record_id != submission.record_id:
        raise ConflictError("the idempotency key was used before for another id")
    if record.checksum != submission.checksum:
        raise ConflictError("the idempotency key was used before for another document")
    # A write whose answer was lost is tried again by botocore and then meets its own item.
    return Receipt(record, stored=record.request_id == request_id)
