"""What a stack's configuration may say, and how a fault in it reads."""

from __future__ import annotations

from stack.settings import settings_from
from stack.validation import Configuration

GIVEN = {
    "owner": "team",
    "costCentre": "CC-1",
    "alarmEmails": '["a@example.com"]',
}
STACK = {"suffix": "dev", "environment": "dev"}
SUFFIX = (
    "1 to 30 of a-z, 0-9 and -, with no - at either end (when empty, the stack's name)",
    "AWS refuses the names of the bucket and of the backup vault",
)


def settings(**changed):
    return settings_from(Configuration({**GIVEN, **changed}, STACK))


def line(key, found, wanted, breaks):
    return f"disaster-recovery:{key}: found {found}; wanted {wanted}; otherwise {breaks}"
