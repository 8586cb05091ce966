"""Somebody takes a right from the function by hand; the policy is found and deleted."""

from __future__ import annotations

import json
from datetime import timedelta

from runbooks.drill import denial, steps
from runbooks.drill.figures import Figure, Model, Part
from runbooks.drill.model import Control, Drill, Phase, Step
from runbooks.drill.scene import Scene

ALARM = "unhealthy-alarm"
POLICY = "drill-made-by-hand"
SAVED = "topic_policy"


def _deafen(scene: Scene) -> None:
    """Refuse CloudWatch what the topic of alarms is for."""
    sns, arn = scene.client("sns"), scene.outputs["sns_topic_arn"]
    policy = sns.get_topic_attributes(TopicArn=arn)["Attributes"]["Policy"]
    scene.notes[SAVED] = policy
    refused = {
        "Effect": "Deny",
        "Principal": {"Service": "cloudwatch.amazonaws.com"},
        "Action": "sns:Publish",
        "Resource": arn,
    }
    parsed = json.loads(policy)
    _set_policy(scene, json.dumps({**parsed, "Statement": [*parsed["Statement"], refused]}))


def _hear_again(scene: Scene) -> None:
    _set_policy(scene, scene.notes[SAVED])


def _set_policy(scene: Scene, policy: str) -> None:
    scene.client("sns").set_topic_attributes(
        TopicArn=scene.outputs["sns_topic_arn"], AttributeName="Policy", AttributeValue=policy
    )


DRILL = Drill(
    scenario="access-denied",
    threat="A policy made by hand denies the function what it works with: no request is served.",
    disruption="",
    steps=(
        *steps.STEADY,
        Step(
            "I1",
            Phase.INJECT,
            "A policy on the function's role denies it to read the table",
            "A Deny wins over all that the program allows.",
            timedelta(minutes=1),
            lambda scene: denial.deny(scene, POLICY, "dynamodb:GetItem"),
        ),
        steps.called(
            "1",
            "The scheduled check does what requests do, so it meets what they meet.",
            timedelta(minutes=20),
            ALARM,
        ),
        Step(
            "2",
            Phase.DETECT,
            "Health names the part that refuses",
            "The error's name tells a missing right from a missing table or key.",
            timedelta(minutes=2),
        ),
        Step(
            "3",
            Phase.DETECT,
            "Find the policy that is not the program's",
            "The program gives the role one policy; every other was made by hand.",
            timedelta(minutes=5),
        ),
        Step(
            "4",
            Phase.DETECT,
            "Find out who has put it there",
            "A Deny may be the answer to an attack.",
            timedelta(minutes=10),
            account_only="A sandbox keeps no trail of who did what.",
        ),
        Step(
            "5",
            Phase.RECOVER,
            "Delete the policy",
            "It needs no release, and touches nothing that the program made.",
            timedelta(minutes=5),
        ),
        steps.healthy_again("6", "What people see is what counts.", timedelta(minutes=10)),
        steps.silent_again(
            "7", "An alarm that goes on ringing hides the next one.", timedelta(minutes=30), ALARM
        ),
        steps.nothing_lost(
            "8", "What was refused was never acknowledged; its sender tries again.", timedelta(minutes=5)
        ),
        Step(
            "9",
            Phase.VERIFY,
            "The account is what the program says",
            "Who changed one thing by hand may have changed another.",
            timedelta(minutes=15),
            account_only="Pulumi's engine refreshes a stack of an account; a sandbox has none.",
        ),
        Step(
            "C1",
            Phase.CLEAN_UP,
            "The drill's policy is gone",
            "A drill that failed half-way must not leave a Deny.",
            timedelta(minutes=2),
            lambda scene: denial.lift(scene, POLICY),
        ),
        steps.left("C2"),
    ),
    control=Control(
        title="the topic of alarms refuses CloudWatch",
        why="An alarm that may not publish rings for nobody, and says so nowhere that people look.",
        begin=_deafen,
        end=_hear_again,
        fails_at="1",
        reason="did not happen: The alarm has called",
    ),
    published=(
        Figure(
            "IAM",
            None,
            None,
            "a change holds everywhere after a while; no figure is published",
            "IAM user guide, Changes that I make are not always immediately visible",
        ),
    ),
    model=Model(
        parts=(
            Part("detect", timedelta(minutes=11), "a run of the schedule, a period of 5 minutes, delivery"),
            Part("decide", timedelta(minutes=15), "steps 3 and 4 of the page"),
            Part("recover", None, "not published: how soon a change of IAM holds"),
            Part("verify", timedelta(minutes=1), "one request"),
        ),
        rpo=timedelta(0),
        rpo_source="a request that is refused is not acknowledged",
    ),
    limits=(
        "How long IAM takes until a change holds everywhere.",
        "Denials by an organization, a boundary, an endpoint, a bucket or a key.",
        "Who made the change, and what else differs from the program: CloudTrail and Pulumi tell it.",
    ),
)
