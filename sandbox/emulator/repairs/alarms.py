"""Alarms are evaluated by the sandbox's time; ministack does so when a metric is put, and then wrongly.

It puts together all metrics of the name whatever their dimensions, counts neither datapoints nor what is
missing, and forgets metric math. All that is replaced; SetAlarmState, composite alarms and history are its.
"""

from __future__ import annotations

from typing import Any

from sandbox.emulator.alarms import measurement
from sandbox.emulator.alarms.expression import ExpressionError
from sandbox.emulator.alarms.measurement import Alarm
from sandbox.emulator.alarms.verdict import Verdict, judge
from sandbox.emulator.scope import within
from sandbox.emulator.world import World

GIVEN = ("Metrics", "EvaluateLowSampleCountPercentile", "ThresholdMetricId")
"""What PutMetricAlarm is given and ministack forgets."""
DEFAULTED = ("Statistic", "Period")
"""What ministack says of an alarm that it was not given."""


class Alarms:
    """Evaluates each alarm when it is due."""

    def __init__(self, world: World) -> None:
        from ministack.services import cloudwatch  # noqa: PLC0415 it reads the environment when it is loaded

        self._world = world
        self._own = vars(cloudwatch)
        self._put = self._own["_put_metric_alarm"]
        self._evaluated: dict[str, float] = {}

    def tick(self, now: float) -> None:
        """Evaluate what is due: an alarm on a metric once a minute, on the minute."""
        for (account, region, _), alarm in self._own["_alarms"].all_items():
            seconds = measurement.interval(alarm)
            end = now // seconds * seconds
            if end <= self._evaluated.get(alarm["AlarmArn"], 0):
                continue
            self._evaluated[alarm["AlarmArn"]] = end
            if not self._world.faults.lost("monitoring", region):
                within(account, region, self._evaluate, alarm, end)

    def _evaluate(self, alarm: Alarm, end: float) -> None:
        verdict = evaluate(alarm, end)
        if verdict.state is not None and verdict.state != alarm["StateValue"]:
            self._move(alarm, verdict.state, verdict.reason)

    def _move(self, alarm: Alarm, state: str, reason: str) -> None:
        old, now = alarm["StateValue"], int(self._world.clock.now())
        alarm.update(
            StateValue=state, StateReason=reason, StateUpdatedTimestamp=now, StateTransitionedTimestamp=now
        )
        alarm.pop("StateReasonData", None)
        self._own["_record_history"](alarm["AlarmName"], old, state, reason)
        self._own["_dispatch_alarm_actions"](alarm, old, state, reason)
        self._own["_evaluate_parent_alarms"](alarm)

    def put(self, params: object, given: dict[str, Any], is_cbor: object, is_json: object = None) -> object:
        """Keep an alarm as it was asked for, but by the form protocol, which no client here speaks."""
        answer = self._put(params, given, is_cbor, is_json)
        alarm = self._own["_alarms"].get(given.get("AlarmName"))
        if alarm is not None:
            alarm.update({name: given[name] for name in GIVEN if name in given})
            alarm.update(dict.fromkeys(name for name in DEFAULTED if name not in given))
        return answer


def evaluate(alarm: Alarm, end: float) -> Verdict:
    """Judge an alarm by what ministack's store has before ``end``; what is not understood is no ``OK``."""
    try:
        condition = measurement.condition(alarm)
        return judge(condition, measurement.datapoints(alarm, end, condition.range))
    except ExpressionError as error:
        return Verdict("INSUFFICIENT_DATA", f"Evaluation Error: {error}")


def install(world: World) -> None:
    """Evaluate by time, and at no other moment."""
    from ministack.services import cloudwatch  # noqa: PLC0415 it reads the environment when it is loaded

    alarms = Alarms(world)
    own = vars(cloudwatch)
    own["_evaluate_alarm"] = own["_evaluate_all_alarms"] = _wait
    own["_put_metric_alarm"] = alarms.put
    world.clock.each_tick(alarms.tick)


def _wait(*_: object) -> None:
    """Leave the evaluation to the clock."""
