"""What the sandbox tells its emulator beside AWS's own requests: faults, time, and what was deployed.

Paths are below ``/_sandbox/``; a request carries the sandbox's secret as a bearer token. Bodies are JSON.
"""

from __future__ import annotations

import hmac
import json
from dataclasses import asdict
from http import HTTPStatus
from typing import Any

from sandbox.emulator.faults import Fault
from sandbox.emulator.world import World

PREFIX = "/_sandbox/"


class Control:
    """Answers the sandbox's own requests; ``state`` is whatever the deployment wants kept."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._state: object = None

    def answer(self, method: str, path: str, authorization: str, body: bytes) -> tuple[HTTPStatus, object]:
        """Return a status and what to send as JSON."""
        if not hmac.compare_digest(authorization, f"Bearer {self._world.identity.secret}"):
            return HTTPStatus.FORBIDDEN, {"error": "found no valid token; wanted this sandbox's own"}
        given: Any = json.loads(body or b"null")
        act = getattr(self, f"_{method}_{path.removeprefix(PREFIX).partition('/')[0]}".lower(), None)
        if act is None:
            return HTTPStatus.NOT_FOUND, {"error": f"there is no {method} {path}"}
        return HTTPStatus.OK, act(path.rpartition("/")[2], given)

    def _get_state(self, *_: object) -> object:
        return self._state

    def _put_state(self, _: str, given: object) -> None:
        self._state = given

    def _get_faults(self, *_: object) -> dict[str, dict[str, Any]]:
        return {name: asdict(each) for name, each in self._world.faults.on().items()}

    def _put_faults(self, name: str, given: dict[str, Any]) -> None:
        self._world.faults.turn_on(name, Fault(**given))

    def _delete_faults(self, name: str, _: object) -> None:
        self._world.faults.turn_off(name)

    def _get_clock(self, *_: object) -> dict[str, float]:
        return {"now": self._world.clock.now(), "ahead": self._world.clock.ahead}

    def _post_clock(self, _: str, given: dict[str, float]) -> dict[str, float]:
        self._world.clock.forward(given["forward"])
        return self._get_clock()
