"""ACM certificates."""

from __future__ import annotations

from typing import Final

from dr_guard.aws.regions import RECOVERY_REGIONS
from dr_guard.aws.tokens import (
    CERTIFICATE,
    DOMAIN_NAME,
)
from dr_guard.control import Control
from dr_guard.remedy import Fix

CONTROLS: Final = (
    Control(
        id="certificate-renewal-automatic",
        title="Every certificate that ACM issues is renewed without anybody's help",
        why="An e-mail that nobody answers lets the certificate expire, and clients refuse what it serves.",
        severity="medium",
        enforcement="mandatory",
        scope="resource",
        types=(CERTIFICATE,),
        references=(
            "FSBP ACM.1",
            "Config acm-certificate-expiration-check",
            "NIST SC-7(12)",
            "NIST SC-7(16)",
        ),
        remediation=("Set validationMethod to DNS, and leave the record that validates it in the zone.",),
        group="recovery",
        options=(),
    ),
    Control(
        id="certificate-key-strong",
        title="Every certificate has a key that cannot be guessed",
        why="A key of 1024 bits can be found, and whoever has it reads and answers in the server's place.",
        severity="high",
        enforcement="mandatory",
        scope="resource",
        types=(CERTIFICATE,),
        references=(
            "FSBP ACM.2",
            "Config acm-certificate-rsa-check",
            "NIST SC-12",
            "NIST SC-13",
        ),
        remediation=("Set keyAlgorithm to RSA_2048 or better, or leave it out, which is the same.",),
        group="encryption",
        options=(),
    ),
    Control(
        id="certificate-domain-specific",
        title="Every certificate names the hosts that it is for",
        why="With a key of a wildcard whoever breaks into one host answers for all of them.",
        severity="low",
        enforcement="disabled",
        scope="resource",
        types=(CERTIFICATE,),
        references=("checkov CKV2_AWS_71",),
        remediation=("Name the hosts in domainName and subjectAlternativeNames.",),
        group="encryption",
        options=(),
    ),
    Control(
        id="certificate-transparency-logged",
        title="Every certificate is on public record",
        why="Browsers refuse a certificate that is not, and nobody notices one that was issued by mistake.",
        severity="low",
        enforcement="disabled",
        scope="resource",
        types=(CERTIFICATE,),
        references=("checkov CKV_AWS_234",),
        remediation=(
            (
                "Set options.certificateTransparencyLoggingPreference to ENABLED, or leave it out, "
                "which is the same."
            ),
        ),
        group="detection",
        options=(),
        fixes=(Fix("options.certificateTransparencyLoggingPreference", "ENABLED"),),
    ),
    Control(
        id="certificate-replacement-overlapped",
        title="A certificate is in place before the one that it replaces goes",
        why="What the old one serves is refused until the new one is issued, if it can be deleted at all.",
        severity="medium",
        enforcement="mandatory",
        scope="resource",
        types=(CERTIFICATE,),
        references=(
            "checkov CKV_AWS_233",
            "NIST CP-2",
        ),
        remediation=("Remove the resource option deleteBeforeReplace.",),
        group="recovery",
        options=(),
    ),
    Control(
        id="certificate-regions-complete",
        title="Every domain name of an API has a certificate where it is served and where it is recovered",
        why=(
            "A certificate that has to be ordered first delays the failover, and depends on what "
            "may have failed."
        ),
        severity="high",
        enforcement="mandatory",
        scope="stack",
        types=(DOMAIN_NAME,),
        references=("WA REL13-BP02",),
        remediation=(
            (
                "Add a Certificate for the name, with a provider of the recovery region; the record "
                "that validates it is the same in all."
            ),
            "Give a DomainName the certificate of its own region.",
        ),
        group="recovery",
        options=(RECOVERY_REGIONS,),
    ),
)
