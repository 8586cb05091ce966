"""Event subscriptions: who is told what happens to RDS clusters and instances."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.case import fails, passes
from tests.policy.cases.database import cluster, instance

EVENTS: Final = "database-event-subscription-present"

TELLS: Final = "wanted: one that is on and tells of failure and maintenance"
UNTOLD: Final = f"no event subscription is about it; {TELLS}"
UNSEEN: Final = f"whether an event subscription is about it cannot be known at preview; {TELLS}"
HERE: Final = {"region": "eu-west-1"}


def subscription(**inputs: object) -> Planned:
    """Return an event subscription."""
    return Planned("aws:rds/eventSubscription:EventSubscription", inputs, "subscription", provider=HERE)


def about(planned: Planned, *sources: str) -> Planned:
    """Return an event subscription whose sources are known by what they depend on."""
    return replace(planned, depends={"sourceIds": sources})


CASES: Final = (
    passes(EVENTS, "of everything", cluster(), subscription(snsTopic=UNKNOWN)),
    passes(
        EVENTS,
        "of clusters",
        cluster(),
        subscription(
            sourceType="db-cluster", enabled=True, eventCategories=["maintenance", "failure", "failover"]
        ),
    ),
    passes(
        EVENTS,
        "of the cluster",
        cluster(),
        about(subscription(sourceType="db-cluster", sourceIds=[UNKNOWN]), "it"),
    ),
    passes(
        EVENTS,
        "of the instance, by name",
        instance(identifier="orders"),
        subscription(sourceType="db-instance", sourceIds=["orders"]),
    ),
    passes(
        EVENTS,
        "as configured",
        cluster(),
        subscription(eventCategories=["deletion"]),
        config={"categories": ["deletion"]},
    ),
    fails(EVENTS, "missing", cluster(), says=UNTOLD),
    *(
        fails(
            EVENTS,
            f"with {inputs}",
            instance(identifier="orders", region="eu-west-1"),
            subscription(**inputs),
            says=UNTOLD,
        )
        for inputs in (
            {"sourceType": "db-cluster"},
            {"enabled": False},
            {"eventCategories": ["failure"]},
            {"sourceIds": ["bills"]},
            {"region": "us-east-1"},
        )
    ),
    *(
        fails(EVENTS, f"unknown {prop}", cluster(), subscription(**{prop: UNKNOWN}), says=UNSEEN)
        for prop in ("sourceType", "enabled", "eventCategories", "sourceIds")
    ),
    fails(
        EVENTS,
        "one of two that are not known",
        cluster(),
        replace(instance(identifier="orders"), name="other"),
        about(subscription(sourceIds=[UNKNOWN]), "it", "other"),
        replace(subscription(sourceIds=["orders"]), name="second"),
        says=UNSEEN,
    ),
)
