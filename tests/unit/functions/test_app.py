"""Which events the function takes, and what the process around it is made of."""

import pytest

from stack.functions import app
from stack.functions.runtime import runtime as process_runtime

SCHEDULED = {"version": "0", "source": "aws.events", "detail-type": "Scheduled Event", "detail": {}}
HEALTHY = {
    "status": "healthy",
    "parts": {"table": "ok", "bucket": "ok"},
    "protections": {"table_pitr": "on", "bucket_versioning": "on"},
    "repaired": 0,
}


def test_an_http_request_is_answered(ask):
    assert ask("GET", "/health").status == 200


def test_a_scheduled_event_is_answered_with_what_was_found(runtime, context):
    assert app.respond(SCHEDULED, context, runtime) == HEALTHY


@pytest.mark.parametrize(
    ("event", "found"),
    [
        (
            {**SCHEDULED, "source": "aws.s3"},
            "an event with {'version': '0', 'source': 'aws.s3', 'detail-type': 'Scheduled Event'}",
        ),
        (
            {**SCHEDULED, "detail-type": "Other"},
            "an event with {'version': '0', 'source': 'aws.events', 'detail-type': 'Other'}",
        ),
        ({"version": "1.0", "httpMethod": "GET"}, "an event with {'version': '1.0'}"),
        ({"version": "2.0"}, "an event with {'version': '2.0'}"),
        ({"b": 1, "a": 2}, "an event with the fields ['a', 'b']"),
        ({}, "an event with the fields []"),
    ],
)
def test_any_other_event_is_an_error_that_says_what_was_found(runtime, context, event, found):
    with pytest.raises(app.UnknownEventError) as caught:
        app.respond(event, context, runtime)
    assert str(caught.value) == f"found {found}; wanted an HTTP API request or a scheduled event"


def test_an_event_that_is_no_object_is_an_error(runtime, context):
    with pytest.raises(app.UnknownEventError, match=r"^found list; wanted an object$"):
        app.respond([], context, runtime)  # pyrefly: ignore[bad-argument-type] # the point


def test_the_handler_works_within_the_process_s_environment(monkeypatch, context, process_environment):
    for name, value in process_environment.items():
        monkeypatch.setenv(name, value)
    process_runtime.cache_clear()
    with pytest.raises(app.UnknownEventError):
        app.handler({}, context)
    assert process_runtime.cache_info().currsize == 1
    process_runtime.cache_clear()
