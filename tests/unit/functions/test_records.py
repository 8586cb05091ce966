"""Once per key, never half: races, lost answers and interruptions included."""

from dataclasses import asdict, replace
from datetime import UTC, datetime

import pytest
from botocore.exceptions import ClientError, ReadTimeoutError

from stack.functions.faults import UnavailableError
from stack.functions.records import ConflictError, Store, store
from stack.functions.submission import submitted

RECEIVED_AT = datetime(2026, 11, 21, 12, 30, 0, 250_000, tzinfo=UTC)
SUBMISSION = submitted({"id": "order-1", "document": {"a": 1}}, None)
OTHER = submitted({"id": "order-1", "document": {"a": 2}}, None)


@pytest.fixture
def keep(table, bucket):
    """Store a submission as the request of that id."""

    def stored(submission, request_id="request-1"):
        return store(submission, Store(table, bucket), received_at=RECEIVED_AT, request_id=request_id)

    return stored


@pytest.fixture
def audit(table, bucket, outbox):
    """Store a submission as the request of that id, in a system that has a database."""

    def stored(submission, request_id="request-1"):
        into = Store(table, bucket, outbox)
        return store(submission, into, received_at=RECEIVED_AT, request_id=request_id)

    return stored


def row(receipt):
    names = ("record_id", "id", "checksum", "received_at", "request_id")
    return {name: asdict(receipt.record)[name] for name in names}


def test_the_document_is_written_before_its_record(keep, cloud):
    receipt = keep(SUBMISSION)
    assert receipt.stored
    assert receipt.record.received_at == "2026-11-21T12:30:00.250000+00:00"
    assert cloud.calls == ["GetItem", "PutObject", "PutItem"]
    assert cloud.objects == {receipt.record.document_key: SUBMISSION.document}


def test_a_repeat_gives_the_first_record(keep):
    first = keep(SUBMISSION)
    assert keep(SUBMISSION, "request-2") == replace(first, stored=False)


def test_a_race_lost_to_the_same_content_is_a_repeat(keep, cloud):
    cloud.meanwhile("PutItem", lambda: keep(SUBMISSION, "request-2") and None)
    receipt = keep(SUBMISSION, "request-1")
    assert (receipt.stored, receipt.record.request_id) == (False, "request-2")
    assert (len(cloud.items), len(cloud.objects)) == (1, 1)


def test_a_race_lost_to_other_content_is_a_conflict_and_the_winner_stays(keep, cloud):
    cloud.meanwhile("PutItem", lambda: keep(OTHER, "request-2") and None)
    with pytest.raises(ConflictError, match=r"^the idempotency key was used before for another document$"):
        keep(SUBMISSION, "request-1")
    assert cloud.items["order-1"]["checksum"] == {"S": OTHER.checksum}


def test_a_race_at_the_document_is_no_race_at_the_record(keep, cloud):
    twin = replace(SUBMISSION, key="order-2", record_id="order-2")
    cloud.meanwhile("PutObject", lambda: keep(twin, "request-2") and None)
    assert keep(SUBMISSION).stored
    assert (len(cloud.items), len(cloud.objects)) == (2, 1)


@pytest.mark.parametrize("operation", ["PutObject", "PutItem"])
def test_a_write_whose_answer_is_lost_is_still_this_requests_own(keep, cloud, operation):
    cloud.lose_answer(operation)
    receipt = keep(SUBMISSION)
    assert (receipt.stored, receipt.record.request_id) == (True, "request-1")
    assert cloud.calls.count(operation) == 2
    assert (len(cloud.items), len(cloud.objects)) == (1, 1)


@pytest.mark.parametrize("operation", ["GetItem", "PutObject", "PutItem"])
def test_a_request_that_breaks_off_is_mended_by_its_retry(keep, cloud, operation):
    cloud.hang(operation, ReadTimeoutError, times=3)
    with pytest.raises(UnavailableError, match="ReadTimeoutError"):
        keep(SUBMISSION)
    assert cloud.items == {}
    receipt = keep(SUBMISSION, "request-2")
    assert (receipt.stored, receipt.record.request_id) == (True, "request-2")
    assert cloud.objects == {receipt.record.document_key: SUBMISSION.document}


def test_an_item_that_vanishes_between_two_calls_is_tried_again_later(keep, cloud):
    cloud.fail("PutItem", "ConditionalCheckFailedException")
    with pytest.raises(UnavailableError, match=r"^table is unavailable: an item vanished between two calls$"):
        keep(SUBMISSION)


def test_an_item_of_other_making_is_a_conflict(keep, cloud):
    cloud.items["order-1"] = {"id": {"S": "order-1"}, "count": {"N": "1"}}
    with pytest.raises(ConflictError, match=r"^the idempotency key was used before for another id$"):
        keep(SUBMISSION)
    assert cloud.objects == {}


@pytest.mark.parametrize(
    ("refusal", "reason"),
    [
        (("GetItem", "ResourceNotFoundException", 400), "table is unavailable: ResourceNotFoundException"),
        (("PutItem", "InternalServerError", 500), "table is unavailable: InternalServerError"),
        (("PutObject", "NoSuchBucket", 404), "bucket is unavailable: NoSuchBucket"),
        (
            ("PutObject", "ConditionalRequestConflict", 409),
            "bucket is unavailable: ConditionalRequestConflict",
        ),
    ],
)
def test_what_passes_by_itself_makes_the_part_unavailable(keep, cloud, refusal, reason):
    cloud.fail(*refusal, times=3)
    with pytest.raises(UnavailableError, match=rf"^{reason}$"):
        keep(SUBMISSION)


def test_a_document_that_vanishes_before_its_version_is_read_makes_the_bucket_unavailable(keep, cloud):
    cloud.fail("PutObject", "PreconditionFailed", 412)
    with pytest.raises(UnavailableError, match=r"^bucket is unavailable: HTTP 404$"):
        keep(SUBMISSION)
    assert cloud.items == {}


def test_with_a_database_the_record_is_committed_with_its_row_owed_and_then_delivered(audit, cloud):
    owed = []
    cloud.meanwhile("ExecuteStatement", lambda: owed.append(dict(cloud.items)))
    receipt = audit(SUBMISSION)
    assert receipt.stored
    assert cloud.calls == ["GetItem", "PutObject", "TransactWriteItems", "ExecuteStatement", "DeleteItem"]
    assert [items.keys() for items in owed] == [{"order-1", "outbox#order-1"}]
    assert cloud.items == {"order-1": {name: {"S": value} for name, value in asdict(receipt.record).items()}}
    assert cloud.aurora.rows == {"order-1": row(receipt)}


def test_a_repeat_with_a_database_writes_nothing_though_the_row_still_waits(audit, cloud):
    cloud.hang("ExecuteStatement")
    first = audit(SUBMISSION)
    cloud.calls.clear()
    assert audit(SUBMISSION, "request-2") == replace(first, stored=False)
    assert (cloud.calls, cloud.aurora.rows) == (["GetItem"], {})
    assert cloud.items.keys() == {"order-1", "outbox#order-1"}


@pytest.mark.parametrize(
    "happens",
    [
        lambda cloud: cloud.fail("ExecuteStatement", "DatabaseResumingException"),
        lambda cloud: cloud.fail("ExecuteStatement", "ForbiddenException", 403),
        lambda cloud: cloud.hang("ExecuteStatement", ReadTimeoutError),
        lambda cloud: cloud.hang("DeleteItem", times=3),
    ],
    ids=["resuming", "forbidden", "silent", "outbox"],
)
def test_a_record_is_stored_and_its_row_owed_whatever_the_database_does(audit, cloud, happens):
    happens(cloud)
    receipt = audit(SUBMISSION)
    assert receipt.stored
    assert cloud.items["outbox#order-1"] == {
        "id": {"S": "outbox#order-1"},
        "pending": {"S": "audit"},
        **{name: {"S": value} for name, value in row(receipt).items() if name != "id"},
    }


def test_a_race_lost_with_a_database_is_a_repeat_whose_row_is_the_winners(audit, cloud):
    cloud.meanwhile("TransactWriteItems", lambda: audit(SUBMISSION, "request-2") and None)
    receipt = audit(SUBMISSION, "request-1")
    assert (receipt.stored, receipt.record.request_id) == (False, "request-2")
    assert cloud.aurora.rows["order-1"]["request_id"] == "request-2"
    assert cloud.items.keys() == {"order-1"}
    assert cloud.calls.count("ExecuteStatement") == 1


def test_a_race_lost_to_other_content_leaves_nothing_owed(audit, cloud):
    cloud.meanwhile("TransactWriteItems", lambda: audit(OTHER, "request-2") and None)
    with pytest.raises(ConflictError, match=r"^the idempotency key was used before for another document$"):
        audit(SUBMISSION, "request-1")
    assert cloud.items.keys() == {"order-1"}
    assert cloud.aurora.rows["order-1"]["checksum"] == OTHER.checksum


def test_two_transactions_that_meet_make_the_table_unavailable(audit, cloud):
    cloud.meanwhile("TransactWriteItems", lambda: cloud.cancelled("TransactionConflict", "None"))
    with pytest.raises(UnavailableError, match=r"^table is unavailable: TransactionConflict$"):
        audit(SUBMISSION)
    assert (cloud.items, cloud.aurora.rows) == ({}, {})


def test_a_transaction_whose_answer_is_lost_is_still_this_requests_own(audit, cloud):
    cloud.lose_answer("TransactWriteItems")
    receipt = audit(SUBMISSION)
    assert (receipt.stored, receipt.record.request_id) == (True, "request-1")
    assert cloud.calls.count("TransactWriteItems") == 2
    assert (cloud.items.keys(), cloud.aurora.rows.keys()) == ({"order-1"}, {"order-1"})


def test_a_transaction_that_breaks_off_is_mended_by_its_retry(audit, cloud):
    cloud.hang("TransactWriteItems", ReadTimeoutError, times=3)
    with pytest.raises(UnavailableError, match="ReadTimeoutError"):
        audit(SUBMISSION)
    assert (cloud.items, cloud.aurora.rows) == ({}, {})
    assert audit(SUBMISSION, "request-2").stored
    assert cloud.aurora.rows["order-1"]["request_id"] == "request-2"


def test_a_refusal_for_good_is_raised_as_it_is(keep, cloud):
    cloud.fail("PutObject", "AccessDenied", 403)
    with pytest.raises(ClientError, match="AccessDenied"):
        keep(SUBMISSION)
    assert cloud.items == {}
