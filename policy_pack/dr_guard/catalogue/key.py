"""KMS keys."""

from __future__ import annotations

from typing import Final

from dr_guard.aws.kinds import (
    KEYS,
)
from dr_guard.aws.regions import RECOVERY_REGIONS
from dr_guard.aws.tokens import (
    EXTERNAL_KEY,
    KEY,
    KEY_POLICY,
    REPLICA_EXTERNAL_KEY,
    REPLICA_KEY,
)
from dr_guard.control import Control
from dr_guard.remedy import Fix

CONTROLS: Final = (
    Control(
        id="key-rotation-enabled",
        title="Every symmetric key rotates",
        why="A key that leaks otherwise opens everything that was ever written with it.",
        severity="medium",
        enforcement="mandatory",
        scope="resource",
        types=(KEY,),
        references=(
            "FSBP KMS.4",
            "Config cmk-backing-key-rotation-enabled",
            "checkov CKV_AWS_7",
            "CIS 3.6",
            "NIST SC-12",
            "NIST SC-12(2)",
            "NIST CM-6",
        ),
        remediation=("Set enableKeyRotation to true.",),
        group="encryption",
        options=(),
        fixes=(Fix("enableKeyRotation", value=True),),
    ),
    Control(
        id="key-deletion-window-maximal",
        title="A key takes the longest time to be deleted that AWS offers",
        why="Deleting a key deletes everything encrypted with it, and the window is the time to notice.",
        severity="high",
        enforcement="mandatory",
        scope="resource",
        types=KEYS,
        references=(
            "FSBP KMS.3",
            "Config kms-cmk-not-scheduled-for-deletion",
            "NIST SC-12",
            "NIST SA-9(6)",
        ),
        remediation=("Set deletionWindowInDays to 30, or remove it.",),
        group="recovery",
        options=(),
        fixes=(Fix("deletionWindowInDays.*", 30, "at least"),),
    ),
    Control(
        id="key-policy-principal-restricted",
        title="Nobody unnamed may use a key",
        why="A key that everyone may use protects nothing, and one that everyone may manage can be deleted.",
        severity="critical",
        enforcement="mandatory",
        scope="resource",
        types=(*KEYS, KEY_POLICY),
        references=(
            "FSBP KMS.5",
            "checkov CKV_AWS_33",
            "NIST AC-3",
            "NIST AC-6",
        ),
        remediation=(
            "Name accounts, roles or services as principals, or add a condition on kms:CallerAccount.",
        ),
        group="access",
        options=(),
    ),
    Control(
        id="key-enabled",
        title="Every key can be used",
        why="What is encrypted with a disabled key can be neither read nor restored.",
        severity="high",
        enforcement="mandatory",
        scope="resource",
        types=KEYS,
        references=(
            "checkov CKV_AWS_227",
            "NIST SC-12",
        ),
        remediation=("Remove isEnabled, of a replica or an external key enabled, or set it to true.",),
        group="recovery",
        options=(),
        fixes=(
            Fix("isEnabled.*", value=True, types=(KEY,)),
            Fix("enabled.*", value=True, types=(REPLICA_KEY, EXTERNAL_KEY, REPLICA_EXTERNAL_KEY)),
        ),
    ),
    Control(
        id="key-lockout-check-kept",
        title="No key is given a policy without the check that its owner can change it again",
        why="A key whose policy locks its owner out can never be managed again, and only AWS can help.",
        severity="critical",
        enforcement="mandatory",
        scope="resource",
        types=(*KEYS, KEY_POLICY),
        references=("NIST SC-12",),
        remediation=("Remove bypassPolicyLockoutSafetyCheck.",),
        group="access",
        options=(),
        fixes=(Fix("bypassPolicyLockoutSafetyCheck.*", value=False),),
    ),
    Control(
        id="key-multi-region-enabled",
        title="Every key of replicated data works in the regions of its copies",
        why="When the region is lost its keys are lost with it, and so is what only they can decrypt.",
        severity="high",
        enforcement="mandatory",
        scope="stack",
        types=(KEY, EXTERNAL_KEY),
        references=("NIST SC-12", "NIST CP-6"),
        remediation=(
            "Give each replica of the table or secret a key of its own region.",
            "Otherwise replace the key by one whose multiRegion is true, with a kms.ReplicaKey elsewhere.",
        ),
        group="recovery",
        options=(RECOVERY_REGIONS,),
    ),
    Control(
        id="key-policy-present",
        title="Every key has a policy that the program states",
        why="The policy that AWS gives a key leaves it to any administrator of the account who may use it.",
        severity="low",
        enforcement="disabled",
        scope="stack",
        types=KEYS,
        references=("checkov CKV2_AWS_64", "NIST AC-3"),
        remediation=("Set policy on the key, or add a kms.KeyPolicy for it.",),
        group="access",
        options=(),
    ),
    Control(
        id="key-description-set",
        title="Every key says what it is for",
        why="Whoever recovers a system has to know which data a key opens before deciding on its deletion.",
        severity="low",
        enforcement="disabled",
        scope="resource",
        types=KEYS,
        references=("WA REL09-BP01",),
        remediation=("Set description.",),
        group="recovery",
        options=(),
    ),
)
