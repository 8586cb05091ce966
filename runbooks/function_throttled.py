"""The function may not run: its concurrency is used up or was set to nothing."""

from __future__ import annotations

from datetime import timedelta

from runbooks.drill import steps
from runbooks.drill.figures import Figure, Model, Part
from runbooks.drill.model import Control, Drill, Phase, Step
from runbooks.drill.scene import Scene

ALARM = "function-throttles-alarm"


def _throttle(scene: Scene) -> None:
    _reserve(scene, 0)


def _reserve(scene: Scene, count: int) -> None:
    name = scene.outputs["lambda_function_name"]
    scene.client("lambda").put_function_concurrency(FunctionName=name, ReservedConcurrentExecutions=count)


def _restore(scene: Scene) -> None:
    """Reserve what the stack's settings do, or nothing."""
    count = int(scene.outputs["reserved_concurrency"])
    if count:
        _reserve(scene, count)
    else:
        name = scene.outputs["lambda_function_name"]
        scene.client("lambda").delete_function_concurrency(FunctionName=name)


def _mute(scene: Scene) -> None:
    scene.client("cloudwatch").disable_alarm_actions(AlarmNames=[f"dr-{scene.outputs['suffix']}-{ALARM}"])


def _unmute(scene: Scene) -> None:
    scene.client("cloudwatch").enable_alarm_actions(AlarmNames=[f"dr-{scene.outputs['suffix']}-{ALARM}"])


DRILL = Drill(
    scenario="function-throttled",
    threat="A limit of concurrency is reached, or set to nothing by mistake: no request is served.",
    disruption="",
    steps=(
        *steps.STEADY,
        Step(
            "I1",
            Phase.INJECT,
            "The function may not run at all",
            "Reserved concurrency 0 throttles every call, as a used-up limit does.",
            timedelta(minutes=1),
            _throttle,
        ),
        steps.called(
            "1",
            "Throttles are counted apart from errors, so that this page is found.",
            timedelta(minutes=20),
            ALARM,
        ),
        Step(
            "2",
            Phase.DETECT,
            "Look at the limit",
            "A limit that is right and used up has another remedy than one that was changed.",
            timedelta(minutes=2),
        ),
        Step(
            "3",
            Phase.RECOVER,
            "Give the function its concurrency back",
            "It takes effect within seconds, and needs no release.",
            timedelta(minutes=5),
        ),
        steps.healthy_again("4", "What people see is what counts.", timedelta(minutes=10)),
        steps.nothing_lost(
            "5", "What was refused was never acknowledged; its sender tries again.", timedelta(minutes=5)
        ),
        steps.silent_again(
            "6", "It rings on where the limit is too low for what is asked.", timedelta(minutes=30), ALARM
        ),
        Step(
            "C1",
            Phase.CLEAN_UP,
            "The concurrency is what the settings say",
            "A drill that failed half-way must not leave the function throttled.",
            timedelta(minutes=2),
            _restore,
        ),
        steps.left("C2"),
    ),
    control=Control(
        title="the alarm's action is switched off",
        why="An alarm that calls nobody rings for nobody.",
        begin=_mute,
        end=_unmute,
        fails_at="1",
        reason="did not happen: The alarm has called",
    ),
    published=(
        Figure(
            "Lambda reserved concurrency",
            None,
            None,
            "a change takes effect at once for new calls; no figure is published",
            "Lambda developer guide, Configuring reserved concurrency",
        ),
    ),
    model=Model(
        parts=(
            Part("detect", timedelta(minutes=6), "alarm: 1 period of 5 minutes, and a minute of delivery"),
            Part("decide", timedelta(minutes=5), "the page's own allowance"),
            Part("recover", None, "not published"),
            Part("verify", timedelta(minutes=1), "one request"),
        ),
        rpo=timedelta(0),
        rpo_source="a throttled request is not acknowledged",
    ),
    limits=(
        "How long AWS takes until a new limit is in force everywhere.",
        "More calls than a limit allows, or an account's limit that other functions use up.",
    ),
)
