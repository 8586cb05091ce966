"""What CloudWatch alarms watch, and whom they tell."""

from __future__ import annotations

from typing import Final

from dr_guard.aws.monitoring.metrics import KINDS
from dr_guard.aws.tokens import (
    COMPOSITE_ALARM,
    METRIC_ALARM,
)
from dr_guard.control import Control, Option

FOREIGN_NAMES: Final = Option(
    "foreignNames",
    (),
    "Names of resources outside the program that metrics may be of; * stands for anything.",
)
# From the alarms that AWS recommends for each service: those that tell of one that fails its callers.
# Dead-letter queues and health checks have controls of their own.
REQUIRED_METRICS: Final = (
    "table: ReadThrottleEvents | ThrottledRequests",
    "table: WriteThrottleEvents | ThrottledRequests",
    "table: SystemErrors",
    "database: CPUUtilization",
    "database: FreeStorageSpace",
    "database: FreeableMemory",
    "database: DatabaseConnections",
    "cluster: CPUUtilization",
    "cluster: FreeableMemory",
    "cluster: DatabaseConnections",
    "function: Errors",
    "function: Throttles",
    "api: 5xx | ExecutionError | IntegrationError",
)

CONTROLS: Final = (
    Control(
        id="alarm-dimensions-resolved",
        title="Every alarm watches something that there is",
        why="An alarm on a name that nothing bears has no data, and stays silent whatever happens.",
        severity="high",
        enforcement="mandatory",
        scope="stack",
        types=(METRIC_ALARM,),
        references=("Config cloudwatch-alarm-resource-check", "NIST CA-7"),
        remediation=(
            "Name the resource by the output of the resource itself, such as table.name.",
            "Put the alarm into the region of what it watches; Route 53 reports to us-east-1 alone.",
            "Add what is outside the program to foreignNames.",
        ),
        group="detection",
        options=(FOREIGN_NAMES,),
    ),
    Control(
        id="alarm-coverage-complete",
        title="Whatever can fail is watched by the alarms that tell of it",
        why="Recovery begins when somebody notices, and of what no alarm watches the users notice first.",
        severity="high",
        enforcement="mandatory",
        scope="stack",
        types=tuple(dict.fromkeys(token for kind in KINDS for token in kind.types)),
        references=("Config cloudwatch-alarm-resource-check", "NIST CA-7"),
        remediation=(
            "Add a MetricAlarm on the metric, with the dimension that names the resource.",
            "Leave out of requiredMetrics what you watch by other means.",
        ),
        group="detection",
        options=(
            Option(
                "requiredMetrics",
                REQUIRED_METRICS,
                "The metrics that alarms watch, each as '<kind>: <metric>', where | stands between metrics "
                f"of which one is enough. Kinds are {', '.join(kind.name for kind in KINDS)}.",
            ),
        ),
    ),
    Control(
        id="alarm-action-topic-managed",
        title="Every topic that an alarm calls is in the program, lets it in, and has somebody behind it",
        why="A topic that is gone, refuses CloudWatch or has no listener leaves an alarm without a sound.",
        severity="medium",
        enforcement="mandatory",
        scope="stack",
        types=(METRIC_ALARM, COMPOSITE_ALARM),
        references=("WA REL13-BP02",),
        remediation=(
            "Set alarmActions to the ARN of a topic of the program and of the region, and subscribe to it.",
            "Let cloudwatch.amazonaws.com publish in the topic's policy, where the topic has one.",
            "Let it do kms:Decrypt and kms:GenerateDataKey* in the policy of the topic's key.",
            "Add the ARN of a topic that is elsewhere to foreignTopics.",
        ),
        group="detection",
        options=(
            Option(
                "foreignTopics",
                (),
                "ARNs of topics outside the program that alarms may call; * stands for anything.",
            ),
        ),
    ),
)
