"""Failing over: another instance of a cluster becomes its writer, on the same data.

For as long as it takes nothing writes, and what is open is lost; AWS says that this is mostly under a minute.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping

from sandbox.emulator.clock import Clock
from sandbox.emulator.data_api.transactions import Transactions
from sandbox.emulator.databases.forms import Act, Form, word, xml
from sandbox.emulator.databases.news import Event, News
from sandbox.emulator.databases.store import Cluster, Instance, cluster_of, instances_of, private, writer_of
from sandbox.emulator.requests.answers import Refused
from sandbox.emulator.requests.operations import Answer

SECONDS = 30.0
STATUS, AVAILABLE = "failing-over", "available"


class Failovers:
    """Fails clusters over on request, and when their writer goes."""

    def __init__(self, clock: Clock, news: News, transactions: Transactions) -> None:
        self._clock = clock
        self._news = news
        self._transactions = transactions
        self._under_way: dict[str, tuple[float, str]] = {}
        self._lock = threading.Lock()

    def operations(self) -> Mapping[str, Callable[[Act], Act]]:
        """What it answers."""
        return {"FailoverDBCluster": lambda _: self._fail_over}

    def _fail_over(self, given: Form) -> Answer:
        name = word(given, "DBClusterIdentifier")
        cluster: Cluster | None = private("_resolve_cluster_in_request_region")(name)
        if cluster is None:
            raise Refused("DBClusterNotFoundFault", f"DBCluster {name} not found.")
        if cluster["Status"] != AVAILABLE:
            message = f"DbCluster {name} is in {cluster['Status']} state but expected available."
            raise Refused("InvalidDBClusterStateFault", message)
        self._begin(cluster, _target(cluster, word(given, "TargetDBInstanceIdentifier")))
        return xml("FailoverDBCluster", "DBCluster", private("_cluster_xml")(cluster))

    def writer_gone(self, cluster: Cluster) -> None:
        """Promote another instance, if there is one, when the writer was deleted."""
        self._transactions.drop(cluster["DBClusterArn"])
        if cluster["DBClusterMembers"] and writer_of(cluster) is None:
            self._begin(cluster, _target(cluster, ""))

    def tick(self, now: float) -> None:
        """Complete what has taken long enough."""
        with self._lock:
            due = [(arn, target) for arn, (until, target) in self._under_way.items() if now >= until]
            for arn, _ in due:
                del self._under_way[arn]
        for arn, target in due:
            cluster = cluster_of(arn)
            if cluster is not None:
                self._complete(cluster, target)

    def _begin(self, cluster: Cluster, target: Instance) -> None:
        zones = {each["DBInstanceIdentifier"]: each["AvailabilityZone"] for each in instances_of(cluster)}
        here, there = zones.get(writer_of(cluster) or ""), target["AvailabilityZone"]
        number, way = (72, "same") if here == there else (73, "cross")
        with self._lock:
            cluster["Status"] = STATUS
            until = self._clock.now() + SECONDS
            self._under_way[cluster["DBClusterArn"]] = until, target["DBInstanceIdentifier"]
        self._transactions.drop(cluster["DBClusterArn"])
        message = f"Started {way} AZ failover to DB instance: {target['DBInstanceIdentifier']}"
        self._news.tell(cluster["DBClusterArn"], Event(number, "failover", message))

    def _complete(self, cluster: Cluster, target: str) -> None:
        for each in cluster["DBClusterMembers"]:
            each["IsClusterWriter"] = each["DBInstanceIdentifier"] == target
        cluster["Status"] = AVAILABLE
        message = f"Completed failover to DB instance: {target}"
        self._news.tell(cluster["DBClusterArn"], Event(71, "failover", message))


def _target(cluster: Cluster, asked: str) -> Instance:
    """Return the instance to promote: the one that is asked for, else of the lowest tier."""
    name, writer = cluster["DBClusterIdentifier"], writer_of(cluster)
    there = {each["DBInstanceIdentifier"]: each for each in instances_of(cluster)}
    if asked and asked not in there:
        raise Refused("DBInstanceNotFound", f"DBInstance {asked} not found in cluster {name}.")
    if asked == writer and asked:
        raise Refused("InvalidDBInstanceState", f"DBInstance {asked} is already the writer of {name}.")
    readers = sorted(
        (each for key, each in there.items() if key != writer and each["DBInstanceStatus"] == AVAILABLE),
        key=lambda each: (each["PromotionTier"], each["DBInstanceIdentifier"]),
    )
    if asked:
        readers = [each for each in readers if each["DBInstanceIdentifier"] == asked]
    if not readers:
        message = f"Cannot failover DB cluster {name}: it has no available reader to promote."
        raise Refused("InvalidDBClusterStateFault", message)
    return readers[0]
