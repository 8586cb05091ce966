"""An alarm that has nothing to say, which is where each test of a fault begins and ends."""

from datetime import timedelta

from tests.live.patience import until


def runs(outputs, count):
    """Return how long so many runs of the schedule take, and CloudWatch to hear of the last."""
    return timedelta(minutes=15 + count * outputs["schedule_minutes"])


def steady(target, client, outputs, alarm, region=None):
    """Wait until an alarm is silent."""

    def silent():
        [found] = client("cloudwatch", region).describe_alarms(AlarmNames=[alarm])["MetricAlarms"]
        return found["StateValue"] == "OK"

    until(target, f"{alarm} is silent", silent, runs(outputs, 9))
