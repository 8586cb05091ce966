"""What the sandbox tells its emulator beside AWS's own requests: faults, time, and what was deployed.

Paths are below ``/_sandbox/``; a request carries the sandbox's secret as a bearer token. Bodies are JSON.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Callable
from dataclasses import asdict
from http import HTTPStatus
from typing import Any, TypeAlias

from sandbox.emulator.faults import fault
from sandbox.emulator.world import World
from sandbox.errors import SandboxError

PREFIX = "/_sandbox/"
FARTHEST_SECONDS = 400 * 24 * 3600
"""A year and a little: further on there is nothing that happens by time."""
Act: TypeAlias = Callable[[str, Any], object]


class Control:
    """Answers the sandbox's own requests; ``state`` is whatever the deployment wants kept."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._state: object = None
        self._acts: dict[str, Act] = {
            "GET state": lambda *_: self._state,
            "PUT state": self._put_state,
            "GET faults": self._get_faults,
            "PUT faults": self._put_fault,
            "DELETE faults": self._delete_faults,
            "GET clock": self._get_clock,
            "POST clock": self._post_clock,
        }

    def answer(self, method: str, path: str, authorization: str, body: bytes) -> tuple[HTTPStatus, object]:
        """Return a status and what to send as JSON."""
        expected = f"Bearer {self._world.identity.secret}".encode()
        if not hmac.compare_digest(authorization.encode(), expected):
            return HTTPStatus.FORBIDDEN, {"error": "found no valid token; wanted this sandbox's own"}
        noun, _, name = path.removeprefix(PREFIX).partition("/")
        act = self._acts.get(f"{method} {noun}")
        if act is None:
            return HTTPStatus.NOT_FOUND, {"error": f"found {method} {path}; wanted {', '.join(self._acts)}"}
        try:
            return HTTPStatus.OK, act(name, _parsed(body))
        except SandboxError as error:
            return HTTPStatus.BAD_REQUEST, {"error": str(error)}

    def _put_state(self, _: str, given: object) -> None:
        self._state = given

    def _get_faults(self, *_: object) -> dict[str, dict[str, Any]]:
        return {name: asdict(each) for name, each in self._world.faults.on().items()}

    def _put_fault(self, name: str, given: object) -> None:
        if not name:
            raise SandboxError("found a fault without a name; wanted PUT faults/<name>")
        self._world.faults.turn_on(name, fault.read(given))

    def _delete_faults(self, name: str, _: object) -> None:
        for each in [name] if name else self._world.faults.on():
            self._world.faults.turn_off(each)

    def _get_clock(self, *_: object) -> dict[str, float]:
        return {"now": self._world.clock.now(), "ahead": self._world.clock.ahead}

    def _post_clock(self, _: str, given: object) -> dict[str, float]:
        seconds = given.get("forward") if isinstance(given, dict) else None
        number = isinstance(seconds, int | float) and not isinstance(seconds, bool)
        if not number or not 0 <= seconds <= FARTHEST_SECONDS:
            wanted = f"forward, a number of seconds from 0 to {FARTHEST_SECONDS}"
            raise SandboxError(f"found {given!r} for the clock; wanted {wanted}")
        self._world.clock.forward(seconds)
        return self._get_clock()


def _parsed(body: bytes) -> Any:  # noqa: ANN401 JSON
    try:
        return json.loads(body or b"null")
    except ValueError as error:
        raise SandboxError(f"found a body that is no JSON: {error}; wanted JSON") from error
