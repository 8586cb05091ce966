"""An alarm counts as CloudWatch counts."""

from __future__ import annotations

from datetime import timedelta

import pytest

from stack.alarm import Alarm, Metric


@pytest.mark.parametrize(("statistic", "percentile"), [("p99", True), ("Sum", False), ("Maximum", False)])
def test_a_percentile_is_told_from_other_statistics(statistic, percentile):
    assert Metric("n", "m", {}, statistic).is_percentile is percentile


def test_a_period_is_counted_in_seconds():
    assert Alarm("k", "d", (), 0, "breaching", period=timedelta(minutes=2)).period_seconds == 120
