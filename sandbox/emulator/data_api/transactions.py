"""Transactions that stay open between requests, each a session of its own."""

from __future__ import annotations

import secrets
import threading
from dataclasses import dataclass, field

from sandbox.emulator.clock import Clock
from sandbox.emulator.postgres.connection import Connection
from sandbox.emulator.requests.answers import Refused

IDLE_SECONDS = 180.0
LONGEST_SECONDS = 86400.0
"""After which AWS rolls a transaction back: without a call, and in all."""


@dataclass
class Transaction:
    """One open transaction of a cluster; whoever uses it holds ``lock``."""

    cluster: str
    connection: Connection
    begun: float
    used: float
    lock: threading.Lock = field(default_factory=threading.Lock)


class Transactions:
    """The open ones by id; ``cluster`` is always a cluster's ARN."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._open: dict[str, Transaction] = {}
        self._lock = threading.Lock()

    def begin(self, cluster: str, connection: Connection) -> str:
        """Keep a session in which a transaction was begun; return its id."""
        identity, now = secrets.token_urlsafe(96), self._clock.now()
        with self._lock:
            self._open[identity] = Transaction(cluster, connection, now, now)
        return identity

    def of(self, identity: str, cluster: str) -> Transaction:
        """Return an open transaction, which counts as used now. Raises ``Refused`` where there is none."""
        with self._lock:
            return self._found(identity, cluster)

    def take(self, identity: str, cluster: str) -> Transaction:
        """Return an open transaction, and let it be open no more. Raises ``Refused`` where there is none."""
        with self._lock:
            found = self._found(identity, cluster)
            del self._open[identity]
            return found

    def drop(self, cluster: str) -> None:
        """Roll back all of a cluster's, as when its writer goes."""
        with self._lock:
            gone = [name for name, each in self._open.items() if each.cluster == cluster]
            dropped = [self._open.pop(name) for name in gone]
        _close(dropped)

    def expire(self, now: float) -> None:
        """Roll back those that nobody has used for too long."""
        with self._lock:
            gone = [
                name
                for name, each in self._open.items()
                if now - each.used > IDLE_SECONDS or now - each.begun > LONGEST_SECONDS
            ]
            dropped = [self._open.pop(name) for name in gone]
        _close(dropped)

    def _found(self, identity: str, cluster: str) -> Transaction:
        found = self._open.get(identity)
        if found is None or found.cluster != cluster:
            raise Refused("TransactionNotFoundException", f"Transaction {identity} is not found")
        found.used = self._clock.now()
        return found


def _close(dropped: list[Transaction]) -> None:
    for each in dropped:
        with each.lock:
            each.connection.close()
