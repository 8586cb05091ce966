"""Secrets Manager secrets."""

from __future__ import annotations

from typing import Final

from dr_guard.aws.regions import RECOVERY_REGIONS
from dr_guard.aws.tokens import (
    CLUSTER,
    DATABASE,
    SECRET,
    SECRET_POLICY,
    SECRET_ROTATION,
)
from dr_guard.control import Control, Option
from dr_guard.remedy import Chosen, Fix

CONTROLS: Final = (
    Control(
        id="secret-rotation-enabled",
        title="Every secret rotates",
        why="A password that leaked, be it into a log or a backup, opens everything until it is changed.",
        severity="medium",
        enforcement="advisory",
        scope="stack",
        types=(SECRET,),
        references=(
            "FSBP SecretsManager.1",
            "Config secretsmanager-rotation-enabled-check",
            "checkov CKV2_AWS_57",
            "NIST AC-2(1)",
            "NIST IA-5",
        ),
        remediation=(
            "Add a secretsmanager.SecretRotation with a function that changes the secret.",
            "Leave a password of RDS to RDS: set manageMasterUserPassword to true on the database.",
        ),
        group="access",
        options=(),
    ),
    Control(
        id="secret-rotation-timely",
        title="A secret that rotates does so often enough",
        why="What leaked is of use to whoever has it until the next rotation.",
        severity="medium",
        enforcement="mandatory",
        scope="resource",
        types=(SECRET_ROTATION,),
        references=(
            "FSBP SecretsManager.4",
            "Config secretsmanager-secret-periodic-rotation",
            "checkov CKV_AWS_304",
            "NIST IA-5",
        ),
        remediation=(
            "Lower rotationRules.automaticallyAfterDays, or run rotationRules.scheduleExpression more often.",
        ),
        group="access",
        options=(Option("maximumDays", 90, "How many days pass at most between two rotations.", minimum=1),),
        fixes=(Fix("rotationRules.automaticallyAfterDays.*", Chosen("maximumDays"), "at most"),),
    ),
    Control(
        id="secret-encryption-customer-managed",
        title="Every secret is encrypted with a customer-managed key",
        why="A key that AWS manages can be neither restricted to those who need it nor revoked.",
        severity="medium",
        enforcement="mandatory",
        scope="resource",
        types=(SECRET, CLUSTER, DATABASE),
        references=(
            "Config secretsmanager-using-cmk",
            "checkov CKV_AWS_149",
            "NIST SC-28(1)",
            "NIST SC-13",
        ),
        remediation=(
            "Set kmsKeyId on the secret, and on each of its replicas, to a key of your own in that region.",
            "Of a database whose password RDS manages, set masterUserSecretKmsKeyId to a key of your own.",
        ),
        group="encryption",
        options=(),
    ),
    Control(
        id="secret-recovery-window-sufficient",
        title="The deletion of a secret can be taken back for long enough",
        why="A secret that is deleted at once takes with it the only way into what it opens.",
        severity="high",
        enforcement="mandatory",
        scope="resource",
        types=(SECRET,),
        references=("NIST CP-9",),
        remediation=("Raise recoveryWindowInDays, or remove it: without it, it is 30.",),
        group="recovery",
        options=(
            Option("minimumDays", 7, "For how many days a deletion can be taken back at least.", minimum=7),
        ),
        fixes=(Fix("recoveryWindowInDays.*", Chosen("minimumDays"), "at least"),),
    ),
    Control(
        id="secret-replica-present",
        title="Every secret has a replica in each recovery region",
        why="A system that is recovered elsewhere cannot open its databases without its passwords.",
        severity="high",
        enforcement="mandatory",
        scope="resource",
        types=(SECRET,),
        references=("NIST CP-6",),
        remediation=("Add a member with that region to replicas, with a kmsKeyId of that region.",),
        group="recovery",
        options=(RECOVERY_REGIONS,),
    ),
    Control(
        id="secret-policy-public-blocked",
        title="No policy opens a secret to everyone",
        why="A secret that everyone may read is none, and one that everyone may write locks its system out.",
        severity="high",
        enforcement="mandatory",
        scope="resource",
        types=(SECRET, SECRET_POLICY),
        references=("NIST AC-3", "prowler secretsmanager_not_publicly_accessible"),
        remediation=(
            "Set blockPublicPolicy to true on the secretsmanager.SecretPolicy.",
            "In a secret's own policy, name accounts, roles or services as principals.",
        ),
        group="access",
        options=(),
        fixes=(Fix("blockPublicPolicy", value=True, types=(SECRET_POLICY,)),),
    ),
    Control(
        id="secret-description-set",
        title="Every secret says what it is for",
        why="Whoever recovers a system has to know which secret opens what.",
        severity="low",
        enforcement="disabled",
        scope="resource",
        types=(SECRET,),
        references=("WA REL09-BP01",),
        remediation=("Set description.",),
        group="recovery",
        options=(),
    ),
)
