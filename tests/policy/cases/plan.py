"""AWS Backup plans: how often they back up, into which vault, and how long that is kept."""

from __future__ import annotations

from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.case import fails, passes

SELECTED: Final = "plan-selection-present"
MANAGED: Final = "plan-vault-managed"
FREQUENT: Final = "plan-frequency-sufficient"
RETAINED: Final = "plan-retention-sufficient"
CONTINUOUS: Final = "plan-continuous-enabled"
WINDOWS: Final = "plan-windows-bounded"


def plan(*rules: object, depends: tuple[str, ...] = (), **inputs: object) -> Planned:
    """Return a plan with these rules."""
    return Planned("aws:backup/plan:Plan", {"rules": list(rules), **inputs}, depends={"rules": depends})


def rules_unknown() -> Planned:
    """Return a plan whose rules are not known yet."""
    return Planned("aws:backup/plan:Plan", {"rules": UNKNOWN})


def kept(days: object, **more: object) -> dict[str, object]:
    """Return a rule that keeps backups for so many days."""
    return {"ruleName": "daily", "targetVaultName": "main", "lifecycle": {"deleteAfter": days}, **more}


def copied(lifecycle: object, arn: object = UNKNOWN) -> dict[str, object]:
    """Return a rule that keeps backups for a week, and copies of them elsewhere."""
    return {**kept(7), "copyActions": [{"destinationVaultArn": arn, "lifecycle": lifecycle}]}


def into(name: object) -> Planned:
    """Return a plan that fills the vault of a name."""
    return plan({"ruleName": "daily", "targetVaultName": name})


def at(*schedules: object) -> Planned:
    """Return a plan that backs up at these times."""
    return plan(*({"ruleName": "r", "schedule": schedule} for schedule in schedules))


def continuous(switch: object, days: object = 35) -> dict[str, object]:
    """Return a rule that backs up continuously, or does not."""
    return kept(days, enableContinuousBackup=switch)


def late(noun: str, said: str, maximum: str) -> str:
    """Return what is said of a window that is too long."""
    return f"the {noun} window of rule 1 {said}; wanted: at most {maximum} minutes"


NO_RULE: Final = "the plan's list of rules is not set; wanted: at least one rule"
SELECTION: Final = Planned(
    "aws:backup/selection:Selection", {"planId": UNKNOWN}, "s", depends={"planId": ("it",)}
)
VAULT: Final = Planned("aws:backup/vault:Vault", {"name": "main"}, "vault")
WANTED_VAULT: Final = "a vault of the program, or one of foreignVaults"
STRANGE: Final = f"the vault of rule 1 is not in the program; wanted: {WANTED_VAULT}"
UNREADABLE: Final = "the schedule of rule 1 cannot be read; wanted: cron(...) or rate(...)"
NEVER: Final = "no rule of it runs for good; wanted: at most 24 hours"
NOT_CONTINUOUS: Final = "no rule of it backs up continuously; wanted: at least one"
CONTINUOUS_MAYBE: Final = (
    "whether a rule backs up continuously cannot be known at preview; wanted: at least one"
)

CASES: Final = (
    passes(SELECTED, "one", plan(), SELECTION),
    fails(SELECTED, "missing", plan(), says="it has no selection; wanted: one that refers to it"),
    fails(
        SELECTED,
        "unknown",
        plan(),
        Planned("aws:backup/selection:Selection", {"planId": UNKNOWN}, "s"),
        says="which selection belongs to it cannot be known at preview; wanted: one that refers to it",
    ),
    passes(MANAGED, "by name", into("main"), VAULT),
    passes(
        MANAGED, "by what it depends on", plan(kept(7, targetVaultName=UNKNOWN), depends=("vault",)), VAULT
    ),
    passes(
        MANAGED,
        "by what it depends on in its own region",
        plan(kept(7, targetVaultName=UNKNOWN), depends=("vault", "far"), region="eu-west-1"),
        Planned("aws:backup/vault:Vault", {"region": "eu-west-1"}, "vault"),
        Planned("aws:backup/vault:Vault", {"region": "us-west-2"}, "far"),
    ),
    passes(
        MANAGED,
        "by one of two that it depends on",
        plan(kept(7, targetVaultName=UNKNOWN), depends=("vault", "second")),
        VAULT,
        Planned("aws:backup/vault:Vault", {}, "second"),
    ),
    passes(MANAGED, "elsewhere", into("central-vault"), config={"foreignVaults": ["central-*"]}),
    fails(
        MANAGED,
        "another name than of what it depends on",
        plan(kept(7, targetVaultName="mane"), depends=("vault",)),
        VAULT,
        says=STRANGE,
    ),
    fails(
        MANAGED,
        "a vault of another region that it depends on",
        plan(kept(7, targetVaultName=UNKNOWN), depends=("far",), region="eu-west-1"),
        Planned("aws:backup/vault:Vault", {"region": "us-west-2"}, "far"),
        says=f"the vault of rule 1 cannot be known at preview; wanted: {WANTED_VAULT}",
    ),
    fails(
        MANAGED,
        "another name than those elsewhere",
        into("mane"),
        VAULT,
        says=STRANGE,
        config={"foreignVaults": ["central-*"]},
    ),
    fails(MANAGED, "another name", into("mane"), VAULT, says=STRANGE),
    fails(
        MANAGED,
        "the name of a vault of another region",
        plan(kept(7), region="eu-west-1"),
        Planned("aws:backup/vault:Vault", {"name": "main", "region": "us-west-2"}, "vault"),
        says=STRANGE,
    ),
    fails(
        MANAGED,
        "the account's own",
        into("Default"),
        VAULT,
        says=f"the vault of rule 1 is the account's own Default; wanted: {WANTED_VAULT}",
    ),
    fails(MANAGED, "missing", into(None), says=f"the vault of rule 1 is not set; wanted: {WANTED_VAULT}"),
    fails(
        MANAGED,
        "unknown",
        into(UNKNOWN),
        VAULT,
        says=f"the vault of rule 1 cannot be known at preview; wanted: {WANTED_VAULT}",
    ),
    fails(
        MANAGED,
        "rules unknown",
        rules_unknown(),
        VAULT,
        says=f"the vault of rule 1 cannot be known at preview; wanted: {WANTED_VAULT}",
    ),
    passes(FREQUENT, "every day", at("cron(0 5 ? * * *)")),
    passes(FREQUENT, "every hour", at("rate(1 hour)")),
    passes(FREQUENT, "missing, which is every day", at(None)),
    passes(FREQUENT, "empty, which is every day", at("")),
    passes(FREQUENT, "every day, and every month", at("cron(0 5 1 * ? *)", "cron(0 5 * * ? *)", UNKNOWN)),
    fails(
        FREQUENT,
        "every week",
        at("cron(0 5 ? * SUN *)"),
        says="the time between two backups is 168 hours; wanted: at most 24 hours",
    ),
    fails(
        FREQUENT,
        "every week, though continuously",
        plan({"schedule": "cron(0 5 ? * 1 *)", "enableContinuousBackup": True}),
        says="the time between two backups is 168 hours; wanted: at most 24 hours",
    ),
    fails(
        FREQUENT,
        "missing, where an hour is asked for",
        at(None),
        says="the time between two backups is 24 hours; wanted: at most 1 hour",
        config={"maximumHours": 1},
    ),
    fails(FREQUENT, "never", at("cron(0 5 30 2 ? *)"), says=NEVER),
    fails(FREQUENT, "no rule", plan(), says=NEVER),
    fails(FREQUENT, "unreadable", at("every day"), says=(UNREADABLE, NEVER)),
    fails(FREQUENT, "unreadable, beside one that is", at(5, "rate(1 hour)"), says=UNREADABLE),
    fails(
        FREQUENT,
        "unknown",
        at(UNKNOWN),
        says="the time between two backups cannot be known at preview; wanted: at most 24 hours",
    ),
    fails(
        FREQUENT,
        "rules unknown",
        rules_unknown(),
        says="the time between two backups cannot be known at preview; wanted: at most 24 hours",
    ),
    passes(RETAINED, "a week", plan(kept(7))),
    passes(RETAINED, "missing, which is for good", plan({"ruleName": "daily"})),
    passes(RETAINED, "zero, which is for good", plan(kept(0))),
    fails(
        RETAINED,
        "one rule of two for a day",
        plan(kept(35), kept(1)),
        says="the retention of backups is 1 day; wanted: at least 7 days",
    ),
    fails(
        RETAINED,
        "one rule of two for a day, and the other for good",
        plan({"ruleName": "monthly"}, {"lifecycle": {"coldStorageAfter": 30}}, kept(1)),
        says="the retention of backups is 1 day; wanted: at least 7 days",
    ),
    passes(RETAINED, "copies for a day", plan(copied({"deleteAfter": 1}))),
    fails(RETAINED, "no rule", plan(), says=NO_RULE, mendable=False),
    fails(RETAINED, "rules missing", Planned("aws:backup/plan:Plan", {}), says=NO_RULE, mendable=False),
    fails(
        RETAINED,
        "unknown",
        plan(kept(UNKNOWN)),
        says="the retention of backups cannot be known at preview; wanted: at least 7 days",
    ),
    fails(
        RETAINED,
        "rules unknown",
        rules_unknown(),
        says="the retention of backups cannot be known at preview; wanted: at least 7 days",
    ),
    passes(CONTINUOUS, "one rule of two", plan(continuous(switch=True), kept(365))),
    passes(CONTINUOUS, "as a string", plan(continuous("true", 1))),
    fails(CONTINUOUS, "missing", plan(kept(35)), says=NOT_CONTINUOUS),
    fails(CONTINUOUS, "off", plan(continuous(switch=False)), says=NOT_CONTINUOUS),
    fails(CONTINUOUS, "off, and kept for longer", plan(kept(365)), says=NOT_CONTINUOUS, mendable=False),
    fails(CONTINUOUS, "no rule", plan(), says=NOT_CONTINUOUS, mendable=False),
    fails(
        CONTINUOUS,
        "kept for longer than AWS can",
        plan(continuous(switch=True, days=90)),
        says="the retention of rule 1 is 90 days; wanted: 1 to 35 days",
        mendable=False,
    ),
    fails(
        CONTINUOUS,
        "kept for good",
        plan(kept(30), {"enableContinuousBackup": True}),
        says="the retention of rule 2 is not set; wanted: 1 to 35 days",
        mendable=False,
    ),
    fails(CONTINUOUS, "unknown", plan(continuous(UNKNOWN)), says=CONTINUOUS_MAYBE),
    fails(CONTINUOUS, "rules unknown", rules_unknown(), says=CONTINUOUS_MAYBE),
    passes(WINDOWS, "missing, which is an hour and three", plan(kept(7))),
    passes(WINDOWS, "a day in all", plan(kept(7, startWindow=480, completionWindow=1440))),
    fails(WINDOWS, "a day", plan(kept(7, startWindow=1440)), says=late("start", "is 1440 minutes", "480")),
    fails(
        WINDOWS,
        "a week",
        plan(kept(7, completionWindow=10080)),
        says=late("completion", "is 10080 minutes", "1440"),
    ),
    fails(
        WINDOWS,
        "both",
        plan(kept(7, startWindow=120, completionWindow=240)),
        says=(late("start", "is 120 minutes", "60"), late("completion", "is 240 minutes", "180")),
        config={"maximumStartMinutes": 60, "maximumCompletionMinutes": 180},
    ),
    fails(
        WINDOWS,
        "missing, where less is asked for",
        plan(kept(7)),
        says=late("completion", "is 180 minutes", "120"),
        config={"maximumCompletionMinutes": 120},
        mendable=False,
    ),
    fails(
        WINDOWS,
        "unknown",
        plan(kept(7, startWindow=UNKNOWN)),
        says=late("start", "cannot be known at preview", "480"),
    ),
)
