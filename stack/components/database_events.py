"""What RDS tells of the database: failovers and failures, to those whom alarms go to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pulumi
import pulumi_aws as aws

from stack.naming import type_token

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stack.components.topic import Topic
    from stack.scope import Scope

PUBLISHER: Final = "events.rds.amazonaws.com"
OF_CLUSTER: Final = ("deletion", "failover", "failure", "maintenance", "notification")
OF_INSTANCE: Final = ("availability", "deletion", "failover", "failure", "maintenance", "recovery")
"""The categories of events, as RDS names them for each kind of source."""


@dataclass(frozen=True)
class DatabaseEventsArgs:
    """What is told of, by the names RDS knows it by, and where to."""

    scope: Scope
    topic: Topic
    cluster_id: pulumi.Input[str]
    instance_ids: Sequence[pulumi.Input[str]]


class DatabaseEvents(pulumi.ComponentResource):
    """One subscription to the cluster's events and one to its instances'."""

    def __init__(
        self, name: str, args: DatabaseEventsArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__(type_token("DatabaseEvents"), name, None, opts)
        self._args = args
        self._subscription("cluster", [args.cluster_id], OF_CLUSTER)
        self._subscription("instance", args.instance_ids, OF_INSTANCE)
        self.register_outputs({})

    def _subscription(
        self, kind: str, sources: Sequence[pulumi.Input[str]], categories: tuple[str, ...]
    ) -> None:
        name = f"database-{kind}-events"
        aws.rds.EventSubscription(
            name,
            name=self._args.scope.name(name),
            sns_topic=self._args.topic.arn,
            source_type=f"db-{kind}",
            source_ids=list(sources),
            event_categories=list(categories),
            enabled=True,
            tags=dict(self._args.scope.tags),
            # RDS tries whether it may publish when the subscription is made.
            opts=pulumi.ResourceOptions(parent=self, depends_on=[self._args.topic]),
        )
