"""Where, and for whom, something happens that nobody asked for by a request."""

from __future__ import annotations

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
