"""Recovery objectives: how much is lost at most (RPO), and how soon it is back (RTO)."""

from __future__ import annotations

from typing import Final

from dr_guard.aws.recovery.objectives import SERVING, STORES
from dr_guard.aws.recovery.promises import ACCEPTED, MEASURED, promise
from dr_guard.control import Control
from dr_guard.option import Option

CONTROLS: Final = (
    Control(
        id="stateful-rpo-met",
        title="No store loses more than is promised",
        why="What is lost beyond the promise is lost for good, and shows only when it is asked for.",
        severity="critical",
        enforcement="mandatory",
        scope="stack",
        types=STORES,
        references=("NIST CP-9", "NIST CP-10", "WA REL13-BP01", "WA REL13-BP02", "WA REL09-BP03"),
        remediation=(
            "Make the change that the finding names, which is the smallest that keeps the promise.",
            "Or promise what can be kept, in corruption, deletion, zone or region.",
            "Where no figure is published, run the drill and name in measured what it took.",
        ),
        group="recovery",
        options=(
            promise("corruption", 15, "The changes that are lost at most"),
            promise("deletion", 15, "The changes that are lost at most"),
            promise("zone", 5, "The changes that are lost at most"),
            promise("region", 0, "The changes that are lost at most"),
            MEASURED,
            ACCEPTED,
        ),
    ),
    Control(
        id="stateful-rto-met",
        title="Everything is back as soon as is promised",
        why="A promise that nobody has added up is found out in the incident that it was made for.",
        severity="critical",
        enforcement="mandatory",
        scope="stack",
        types=(*STORES, *SERVING),
        references=("NIST CP-10", "NIST CP-2(3)", "WA REL13-BP01", "WA REL13-BP02", "WA REL13-BP05"),
        remediation=(
            "Make the change that the finding names, which is the smallest that keeps the promise.",
            "Or promise what can be kept, in corruption, deletion, zone or region.",
            "Where no figure is published, run the drill and name in measured what it took.",
        ),
        group="recovery",
        # Of most restores nobody publishes how long they take: a promise waits for a drill.
        options=(
            promise("corruption", 0, "The time until it is back"),
            promise("deletion", 0, "The time until it is back"),
            promise("zone", 15, "The time until it is back"),
            promise("region", 0, "The time until it is back"),
            Option("decideMinutes", 15, "How long people take to decide, in minutes."),
            Option("verifyMinutes", 15, "How long it takes to see that all is well again, in minutes."),
            MEASURED,
            ACCEPTED,
        ),
    ),
)
