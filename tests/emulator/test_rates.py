"""Rates of rules; ministack takes any number with either word."""

import pytest
from botocore.exceptions import ClientError


@pytest.mark.parametrize("rate", ["1 minutes", "5 minute", "0 minutes", "05 minutes", "2 weeks", "-1 days"])
def test_a_rate_that_aws_does_not_take_is_refused(client, rate):
    with pytest.raises(ClientError, match="Parameter ScheduleExpression is not valid"):
        client("events").put_rule(Name="refused", ScheduleExpression=f"rate({rate})")


@pytest.mark.parametrize(
    "schedule", ["rate(1 minute)", "rate(10 minutes)", "rate(1 day)", "cron(0 5 * * ? *)"]
)
def test_a_schedule_that_aws_takes_is_kept(client, schedule):
    client("events").put_rule(Name="taken", ScheduleExpression=schedule)
    assert client("events").describe_rule(Name="taken")["ScheduleExpression"] == schedule
