"""The rules: pure functions that say what is wrong with a resource or a stack, one file per domain.

A rule over a resource takes ``(resource, settings)``, one over the stack ``(graph, settings)``; its name
is its control's id. Rules know nothing of severity, of titles or of Pulumi, and they catch nothing.
"""

from __future__ import annotations

from typing import Final

from dr_guard.rules import (
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

RULES: Final = (
    *table.RULES,
    *bucket.RULES,
    *bucket_access.RULES,
    *function.RULES,
    *api.RULES,
    *schedule.RULES,
    *messaging.RULES,
    *alarm.RULES,
    *key.RULES,
    *identity.RULES,
    *network.RULES,
    *backup.RULES,
    *stateful.RULES,
    *tagging.RULES,
)
