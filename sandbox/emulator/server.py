"""The ASGI application: the sandbox's own requests, then faults, then ministack."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Awaitable, Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from typing import Any, TypeAlias

from sandbox.emulator import injection
from sandbox.emulator.calls import Call, call
from sandbox.emulator.control import PREFIX, Control
from sandbox.emulator.world import World

Message: TypeAlias = dict[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
Application: TypeAlias = Callable[[Message, Receive, Send], Awaitable[None]]

PLAIN = "x-sandbox-plain"
"""The header by which a request says that it stands for one without TLS; all others stand for one with it."""
CLOSED = re.compile(r"/_(ministack|localstack)\b")
"""Where ministack can be administered, by anyone."""
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
        if scope["type"] != "http":
            return
        body = await _read(receive)
        headers = {name.decode().lower(): value.decode("latin-1") for name, value in scope["headers"]}
        path, method = scope["path"], scope["method"]
        if path.startswith(PREFIX):
            token = headers.get("authorization", "")
            # In a thread: time that moves calls functions, which call back.
            status, answer = await asyncio.to_thread(self._control.answer, method, path, token, body)
            await _send(send, status, [(b"content-type", b"application/json")], json.dumps(answer).encode())
        elif CLOSED.match(path):
            await _send(send, HTTPStatus.NOT_FOUND, [], b"")
        else:
            asked = call(method, path, scope["query_string"].decode(), headers, body)
            await self._pass_on(asked, scope, send)

    async def _pass_on(self, asked: Call, scope: Message, send: Send) -> None:
        hit = await injection.inject(asked, self._world)
        if hit is not None:
            await _send(send, hit.status, hit.headers, hit.body)
            return
        if PLAIN not in asked.headers:
            scope = {**scope, "headers": [*scope["headers"], (b"x-forwarded-proto", b"https")]}
        await self._beneath(scope, _replay(asked.body), send)


async def _live(receive: Receive, send: Send) -> None:
    """Say that all is well; ministack's own start would open more ports, and look for Docker."""
    pool = ThreadPoolExecutor(THREADS, thread_name_prefix="emulator")
    asyncio.get_running_loop().set_default_executor(pool)
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return


async def _read(receive: Receive) -> bytes:
    parts = []
    while True:
        message = await receive()
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


async def _send(send: Send, status: int, headers: Iterable[tuple[bytes, bytes]], body: bytes) -> None:
    length = (b"content-length", str(len(body)).encode())
    await send({"type": "http.response.start", "status": int(status), "headers": [*headers, length]})
    await send({"type": "http.response.body", "body": body})
