"""What RDS tells of its databases: in its list of events, and to topics that subscribe to them."""

from __future__ import annotations

import json
import logging
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sandbox.emulator.databases.store import private
from sandbox.emulator.scope import within
from sandbox.emulator.world import World

SERVICE = "events.rds.amazonaws.com"
SUBJECT = "RDS Notification Message"
GUIDE = "http://docs.amazonwebservices.com/AmazonRDS/latest/UserGuide/USER_Events.html"
ANCHORS = {"db-cluster": "database", "db-instance": "dbinstance", "db-cluster-snapshot": "snapshot"}


@dataclass(frozen=True)
class Event:
    """Something that happened: its number in AWS's list, the category it is in, and what it says."""

    number: int
    category: str
    message: str


@dataclass
class Subscription:
    """A topic that is told of events; no categories and no sources mean all of them."""

    arn: str
    name: str
    topic: str
    created: float
    source_type: str = ""
    categories: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    enabled: bool = True

    def wants(self, source_type: str, source: str, category: str) -> bool:
        """Whether its topic is to be told."""
        return (
            self.enabled
            and self.source_type in {"", source_type}
            and (not self.categories or category in self.categories)
            and (not self.sources or source in self.sources)
        )


class News:
    """Tells what happens; ``subscriptions`` are by region and name."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.subscriptions: dict[tuple[str, str], Subscription] = {}

    def tell(self, arn: str, event: Event) -> None:
        """Tell what happened to a cluster, an instance or a snapshot."""
        _, _, _, region, account, kind, name = arn.split(":", 6)
        source_type = {"db": "db-instance", "cluster": "db-cluster"}.get(kind, f"db-{kind}")
        within(account, region, self._note, arn, source_type, name, event)
        message = json.dumps(self._message(arn, source_type, event))
        for (where, _), each in list(self.subscriptions.items()):
            if where == region and each.wants(source_type, name, event.category):
                within(account, region, self._publish, each, message, event)

    def may_publish(self, subscription: Subscription) -> bool:
        """Whether the topic lets RDS publish to it."""
        from ministack.services import sns  # noqa: PLC0415 it reads the environment when it is loaded

        account = subscription.topic.split(":")[4]
        return bool(sns.topic_policy_allows(subscription.topic, SERVICE, subscription.arn, account))

    def _note(self, arn: str, source_type: str, name: str, event: Event) -> None:
        private("_events")[str(uuid.uuid4())] = {
            "SourceIdentifier": name,
            "SourceType": source_type,
            "SourceArn": arn,
            "Message": event.message,
            "Date": self._world.clock.now(),
            "EventCategories": [event.category],
        }

    def _message(self, arn: str, source_type: str, event: Event) -> Mapping[str, Any]:
        region, name = arn.split(":")[3], arn.split(":", 6)[6]
        now = datetime.fromtimestamp(self._world.clock.now(), UTC)
        console = f"https://console.aws.amazon.com/rds/home?region={region}"
        return {
            "Event Source": source_type,
            "Event Time": now.strftime("%Y-%m-%d %H:%M:%S.%f")[:-3],
            "Identifier Link": f"{console}#{ANCHORS.get(source_type, 'databases')}:id={name}",
            "Source ID": name,
            "Source ARN": arn,
            "Event ID": f"{GUIDE}#RDS-EVENT-{event.number:04}",
            "Event Message": event.message,
        }

    def _publish(self, subscription: Subscription, message: str, event: Event) -> None:
        from ministack.services import sns  # noqa: PLC0415 it reads the environment when it is loaded

        region = subscription.topic.split(":")[3]
        if self._world.faults.lost("sns", region) or not self.may_publish(subscription):
            logging.getLogger(__name__).warning("%s cannot publish to %s", SERVICE, subscription.topic)
            return
        told = {"EventID": f"RDS-EVENT-{event.number:04}", "Resource": subscription.arn}
        attributes = {name: {"DataType": "String", "StringValue": value} for name, value in told.items()}
        sns.publish_internal(subscription.topic, message, SUBJECT, message_attributes=attributes)
