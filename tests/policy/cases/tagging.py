"""The tags that say whose a resource is, and what it is worth."""

from __future__ import annotations

import json
from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.case import fails, passes, skips

TAGS: Final = "resource-tags-complete"
TIER: Final = "ephemeral-tier-lower"

COMPLETE: Final = {"owner": "team", "cost-centre": "1", "environment": "dev", "tier": "production"}

NO_OWNER: Final = "the tag owner is missing or empty; wanted: a value"
LASTING: Final = (
    "it is tagged ephemeral in a tier that is not; wanted: no ephemeral tag on what is in production"
)
UNKNOWN_TIER: Final = (
    "the tier of a resource that is tagged ephemeral cannot be known at preview; "
    "wanted: no ephemeral tag on what is in production"
)
PERHAPS: Final = (
    "whether it is ephemeral cannot be known at preview; wanted: no ephemeral tag on what is in production"
)
UNKNOWN_TAGS: Final = (
    "its tags cannot be known at preview; wanted: the tags owner, cost-centre, environment, tier"
)


def topic(provider: object = None, **inputs: object) -> Planned:
    """Return a topic, with these defaultTags of its provider."""
    properties = None if provider is None else {"region": "eu-west-1", "defaultTags": provider}
    return Planned("aws:sns/topic:Topic", inputs, provider=properties)


def tagged(**changes: object) -> Planned:
    """Return a topic with all required tags but for these changes."""
    return topic(tags={**COMPLETE, **changes})


CASES: Final = (
    passes(TAGS, "all", tagged()),
    passes(TAGS, "a value that is not known", tagged(owner=UNKNOWN)),
    passes(TAGS, "from the provider", topic({"tags": COMPLETE})),
    passes(TAGS, "from the provider as JSON", topic(json.dumps({"tags": COMPLETE}))),
    passes(
        TAGS, "half from the provider", topic({"tags": {**COMPLETE, "owner": ""}}, tags={"owner": "team"})
    ),
    fails(TAGS, "emptied over the provider's", topic({"tags": COMPLETE}, tags={"owner": ""}), says=NO_OWNER),
    fails(TAGS, "one missing", tagged(owner=None), says=NO_OWNER),
    fails(TAGS, "one empty", tagged(owner=""), says=NO_OWNER),
    fails(
        TAGS,
        "all missing",
        topic(),
        says=(
            NO_OWNER,
            "the tag cost-centre is missing or empty; wanted: a value",
            "the tag environment is missing or empty; wanted: a value",
            "the tag tier is missing or empty; wanted: a value",
        ),
    ),
    fails(TAGS, "unknown", topic(tags=UNKNOWN), says=UNKNOWN_TAGS),
    passes(TAGS, "fewer, as configured", topic(tags={"team": "x"}), config={"required": ["team"]}),
    skips(TAGS, "another type", Planned("aws:sns/topicPolicy:TopicPolicy", {})),
    passes(TIER, "lasting production", tagged()),
    passes(TIER, "ephemeral development", tagged(ephemeral="true", tier="development")),
    fails(TIER, "ephemeral production", tagged(ephemeral="true"), says=LASTING),
    fails(
        TIER,
        "ephemeral in a tier that is not known",
        tagged(ephemeral="true", tier=UNKNOWN),
        says=UNKNOWN_TIER,
    ),
    fails(TIER, "perhaps ephemeral production", tagged(ephemeral=UNKNOWN), says=PERHAPS),
    passes(TIER, "no tags", topic()),
    fails(
        TIER,
        "ephemeral staging, as configured",
        tagged(ephemeral="true", tier="staging"),
        says=LASTING,
        config={"lasting": ["production", "staging"]},
    ),
)
