"""SNS topics."""

from __future__ import annotations

from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.bucket_policy import EVERYONE, GRANT, document
from tests.policy.cases.case import fails, passes, skips

KEY: Final = "topic-encryption-customer-managed"
RESTRICTED: Final = "topic-policy-principal-restricted"
TLS: Final = "topic-policy-tls-only"
LOGGED: Final = "topic-delivery-logged"
TRANSPORT: Final = "topic-subscription-transport-encrypted"
SUBSCRIBED: Final = "topic-subscription-present"

OPEN: Final = document(GRANT)
OWN: Final = document({**GRANT, "Condition": {"StringEquals": {"aws:SourceAccount": "1"}}})
DENIAL: Final = {
    "Effect": "Deny",
    "Principal": "*",
    "Action": "sns:Publish",
    "Resource": "arn:aws:sns:eu-west-1:1:alarms",
    "Condition": {"Bool": {"aws:SecureTransport": "false"}},
}
DENY: Final = "wanted: a statement that denies everyone sns:Publish on it where aws:SecureTransport is false"
PROTOCOLS: Final = "https or email or email-json or sms or lambda or sqs or firehose or application"
UNLOGGED: Final = (
    "no role that logs failed deliveries is set; wanted: a FailureFeedbackRoleArn for each kind of receiver"
)
UNHEARD: Final = "it has no subscription; wanted: one that refers to it"
UNHEARD_MAYBE: Final = (
    "which subscription belongs to it cannot be known at preview; wanted: one that refers to it"
)


def topic(label: str = "it", **inputs: object) -> Planned:
    """Return a topic."""
    return Planned("aws:sns/topic:Topic", inputs, label)


def policy(document: object) -> Planned:
    """Return a policy of the topic."""
    inputs = {"arn": UNKNOWN, "policy": document}
    return Planned("aws:sns/topicPolicy:TopicPolicy", inputs, "policy", depends={"arn": ("it",)})


def subscription(protocol: object = "email", arn: object = UNKNOWN, depends: tuple[str, ...] = ()) -> Planned:
    """Return a subscription to a topic."""
    inputs = {"protocol": protocol, "topic": arn}
    return Planned("aws:sns/topicSubscription:TopicSubscription", inputs, "sub", depends={"topic": depends})


def channel(arns: object, *depends: str) -> Planned:
    """Return a chat channel that hears topics."""
    token = "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration"
    return Planned(token, {"snsTopicArns": arns}, "channel", depends={"snsTopicArns": depends})


CASES: Final = (
    passes(KEY, "a key that is not known yet", topic(kmsMasterKeyId=UNKNOWN)),
    fails(
        KEY,
        "the AWS-managed key",
        topic(kmsMasterKeyId="alias/aws/sns"),
        says="the encryption key is a key that AWS manages; wanted: a customer-managed key",
    ),
    fails(KEY, "missing", topic(), says="the encryption key is not set; wanted: a customer-managed key"),
    skips(KEY, "another type", subscription()),
    passes(RESTRICTED, "one account", policy(OWN)),
    passes(RESTRICTED, "missing", topic()),
    fails(RESTRICTED, "everyone", policy(OPEN), says=EVERYONE, at="policy"),
    fails(RESTRICTED, "everyone, inline", topic(policy=OPEN), says=EVERYONE),
    fails(
        RESTRICTED,
        "unknown",
        topic(policy=UNKNOWN),
        says="the policy cannot be known at preview, unless its ARNs are made of names; "
        "wanted: named principals, or a condition that holds everyone to an account, a resource or a network",
    ),
    passes(TLS, "denied", topic(name="alarms"), policy(document(DENIAL))),
    passes(TLS, "denied, as it is known after a deployment", topic(), policy(document(DENIAL))),
    passes(TLS, "every action, inline", topic(policy=document({**DENIAL, "Action": "SNS:*"}))),
    fails(TLS, "missing", topic(), says="it has no policy; wanted: one that refers to it"),
    fails(
        TLS,
        "unknown",
        topic(),
        policy(UNKNOWN),
        says=f"the policy cannot be known at preview, unless its ARNs are made of names; {DENY}",
        at="policy",
    ),
    fails(
        TLS,
        "another action",
        topic(),
        policy(document({**DENIAL, "Action": "sns:Subscribe"})),
        says=f"no statement of the policy denies plain HTTP; {DENY}",
        at="policy",
    ),
    fails(
        TLS,
        "denied inline, and not by what replaces it",
        topic(policy=document(DENIAL)),
        policy(OWN),
        says=f"no statement of the policy denies plain HTTP; {DENY}",
        at="policy",
    ),
    passes(LOGGED, "by a role that is not known yet", topic(lambdaFailureFeedbackRoleArn=UNKNOWN)),
    fails(LOGGED, "missing", topic(), says=UNLOGGED),
    fails(LOGGED, "of what was delivered alone", topic(sqsSuccessFeedbackRoleArn="arn"), says=UNLOGGED),
    passes(TRANSPORT, "https", subscription("https")),
    fails(
        TRANSPORT, "http", subscription("http"), says=f"the protocol is http; wanted: {PROTOCOLS}", at="sub"
    ),
    fails(
        TRANSPORT,
        "missing",
        subscription(None),
        says=f"the protocol is not set; wanted: {PROTOCOLS}",
        at="sub",
    ),
    fails(
        TRANSPORT,
        "unknown",
        subscription(UNKNOWN),
        says=f"the protocol cannot be known at preview; wanted: {PROTOCOLS}",
        at="sub",
    ),
    passes(SUBSCRIBED, "by what it depends on", topic(), subscription(depends=("it",))),
    passes(SUBSCRIBED, "by ARN", topic(name="alarms"), subscription(arn="arn:aws:sns:eu-west-1:1:alarms")),
    passes(SUBSCRIBED, "a chat channel", topic(), channel([UNKNOWN], "it")),
    passes(
        SUBSCRIBED, "a chat channel with another topic", topic(), channel(["arn:aws:sns:::x", UNKNOWN], "it")
    ),
    passes(
        SUBSCRIBED, "a chat channel of two", topic(), topic("second"), channel([UNKNOWN] * 2, "it", "second")
    ),
    passes(
        SUBSCRIBED,
        "a chat channel of two, of which one is known",
        topic(),
        topic("second", name="alarms"),
        channel(["arn:aws:sns:eu-west-1:1:alarms", UNKNOWN], "it", "second"),
    ),
    fails(SUBSCRIBED, "missing", topic(), says=UNHEARD),
    fails(
        SUBSCRIBED,
        "to another topic",
        topic(name="alarms"),
        subscription(arn="arn:aws:sns:::x"),
        says=UNHEARD,
    ),
    fails(
        SUBSCRIBED,
        "to a topic of the same name in another region",
        topic(name="alarms", region="us-west-2"),
        subscription(arn="arn:aws:sns:eu-west-1:1:alarms"),
        says=UNHEARD,
    ),
    fails(
        SUBSCRIBED,
        "to its neighbour",
        topic(),
        topic("second"),
        subscription(depends=("second",)),
        says=UNHEARD,
    ),
    fails(SUBSCRIBED, "unknown", topic(), subscription(), says=UNHEARD_MAYBE),
    fails(SUBSCRIBED, "a list not known yet", topic(), channel(UNKNOWN), says=UNHEARD_MAYBE),
    fails(
        SUBSCRIBED,
        "one of two",
        topic(),
        topic("second"),
        channel([UNKNOWN], "it", "second"),
        subscription(depends=("second",)),
        says=UNHEARD_MAYBE,
    ),
)
