"""Where, and for whom, something happens that nobody asked for by a request."""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import Callable
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


def within(account: str, region: str, act: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Call ``act`` as AWS itself does what it does by time: in an account and a region, over TLS."""
    from ministack.core import iam_evaluator, responses  # noqa: PLC0415 reads the environment when loaded

    def run() -> R:
        iam_evaluator.pin_request_origin("127.0.0.1", secure_transport=True)
        with responses.request_scope(account, region):
            return act(*args, **kwargs)

    return contextvars.copy_context().run(run)


def on_loop(account: str, region: str, act: Callable[[], R]) -> R:
    """Call ``act`` between two requests, for it changes data by time; not from the loop that serves them."""
    from ministack import app  # noqa: PLC0415 it reads the environment when it is loaded

    async def turn() -> R:
        return within(account, region, act)

    return asyncio.run_coroutine_threadsafe(turn(), vars(app)["_MAIN_LOOP"]).result()
