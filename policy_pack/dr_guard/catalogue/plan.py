"""AWS Backup plans: how often they back up, into which vault, and how long that is kept."""

from __future__ import annotations

from typing import Final

from dr_guard.aws.tokens import (
    PLAN,
)
from dr_guard.control import Control, Option
from dr_guard.remedy import Chosen, Fix

CONTROLS: Final = (
    Control(
        id="plan-selection-present",
        title="Every backup plan backs something up",
        why="A plan without a selection runs on time and saves nothing.",
        severity="high",
        enforcement="mandatory",
        scope="stack",
        types=(PLAN,),
        references=("checkov CKV2_AWS_18", "NIST CP-9"),
        remediation=("Add a Selection with the plan's id.",),
        group="recovery",
        options=(),
    ),
    Control(
        id="plan-vault-managed",
        title="Every backup plan fills a vault of the program",
        why="The account's Default vault has no key, no lock and no policy that anybody decided on.",
        severity="high",
        enforcement="mandatory",
        scope="stack",
        types=(PLAN,),
        references=("WA REL09-BP02",),
        remediation=(
            "Set targetVaultName of every rule to the name of a Vault of the program.",
            "Add the name of a vault that another program keeps to foreignVaults.",
        ),
        group="recovery",
        options=(
            Option(
                "foreignVaults",
                (),
                "Names of vaults outside the program that plans may fill; * stands for anything.",
            ),
        ),
    ),
    Control(
        id="plan-frequency-sufficient",
        title="Backups are made often enough",
        why="Whatever changes between two backups is lost with the first fault that destroys it.",
        severity="critical",
        enforcement="mandatory",
        scope="resource",
        types=(PLAN,),
        references=(
            "Config backup-plan-min-frequency-and-min-retention-check",
            "NIST CP-9",
            "NIST CP-10",
        ),
        remediation=(
            (
                "Set the schedule of one rule to a cron expression that runs as often as the objective says, "
                "such as cron(0 5 ? * * *) for every day."
            ),
            "Raise maximumHours where the objective allows for it.",
        ),
        group="recovery",
        options=(
            Option(
                "maximumHours",
                24,
                "How far two backups may be apart, in hours: what may be lost, less the time a backup takes.",
                minimum=1,
            ),
        ),
    ),
    Control(
        id="plan-retention-sufficient",
        title="Backups are kept long enough",
        why="Damage that is noticed later than that cannot be undone.",
        severity="high",
        enforcement="mandatory",
        scope="resource",
        types=(PLAN,),
        references=(
            "Config backup-plan-min-frequency-and-min-retention-check",
            "Config backup-recovery-point-minimum-retention-check",
            "NIST CP-9",
            "NIST SI-12",
        ),
        remediation=("Raise lifecycle.deleteAfter of the rule, or remove it.",),
        group="recovery",
        options=(Option("minimumDays", 7, "How long a backup is kept at least, in days.", minimum=1),),
        fixes=(Fix("rules.*.lifecycle.deleteAfter.*", Chosen("minimumDays"), "at least"),),
    ),
    Control(
        id="plan-continuous-enabled",
        title="Every backup plan restores to the second what AWS can restore so",
        why="Between two backups there is a day's work, which a continuous backup keeps as well.",
        severity="medium",
        enforcement="advisory",
        scope="resource",
        types=(PLAN,),
        references=("NIST CP-9",),
        remediation=(
            "Set enableContinuousBackup to true on one rule, with a lifecycle.deleteAfter of at most 35.",
            "Add a rule of its own for backups that are kept longer.",
        ),
        group="recovery",
        options=(),
        fixes=(Fix("rules.*.enableContinuousBackup", value=True),),
    ),
    Control(
        id="plan-windows-bounded",
        title="Every backup is under way and complete in good time",
        why="A backup that may wait or run for days leaves out what changed meanwhile, and nobody is told.",
        severity="medium",
        enforcement="mandatory",
        scope="resource",
        types=(PLAN,),
        references=("WA REL09-BP03",),
        remediation=("Lower startWindow or completionWindow of the rule, which are in minutes.",),
        group="recovery",
        options=(
            Option(
                "maximumStartMinutes",
                480,
                "How long a backup may wait for its start, in minutes.",
                minimum=60,
            ),
            Option(
                "maximumCompletionMinutes",
                1440,
                "How long a backup may take from its start on, in minutes.",
                minimum=60,
            ),
        ),
        fixes=(
            Fix("rules.*.startWindow.*", Chosen("maximumStartMinutes"), "at most"),
            Fix("rules.*.completionWindow.*", Chosen("maximumCompletionMinutes"), "at most"),
        ),
    ),
)
