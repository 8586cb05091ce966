"""The emulator's process: told on stdin who it is, it prints its port and serves until it is let go.

While its stdin is open somebody wants it. When that ends without a line that lets it live on, or a signal
comes, it removes its folder and ends its process group, the functions that run in it included.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import select
import shutil
import signal
import socket
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

from sandbox.emulator import outward
from sandbox.emulator.world import Identity, World

BACKLOG = 256
GLANCE_SECONDS = 1.0
"""How often it looks whether it still has the parent that it had."""
ATTEMPTS = 5
"""How often a folder is removed that functions may still be writing to."""


def main() -> None:
    """Serve. The first line of stdin is JSON: account, secret, region, folder, port."""
    line = sys.stdin.readline()
    if not line:
        _end(Path(os.environ["TMPDIR"]))
    given = json.loads(line)
    folder = Path(given["folder"])
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: _end(folder))
    threading.Thread(target=_listen, args=(folder, os.getppid()), daemon=True).start()
    try:
        listening = socket.create_server(("127.0.0.1", given["port"]), backlog=BACKLOG)
    except (OSError, OverflowError) as error:
        _say({"error": f"port {given['port']} of 127.0.0.1 cannot be listened on: {error}"})
        return
    world = World(Identity(given["account"], given["secret"]), listening.getsockname()[1], folder)
    _configure(world, given["region"])
    asyncio.run(_serve(world, listening))


def _configure(world: World, region: str) -> None:
    """Tell ministack by environment what it reads there when it is loaded."""
    os.environ.update(
        AUTH="true",
        AWS_ACCESS_KEY_ID=world.identity.account,
        AWS_SECRET_ACCESS_KEY=world.identity.secret,
        GATEWAY_PORT=str(world.port),
        LOG_LEVEL="WARNING",
        MINISTACK_ACCOUNT_ID=world.identity.account,
        MINISTACK_REGION=region,
        LAMBDA_EXECUTOR="local",
        DOCKER_HOST="unix:///nonexistent",
    )


async def _serve(world: World, listening: socket.socket) -> None:
    from hypercorn.asyncio import serve  # noqa: PLC0415 ministack reads the environment when it is loaded
    from hypercorn.config import Config  # noqa: PLC0415 the same
    from ministack import app  # noqa: PLC0415 the same

    from sandbox.emulator import repairs  # noqa: PLC0415 the same
    from sandbox.emulator.server import Server  # noqa: PLC0415 the same

    vars(app)["_MAIN_LOOP"] = asyncio.get_running_loop()  # what its own start would do
    repairs.install(world)
    outward.forbid()
    world.clock.run()
    config = Config()
    config.bind = [f"fd://{listening.fileno()}"]
    config.loglevel = "WARNING"
    config.keep_alive_timeout = 75
    logging.getLogger("hypercorn.error").setLevel(logging.WARNING)
    _say({"port": world.port})
    await serve(Server(world, app.app), config, shutdown_trigger=asyncio.Event().wait)  # pyrefly: ignore


def _say(answer: dict[str, Any]) -> None:
    """Tell whoever started this the one thing that it waits for; what else is printed goes to the log.

    Who does not wait any more has let go of this process, which ends it.
    """
    with suppress(BrokenPipeError):
        print(json.dumps(answer), flush=True)
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())


def _listen(folder: Path, parent: int) -> None:
    """Wait until nobody holds stdin's other end, or its holder is not the parent any more.

    Whoever writes a line to it lets this process live on without them.
    """
    stdin = sys.stdin.fileno()
    while os.getppid() == parent:
        if select.select([stdin], [], [], GLANCE_SECONDS)[0]:
            if os.read(stdin, 1):
                return
            break
    _end(folder)


def _end(folder: Path) -> None:
    for _ in range(ATTEMPTS):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            break
    os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    main()
