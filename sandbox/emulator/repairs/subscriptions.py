"""Subscriptions of SNS: who has to confirm one, and that no message leaves this machine.

ministack takes an address for confirmed that nobody has confirmed, hides the ARN of one that is pending even
from who asks for it, and sends messages wherever a URL points.
"""

from __future__ import annotations

import base64
import ipaddress
from collections.abc import Iterator, Mapping
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit
from uuid import uuid4

from sandbox.emulator.requests.calls import Call
from sandbox.emulator.requests.operations import Answer, Beneath, take_over
from sandbox.emulator.world import World

PENDING = b"pending confirmation"
LISTED = b"PendingConfirmation"
"""What lists have in place of the ARN of a subscription that nobody has confirmed."""
BY_MAIL = {"email", "email-json"}
PATIENCE_SECONDS = 5
CONNECTIONS = {"http": HTTPConnection, "https": HTTPSConnection}


def install(_: World) -> None:
    """Take subscriptions over, and the sending of messages by HTTP."""
    from ministack.services import sns  # noqa: PLC0415 it reads the environment when it is loaded

    vars(sns)["_http_post_sync"] = send
    take_over(
        "sns", {"Subscribe": subscribe, "ListSubscriptions": listed, "ListSubscriptionsByTopic": listed}
    )


async def subscribe(asked: Call, beneath: Beneath) -> Answer:
    """Leave an address pending that is new, and tell the ARN of what is pending to who asks for it."""
    given = {name: values[0] for name, values in parse_qs(asked.body.decode()).items()}
    known = _found(given) is not None
    status, headers, body = await beneath()
    made = _found(given)
    if made is None:
        return status, headers, body
    if not known and made["protocol"] in BY_MAIL:
        _unconfirm(made)
    arn = made["arn"].encode()
    if made["confirmed"]:
        return status, headers, body
    told = arn if given.get("ReturnSubscriptionArn") == "true" else PENDING
    return (
        status,
        headers,
        body.replace(_element(arn), _element(told)).replace(_element(PENDING), _element(told)),
    )


async def listed(_: Call, beneath: Beneath) -> Answer:
    """List what is pending without its ARN."""
    status, headers, body = await beneath()
    for each in _subscriptions():
        if not each["confirmed"]:
            body = body.replace(_element(each["arn"].encode()), _element(LISTED))
    return status, headers, body


def send(endpoint: str, payload: str, kind: str) -> int:
    """Post a message to a server on this machine and return its answer's status.

    Raises ``OSError`` for any other server, and where the message is not taken.
    """
    parts = urlsplit(endpoint)
    if not _is_here(parts.hostname or ""):
        raise OSError(f"{parts.hostname} is not on this machine; the sandbox sends nothing beyond it")
    headers = {"Content-Type": "text/plain; charset=UTF-8", "x-amz-sns-message-type": kind}
    if parts.username is not None:
        login = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
        headers["Authorization"] = f"Basic {base64.b64encode(login.encode()).decode()}"
    path = f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
    connection = CONNECTIONS[parts.scheme](parts.hostname or "", parts.port, timeout=PATIENCE_SECONDS)
    try:
        connection.request("POST", path, payload.encode(), headers)
        status = connection.getresponse().status
    except HTTPException as error:
        raise OSError(f"{endpoint} answered with what is no HTTP: {error}") from error
    finally:
        connection.close()
    if not 200 <= status < 300:  # noqa: PLR2004 HTTP's own classes
        raise OSError(f"{endpoint} answered {status}; wanted 2xx")
    return status


def _is_here(host: str) -> bool:
    """Whether a host is this machine by its name alone: to look a name up would ask others about it."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _found(given: Mapping[str, str]) -> dict[str, Any] | None:
    wanted = (given.get("TopicArn"), given.get("Protocol"), given.get("Endpoint"))
    for each in _subscriptions():
        if (each["topic_arn"], each["protocol"], each["endpoint"]) == wanted:
            return each
    return None


def _subscriptions() -> Iterator[dict[str, Any]]:
    """Yield the subscriptions of the account and region that ask."""
    from ministack.services import sns  # noqa: PLC0415 it reads the environment when it is loaded

    for topic in list(vars(sns)["_topics"].values()):
        yield from topic["subscriptions"]


def _unconfirm(subscription: dict[str, Any]) -> None:
    from ministack.services import sns  # noqa: PLC0415 the same

    subscription.update(confirmed=False, token=str(uuid4()))
    subscription["attributes"].update(PendingConfirmation="true", ConfirmationWasAuthenticated="false")
    sns._refresh_subscription_counts(vars(sns)["_topics"][subscription["topic_arn"]])  # noqa: SLF001 no other way


def _element(content: bytes) -> bytes:
    return b"<SubscriptionArn>%b</SubscriptionArn>" % content
