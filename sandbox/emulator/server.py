"""The ASGI application: the sandbox's own requests, then who may ask, then faults, then ministack."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from types import MethodType
from typing import Any, TypeAlias

from hypercorn.protocol.events import StreamClosed

from sandbox.emulator.control import PREFIX, Control
from sandbox.emulator.faults import injection
from sandbox.emulator.requests import access, apis
from sandbox.emulator.requests.calls import Call, call
from sandbox.emulator.requests.protocols import Answer
from sandbox.emulator.world import World

Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
Application: TypeAlias = Callable[[Message, Receive, Send], Awaitable[None]]

PLAIN = "x-sandbox-plain"
"""The header by which a request says that it stands for one without TLS; all others stand for one with it."""
THREADS = 32


class Server:
    """Answers every request to one emulator; ``beneath`` is ministack's own application."""

    def __init__(self, world: World, beneath: Application) -> None:
        self._world = world
        self._control = Control(world)
        self._beneath = beneath

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Serve one connection's request."""
        if scope["type"] == "lifespan":
            await _live(receive, send)
            return
        body = await _read(receive) if scope["type"] == "http" else None
        if body is None:
            return
        headers = {name.decode().lower(): value.decode("latin-1") for name, value in scope["headers"]}
        query = scope["query_string"].decode("latin-1")
        asked = call(scope["method"], scope["path"], query, headers, body)
        answer = await self._answer(asked, scope)
        if answer is injection.LOST:
            await _hang_up(send)
        elif answer is not None:
            await _send(send, answer)
        else:
            if PLAIN not in headers:
                scope = {**scope, "headers": [*scope["headers"], (b"x-forwarded-proto", b"https")]}
            await self._beneath(scope, _replay(body), send)

    async def _answer(self, asked: Call, scope: Message) -> Answer | None:
        if asked.path.startswith(PREFIX):
            token = asked.headers.get("authorization", "")
            # In a thread: time that moves calls functions, which call back.
            act = self._control.answer
            status, answer = await asyncio.to_thread(act, asked.method, asked.path, token, asked.body)
            return Answer(status, {"content-type": "application/json"}, json.dumps(answer).encode())
        asked = apis.reached(asked, self._world.identity.account)
        refused = access.refusal(asked, scope, self._world.identity.account)
        return refused or await injection.inject(asked, self._world)


async def _live(receive: Receive, send: Send) -> None:
    """Say that all is well; ministack's own start would open more ports, and look for Docker."""
    pool = ThreadPoolExecutor(THREADS, thread_name_prefix="emulator")
    asyncio.get_running_loop().set_default_executor(pool)
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return


async def _read(receive: Receive) -> bytes | None:
    """Return a request's body, ``None`` where its client went before the end."""
    parts = []
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return None
        parts.append(message.get("body", b""))
        if not message.get("more_body"):
            return b"".join(parts)


def _replay(body: bytes) -> Receive:
    """Give a body that was read once more; after it the client is gone."""
    messages = iter([{"type": "http.request", "body": body, "more_body": False}])

    async def receive() -> Message:
        for message in messages:
            return message
        return await asyncio.Future[Message]()

    return receive


async def _send(send: Send, answer: Answer) -> None:
    given = [(name.lower().encode(), value.encode("latin-1")) for name, value in answer.headers.items()]
    headers = [each for each in given if each[0] != b"content-length"]
    headers.append((b"content-length", str(len(answer.body)).encode()))
    await send({"type": "http.response.start", "status": int(answer.status), "headers": headers})
    await send({"type": "http.response.body", "body": answer.body})


async def _hang_up(send: Send) -> None:
    """Close a connection without an answer, as nothing in ASGI says."""
    if not isinstance(send, MethodType):
        raise TypeError(f"found {send!r} to send with; wanted a stream's own method")
    stream: Any = send.__self__
    await stream.send(StreamClosed(stream_id=stream.stream_id))
