"""Makes the account's own key one that has to be signed with, and the only one of its kind.

ministack takes ``test`` and any twelve digits for an account's root, and believes whoever names one. What it
knows of users and sessions, it knows of this key then too.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from sandbox.emulator.requests.access import linked
from sandbox.emulator.world import World


def install(world: World) -> None:
    """Replace what ministack takes for a root key, and what anyone could compute of functions' sessions."""
    from ministack.core import iam_evaluator, lambda_runtime  # noqa: PLC0415 reads the environment when loaded
    from ministack.services import lambda_svc, sts  # noqa: PLC0415 the same

    def is_root(key: str) -> bool:
        return key == world.identity.account or (not key and linked.get())

    for module in (iam_evaluator, sts):
        vars(module)["is_root_access_key"] = is_root
    _prove(is_root)
    secret = world.identity.secret.encode()
    for module in (lambda_runtime, lambda_svc):
        if "execution_credentials" in vars(module):
            given = vars(module)["execution_credentials"]
            vars(module)["execution_credentials"] = _secretly(given, secret, sts._sessions)  # noqa: SLF001 no other way


def _prove(is_root: Callable[[str], bool]) -> None:
    """Have ministack check a root's signature: while it asks what to check, nobody is root."""
    from ministack import app  # noqa: PLC0415 it reads the environment when it is loaded
    from ministack.core import iam_evaluator  # noqa: PLC0415 the same

    pinning: ContextVar[bool] = ContextVar("pinning", default=False)
    beneath = iam_evaluator.pin_signed_request

    def pin(*arguments: Any, **named: Any) -> None:  # noqa: ANN401 ministack's own
        token = pinning.set(True)
        try:
            beneath(*arguments, **named)
        finally:
            pinning.reset(token)

    def believed(key: str) -> bool:
        return not pinning.get() and is_root(key)

    vars(iam_evaluator)["_is_root_key"] = believed
    for module in (app, iam_evaluator):
        vars(module)["pin_signed_request"] = pin


def _secretly(
    given: Callable[[dict[str, Any]], dict[str, str]], secret: bytes, sessions: dict[str, dict[str, Any]]
) -> Callable[[dict[str, Any]], dict[str, str]]:
    """Mix this emulator's secret into a session that ministack computes from a function's name alone."""

    def credentials(config: dict[str, Any]) -> dict[str, str]:
        known = given(config)
        mixed = {
            name: hmac.new(secret, known[name].encode(), hashlib.sha256).hexdigest()
            for name in ("AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN")
        }
        session = sessions[known["AWS_ACCESS_KEY_ID"]]
        session["SecretAccessKey"] = mixed["AWS_SECRET_ACCESS_KEY"]
        session["SessionToken"] = mixed["AWS_SESSION_TOKEN"]
        return {**known, **mixed}

    return credentials
