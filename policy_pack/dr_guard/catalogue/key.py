"""KMS keys."""

from __future__ import annotations

from typing import Final

from dr_guard.control import Control
from dr_guard.tokens import KEY, KEY_POLICY, REPLICA_KEY

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
        ),
        remediation=("Set enableKeyRotation to true.",),
        group="encryption",
        options=(),
    ),
    Control(
        id="key-deletion-window-maximal",
        title="A key takes the longest time to be deleted that AWS offers",
        why="Deleting a key deletes everything encrypted with it, and the window is the time to notice.",
        severity="high",
        enforcement="mandatory",
        scope="resource",
        types=(KEY, REPLICA_KEY),
        references=(
            "FSBP KMS.3",
            "Config kms-cmk-not-scheduled-for-deletion",
            "NIST SC-12",
        ),
        remediation=("Set deletionWindowInDays to 30, or remove it.",),
        group="recovery",
        options=(),
    ),
    Control(
        id="key-policy-principal-restricted",
        title="Nobody unnamed may use a key",
        why="A key that everyone may use protects nothing, and one that everyone may manage can be deleted.",
        severity="critical",
        enforcement="mandatory",
        scope="resource",
        types=(KEY, REPLICA_KEY, KEY_POLICY),
        references=(
            "FSBP KMS.5",
            "checkov CKV_AWS_33",
            "NIST AC-3",
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
        types=(KEY, REPLICA_KEY),
        references=(
            "checkov CKV_AWS_227",
            "NIST SC-12",
        ),
        remediation=("Remove isEnabled, or set it to true.",),
        group="recovery",
        options=(),
    ),
)
