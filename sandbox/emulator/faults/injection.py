"""Makes requests fail, or wait, as the faults that are on say."""

from __future__ import annotations

import asyncio

from sandbox.emulator.faults import casualties
from sandbox.emulator.requests import apis
from sandbox.emulator.requests.calls import Call
from sandbox.emulator.requests.protocols import Answer, Refusal, is_xml, refuse
from sandbox.emulator.world import World

LOST = Answer(0)
"""No answer at all: the connection is to be closed."""
DATA = frozenset(
    {
        *casualties.READS,
        *casualties.WRITES,
        "GetRecords",
    }
)
"""What DynamoDB refuses by a table's throughput; the rest it refuses by an account's rate."""
THROTTLED = {
    "apigateway": Refusal("TooManyRequestsException", "Too Many Requests", 429),
    "ec2": Refusal("RequestLimitExceeded", "Request limit exceeded.", 503),
    "execute-api": Refusal("TooManyRequestsException", "Too Many Requests", 429),
    "lambda": Refusal("TooManyRequestsException", "Rate Exceeded.", 429),
    "s3": Refusal("SlowDown", "Please reduce your request rate.", 503),
}
FAILING = {
    "dynamodb": Refusal("InternalServerError", "Internal server error", 500),
    "execute-api": Refusal("InternalServerError", "Internal Server Error", 500),
    "lambda": Refusal("ServiceException", "An error occurred and the request cannot be processed.", 500),
    "s3": Refusal("InternalError", "We encountered an internal error. Please try again.", 500),
}
FAILED = Refusal("InternalFailure", "The request processing has failed because of an unknown error.", 500)
EXCEEDED = Refusal(
    "ProvisionedThroughputExceededException",
    "The level of configured provisioned throughput for the table was exceeded. "
    "Consider increasing your provisioning level with the UpdateTable API.",
    400,
)


async def inject(call: Call, world: World) -> Answer | None:
    """Return the failure that a request runs into, ``None`` where it may go on, late or not."""
    for fault in world.faults.hitting(call):
        if fault.kind == "slow":
            await asyncio.sleep(fault.seconds)
        elif fault.kind == "lost":
            return LOST
        elif fault.kind == "throttled":
            casualties.throttled(call, world.identity.account)
            return _refused(call, _throttled(call))
        elif fault.kind == "failing":
            casualties.failed(call, world.identity.account)
            return _refused(call, FAILING.get(call.service, FAILED))
    return None


def _refused(call: Call, refusal: Refusal) -> Answer:
    if call.service == apis.SERVICE:
        apis.answered(apis.named(call), refusal.status, 0.0)
    return refuse(call, refusal)


def _throttled(call: Call) -> Refusal:
    if call.service == "dynamodb" and call.operation in DATA:
        return EXCEEDED
    code = "Throttling" if is_xml(call) else "ThrottlingException"
    return THROTTLED.get(call.service, Refusal(code, "Rate exceeded", 400))
