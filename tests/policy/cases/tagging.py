"""The tags that say whose a resource is, and what it is worth."""

from __future__ import annotations

import json
from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.case import Case

TAGS: Final = "resource-tags-complete"
TIER: Final = "ephemeral-tier-lower"

COMPLETE: Final = {"owner": "team", "cost-centre": "1", "environment": "dev", "tier": "production"}


def topic(provider: object = None, **inputs: object) -> Planned:
    """Return a topic, with these defaultTags of its provider."""
    properties = None if provider is None else {"region": "eu-west-1", "defaultTags": provider}
    return Planned("aws:sns/topic:Topic", inputs, provider=properties)


def tagged(**changes: object) -> Planned:
    """Return a topic with all required tags but for these changes."""
    return topic(tags={**COMPLETE, **changes})


NO_OWNER: Final = "Topic it: the tag owner is missing or empty; wanted: a value."
IN_PRODUCTION: Final = "wanted: no ephemeral tag on what is in production."

CASES: Final = (
    Case(TAGS, "all", (tagged(),)),
    Case(TAGS, "a value that is not known", (tagged(owner=UNKNOWN),)),
    Case(TAGS, "from the provider", (topic({"tags": COMPLETE}),)),
    Case(TAGS, "from the provider as JSON", (topic(json.dumps({"tags": COMPLETE})),)),
    Case(
        TAGS, "half from the provider", (topic({"tags": {**COMPLETE, "owner": ""}}, tags={"owner": "team"}),)
    ),
    Case(TAGS, "emptied over the provider's", (topic({"tags": COMPLETE}, tags={"owner": ""}),), (NO_OWNER,)),
    Case(TAGS, "one missing", (tagged(owner=None),), (NO_OWNER,)),
    Case(TAGS, "one empty", (tagged(owner=""),), (NO_OWNER,)),
    Case(
        TAGS,
        "all missing",
        (topic(),),
        (
            NO_OWNER,
            "Topic it: the tag cost-centre is missing or empty; wanted: a value.",
            "Topic it: the tag environment is missing or empty; wanted: a value.",
            "Topic it: the tag tier is missing or empty; wanted: a value.",
        ),
    ),
    Case(
        TAGS,
        "unknown",
        (topic(tags=UNKNOWN),),
        (
            "Topic it: its tags cannot be known at preview; wanted: the tags owner, cost-centre, environment, tier.",
        ),
    ),
    Case(TAGS, "fewer, as configured", (topic(tags={"team": "x"}),), config={"required": ["team"]}),
    Case(
        TAGS,
        "another type",
        (Planned("aws:sns/topicPolicy:TopicPolicy", {}),),
        excuses=("resource-tags-complete is about other types of resource",),
    ),
    Case(TIER, "lasting production", (tagged(),)),
    Case(TIER, "ephemeral development", (tagged(ephemeral="true", tier="development"),)),
    Case(
        TIER,
        "ephemeral production",
        (tagged(ephemeral="true"),),
        (f"Topic it: it is tagged ephemeral in a tier that is not; {IN_PRODUCTION}",),
    ),
    Case(
        TIER,
        "ephemeral in a tier that is not known",
        (tagged(ephemeral="true", tier=UNKNOWN),),
        (
            f"Topic it: the tier of a resource that is tagged ephemeral cannot be known at preview; {IN_PRODUCTION}",
        ),
    ),
    Case(
        TIER,
        "perhaps ephemeral production",
        (tagged(ephemeral=UNKNOWN),),
        (f"Topic it: whether it is ephemeral cannot be known at preview; {IN_PRODUCTION}",),
    ),
    Case(TIER, "no tags", (topic(),)),
    Case(
        TIER,
        "ephemeral staging, as configured",
        (tagged(ephemeral="true", tier="staging"),),
        (f"Topic it: it is tagged ephemeral in a tier that is not; {IN_PRODUCTION}",),
        config={"lasting": ["production", "staging"]},
    ),
)
