"""What breaks the keys of the own stack."""

from __future__ import annotations

from typing import Final

from sandbox.registration import UNKNOWN
from tests.mutations.mutation import Mutation, drop, put

KEYS: Final = ("data-key", "logs-key", "messages-key", "backup-key", "watch-key")
ROTATION: Final = "key-rotation-enabled"
WINDOW: Final = "key-deletion-window-maximal"
CHECK: Final = "bypassPolicyLockoutSafetyCheck"
LOCKOUT: Final = "key-lockout-check-kept"
ENABLED: Final = "key-enabled"

MUTATIONS: Final = (
    *(Mutation(ROTATION, f"Key {each}", "off", (put("enableKeyRotation", value=False),)) for each in KEYS),
    *(Mutation(ROTATION, f"Key {each}", "missing", (drop("enableKeyRotation"),)) for each in KEYS),
    *(Mutation(WINDOW, f"Key {each}", "a week", (put("deletionWindowInDays", 7),)) for each in KEYS),
    *(Mutation(LOCKOUT, f"Key {each}", "bypassed", (put(CHECK, value=True),)) for each in KEYS),
    *(Mutation(ENABLED, f"Key {each}", "disabled", (put("isEnabled", value=False),)) for each in KEYS),
    Mutation(ROTATION, "Key data-key", "unknown", (put("enableKeyRotation", UNKNOWN),)),
    Mutation(WINDOW, "Key data-key", "a day too short", (put("deletionWindowInDays", 29),)),
    Mutation(WINDOW, "Key data-key", "unknown", (put("deletionWindowInDays", UNKNOWN),)),
    Mutation(LOCKOUT, "Key data-key", "unknown", (put(CHECK, UNKNOWN),)),
    Mutation(ENABLED, "Key data-key", "unknown", (put("isEnabled", UNKNOWN),)),
)
