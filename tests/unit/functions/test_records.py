"""Once per key, never half: races, lost answers and interruptions included."""

from dataclasses import replace
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


def test_a_refusal_for_good_is_raised_as_it_is(keep, cloud):
    cloud.fail("PutObject", "AccessDenied", 403)
    with pytest.raises(ClientError, match="AccessDenied"):
        keep(SUBMISSION)
    assert cloud.items == {}
