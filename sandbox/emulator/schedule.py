"""When a rule's schedule falls due, as EventBridge counts."""

from __future__ import annotations

import re
from datetime import UTC, datetime

RATE = re.compile(r"rate\((\d+) (minute|hour|day)s?\)")
SECONDS = {"minute": 60, "hour": 3600, "day": 86400}


def due(expression: str, created: float, since: float, until: float) -> float | None:
    """Return the last moment after ``since``, and not after ``until``, at which a schedule falls due.

    ``rate(...)`` counts from when the rule was made, ``cron(...)`` is in UTC; moments are seconds since 1970.
    """
    rate = RATE.fullmatch(expression)
    if rate:
        interval = int(rate[1]) * SECONDS[rate[2]]
        moment = created + (until - created) // interval * interval
        return moment if moment > max(since, created) else None
    return _last(expression, max(since, created), until)


def _last(expression: str, since: float, until: float) -> float | None:
    from ministack.services import eventbridge  # noqa: PLC0415 it reads the environment when it is loaded

    fields = vars(eventbridge)["_parse_cron_fields"](expression)
    if fields is None:
        return None
    found = None
    moment = since
    while True:
        following = vars(eventbridge)["_cron_next_fire"](fields, datetime.fromtimestamp(moment, UTC))
        if following is None or following.timestamp() > until:
            return found
        found = moment = following.timestamp()
