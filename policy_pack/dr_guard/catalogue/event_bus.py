"""EventBridge buses."""

from __future__ import annotations

from typing import Final

from dr_guard.aws.tokens import (
    EVENT_BUS,
    EVENT_BUS_POLICY,
    EVENT_PERMISSION,
)
from dr_guard.control import Control

CONTROLS: Final = (
    Control(
        id="event-bus-policy-present",
        title="Every bus has a policy",
        why="Without one nobody can tell from the program who is meant to send events.",
        severity="low",
        enforcement="disabled",
        scope="stack",
        types=(EVENT_BUS,),
        references=(
            "FSBP EventBridge.3",
            "Config custom-eventbus-policy-attached",
            "NIST AC-3",
            "NIST AC-6",
        ),
        remediation=("Add an EventBusPolicy for the bus that names who may send events.",),
        group="access",
        options=(),
    ),
    Control(
        id="event-bus-policy-principal-restricted",
        title="Nobody unnamed may send events",
        why="Any account can otherwise set off what the rules of the bus do, recovery among it.",
        severity="high",
        enforcement="mandatory",
        scope="resource",
        types=(
            EVENT_BUS_POLICY,
            EVENT_PERMISSION,
        ),
        references=(
            "prowler eventbridge_bus_exposed",
            "NIST AC-3",
        ),
        remediation=(
            (
                "Name the accounts in the policy, or hold everyone to an organization by a "
                "condition on aws:PrincipalOrgID."
            ),
        ),
        group="access",
        options=(),
    ),
)
