"""Knows an API by the host name that AWS gives it, and leaves all of its paths to it.

ministack knows only names below ``localhost``, and answers ``GET /health`` itself whatever host it is for.
"""

from __future__ import annotations

import re

from sandbox.emulator.world import World

API = re.compile(r"([a-f0-9]{8})\.execute-api\.(?:localhost|[a-z0-9-]+\.amazonaws\.com)(?::\d+)?$")


def install(_: World) -> None:
    """Replace the names that ministack knows APIs by, and take away the paths of its own health."""
    from ministack import app  # noqa: PLC0415 it reads the environment when it is loaded

    vars(app).update(_HEALTH_PATHS=(), _EXECUTE_API_RE=API)
