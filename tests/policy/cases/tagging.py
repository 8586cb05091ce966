"""The tags that say whose a resource is, and what it is worth."""

from __future__ import annotations

import json
from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.case import fails, passes, skips

TAGS: Final = "resource-tags-complete"
TIER: Final = "ephemeral-tier-lower"
TIERED: Final = "resource-tier-tagged"

COMPLETE: Final = {"owner": "team", "cost-centre": "1", "environment": "dev", "tier": "production"}

NO_OWNER: Final = "the tag owner is missing or empty; wanted: a value"
LOWER: Final = "the tier development or test or staging, or no ephemeral tag"
LASTING: Final = f"it is tagged ephemeral in a tier that is not, or in none; wanted: {LOWER}"
UNKNOWN_TIER: Final = (
    f"the tier of a resource that is tagged ephemeral cannot be known at preview; wanted: {LOWER}"
)
PERHAPS: Final = f"whether it is ephemeral cannot be known at preview; wanted: {LOWER}"
TIERS: Final = "wanted: production or development or test or staging"
NO_TIER: Final = f"the tag tier is missing or empty; {TIERS}"
UNKNOWN_TAGS: Final = "its tags cannot be known at preview; wanted: the tags owner, cost-centre, environment"


def topic(provider: object = None, **inputs: object) -> Planned:
    """Return a topic, with these defaultTags of its provider."""
    properties = None if provider is None else {"region": "eu-west-1", "defaultTags": provider}
    return Planned("aws:sns/topic:Topic", inputs, provider=properties)


def tagged(**changes: object) -> Planned:
    """Return a topic with all required tags but for these changes."""
    return topic(tags={**COMPLETE, **changes})


CASES: Final = (
    passes(TAGS, "all", tagged()),
    skips(TAGS, "what a bucket holds", Planned("aws:s3/bucketObject:BucketObject", {})),
    passes(TAGS, "a value that is not known", tagged(owner=UNKNOWN)),
    passes(TAGS, "from the provider", topic({"tags": COMPLETE})),
    passes(TAGS, "from the provider as JSON", topic(json.dumps({"tags": COMPLETE}))),
    passes(
        TAGS, "half from the provider", topic({"tags": {**COMPLETE, "owner": ""}}, tags={"owner": "team"})
    ),
    fails(TAGS, "emptied over the provider's", topic({"tags": COMPLETE}, tags={"owner": ""}), says=NO_OWNER),
    fails(TAGS, "missing: one", tagged(owner=None), says=NO_OWNER),
    fails(TAGS, "one empty", tagged(owner=""), says=NO_OWNER),
    fails(
        TAGS,
        "missing: all",
        topic(),
        says="the tags owner, cost-centre, environment are missing or empty; wanted: a value for each",
    ),
    fails(TAGS, "unknown", topic(tags=UNKNOWN), says=UNKNOWN_TAGS),
    passes(TAGS, "missing tier, of which resource-tier-tagged tells", tagged(tier=None)),
    fails(
        TAGS,
        "tier too, as configured",
        tagged(tier=None),
        says="the tag tier is missing or empty; wanted: a value",
        config={"required": ["owner", "tier"]},
    ),
    passes(TAGS, "fewer, as configured", topic(tags={"team": "x"}), config={"required": ["team"]}),
    skips(TAGS, "another type", Planned("aws:sns/topicPolicy:TopicPolicy", {})),
    passes(TIER, "lasting production", tagged()),
    *(
        passes(TIER, f"ephemeral {tier}", tagged(ephemeral="true", tier=tier))
        for tier in ("development", "test", "staging", "Development")
    ),
    *(
        fails(TIER, f"ephemeral {tier}", tagged(ephemeral="true", tier=tier), says=LASTING)
        for tier in ("production", "Production", "prod", "live", "")
    ),
    fails(TIER, "ephemeral in no tier", topic(tags={"ephemeral": "true"}), says=LASTING),
    fails(
        TIER,
        "ephemeral in a tier that is not known",
        tagged(ephemeral="true", tier=UNKNOWN),
        says=UNKNOWN_TIER,
    ),
    fails(TIER, "perhaps ephemeral production", tagged(ephemeral=UNKNOWN), says=PERHAPS),
    fails(TIER, "tags not known", topic(tags=UNKNOWN), says=UNKNOWN_TIER),
    passes(TIER, "perhaps ephemeral development", tagged(ephemeral=UNKNOWN, tier="development")),
    passes(TIER, "lasting in a tier that is not known", tagged(tier=UNKNOWN)),
    passes(TIER, "missing: no tags", topic()),
    passes(
        TIER,
        "ephemeral sandbox, as configured",
        tagged(ephemeral="true", tier="sandbox"),
        config={"disposable": ["Sandbox"]},
    ),
    fails(
        TIER,
        "ephemeral staging, as configured",
        tagged(ephemeral="true", tier="staging"),
        says=LASTING.replace("development or test or staging", "development"),
        config={"disposable": ["development"]},
    ),
    passes(TIERED, "production", tagged()),
    passes(TIERED, "in another case", tagged(tier="Development")),
    passes(TIERED, "from the provider", topic({"tags": {"tier": "test"}})),
    passes(
        TIERED,
        "as configured",
        topic(tags={"dr-tier": "1"}),
        config={"keys": ["tier", "dr-tier"], "tiers": ["1", "2"]},
    ),
    fails(TIERED, "missing", tagged(tier=None), says=NO_TIER),
    fails(TIERED, "missing: no tags", topic(), says=NO_TIER),
    fails(TIERED, "empty", tagged(tier=""), says=NO_TIER),
    fails(
        TIERED,
        "empty, though another key holds one",
        topic(tags={"tier": "", "dr-tier": "1"}),
        config={"keys": ["tier", "dr-tier"], "tiers": ["1"]},
        says="the tag tier or dr-tier is missing or empty; wanted: 1",
    ),
    fails(TIERED, "a word of one's own", tagged(tier="live"), says=f"its tier is something else; {TIERS}"),
    fails(TIERED, "unknown", tagged(tier=UNKNOWN), says=f"its tier cannot be known at preview; {TIERS}"),
    fails(TIERED, "tags unknown", topic(tags=UNKNOWN), says=f"its tier cannot be known at preview; {TIERS}"),
    skips(TIERED, "another type", Planned("aws:sns/topicPolicy:TopicPolicy", {})),
)
