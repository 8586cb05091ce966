"""The files of one database cluster, and where in its log it was at each time.

``base`` is how the files were at first; it never changes, and no server runs on it. What was written since is
in the server's write-ahead log, all of which is kept. So each earlier state can be had by replaying the log
on a copy of the base, up to where the log was then: every commit notes that place beside the sandbox's time.
"""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import threading
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from sandbox.emulator.postgres.connection import ADMINISTRATOR, Connection
from sandbox.emulator.postgres.installation import Installation
from sandbox.emulator.postgres.server import Server

SEGMENT_MEGABYTES = 1
REPLAY = 'cp "{log}/%f" "%p"'


@dataclass(frozen=True)
class Workshop:
    """Where volumes are made: a folder that goes with the emulator, and PostgreSQL's programs."""

    place: Path
    installation: Installation
    password: str = field(default_factory=lambda: secrets.token_hex(32), repr=False)
    """The administrator's, in all of them; nobody outside of this process knows it."""
    _numbers: list[int] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def folder(self) -> Path:
        """Return a new place for files, which is not there yet."""
        with self._lock:
            self._numbers.append(len(self._numbers) + 1)
            return self.place / str(len(self._numbers)) / "data"

    def server(self, data: Path) -> Server:
        """Return a server, not yet started, of some files."""
        return Server(self.installation, self.place, int(data.parent.name), data)

    def copy(self, source: Path, target: Path, *, linked: bool = False) -> None:
        """Copy files; ``linked`` where neither will ever change."""
        shutil.copytree(source, target, copy_function=os.link if linked else shutil.copy2)
        self.installation.give(target.parent)

    def template(self) -> Path:
        """Return the files of a database in which nothing is yet; they are made once."""
        template = self.place / "0" / "data"
        with self._lock:
            if not template.exists():
                self._initialize(template)
        return template

    def _initialize(self, data: Path) -> None:
        data.parent.mkdir()
        self.installation.give(data.parent)
        word = data.parent / "word"
        word.touch(mode=0o600)
        self.installation.give(word)
        word.write_text(self.password)
        options = ("--auth=scram-sha-256", "--encoding=UTF8", "--no-locale", "--no-sync", "--no-instructions")
        try:
            subprocess.run(  # noqa: S603 PostgreSQL's own
                [
                    self.installation.program("initdb"),
                    *options,
                    f"--wal-segsize={SEGMENT_MEGABYTES}",
                    f"--username={ADMINISTRATOR}",
                    f"--pwfile={word}",
                    f"--pgdata={data}",
                ],
                check=True,
                capture_output=True,
                cwd=data.parent,
                env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"},
                **self.installation.identity(),
            )
        finally:
            word.unlink()


class Volume:
    """A cluster's files, from a base on; its server starts when it is first asked for."""

    def __init__(self, workshop: Workshop, base: Path) -> None:
        self._workshop = workshop
        self.base = base
        self._data = workshop.folder()
        self._server = workshop.server(self._data)
        self._marks: list[tuple[float, str]] = []
        self._lock = threading.RLock()
        self._runs = False

    def server(self, prepare: Callable[[Connection], None]) -> Server:
        """Return the running server; ``prepare`` is done by its administrator when it first starts."""
        with self._lock:
            if not self._runs:
                self._workshop.copy(self.base, self._data)
                self._server.start(self._workshop.password)
                self._runs = True
                with self.administrator() as connection:
                    prepare(connection)
                    self._marks.append((0.0, _place(connection)))
            return self._server

    def administrator(self, database: str = "postgres") -> Connection:
        """Return a session of the administrator's, of a server that runs."""
        return self._server.connect(ADMINISTRATOR, self._workshop.password, database)

    def commit(self, connection: Connection, act: Callable[[], None], now: Callable[[], float]) -> None:
        """Do what commits, and note where the log is after it, at what time: both as one to all others."""
        with self._lock:
            act()
            self._marks.append((now(), _place(connection)))

    def as_of(self, moment: float) -> Path:
        """Make files with all that was committed up to a moment, and nothing later; return their folder."""
        target = self._workshop.folder()
        with self._lock:
            if not self._marks:
                self._workshop.copy(self.base, target, linked=True)
                return target
            known = bisect_right(self._marks, moment, key=lambda mark: mark[0])
            place = self._marks[max(known, 1) - 1][1]
            if self._runs:
                self._close_segment()
        self._workshop.copy(self.base, target)
        self._replay(target, place)
        return target

    def retire(self) -> None:
        """End the server for good; each earlier state can be had all the same."""
        with self._lock:
            if self._runs:
                self._close_segment()
                self._server.stop()
                self._runs = False

    def remove(self) -> None:
        """End the server, and take its files away."""
        with self._lock:
            self._server.stop("QUIT")
            self._runs = False
            shutil.rmtree(self._data.parent, ignore_errors=True)

    def _close_segment(self) -> None:
        """Write something more into a file that is then closed: a replay has to see what it stops before."""
        with self.administrator() as connection:
            connection.run("select pg_create_restore_point('sandbox')")
            connection.run("select pg_switch_wal()")

    def _replay(self, target: Path, place: str) -> None:
        (target / "recovery.signal").touch()
        self._workshop.installation.give(target / "recovery.signal")
        server = self._workshop.server(target)
        settings = {
            "recovery_target_action": "promote",
            "recovery_target_inclusive": "off",
            "recovery_target_lsn": place,
            "recovery_target_timeline": "current",
            "restore_command": REPLAY.format(log=self._data / "pg_wal"),
        }
        server.start(self._workshop.password, settings)
        server.stop()


def _place(connection: Connection) -> str:
    return connection.value("select pg_current_wal_insert_lsn()")
