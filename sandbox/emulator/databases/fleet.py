"""The data of database clusters: for each a PostgreSQL of its own, started when it is first asked for."""

from __future__ import annotations

import os
import threading
from pathlib import Path

from pg8000.native import identifier, literal

from sandbox.emulator.databases.store import Cluster
from sandbox.emulator.postgres import installation
from sandbox.emulator.postgres.connection import Connection
from sandbox.emulator.postgres.volume import Volume, Workshop
from sandbox.emulator.world import World

FOLDER = "p"
"""Short, because the path of a socket may be no longer than about a hundred characters."""
GROUP = "rds_superuser"


class Fleet:
    """The volumes of clusters, by what AWS calls each cluster's resource id, and of snapshots, by ARN."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._workshop: Workshop | None = None
        self._volumes: dict[str, Volume] = {}
        self._bases: dict[str, Path] = {}
        self._passwords: dict[str, str] = {}
        self._lock = threading.RLock()

    def volume(self, cluster: Cluster) -> Volume:
        """Return a cluster's volume; a new one is empty. Raises ``SandboxError`` without a PostgreSQL."""
        with self._lock:
            identity = cluster["DbClusterResourceId"]
            if identity not in self._volumes:
                workshop = self._ready()
                base = self._bases.get(identity) or workshop.template()
                self._volumes[identity] = Volume(workshop, base)
            return self._volumes[identity]

    def wake(self, cluster: Cluster) -> None:
        """Start a cluster's server, if it is not there yet. Raises ``SandboxError`` where that cannot be."""
        self.volume(cluster).server(lambda connection: _prepare(connection, cluster))

    def connect(self, cluster: Cluster, user: str, password: str, database: str) -> Connection:
        """Return a new session; a server that is not there yet is started.

        Raises ``Failed`` where PostgreSQL refuses, ``Unreachable`` where it went.
        """
        volume = self.volume(cluster)
        server = volume.server(lambda connection: _prepare(connection, cluster))
        self._agree(volume, cluster)
        return server.connect(user, password, database)

    def keep(self, name: str, cluster: Cluster, moment: float) -> None:
        """Keep a cluster's data as of a moment under a name: a snapshot's ARN, or a cluster's resource id."""
        base = self.volume(cluster).as_of(moment)
        with self._lock:
            self._bases[name] = base

    def copy(self, source: str, name: str) -> None:
        """Keep under a name what is kept under another."""
        workshop = self._ready()
        target = workshop.folder()
        with self._lock:
            workshop.copy(self._bases[source], target, linked=True)
            self._bases[name] = target

    def retire(self, name: str) -> None:
        """End the server of a cluster, by its resource id; its data is kept, as it was at each time."""
        with self._lock:
            volume = self._volumes.get(name)
        if volume:
            volume.retire()

    def forget(self, name: str) -> None:
        """Take away the data of a cluster, by its resource id, or of a snapshot, by its ARN."""
        with self._lock:
            volume = self._volumes.pop(name, None)
            self._bases.pop(name, None)
            self._passwords.pop(name, None)
        if volume:
            volume.remove()

    def _ready(self) -> Workshop:
        with self._lock:
            if self._workshop is None:
                self._workshop = _workshop(self._world.folder)
            return self._workshop

    def _agree(self, volume: Volume, cluster: Cluster) -> None:
        """Let PostgreSQL know the password that the cluster has now."""
        identity, password = cluster["DbClusterResourceId"], cluster["_MasterUserPassword"]
        with self._lock:
            if self._passwords.get(identity) == password:
                return
            user = identifier(cluster["MasterUsername"])
            with volume.administrator() as connection:
                connection.run(f"alter role {user} password {literal(password)}")
            self._passwords[identity] = password


def _workshop(folder: Path) -> Workshop:
    found = installation.find()
    place = folder / FOLDER
    place.mkdir(mode=0o700)
    if found.owner:
        os.chown(folder, -1, found.owner[1])
        folder.chmod(0o710)
    found.give(place)
    return Workshop(place, found)


def _prepare(connection: Connection, cluster: Cluster) -> None:
    """Make what a new cluster comes with; one that was restored has it."""
    user, database = identifier(cluster["MasterUsername"]), cluster.get("DatabaseName")
    if connection.run("select from pg_roles where rolname = $1", [GROUP], [19]).rows:
        return
    connection.run(f"create role {GROUP} in role pg_monitor, pg_signal_backend")
    connection.run(f"create role {user} login createdb createrole in role {GROUP}")
    if database:
        connection.run(f"create database {identifier(database)} owner {user}")
