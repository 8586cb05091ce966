"""Route 53 failover: who takes over, on whose word, and how soon."""

from __future__ import annotations

from typing import Final

from dr_guard.aws.tokens import (
    HEALTH_CHECK,
    RECORD,
)
from dr_guard.control import Control
from dr_guard.option import Option
from dr_guard.remedy import Fix

CONTROLS: Final = (
    Control(
        id="failover-record-pair-complete",
        title="Every failover record has its counterpart",
        why="A primary record without a secondary fails over to nothing.",
        severity="critical",
        enforcement="mandatory",
        scope="stack",
        types=(RECORD,),
        references=("NIST CP-7", "NIST CP-10", "WA REL13-BP02"),
        remediation=("Add the other failover record, with the same zone, name and type.",),
        group="recovery",
        options=(),
    ),
    Control(
        id="failover-record-health-checked",
        title="The health of every primary record is checked",
        why="Route 53 leaves a record that nothing checks in place, whatever has become of its target.",
        severity="critical",
        enforcement="mandatory",
        scope="stack",
        types=(RECORD,),
        references=("NIST CP-10", "WA REL13-BP05"),
        remediation=(
            "Set healthCheckId on the primary record, or evaluateTargetHealth on its alias.",
            "Remove disabled from the health check.",
        ),
        group="recovery",
        options=(),
    ),
    Control(
        id="failover-record-regions-distinct",
        title="What takes over is not where the failure is",
        why="A secondary in the primary's region is lost with it.",
        severity="critical",
        enforcement="mandatory",
        scope="stack",
        types=(RECORD,),
        references=("NIST CP-7", "WA REL13-BP02"),
        remediation=("Point the secondary record at a target in another region.",),
        group="recovery",
        options=(),
    ),
    Control(
        id="health-check-detection-timely",
        title="Every health check sees a failure in time",
        why="Nothing fails over before the check has failed as often as it must.",
        severity="high",
        enforcement="mandatory",
        scope="resource",
        types=(HEALTH_CHECK,),
        references=("NIST CP-10", "WA REL13-BP01"),
        remediation=(
            "Remove disabled and invertHealthcheck from the health check, or set them to false.",
            "Lower failureThreshold, or set requestInterval to 10.",
        ),
        group="detection",
        options=(
            Option(
                "maximumSeconds",
                90,
                "How long requestInterval times failureThreshold may be, in seconds.",
                minimum=10,
            ),
        ),
        # The interval is not touched: another one replaces the health check, and 10 seconds cost more.
        fixes=(Fix("failureThreshold", 3, "at most"), Fix("disabled", value=False)),
    ),
    Control(
        id="health-check-transport-encrypted",
        title="Every health check asks over TLS",
        why="A check in the clear can be forged, and still passes when the certificate has expired.",
        severity="medium",
        enforcement="mandatory",
        scope="resource",
        types=(HEALTH_CHECK,),
        references=("NIST SC-8",),
        remediation=("Set type to HTTPS or HTTPS_STR_MATCH on the health check, and port to that of TLS.",),
        group="encryption",
        options=(),
    ),
    Control(
        id="health-check-alarmed",
        title="An alarm watches every health check",
        why="A failover that nobody hears of leaves the system on its last leg.",
        severity="high",
        enforcement="mandatory",
        scope="stack",
        types=(HEALTH_CHECK,),
        references=("NIST CA-7",),
        remediation=(
            "Add a MetricAlarm in us-east-1 on AWS/Route53 HealthCheckStatus, with its HealthCheckId.",
        ),
        group="detection",
        options=(),
    ),
)
