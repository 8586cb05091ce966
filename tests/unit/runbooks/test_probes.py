"""What drills ask of a stack tells what is wrong with it."""

from unittest.mock import Mock

from runbooks.drill import probes
from tests.unit.runbooks.fake import OUTPUTS, FakeTarget, a_scene

CALLS = {"ActionsEnabled": True, "AlarmActions": ["topic"]}
MUTED = {"switched-off": {"ActionsEnabled": False}, "without-action": {"AlarmActions": []}}


class Watched(FakeTarget):
    """Knows the states of alarms by region."""

    def __init__(self, states, here=("errors", "backlog")):
        names = {"alarm_names": [*here], "watch_alarm_names": ["outside"]}
        super().__init__({**OUTPUTS, **names, "watch_region": "us-east-1"})
        self.states = states

    def client(self, service, region=None):
        assert service == "cloudwatch"
        return Regional(self.states[region])


class Regional:
    """CloudWatch of one region, whose answers nobody listens to."""

    def __init__(self, states):
        self.states = states
        self.meta = Mock()

    def describe_alarms(self, AlarmNames):  # noqa: N803 as boto3 has it
        asked = {name: self.states[name] for name in AlarmNames if name in self.states}
        found = [
            {"AlarmName": name, **CALLS, "StateValue": state, **MUTED.get(name, {})}
            for name, state in asked.items()
        ]
        return {"MetricAlarms": found}


def ringing(folder, here, outside):
    return probes.ringing(a_scene(folder, Watched({"eu-west-1": here, "us-east-1": outside})))


def test_alarms_that_ring_are_named_in_both_regions_and_those_without_data_are_not(tmp_path):
    here = {"errors": "INSUFFICIENT_DATA", "backlog": "ALARM"}
    assert ringing(tmp_path, here, {"outside": "ALARM"}) == ["backlog", "outside"]
    assert ringing(tmp_path, {"errors": "OK", "backlog": "OK"}, {"outside": "OK"}) == []


def test_alarms_that_are_not_there_do_not_pass_for_silent(tmp_path):
    assert ringing(tmp_path, {"errors": "OK"}, {}) == ["backlog", "outside"]


def test_alarms_that_call_nobody_are_named_and_those_that_are_not_there(tmp_path):
    here = {"errors": "OK", "switched-off": "OK", "without-action": "OK"}
    target = Watched({"eu-west-1": here, "us-east-1": {"outside": "OK"}}, (*here, "gone"))
    assert probes.muted(a_scene(tmp_path, target)) == ["gone", "switched-off", "without-action"]
