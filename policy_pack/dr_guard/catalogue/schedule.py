"""EventBridge rules and schedules."""

from __future__ import annotations

from typing import Final

from dr_guard.aws.tokens import (
    EVENT_RULE,
    EVENT_TARGET,
    SCHEDULE,
)
from dr_guard.control import Control, Option
from dr_guard.remedy import Chosen, Fix

CONTROLS: Final = (
    Control(
        id="schedule-rule-enabled",
        title="What should happen by itself does",
        why="A disabled rule stops checks and backups without an error anywhere.",
        severity="high",
        enforcement="mandatory",
        scope="resource",
        types=(
            EVENT_RULE,
            SCHEDULE,
        ),
        references=("WA REL09-BP03",),
        remediation=("Set state to ENABLED, or remove it.",),
        group="recovery",
        options=(),
        fixes=(Fix("state", "ENABLED"),),
    ),
    Control(
        id="schedule-rule-target-present",
        title="Every rule has a target",
        why="A rule without one matches its events, and nothing comes of it, without an error anywhere.",
        severity="high",
        enforcement="mandatory",
        scope="stack",
        types=(EVENT_RULE,),
        references=("NIST CA-7",),
        remediation=("Add an EventTarget whose rule is the name of the rule, or remove the rule.",),
        group="recovery",
        options=(),
    ),
    Control(
        id="schedule-target-dead-letter-set",
        title="An event that cannot be delivered is kept",
        why="It is otherwise dropped when the attempts end, and nobody learns of it.",
        severity="high",
        enforcement="mandatory",
        scope="resource",
        types=(
            EVENT_TARGET,
            SCHEDULE,
        ),
        references=("NIST SC-36",),
        remediation=("Set deadLetterConfig.arn to the ARN of a queue.",),
        group="recovery",
        options=(),
    ),
    Control(
        id="schedule-dead-letter-admitted",
        title="The queue that keeps what a rule could not deliver lets it in",
        why="A queue that refuses EventBridge loses the event that it should keep, and nobody learns of it.",
        severity="high",
        enforcement="mandatory",
        scope="stack",
        types=(EVENT_TARGET,),
        references=("NIST SC-36",),
        remediation=(
            "Add a QueuePolicy that lets events.amazonaws.com do sqs:SendMessage on the dead-letter queue.",
            "Let it do kms:Decrypt and kms:GenerateDataKey in the policy of the queue's key.",
            "Write the queue's ARN in its policy from its name, so that the policy is known at preview.",
        ),
        group="recovery",
        options=(),
    ),
    Control(
        id="schedule-target-retry-bounded",
        title="A delivery is tried again within stated bounds",
        why="A check that arrives a day late repeats what has long been done.",
        severity="medium",
        enforcement="mandatory",
        scope="resource",
        types=(
            EVENT_TARGET,
            SCHEDULE,
        ),
        references=("WA REL13-BP05",),
        remediation=("Set retryPolicy.maximumEventAgeInSeconds and retryPolicy.maximumRetryAttempts.",),
        group="recovery",
        options=(
            Option(
                "maximumAgeSeconds",
                86_400,
                "The age up to which an event is tried at most, in seconds.",
                minimum=60,
            ),
            Option(
                "maximumAttempts",
                185,
                "The number of further attempts at most; more than 185 AWS does not make.",
            ),
        ),
        fixes=(
            Fix(
                "retryPolicy.maximumEventAgeInSeconds",
                Chosen("maximumAgeSeconds"),
                "at most",
                (EVENT_TARGET,),
            ),
            Fix("retryPolicy.maximumRetryAttempts", Chosen("maximumAttempts"), "at most", (EVENT_TARGET,)),
            Fix(
                "target.retryPolicy.maximumEventAgeInSeconds",
                Chosen("maximumAgeSeconds"),
                "at most",
                (SCHEDULE,),
            ),
            Fix("target.retryPolicy.maximumRetryAttempts", Chosen("maximumAttempts"), "at most", (SCHEDULE,)),
        ),
    ),
)
