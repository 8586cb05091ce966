"""The schedule does not fire any more: nobody checks the system, and nothing is repaired or caught up."""

from __future__ import annotations

from datetime import timedelta

from runbooks.drill import moments, probes, records, steps
from runbooks.drill.figures import Figure, Model, Part
from runbooks.drill.model import Control, Drill, Phase, Step
from runbooks.drill.scene import Scene
from runbooks.drill.tolerance import AtLeast, Exactly

ALARM = "heartbeat-missing-alarm"
ENABLED, SHORTENED = "schedule_enabled_at", "recovery_shortened_to_days"
"""What its notes are called."""
REPORTED = timedelta(minutes=3)
"""Longer than a run's metric takes, and shorter than the schedule's interval."""
RUNS = 3
"""How many runs must report after the repair: one by hand, and two that the schedule started."""
SETTINGS = (
    "AlarmName",
    "AlarmDescription",
    "ActionsEnabled",
    "OKActions",
    "AlarmActions",
    "InsufficientDataActions",
    "MetricName",
    "Namespace",
    "Statistic",
    "Dimensions",
    "Period",
    "EvaluationPeriods",
    "DatapointsToAlarm",
    "Threshold",
    "ComparisonOperator",
)
"""What of an alarm's description makes the same alarm again, but for what missing data means."""


def _disable(scene: Scene) -> None:
    """Disable the rule; then let recovery reach back a day less, which the next run would repair."""
    scene.client("events").disable_rule(Name=scene.outputs["event_rule_name"])
    if scene.outputs["self_repair"] and scene.outputs["pitr_days"] > 1:
        scene.notes[SHORTENED] = scene.outputs["pitr_days"] - 1
        moments.reach_back(scene, scene.notes[SHORTENED])


def _enable(scene: Scene) -> None:
    scene.client("events").enable_rule(Name=scene.outputs["event_rule_name"])
    if SHORTENED in scene.notes and moments.reach(scene) == scene.notes[SHORTENED]:
        moments.recovery(scene, on=True)


def _undone(scene: Scene) -> list[str]:
    """Say what the run by hand left undone, at once: the schedule's next run would do it too.

    Where runs repair nothing, nothing was broken for them, and this run must have reported.
    """
    if SHORTENED not in scene.notes:
        scene.until("a run has reported", lambda: _runs(scene), REPORTED)
    reach, wanted = moments.reach(scene), scene.outputs["pitr_days"]
    return [] if reach == wanted else [f"recovery reaches back {reach} days and not {wanted}"]


def _repaired(scene: Scene) -> None:
    """Keep the moment from which runs are counted."""
    scene.notes[ENABLED] = scene.now().isoformat()


def _runs(scene: Scene) -> int:
    """Count the runs that have reported since the repair, as the metric ``Healthy`` has them."""
    found = scene.client("cloudwatch").get_metric_statistics(
        Namespace=scene.outputs["metrics_namespace"],
        MetricName="Healthy",
        Dimensions=[{"Name": "service", "Value": scene.outputs["metrics_service"]}],
        StartTime=scene.notes[ENABLED],
        EndTime=scene.now() + timedelta(minutes=1),
        Period=60,
        Statistics=["SampleCount"],
    )
    return int(sum(each["SampleCount"] for each in found["Datapoints"]))


def _missing_is(scene: Scene, meaning: str) -> None:
    """Make the alarm anew, with what a period without any report means to it."""
    cloudwatch = scene.client("cloudwatch")
    name = f"dr-{scene.outputs['suffix']}-{ALARM}"
    [found] = cloudwatch.describe_alarms(AlarmNames=[name])["MetricAlarms"]
    kept = {key: found[key] for key in SETTINGS if found.get(key) is not None}
    cloudwatch.put_metric_alarm(**kept, TreatMissingData=meaning)


DRILL = Drill(
    scenario="schedule-stopped",
    threat="The rule is disabled by hand or by a script: checks, repairs and what waits for them stop.",
    disruption="",
    steps=(
        *steps.STEADY,
        Step(
            "I1",
            Phase.INJECT,
            "The rule does not fire any more, and recovery reaches back a day less",
            "A disabled rule gives no error anywhere, and nothing repairs what changes meanwhile.",
            timedelta(minutes=1),
            _disable,
        ),
        steps.called(
            "1",
            "It is the only alarm for which silence means that something is wrong.",
            timedelta(minutes=30),
            ALARM,
        ),
        Step(
            "2",
            Phase.DETECT,
            "Look at the rule",
            "A run that fails is another page; here there is none.",
            timedelta(minutes=2),
        ),
        Step(
            "3",
            Phase.RECOVER,
            "Let the rule fire again",
            "It takes effect within a minute or so.",
            timedelta(minutes=5),
            _repaired,
        ),
        Step(
            "4",
            Phase.RECOVER,
            "Catch up by hand",
            "One run does all that the missed ones would have: it looks at what is, not at what was.",
            timedelta(minutes=5),
        ),
        Step(
            "5",
            Phase.VERIFY,
            "What was missed is made up for",
            "The schedule would do it in its time, and hide that nobody did it by hand.",
            timedelta(minutes=5),
            _undone,
            Exactly([]),
        ),
        Step(
            "6",
            Phase.VERIFY,
            "The schedule runs by itself again",
            "The run by hand proves nothing of the rule, its target and its permission.",
            timedelta(minutes=30),
            _runs,
            AtLeast(RUNS),
            until=True,
        ),
        steps.silent_again(
            "7",
            "It is so only when reports come, and then it is ready to ring again.",
            timedelta(minutes=30),
            ALARM,
        ),
        Step(
            "8",
            Phase.VERIFY,
            "The API was healthy all the time, and nothing is lost",
            "The schedule stands beside requests, not in their way.",
            timedelta(minutes=5),
            lambda scene: (probes.health(scene), records.lost(scene)),
            Exactly(("healthy", 0)),
        ),
        Step(
            "C1",
            Phase.CLEAN_UP,
            "The rule is enabled, and recovery reaches back as far as before",
            "A drill that failed half-way must not leave the system without its checks.",
            timedelta(minutes=2),
            _enable,
        ),
        steps.left("C2"),
    ),
    control=Control(
        title="the alarm takes silence for health",
        why="An alarm that counts missing data as good never rings when nobody reports.",
        begin=lambda scene: _missing_is(scene, "notBreaching"),
        end=lambda scene: _missing_is(scene, "breaching"),
        fails_at="1",
        reason="did not happen: The alarm has called",
    ),
    published=(
        Figure(
            "EventBridge schedule",
            None,
            None,
            "fires within its minute; what was missed while it was disabled is not made up for",
            "EventBridge user guide, Creating a rule that runs on a schedule",
        ),
    ),
    model=Model(
        parts=(
            Part(
                "detect",
                timedelta(minutes=20),
                "alarm: 2 periods of 5 minutes; CloudWatch looks back further before it calls data missing",
            ),
            Part("decide", timedelta(minutes=5), "the page's own allowance"),
            Part("recover", None, "not published: when an enabled rule fires first"),
            Part("verify", timedelta(minutes=10), "two of the schedule's intervals of 5 minutes"),
        ),
        rpo=timedelta(0),
        rpo_source="the schedule writes no records; what it has to do waits",
    ),
    limits=(
        "How long AWS takes until an enabled rule fires.",
        "A rule, target or permission that was deleted: only `pulumi up` makes it again.",
        "When CloudWatch itself is late with metrics.",
    ),
)
