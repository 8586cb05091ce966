"""Database clusters of RDS.

ministack has no data in them without Docker: its Data API answers from what it remembers of a few statements
of MySQL's. It restores nothing, leaves no final snapshot, knows no subscriptions to events, fails over at
once and silently, and drops half of what a cluster is asked for.
"""

from __future__ import annotations

from sandbox.emulator.data_api.door import handler
from sandbox.emulator.data_api.operations import DataApi
from sandbox.emulator.data_api.transactions import Transactions
from sandbox.emulator.databases.clusters import Clusters
from sandbox.emulator.databases.failovers import Failovers
from sandbox.emulator.databases.fleet import Fleet
from sandbox.emulator.databases.forms import take_over
from sandbox.emulator.databases.instances import Instances, describing
from sandbox.emulator.databases.news import News
from sandbox.emulator.databases.restores import Restores
from sandbox.emulator.databases.retained import Retained
from sandbox.emulator.databases.snapshots import Snapshots
from sandbox.emulator.databases.store import Cluster
from sandbox.emulator.databases.subscriptions import Subscriptions
from sandbox.emulator.world import World


def install(world: World) -> None:
    """Answer for databases in ministack's place, each with a PostgreSQL of its own."""
    from ministack.services import rds, rds_data  # noqa: PLC0415 they read the environment when loaded

    clock, fleet, news = world.clock, Fleet(world), News(world)
    transactions = Transactions(clock)
    retained = Retained(clock, fleet, transactions)
    clusters, failovers = Clusters(clock, news), Failovers(clock, news, transactions)
    vars(rds)["_sync_cluster_endpoints"] = _keep_endpoints
    vars(rds)["_instance_xml"] = describing(vars(rds)["_instance_xml"])
    vars(rds)["_cluster_xml"] = clusters.describing(vars(rds)["_cluster_xml"])
    take_over(clusters.operations())
    take_over(Instances(fleet, news, failovers).operations())
    take_over(Snapshots(clock, fleet, news, retained).operations())
    take_over(Restores(clock, fleet, clusters, retained).operations())
    take_over(failovers.operations())
    take_over(Subscriptions(news, clock).operations())
    vars(rds_data)["handle_request"] = handler(
        DataApi(world, fleet, transactions), vars(rds_data)["handle_request"]
    )
    for act in (transactions.expire, failovers.tick, retained.expire):
        clock.each_tick(act)


def _keep_endpoints(_: Cluster) -> None:
    """Leave a cluster the names that it was made with; ministack gives it the address of a container."""
