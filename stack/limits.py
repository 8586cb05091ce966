"""How long AWS, or good sense, lets things be kept. Days."""

from __future__ import annotations

from typing import Final

PITR_WINDOW_DAYS: Final = range(1, 36)
"""How far back DynamoDB restores a table to the second."""
BACKUP_KEPT_DAYS: Final = range(30, 36)
"""AWS ends continuous backups after 35 days; before a month a fault may not have been noticed."""
LOG_KEPT_DAYS: Final = frozenset(
    {7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653}
)
"""The numbers of days for which CloudWatch keeps a log, from a week on."""
