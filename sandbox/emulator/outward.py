"""Keeps the emulator on this machine: what in it would reach out, or let others in, fails there and then."""

from __future__ import annotations

import errno
import ipaddress
import socket
import sys
from typing import Any

LOCAL = "localhost"


def forbid() -> None:
    """Let this process connect to loopback addresses only, and listen on those only, from now on."""
    sys.addaudithook(_judge)


def _judge(event: str, arguments: tuple[Any, ...]) -> None:
    if event in {"socket.connect", "socket.bind", "socket.sendto"}:
        address = arguments[1]
        if isinstance(address, tuple) and not _is_local(address[0]):
            said = f"found {event} with {address[0]}; wanted an address of this machine"
            raise PermissionError(errno.EACCES, said)
    elif event == "socket.getaddrinfo" and not _is_address(arguments[0]) and not _is_local(arguments[0]):
        raise socket.gaierror(socket.EAI_FAIL, f"found the name {arguments[0]}; wanted one of this machine")


def _is_local(host: object) -> bool:
    name = host.decode() if isinstance(host, bytes) else host
    if not isinstance(name, str):
        return name is None
    if _is_address(name):
        return ipaddress.ip_address(name).is_loopback
    return name == LOCAL or name.endswith(f".{LOCAL}")


def _is_address(host: object) -> bool:
    try:
        return bool(ipaddress.ip_address(host if isinstance(host, str) else ""))
    except ValueError:
        return False
