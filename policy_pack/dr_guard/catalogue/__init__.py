"""The catalogue: every control as a row of data, one file per domain."""

from __future__ import annotations

from typing import Final

from dr_guard.catalogue import bucket, bucket_access, stateful, table, tagging

CONTROLS: Final = (
    *table.CONTROLS,
    *bucket.CONTROLS,
    *bucket_access.CONTROLS,
    *stateful.CONTROLS,
    *tagging.CONTROLS,
)

# What a stack does without when it is made to be thrown away; nothing else.
EPHEMERAL_EXEMPT: Final = ("table-deletion-protection-enabled", "stateful-resource-protected")
