"""The loop that serves requests, and turns on it for what changes data by time: it waits for its turn too."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

from sandbox.emulator.scope import within

R = TypeVar("R")


def on_loop(account: str, region: str, act: Callable[[], R]) -> R:
    """Call ``act`` between two requests, in an account and a region; not from the loop itself."""
    from ministack import app  # noqa: PLC0415 it reads the environment when it is loaded

    async def turn() -> R:
        return within(account, region, act)

    return asyncio.run_coroutine_threadsafe(turn(), vars(app)["_MAIN_LOOP"]).result()
