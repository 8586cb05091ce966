"""The catalogue: every control as a row of data, one file per domain."""

from __future__ import annotations

from typing import Final

from dr_guard.catalogue import (
    alarm,
    api,
    backup,
    bucket,
    bucket_access,
    function,
    identity,
    key,
    messaging,
    network,
    schedule,
    stateful,
    table,
    tagging,
)

CONTROLS: Final = (
    *table.CONTROLS,
    *bucket.CONTROLS,
    *bucket_access.CONTROLS,
    *function.CONTROLS,
    *api.CONTROLS,
    *schedule.CONTROLS,
    *messaging.CONTROLS,
    *alarm.CONTROLS,
    *key.CONTROLS,
    *identity.CONTROLS,
    *network.CONTROLS,
    *backup.CONTROLS,
    *stateful.CONTROLS,
    *tagging.CONTROLS,
)

# What a stack does without when it is made to be thrown away; nothing else.
EPHEMERAL_EXEMPT: Final = ("table-deletion-protection-enabled", "stateful-resource-protected", "vault-locked")
