"""Which topics have somebody behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dr_guard.aws.tokens import (
    SLACK_CHANNEL,
    TEAMS_CHANNEL,
    TOPIC,
    TOPIC_SUBSCRIPTION,
)
from dr_guard.references import Match, References, Referred, referred
from dr_guard.values import entries

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dr_guard.graph import Graph

SUBSCRIBERS: Final[Mapping[str, str]] = {
    TOPIC_SUBSCRIPTION: "topic",
    SLACK_CHANNEL: "snsTopicArns",
    TEAMS_CHANNEL: "snsTopicArns",
}


def subscribed_topics(graph: Graph) -> Referred:
    """Return the topics that something in the program subscribes to; a chat channel does so itself."""
    return referred(_matches(graph))


def _matches(graph: Graph) -> Iterator[Match]:
    topics = References(graph, (TOPIC,))
    for subscriber in graph.of_type(SUBSCRIBERS):
        prop = SUBSCRIBERS[subscriber.type]
        yield from topics.match_all(subscriber, prop, entries(subscriber.inputs, prop))
