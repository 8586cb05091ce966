"""The pack's own configuration."""

from __future__ import annotations

from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.case import fails, passes

CURRENT: Final = "pack-configuration-current"
STACK: Final = Planned("pulumi:pulumi:Stack", {})
OPEN: Final = {"control": CURRENT, "urn": "*", "reason": "agreed", "until": "9999-12-31"}
OVER: Final = {**OPEN, "until": "2026-01-31"}
EXPIRED: Final = "from pack-configuration-current, expired on 2026-01-31; wanted: one that is needed, or none"
UNUSED: Final = "from pack-configuration-current, excuses nothing; wanted: one that is needed, or none"

CASES: Final = (
    passes(CURRENT, "missing", STACK),
    passes(CURRENT, "of a stack that is not known", Planned("pulumi:pulumi:Stack", {"": UNKNOWN})),
    passes(CURRENT, "no exemption", STACK, config={"exemptions": []}),
    fails(
        CURRENT,
        "one that expired",
        STACK,
        config={"exemptions": [OVER]},
        says=f"exemption 1, {EXPIRED}",
        at="",
    ),
    fails(
        CURRENT,
        "one that excuses nothing",
        STACK,
        config={"exemptions": [OPEN]},
        says=f"exemption 1, {UNUSED}",
        at="",
    ),
    fails(
        CURRENT,
        "one of each",
        STACK,
        config={"exemptions": [OPEN, OVER]},
        says=(f"exemption 1, {UNUSED}", f"exemption 2, {EXPIRED}"),
        at="",
    ),
)
