"""A release of the function fails at every call; the alias goes back to the version before."""

from __future__ import annotations

from datetime import timedelta

from runbooks.drill import dead_letters, release, steps
from runbooks.drill.figures import Figure, Model, Part
from runbooks.drill.model import Control, Drill, Phase, Step
from runbooks.drill.scene import Scene
from runbooks.drill.tolerance import Exactly

ALARM = "function-errors-alarm"


def _keep_nothing(scene: Scene) -> None:
    """Serve the code that is edited, and delete every version of it."""
    function, name = scene.client("lambda"), scene.outputs["lambda_function_name"]
    release.serve(scene, "$LATEST")
    for each in function.list_versions_by_function(FunctionName=name)["Versions"]:
        if each["Version"] != "$LATEST":
            function.delete_function(FunctionName=name, Qualifier=each["Version"])


def _keep_again(scene: Scene) -> None:
    """Publish the code, and serve that version."""
    name = scene.outputs["lambda_function_name"]
    release.serve(scene, scene.client("lambda").publish_version(FunctionName=name)["Version"])


DRILL = Drill(
    scenario="bad-release",
    threat="A release is published whose code raises at every call: no request is served.",
    disruption="",
    steps=(
        *steps.STEADY,
        Step(
            "I1",
            Phase.INJECT,
            "A version that raises is released",
            "Its handler is one that cannot be called as Lambda calls it, a slip that no type checker sees.",
            timedelta(minutes=2),
            release.publish,
        ),
        steps.called(
            "1",
            "More than 5 errors in 5 minutes; a single one is no reason to go back.",
            timedelta(minutes=20),
            ALARM,
        ),
        Step(
            "2",
            Phase.DETECT,
            "The version that serves fails when it is asked",
            "The error may also come from what the function works on: then going back does not help.",
            timedelta(minutes=2),
        ),
        Step(
            "3",
            Phase.RECOVER,
            "Find the version before",
            "Releases are published, so that the one before is still there.",
            timedelta(minutes=1),
        ),
        Step(
            "4",
            Phase.RECOVER,
            "The version before works",
            "It costs seconds, and spares going back to what is broken as well.",
            timedelta(minutes=1),
        ),
        Step(
            "5",
            Phase.RECOVER,
            "Move the alias back",
            "One call, without building or deploying anything.",
            timedelta(minutes=1),
        ),
        steps.healthy_again(
            "6", "What people see is what counts; steps 3 to 6 have 5 minutes together.", timedelta(minutes=2)
        ),
        Step(
            "7",
            Phase.VERIFY,
            "A new record is taken",
            "Health reads only; senders write.",
            timedelta(minutes=5),
            lambda scene: scene.load.beat().written,
            Exactly(wanted=True),
        ),
        steps.nothing_lost(
            "8", "What failed was never acknowledged; its sender tries again.", timedelta(minutes=5)
        ),
        Step(
            "9",
            Phase.VERIFY,
            "Count the events that failed for good",
            "Events that failed three times are kept, and nothing tries them again by itself.",
            timedelta(minutes=5),
        ),
        Step(
            "C1",
            Phase.CLEAN_UP,
            "The alias stands for the version before, and the bad one is deleted",
            "A drill that failed half-way must not leave a function that raises.",
            timedelta(minutes=5),
            release.withdraw,
        ),
        Step(
            "C2",
            Phase.CLEAN_UP,
            "What the schedule left among the dead letters is taken away",
            "Its next run does the same work; a letter that stays rings for 14 days.",
            timedelta(minutes=10),
            dead_letters.forget_schedule,
        ),
        steps.left("C3"),
    ),
    control=Control(
        title="no version is kept: the alias stands for the code that is edited",
        why="Who releases by overwriting has nothing to go back to.",
        begin=_keep_nothing,
        end=_keep_again,
        fails_at="3",
        reason="wanted 'there is a version before'",
    ),
    published=(
        Figure(
            "Lambda alias",
            None,
            None,
            "an alias is moved by one call; no figure is published for how soon every call follows",
            "Lambda developer guide, Create an alias for a Lambda function",
        ),
    ),
    model=Model(
        parts=(
            Part("detect", timedelta(minutes=6), "alarm: 1 period of 5 minutes, and a minute of delivery"),
            Part("decide", timedelta(minutes=2), "step 2 of the page"),
            Part("recover", None, "not published: how soon every call follows; the page allows 3 minutes"),
            Part("verify", timedelta(minutes=2), "the limit of step 6"),
        ),
        rpo=timedelta(0),
        rpo_source="a request that fails is not acknowledged",
    ),
    limits=(
        "How long AWS takes until every new call reaches the other version.",
        "A release that fails for some requests only, or that writes wrong data.",
        "That `pulumi up` of the reverted commit publishes the good code as a new version.",
    ),
)
