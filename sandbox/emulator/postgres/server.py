"""One running PostgreSQL: it listens on a socket in a folder that only its owner enters, and on no port.

Its keeper is a shell that reads from this process. When that ends, however it ends, the shell reads an end of
file and tells PostgreSQL to stop at once; both are in a session of their own, which a signal to ours spares.
"""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from sandbox.emulator.postgres.connection import ADMINISTRATOR, Connection, Unreachable, connect
from sandbox.emulator.postgres.installation import Installation
from sandbox.errors import SandboxError

KEEPER = """
exec 3<&0
"$@" </dev/null 3<&- & server=$!
{ read signal <&3 || signal=QUIT; kill -s "$signal" "$server"; } 2>/dev/null & reader=$!
wait "$server"; status=$?
kill "$reader" 2>/dev/null
exit "$status"
"""
SETTINGS: Mapping[str, str] = {
    "autovacuum": "off",  # nothing lives long enough here
    "dynamic_shared_memory_type": "mmap",  # goes with the folder
    "fsync": "off",  # the folder does not outlast the machine's
    "full_page_writes": "off",
    "hot_standby": "off",  # a replay is nobody's to look at
    "listen_addresses": "",
    "log_min_error_statement": "panic",  # a statement may hold a secret
    "log_timezone": "UTC",
    "max_connections": "60",
    "max_wal_senders": "0",
    "shared_buffers": "16MB",
    "timezone": "UTC",
    "wal_keep_size": "1TB",  # a restore to a point in time replays all that there was
    "wal_level": "replica",
}
PATIENCE_SECONDS = 30.0
GLANCE_SECONDS = 0.02
SHOWN_LINES = 6


class Server:
    """A PostgreSQL that serves the files in ``data``; ``number`` sets its socket in ``place`` apart."""

    def __init__(self, installation: Installation, place: Path, number: int, data: Path) -> None:
        self._installation = installation
        self._place = place
        self._number = number
        self._data = data
        self._log = data.with_suffix(".log")
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def socket(self) -> str:
        """Where it listens."""
        return str(self._place / f".s.PGSQL.{self._number}")

    def start(self, password: str, settings: Mapping[str, str] | None = None) -> None:
        """Start it; returns when it takes changes. ``password`` is its administrator's.

        Raises ``SandboxError`` where it does not come up.
        """
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603 a script of our own, and PostgreSQL
                ["/bin/sh", "-c", KEEPER, "sh", *self._command(settings or {})],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                cwd=self._data,
                env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"},
                start_new_session=True,
                **self._installation.identity(),
            )
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not self._takes_changes(password):
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.stop("QUIT")
                raise SandboxError(f"PostgreSQL did not start{self._tail()}")
            time.sleep(GLANCE_SECONDS)

    def stop(self, signal: str = "INT") -> None:
        """Stop it, by default as it wants to be stopped; returns when it is gone."""
        if self._process is None or self._process.stdin is None:
            return
        with suppress(BrokenPipeError):
            self._process.stdin.write(f"{signal}\n".encode())
            self._process.stdin.close()
        self._process.wait()
        self._process = None

    def connect(self, user: str, password: str, database: str) -> Connection:
        """Return a new connection; raises pg8000's ``DatabaseError`` as the server words it."""
        return connect(self.socket, user, password, database)

    def _command(self, settings: Mapping[str, str]) -> list[str]:
        own = {"port": str(self._number), "unix_socket_directories": str(self._place)}
        options = [f"--{name}={value}" for name, value in {**SETTINGS, **own, **settings}.items()]
        return [self._installation.program("postgres"), "-D", str(self._data), *options]

    def _takes_changes(self, password: str) -> bool:
        try:
            with self.connect(ADMINISTRATOR, password, "postgres") as connection:
                return connection.value("select not pg_is_in_recovery()") == "t"
        except Unreachable:
            return False

    def _tail(self) -> str:
        lines = self._log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        return "".join(f"\n  | {line}" for line in lines[-SHOWN_LINES:])
