"""Where an event comes in: an HTTP request or the schedule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .api import resolver
from .inspection import inspect, report
from .runtime import Runtime, runtime

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

Event = dict[str, Any]
"""An event as Lambda passes it: JSON, whose shape is its sender's to choose."""


class UnknownEventError(Exception):
    """The event is neither an HTTP request nor the schedule; the message says what it looks like."""


def handler(event: Event, context: LambdaContext) -> dict[str, object]:
    """Answer the event; raises UnknownEventError, and MisconfiguredError for the environment's faults."""
    return respond(event, context, runtime())


def respond(event: Event, context: LambdaContext, within: Runtime) -> dict[str, object]:
    """Answer an HTTP API request (payload format 2.0) or a scheduled event of EventBridge."""
    within.logger.append_keys(request_id=context.aws_request_id)
    match event:
        case {"version": "2.0", "requestContext": {"http": {}}}:
            return resolver(within).resolve(event, context)
        case {"source": "aws.events", "detail-type": "Scheduled Event"}:
            return report(inspect(within), within)
        case {}:
            raise UnknownEventError(f"found {_marks(event)}; wanted an HTTP API request or a scheduled event")
        case _:
            raise UnknownEventError(f"found {type(event).__name__}; wanted an object")


def _marks(event: Event) -> str:
    """Tell what names the kind of an event, or else the names of its fields."""
    marks = {name: event[name] for name in ("version", "source", "detail-type") if name in event}
    return f"an event with {marks}" if marks else f"an event with the fields {sorted(event)}"
