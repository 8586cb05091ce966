"""Keeps a Python process, and every Python that it starts, from the network; what it tried stands in a file.

Python loads this by itself where this folder is on ``PYTHONPATH``. Nothing here may need a package.
"""

import os
import sys
from pathlib import Path

REFUSED = "SANDBOX_REFUSED"
NETWORK = frozenset(
    {
        "socket.connect",
        "socket.getaddrinfo",
        "socket.gethostbyaddr",
        "socket.gethostbyname",
        "socket.getnameinfo",
        "socket.sendmsg",
        "socket.sendto",
    }
)


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event not in NETWORK:
        return
    # The socket comes first where there is one; Unix's own sockets, whose address is a text, stay here.
    said = arguments[1:] if event in {"socket.connect", "socket.sendto", "socket.sendmsg"} else arguments
    if event == "socket.connect" and said and isinstance(said[0], str | bytes):
        return
    with Path(os.environ[REFUSED]).open("a", encoding="utf-8") as file:
        file.write(f"{event} {said}\n")
    raise ConnectionRefusedError(f"{event} {said}: this process is kept from the network")


if REFUSED in os.environ:
    sys.addaudithook(_refuse)
