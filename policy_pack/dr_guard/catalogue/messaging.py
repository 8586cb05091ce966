"""SNS topics and SQS queues."""

from __future__ import annotations

from typing import Final

from dr_guard.control import Control
from dr_guard.tokens import QUEUE, QUEUE_POLICY, TOPIC, TOPIC_POLICY, TOPIC_SUBSCRIPTION

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
            "NIST AC-3",
        ),
        remediation=(
            "Name the accounts, roles or services as principals, or add a condition on aws:SourceAccount.",
        ),
        group="access",
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
        references=("NIST SC-8",),
        remediation=("Subscribe an https endpoint.",),
        group="encryption",
        options=(),
    ),
    Control(
        id="queue-encryption-enabled",
        title="Every queue is encrypted, and the program says so",
        why="Messages are otherwise as safe as a default that nobody chose.",
        severity="high",
        enforcement="mandatory",
        scope="resource",
        types=(QUEUE,),
        references=(
            "FSBP SQS.1",
            "checkov CKV_AWS_27",
            "NIST SC-28(1)",
        ),
        remediation=("Set kmsMasterKeyId to the ARN of a key, or sqsManagedSseEnabled to true.",),
        group="encryption",
        options=(),
    ),
    Control(
        id="queue-policy-principal-restricted",
        title="No queue is open to everyone",
        why="Anyone can otherwise read its messages, or have false ones handled.",
        severity="high",
        enforcement="mandatory",
        scope="resource",
        types=(QUEUE_POLICY, QUEUE),
        references=(
            "FSBP SQS.3",
            "checkov CKV_AWS_168",
            "NIST AC-3",
        ),
        remediation=(
            "Name the accounts, roles or services as principals, or add a condition on aws:SourceArn.",
        ),
        group="access",
        options=(),
    ),
    Control(
        id="queue-dead-letter-alarmed",
        title="Somebody learns of what ends in a dead-letter queue",
        why="Failed events otherwise expire there, unseen.",
        severity="high",
        enforcement="mandatory",
        scope="stack",
        types=(QUEUE,),
        references=(
            "NIST CA-7",
            "NIST SI-4",
        ),
        remediation=(
            "Add a MetricAlarm on ApproximateNumberOfMessagesVisible of AWS/SQS, with the queue's QueueName.",
        ),
        group="detection",
        options=(),
    ),
)
