"""Backups that outlast their cluster: RDS keeps them on request, and where AWS Backup follows the cluster."""

from __future__ import annotations

from sandbox.emulator.clock import Clock
from sandbox.emulator.data_api.transactions import Transactions
from sandbox.emulator.databases.fleet import Fleet
from sandbox.emulator.databases.forms import Form, word
from sandbox.emulator.databases.store import DELETED, FOLLOWED, Cluster

DAY = 86400.0


class Retained:
    """Clusters that are gone and can be restored still, by what AWS calls each cluster's resource id."""

    def __init__(self, clock: Clock, fleet: Fleet, transactions: Transactions) -> None:
        self._clock = clock
        self._fleet = fleet
        self._transactions = transactions
        self._kept: dict[str, Cluster] = {}

    def end(self, cluster: Cluster, given: Form) -> None:
        """Keep the data of a cluster that was deleted, or take it away, as the request for that has it."""
        self._transactions.drop(cluster["DBClusterArn"])
        identity, removes = cluster["DbClusterResourceId"], word(given, "DeleteAutomatedBackups")
        if removes == "true" or (not removes and FOLLOWED not in cluster):
            self._fleet.forget(identity)
            return
        cluster[DELETED] = self._clock.now()
        self._fleet.retire(identity)
        self._kept[identity] = cluster

    def of(self, identity: str) -> Cluster | None:
        """Return a cluster that is gone from the current region, ``None`` where nothing is kept of it."""
        from ministack.core import responses  # noqa: PLC0415 it reads the environment when it is loaded

        found = self._kept.get(identity)
        here = responses.get_region()
        return found if found and found["DBClusterArn"].split(":")[3] == here else None

    def expire(self, now: float) -> None:
        """Take away what has been kept for as long as the cluster's backups were to be."""
        for identity, cluster in list(self._kept.items()):
            if cluster[DELETED] + cluster["BackupRetentionPeriod"] * DAY <= now:
                del self._kept[identity]
                self._fleet.forget(identity)
