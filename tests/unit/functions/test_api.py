"""What a sender gets for what it sends."""

import base64
import json

import pytest

from stack.functions.payload import MAX_BODY_BYTES

CHECKSUM = "2ea4751f5c76d4073851e5ef538ae476b1f37d1153d1a7750dc2b8ba52dab003"
BODY = json.dumps({"id": "order-1", "document": {"b": 1.5, "a": ["é", None]}})
OTHER = json.dumps({"id": "order-1", "document": {"b": 2}})
RECORD = {
    "id": "order-1",
    "record_id": "order-1",
    "checksum": CHECKSUM,
    "document_key": f"documents/{CHECKSUM}.json",
    "document_version": "v1",
    "received_at": "2026-11-21T12:30:00+00:00",
    "request_id": "request-1",
}


def test_a_new_record_is_stored_and_answered_with_201(ask, cloud):
    answer = ask("POST", "/process", BODY)
    assert (answer.status, answer.body) == (201, {"record": RECORD, "stored": True})
    assert answer.headers == {"Content-Type": "application/json"}
    assert cloud.items == {"order-1": {name: {"S": value} for name, value in RECORD.items()}}
    assert cloud.objects == {f"documents/{CHECKSUM}.json": b'{"a":["\\u00e9",null],"b":1.5}'}


def test_a_repeat_is_answered_with_the_first_record_and_writes_nothing(ask, cloud):
    ask("POST", "/process", BODY)
    cloud.calls.clear()
    answer = ask("POST", "/process", BODY, request_id="request-2")
    assert (answer.status, answer.body) == (200, {"record": RECORD, "stored": False})
    assert cloud.calls == ["GetItem"]


def test_the_same_document_in_other_words_is_a_repeat(ask):
    ask("POST", "/process", BODY)
    reordered = '{"document" : {"a": ["\\u00E9", null], "b": 1.50}, "id": "order-1"}'
    assert ask("POST", "/process", reordered, request_id="request-2").status == 200


def test_the_same_key_with_another_document_is_a_conflict_and_writes_nothing(ask, cloud):
    ask("POST", "/process", BODY)
    before = dict(cloud.items), dict(cloud.objects)
    answer = ask("POST", "/process", OTHER)
    assert answer.status == 409
    assert answer.body == {"error": "the idempotency key was used before for another document"}
    assert (cloud.items, cloud.objects) == before


def test_an_idempotency_key_stands_in_for_the_id(ask, cloud):
    first = ask("POST", "/process", BODY, headers={"idempotency-key": "key-1"})
    second = ask("POST", "/process", OTHER, headers={"idempotency-key": "key-2"})
    assert first.body["record"] == {**RECORD, "id": "key-1"}
    assert second.status == 201
    assert cloud.items.keys() == {"key-1", "key-2"}


def test_the_same_idempotency_key_with_another_id_is_a_conflict(ask):
    ask("POST", "/process", BODY, headers={"idempotency-key": "key-1"})
    renamed = BODY.replace("order-1", "order-2")
    answer = ask("POST", "/process", renamed, headers={"idempotency-key": "key-1"})
    assert answer.status == 409
    assert answer.body == {"error": "the idempotency key was used before for another id"}


def test_a_base64_body_is_decoded(ask):
    encoded = base64.b64encode(BODY.encode()).decode()
    assert ask("POST", "/process", encoded, isBase64Encoded=True).body["record"] == RECORD


@pytest.mark.parametrize(
    ("event", "error"),
    [
        ({"body": None}, "the body is not JSON: Expecting value at character 0"),
        (
            {"body": "{"},
            "the body is not JSON: Expecting property name enclosed in double quotes at character 1",
        ),
        ({"body": "a", "isBase64Encoded": True}, "the body is not valid base64, as which it was announced"),
        ({"body": " " * (MAX_BODY_BYTES + 1)}, "the body has 262145 bytes; at most 262144 are accepted"),
        ({"body": '{"id": "a"}'}, "document is missing; the body must have id and document"),
        (
            {"body": BODY, "headers": {"idempotency-key": "a b"}},
            "the Idempotency-Key header has 3 characters, not 1 to 128 of A-Z a-z 0-9 . _ -",
        ),
        (
            {"body": BODY, "headers": {"idempotency-key": ""}},
            "the Idempotency-Key header has 0 characters, not 1 to 128 of A-Z a-z 0-9 . _ -",
        ),
    ],
)
def test_an_invalid_request_is_refused_with_the_reason_and_touches_nothing(ask, cloud, event, error):
    answer = ask("POST", "/process", **event)
    assert (answer.status, answer.body) == (400, {"error": error})
    assert cloud.calls == []


def test_a_throttled_table_is_tried_again(ask, cloud, naps):
    cloud.fail("PutItem", "ProvisionedThroughputExceededException", times=2)
    assert ask("POST", "/process", BODY).status == 201
    assert len(naps) == 2
    assert cloud.calls == ["GetItem", "PutObject", *["PutItem"] * 3]


@pytest.mark.parametrize(
    ("refusal", "part"),
    [
        (("GetItem", "ThrottlingException"), "table"),
        (("PutItem", "RequestLimitExceeded"), "table"),
        (("PutObject", "SlowDown"), "bucket"),
    ],
)
def test_a_part_that_stays_throttled_is_answered_with_503(ask, cloud, logged, refusal, part):
    cloud.fail(*refusal, times=9)
    answer = ask("POST", "/process", BODY)
    assert (answer.status, answer.body) == (503, {"error": f"the {part} is unavailable; try again"})
    assert answer.headers["Retry-After"] == "5"
    assert cloud.calls.count(refusal[0]) == 3
    assert cloud.items == {}
    assert [(line["message"], line["part"], line["reason"]) for line in logged()] == [
        ("a part is unavailable", part, refusal[1])
    ]


def test_what_is_not_foreseen_is_answered_without_details_and_logged_with_them(ask, cloud, logged):
    cloud.fail("PutItem", "AccessDeniedException")
    answer = ask("POST", "/process", BODY)
    assert (answer.status, answer.body) == (500, {"error": "the request failed unexpectedly"})
    (line,) = logged()
    assert (line["level"], line["exception_name"], line["request_id"]) == (
        "ERROR",
        "ClientError",
        "request-1",
    )
    assert "AccessDeniedException" in line["exception"]


def test_health_is_200_when_all_parts_serve(ask):
    answer = ask("GET", "/health")
    assert (answer.status, answer.body) == (
        200,
        {"status": "healthy", "parts": {"table": "ok", "bucket": "ok"}},
    )


def test_health_is_503_and_names_the_part_but_no_resource(ask, cloud):
    cloud.fail("HeadBucket", "AccessDenied", status=403)
    cloud.fail("GetItem", "AccessDeniedException")
    answer = ask("GET", "/health")
    assert answer.status == 503
    assert answer.body == {
        "status": "unhealthy",
        "parts": {"table": "AccessDeniedException", "bucket": "HTTP 403"},
    }


def test_health_is_reached_below_a_stage(ask):
    context = {"stage": "prod", "http": {"method": "GET", "path": "/prod/health"}}
    assert ask("GET", "/prod/health", requestContext=context).status == 200


@pytest.mark.parametrize(("method", "path"), [("GET", "/process"), ("POST", "/health"), ("GET", "/")])
def test_any_other_route_is_404(ask, method, path):
    answer = ask(method, path)
    assert (answer.status, answer.body) == (404, {"error": "there is no such route"})


def test_with_a_database_a_new_record_is_answered_as_without_and_has_its_row(ask, audited, cloud):
    answer = ask("POST", "/process", BODY, within=audited)
    assert (answer.status, answer.body) == (201, {"record": RECORD, "stored": True})
    names = ("record_id", "id", "checksum", "received_at", "request_id")
    assert cloud.aurora.rows == {"order-1": {name: RECORD[name] for name in names}}


def test_a_database_that_is_down_fails_no_request(ask, audited, cloud, logged):
    cloud.fail("ExecuteStatement", "DatabaseUnavailableException", 504)
    answer = ask("POST", "/process", BODY, within=audited)
    assert (answer.status, answer.body) == (201, {"record": RECORD, "stored": True})
    assert [line["message"] for line in logged()] == ["an audit row waits"]
    repeat = ask("POST", "/process", BODY, within=audited, request_id="request-2")
    assert (repeat.status, repeat.body) == (200, {"record": RECORD, "stored": False})


def test_transactions_that_meet_are_answered_with_503(ask, audited, cloud):
    cloud.meanwhile("TransactWriteItems", lambda: cloud.cancelled("TransactionConflict", "None"))
    answer = ask("POST", "/process", BODY, within=audited)
    assert (answer.status, answer.body) == (503, {"error": "the table is unavailable; try again"})
    assert answer.headers["Retry-After"] == "5"


def test_health_names_the_database_where_there_is_one(ask, audited):
    answer = ask("GET", "/health", within=audited)
    parts = {"table": "ok", "bucket": "ok", "database": "ok"}
    assert (answer.status, answer.body) == (200, {"status": "healthy", "parts": parts})


def test_health_is_200_but_degraded_while_only_the_database_is_down(ask, audited, cloud):
    cloud.fail("ExecuteStatement", "DatabaseResumingException")
    answer = ask("GET", "/health", within=audited)
    parts = {"table": "ok", "bucket": "ok", "database": "DatabaseResumingException"}
    assert (answer.status, answer.body) == (200, {"status": "degraded", "parts": parts})


def test_health_is_503_when_the_table_is_down_with_the_database(ask, audited, cloud):
    cloud.fail("ExecuteStatement", "DatabaseResumingException")
    cloud.status = "CREATING"
    answer = ask("GET", "/health", within=audited)
    parts = {"table": "status CREATING", "bucket": "ok", "database": "DatabaseResumingException"}
    assert (answer.status, answer.body) == (503, {"status": "unhealthy", "parts": parts})
