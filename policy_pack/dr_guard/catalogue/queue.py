"""SQS queues."""

from __future__ import annotations

from typing import Final

from dr_guard.aws.tokens import (
    QUEUE,
    QUEUE_POLICY,
)
from dr_guard.control import Control, Option
from dr_guard.remedy import Fix

CONTROLS: Final = (
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
            "checkov CKV2_AWS_73",
            "NIST SC-28(1)",
            "NIST SC-13",
        ),
        remediation=("Set kmsMasterKeyId to the ARN of a key, or sqsManagedSseEnabled to true.",),
        group="encryption",
        options=(),
        fixes=(Fix("sqsManagedSseEnabled", value=True),),
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
            "checkov CKV_AWS_72",
            "checkov CKV_AWS_387",
            "NIST AC-3",
            "NIST AC-6",
        ),
        remediation=(
            "Name the accounts, roles or services as principals, or add a condition on aws:SourceArn.",
        ),
        group="access",
        options=(),
    ),
    Control(
        id="queue-policy-tls-only",
        title="No queue takes or gives a message over plain HTTP",
        why="What is sent in the clear can be read and changed on its way to what processes it.",
        severity="medium",
        enforcement="mandatory",
        scope="stack",
        types=(QUEUE,),
        references=("NIST SC-8",),
        remediation=(
            (
                "Add to the queue's policy a statement that denies everyone sqs:* on the queue where "
                "aws:SecureTransport is false."
            ),
        ),
        group="encryption",
        options=(),
    ),
    Control(
        id="queue-dead-letter-set",
        title="What a queue's consumer cannot process goes to a dead-letter queue",
        why="A message that always fails is otherwise retried until it expires, and is lost unseen.",
        severity="medium",
        enforcement="mandatory",
        scope="stack",
        types=(QUEUE,),
        references=("WA REL09-BP01",),
        remediation=(
            (
                "Set redrivePolicy on the queue, or add a RedrivePolicy that names it, with the "
                "deadLetterTargetArn of another queue and a maxReceiveCount."
            ),
        ),
        group="recovery",
        options=(),
    ),
    Control(
        id="queue-dead-letter-retention-maximal",
        title="Every dead-letter queue keeps its messages as long as SQS can",
        why="A message keeps the age it had in its first queue, and is gone before anybody has looked.",
        severity="medium",
        enforcement="mandatory",
        scope="stack",
        types=(QUEUE,),
        references=("WA REL09-BP01",),
        remediation=("Set messageRetentionSeconds of the dead-letter queue to 1209600, which is 14 days.",),
        group="recovery",
        options=(
            Option(
                "minimumDays",
                14,
                "How long a dead-letter queue keeps a message at least, in days.",
                minimum=1,
            ),
        ),
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
