"""SNS topics."""

from __future__ import annotations

from typing import Final

from dr_guard.aws.tokens import (
    TOPIC,
    TOPIC_POLICY,
    TOPIC_SUBSCRIPTION,
)
from dr_guard.control import Control

CONTROLS: Final = (
    Control(
        id="topic-encryption-customer-managed",
        title="Every topic is encrypted with a customer-managed key",
        why="A key that AWS owns can be neither restricted to those who need it nor revoked.",
        severity="medium",
        enforcement="mandatory",
        scope="resource",
        types=(TOPIC,),
        references=(
            "FSBP SNS.1",
            "Config sns-encrypted-kms",
            "checkov CKV_AWS_26",
            "NIST SC-28(1)",
            "NIST SC-13",
            "NIST AU-9(3)",
        ),
        remediation=(
            "Set kmsMasterKeyId to the ARN of a key of your own.",
            "Let the key's policy allow the services that publish to the topic to use it.",
        ),
        group="encryption",
        options=(),
    ),
    Control(
        id="topic-policy-principal-restricted",
        title="No topic is open to everyone",
        why="Anyone can otherwise read its messages, or fill it with false alarms.",
        severity="high",
        enforcement="mandatory",
        scope="resource",
        types=(TOPIC_POLICY, TOPIC),
        references=(
            "FSBP SNS.4",
            "checkov CKV_AWS_169",
            "checkov CKV_AWS_385",
            "NIST AC-3",
            "NIST AC-6",
        ),
        remediation=(
            "Name the accounts, roles or services as principals, or add a condition on aws:SourceAccount.",
        ),
        group="access",
        options=(),
    ),
    Control(
        id="topic-policy-tls-only",
        title="No topic takes a message over plain HTTP",
        why="What is published in the clear can be read and changed on its way to those who act on it.",
        severity="medium",
        enforcement="mandatory",
        scope="stack",
        types=(TOPIC,),
        references=("NIST SC-8",),
        remediation=(
            (
                "Add to the topic's policy a statement that denies everyone sns:Publish on the topic where "
                "aws:SecureTransport is false."
            ),
        ),
        group="encryption",
        options=(),
    ),
    Control(
        id="topic-delivery-logged",
        title="Every topic records what it could not deliver",
        why="An alarm that its topic fails to deliver otherwise leaves no trace.",
        severity="low",
        enforcement="disabled",
        scope="resource",
        types=(TOPIC,),
        references=("FSBP SNS.2", "Config sns-topic-message-delivery-notification-enabled", "NIST AU-12"),
        remediation=(
            (
                "Set the FailureFeedbackRoleArn of each kind of receiver that the topic has, such as "
                "lambdaFailureFeedbackRoleArn, to a role that may write logs."
            ),
        ),
        group="detection",
        options=(),
    ),
    Control(
        id="topic-subscription-transport-encrypted",
        title="No message leaves a topic in the clear",
        why="Alerts over plain HTTP can be read, and suppressed, on the way.",
        severity="high",
        enforcement="mandatory",
        scope="resource",
        types=(TOPIC_SUBSCRIPTION,),
        references=("NIST SC-8", "prowler sns_subscription_not_using_http_endpoints"),
        remediation=("Subscribe an https endpoint.",),
        group="encryption",
        options=(),
    ),
    Control(
        id="topic-subscription-present",
        title="Somebody is behind every topic",
        why="An alarm that goes to a topic without a subscription is heard by nobody.",
        severity="high",
        enforcement="mandatory",
        scope="stack",
        types=(TOPIC,),
        references=("NIST CA-7",),
        remediation=("Add a TopicSubscription, or a chat channel's configuration, that names the topic.",),
        group="detection",
        options=(),
    ),
)
