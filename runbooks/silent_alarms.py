"""The chain that tells people is broken: alarms ring, and nobody hears of it."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from runbooks.drill import chain, probes, steps
from runbooks.drill.figures import Figure, Model, Part
from runbooks.drill.model import Control, Drill, Phase, Step
from runbooks.drill.scene import Scene
from runbooks.drill.tolerance import Exactly

WORDS = "a test of the chain"
"""What the page gives as the reason when it rings an alarm by hand."""
RUNG = ("health-check-alarm", "unhealthy-alarm")
"""The alarm that is rung by hand of each topic."""
POLICY = "topic_policy"
PUBLISHER = "cloudwatch.amazonaws.com"
PATIENCE = timedelta(minutes=2)


def _regions(scene: Scene) -> dict[str, tuple[str, list[str]]]:
    """Return each region's topic, and the names of the alarms that tell it."""
    return {
        scene.target.region: (scene.outputs["sns_topic_arn"], scene.outputs["alarm_names"]),
        scene.target.watch: (scene.outputs["watch_topic_arn"], scene.outputs["watch_alarm_names"]),
    }


def _mute(scene: Scene) -> None:
    for region, (_, names) in _regions(scene).items():
        scene.client("cloudwatch", region).disable_alarm_actions(AlarmNames=names)


def _unsubscribe(scene: Scene) -> None:
    """Take away the drill's own subscriber: a person would have to confirm theirs again."""
    for region, arn in _subscribed(scene).items():
        scene.client("sns", region).unsubscribe(SubscriptionArn=arn)


def _endpoint(scene: Scene, region: str) -> str:
    """Return the ARN of the drill's own queue in a region."""
    asked = {"QueueUrl": scene.notes[f"{chain.QUEUE} {region}"], "AttributeNames": ["QueueArn"]}
    return str(scene.client("sqs", region).get_queue_attributes(**asked)["Attributes"]["QueueArn"])


def _subscribed(scene: Scene) -> dict[str, str]:
    """Return by region the drill's own subscriptions that there are."""
    found: dict[str, str] = {}
    for region, (topic, _) in _regions(scene).items():
        if f"{chain.QUEUE} {region}" in scene.notes:
            endpoint = _endpoint(scene, region)
            listed = scene.client("sns", region).list_subscriptions_by_topic(TopicArn=topic)["Subscriptions"]
            own = [each["SubscriptionArn"] for each in listed if each["Endpoint"] == endpoint]
            if own:
                found[region] = own[0]
    return found


def _missing(scene: Scene) -> list[str]:
    """Name the regions where the drill's subscriber is missing; the page subscribes it again."""
    scene.shell.export(
        PROTOCOL="sqs",
        ENDPOINT=_endpoint(scene, scene.target.region),
        WATCH_ENDPOINT=_endpoint(scene, scene.target.watch),
    )
    return sorted(_regions(scene).keys() - _subscribed(scene).keys())


def _arrived(scene: Scene) -> list[str]:
    """Name the alarms of which a test's message has come."""
    tests = [each for each in chain.heard(scene) if each.get("NewStateReason") == WORDS]
    names = {each["AlarmName"] for each in tests}
    return [alarm for alarm in RUNG if f"dr-{scene.outputs['suffix']}-{alarm}" in names]


def _nothing(scene: Scene) -> list[str]:
    """Wait as long as the page says, and name what has come all the same."""
    scene.wait(PATIENCE)
    return _arrived(scene)


def _mend(scene: Scene) -> None:
    """Have all alarms act, and keep what the drill's subscriptions are called now."""
    for region, (_, names) in _regions(scene).items():
        scene.client("cloudwatch", region).enable_alarm_actions(AlarmNames=names)
    for name in [each for each in scene.notes if each.startswith(chain.SUBSCRIPTION)]:
        del scene.notes[name]
    for region, arn in _subscribed(scene).items():
        scene.notes[f"{chain.SUBSCRIPTION} {region}"] = arn


def _shut(scene: Scene) -> None:
    """Take CloudWatch out of those who may publish to the stack's own topic."""
    topic = scene.outputs["sns_topic_arn"]
    kept: str = scene.client("sns").get_topic_attributes(TopicArn=topic)["Attributes"]["Policy"]
    scene.notes[POLICY] = kept
    policy: Any = json.loads(kept)
    for statement in policy["Statement"]:
        services = statement["Principal"].get("Service") if isinstance(statement["Principal"], dict) else None
        if isinstance(services, list):
            statement["Principal"]["Service"] = [each for each in services if each != PUBLISHER]
    _admit(scene, json.dumps(policy))


def _admit(scene: Scene, policy: str) -> None:
    topic = scene.outputs["sns_topic_arn"]
    scene.client("sns").set_topic_attributes(TopicArn=topic, AttributeName="Policy", AttributeValue=policy)


DRILL = Drill(
    scenario="silent-alarms",
    threat="Actions are switched off for some work and stay so, or a subscriber is removed: all seems quiet.",
    disruption="",
    noticed="2",
    steps=(
        *steps.STEADY,
        Step(
            "S5",
            Phase.STEADY,
            "Every alarm calls somebody",
            "The clean-up has all of them call again: one that was muted before would be forgotten.",
            timedelta(minutes=1),
            probes.muted,
            Exactly([]),
        ),
        Step(
            "I1",
            Phase.INJECT,
            "No alarm acts any more",
            "It is what people do before noisy work, and forget to undo.",
            timedelta(minutes=1),
            _mute,
        ),
        Step(
            "I2",
            Phase.INJECT,
            "Nobody is subscribed any more",
            "The second link of the chain breaks as quietly as the first.",
            timedelta(minutes=1),
            _unsubscribe,
        ),
        Step(
            "1",
            Phase.DETECT,
            "Ring two alarms by hand",
            "Nothing in the stack notices that it is mute: only a test of the whole chain does.",
            timedelta(minutes=2),
        ),
        Step(
            "2",
            Phase.DETECT,
            "No message comes",
            "What was rung must be heard within two minutes.",
            timedelta(minutes=5),
            _nothing,
            Exactly([]),
        ),
        Step(
            "3",
            Phase.DETECT,
            "Look which alarms tell nobody",
            "The first link: an alarm with its actions off changes its state and says nothing.",
            timedelta(minutes=2),
        ),
        Step(
            "4",
            Phase.DETECT,
            "Look who is subscribed",
            "The second link: a topic without subscribers takes every message and drops it.",
            timedelta(minutes=5),
            lambda scene: len(_missing(scene)),
            Exactly(2),
        ),
        Step(
            "5",
            Phase.RECOVER,
            "Let the alarms act again",
            "It takes effect at the next change of an alarm's state.",
            timedelta(minutes=5),
        ),
        Step(
            "6",
            Phase.RECOVER,
            "Subscribe who is missing",
            "A person has to confirm by the link that comes; a queue need not.",
            timedelta(minutes=15),
        ),
        Step(
            "7",
            Phase.VERIFY,
            "Ring them again",
            "Only a message that arrives proves the chain; settings that look right do not.",
            timedelta(minutes=2),
        ),
        Step(
            "8",
            Phase.VERIFY,
            "A message arrives from each topic",
            "It has gone through alarm, action, policy, topic, subscription.",
            timedelta(minutes=5),
            _arrived,
            Exactly([*RUNG]),
            until=True,
        ),
        Step(
            "9",
            Phase.VERIFY,
            "Nothing rings that should not",
            "Alarms were silent for a while: what they show now is what was missed.",
            timedelta(minutes=20),
            probes.ringing,
            Exactly([]),
            until=True,
        ),
        Step(
            "C1",
            Phase.CLEAN_UP,
            "All alarms act",
            "A drill that failed half-way must not leave the system mute.",
            timedelta(minutes=2),
            _mend,
        ),
        steps.left("C2"),
    ),
    control=Control(
        title="the topic takes nothing from CloudWatch",
        why="With actions and subscribers in place, a topic's policy still shuts alarms out.",
        begin=_shut,
        end=lambda scene: _admit(scene, scene.notes[POLICY]),
        fails_at="8",
        reason="did not happen: A message arrives from each topic",
    ),
    published=(
        Figure(
            "CloudWatch alarm, SNS",
            None,
            None,
            "no figure is published of how fast a message comes, or of recovery",
            "CloudWatch and SNS developer guides",
        ),
    ),
    model=Model(
        parts=(
            Part("detect", None, "nothing in the stack notices: it is as long as from one test to the next"),
            Part("decide", timedelta(minutes=5), "the page's own allowance"),
            Part("recover", None, "as long as people take to confirm their subscription"),
            Part("verify", timedelta(minutes=5), "the page's own limit"),
        ),
        rpo=timedelta(0),
        rpo_source="alarms write no records",
    ),
    limits=(
        "That e-mail, text messages and webhooks arrive: the drill's subscriber is a queue of its own.",
        "That a person confirms, reads and acts.",
        "The topic's key: a disabled key shuts alarms out as well, and the sandbox asks for no key here.",
        "A subscriber's filter, an address that bounces, a phone without credit.",
    ),
)
