"""Whether AWS Backup may tell of jobs that failed."""

from __future__ import annotations

from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.alarm_action import allowing, apart, document, encrypted, key, topic
from tests.policy.cases.case import fails, passes
from tests.policy.cases.vault import rule, vault

NOTIFIED: Final = "vault-notifications-present"
BACKUP: Final = "backup.amazonaws.com"
USING: Final = allowing(BACKUP, action=["kms:Decrypt", "kms:GenerateDataKey*"])
STATED: Final = "wanted: a statement that does"
SHUT: Final = f"no policy of its topic lets {BACKUP} publish; {STATED}"
UNREADABLE: Final = f"no policy of its topic's key lets {BACKUP} encrypt; {STATED}"


def telling(arn: object = UNKNOWN, *depends: str) -> Planned:
    """Return notifications of a vault, to a topic."""
    inputs = {"backupVaultName": UNKNOWN, "backupVaultEvents": ["BACKUP_JOB_FAILED"], "snsTopicArn": arn}
    token = "aws:backup/vaultNotifications:VaultNotifications"
    return Planned(token, inputs, "told", depends={"backupVaultName": ("it",), "snsTopicArn": depends})


TOLD: Final = telling(UNKNOWN, "topic")

CASES: Final = (
    *(
        passes(NOTIFIED, f"let in {label}", vault(), TOLD, *held)
        for label, held in (
            ("by the account's own topic: missing policy", (topic(),)),
            ("by the topic's policy", (topic(policy=allowing(BACKUP)),)),
            ("by a policy beside it", (topic(), apart(allowing(BACKUP, "cloudwatch.amazonaws.com")))),
            ("by its key too", (encrypted(), key(policy=USING))),
            ("perhaps, by an unknown policy", (topic(policy=UNKNOWN),)),
            ("perhaps, by an unknown policy of its key", (encrypted(), key(policy=UNKNOWN))),
            ("perhaps, by a key elsewhere", (topic(kmsMasterKeyId="alias/own"),)),
        )
    ),
    passes(NOTIFIED, "a topic elsewhere", vault(), telling("arn:aws:sns:eu-west-1:1:other"), topic()),
    passes(NOTIFIED, "a topic not known", vault(), telling(), topic(policy=document())),
    passes(
        NOTIFIED,
        "by a rule, whatever the topic lets in",
        vault(),
        TOLD,
        topic(policy=document()),
        rule({"source": ["aws.backup"]}),
    ),
    *(
        fails(NOTIFIED, label, vault(), TOLD, *held, says=says, at="told")
        for label, held, says in (
            ("a topic that lets others in", (topic(policy=allowing("cloudwatch.amazonaws.com")),), SHUT),
            ("a topic that lets nobody in", (topic(), apart(document())), SHUT),
            ("a key that lets others in", (encrypted(), key(policy=allowing(BACKUP))), UNREADABLE),
            ("missing policy of the key", (encrypted(), key()), UNREADABLE),
        )
    ),
)
