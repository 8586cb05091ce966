"""Makes requests fail, or wait, as the faults that are on say."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus

from sandbox.emulator.calls import Call
from sandbox.emulator.world import World


@dataclass(frozen=True)
class Answer:
    """What a client gets instead of AWS's answer."""

    status: int
    headers: Iterable[tuple[bytes, bytes]]
    body: bytes


async def inject(call: Call, world: World) -> Answer | None:
    """Return the failure that a request runs into, ``None`` where it may go on, late or not."""
    for fault in world.faults.on().values():
        if fault.hits(call):
            if fault.kind == "slow":
                await asyncio.sleep(fault.seconds)
            elif fault.kind != "lagging":
                return Answer(HTTPStatus.SERVICE_UNAVAILABLE, [], b"")
    return None
