"""Puts what services measure of themselves where CloudWatch keeps it, at the sandbox's time."""

from __future__ import annotations

from collections.abc import Mapping


def record(  # noqa: PLR0913, PLR0917 a datum has that many parts
    account: str,
    region: str,
    namespace: str,
    name: str,
    dimensions: Mapping[str, str],
    value: float,
    unit: str = "Count",
) -> None:
    """Keep one value of a metric as of now; its dimensions are all it is ever found by."""
    from ministack.core.responses import request_scope  # noqa: PLC0415 reads the environment when loaded
    from ministack.services import cloudwatch  # noqa: PLC0415 the same

    with request_scope(account, region):
        cloudwatch.record_metric(namespace, name, float(value), unit, dict(dimensions))
