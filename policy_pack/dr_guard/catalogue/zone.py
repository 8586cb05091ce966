"""Route 53 zones, and the records in them."""

from __future__ import annotations

from typing import Final

from dr_guard.aws.tokens import (
    RECORD,
    ZONE,
)
from dr_guard.control import Control
from dr_guard.option import Option
from dr_guard.remedy import Chosen, Fix

CONTROLS: Final = (
    Control(
        id="record-ttl-bounded",
        title="No resolver keeps an answer longer than a failover may take",
        why="For as long as the old answer is kept, users go on to what has failed.",
        severity="medium",
        enforcement="mandatory",
        scope="resource",
        types=(RECORD,),
        references=("NIST CP-10", "WA REL13-BP02"),
        remediation=("Set ttl to at most maximumSeconds on every record that is routed or health-checked.",),
        group="recovery",
        options=(
            Option(
                "maximumSeconds",
                60,
                "How long an answer may be kept, in seconds; AWS advises at most 60 with health checks.",
            ),
        ),
        fixes=(Fix("ttl", Chosen("maximumSeconds"), "at most"),),
    ),
    Control(
        id="record-alias-health-evaluated",
        title="Every alias that is one of several answers follows its target's health",
        why="Route 53 takes a target that it does not ask after for healthy, and sends users on to it.",
        severity="high",
        enforcement="mandatory",
        scope="resource",
        types=(RECORD,),
        references=("NIST CP-10", "WA REL13-BP05"),
        remediation=(
            "Set evaluateTargetHealth to true on the record's alias, or give the record a healthCheckId.",
        ),
        group="recovery",
        options=(),
        fixes=(Fix("aliases.*.evaluateTargetHealth", value=True),),
    ),
    Control(
        id="record-target-managed",
        title="Every record leads to what the program holds",
        why="A name or address that AWS has handed to somebody else lets them answer for the domain.",
        severity="medium",
        enforcement="mandatory",
        scope="stack",
        types=(RECORD,),
        references=("checkov CKV2_AWS_23", "prowler route53_dangling_ip_subdomain_takeover", "NIST CM-8"),
        remediation=(
            "Take the target from the resource that holds it, not from a literal.",
            "Name in elsewhere what another program holds for good.",
        ),
        group="access",
        options=(
            Option("elsewhere", (), "Addresses and names that are held elsewhere; * stands for any text."),
        ),
    ),
    Control(
        id="zone-queries-logged",
        title="The queries of every public zone are logged",
        why="Without them nobody can tell afterwards whom a wrong or a stolen answer has reached.",
        severity="low",
        enforcement="disabled",
        scope="stack",
        types=(ZONE,),
        references=("FSBP Route53.2", "checkov CKV2_AWS_39", "NIST AU-12"),
        remediation=("Add a QueryLog with the zone's id and a log group in us-east-1.",),
        group="detection",
        options=(),
    ),
    Control(
        id="zone-dnssec-enabled",
        title="Every public zone is signed",
        why="A resolver takes a forged answer for the zone's own, and users follow it.",
        severity="low",
        enforcement="disabled",
        scope="stack",
        types=(ZONE,),
        references=("checkov CKV2_AWS_38", "NIST SC-20"),
        remediation=("Add a KeySigningKey and a HostedZoneDnsSec with the zone's id.",),
        group="encryption",
        options=(),
    ),
    Control(
        id="zone-deletion-guarded",
        title="No zone is deleted together with its records",
        why="A zone made again has other name servers; until the registrar knows them, the domain is gone.",
        severity="high",
        enforcement="mandatory",
        scope="resource",
        types=(ZONE,),
        references=("NIST CP-9", "NIST CM-3"),
        remediation=("Remove forceDestroy from the zone, or set it to false.",),
        group="recovery",
        options=(),
        fixes=(Fix("forceDestroy", value=False),),
    ),
)
