"""What a vault's topic is told of the jobs of the vault."""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.emulator.backup.runner import Runner
from sandbox.emulator.backup.vaults import Vaults
from sandbox.emulator.scope import within

SERVICE = "backup.amazonaws.com"
SUBJECT = "Notification from AWS Backup"
WORDS = {"COMPLETED": "was completed successfully", "FAILED": "failed", "RUNNING": "was started"}
KINDS = {"BACKUP_JOB": "Backup", "RESTORE_JOB": "Restore", "COPY_JOB": "Copy"}
EVENTS = {
    ("BACKUP_JOB", "RUNNING"): {"BACKUP_JOB_STARTED"},
    ("BACKUP_JOB", "COMPLETED"): {"BACKUP_JOB_COMPLETED", "BACKUP_JOB_SUCCESSFUL"},
    ("BACKUP_JOB", "FAILED"): {"BACKUP_JOB_COMPLETED", "BACKUP_JOB_FAILED"},
    ("RESTORE_JOB", "RUNNING"): {"RESTORE_JOB_STARTED"},
    ("RESTORE_JOB", "COMPLETED"): {"RESTORE_JOB_COMPLETED", "RESTORE_JOB_SUCCESSFUL"},
    ("RESTORE_JOB", "FAILED"): {"RESTORE_JOB_COMPLETED", "RESTORE_JOB_FAILED"},
    ("COPY_JOB", "RUNNING"): {"COPY_JOB_STARTED"},
    ("COPY_JOB", "COMPLETED"): {"COPY_JOB_SUCCESSFUL"},
    ("COPY_JOB", "FAILED"): {"COPY_JOB_FAILED"},
}
"""By which names a vault may have asked for what became of a job; any one will do."""


@dataclass(frozen=True)
class News:
    """Tells topics; a topic whose policy does not let AWS Backup publish is told nothing."""

    vaults: Vaults
    runner: Runner
    account: str

    def tell(self, kind: str, vault: str, job: Mapping[str, Any]) -> None:
        """Tell a vault's topic what became of a job, if it wants to know."""
        state = job.get("State") or job["Status"]
        told = self.vaults.told(vault)
        if EVENTS[kind, state].isdisjoint(told.get("BackupVaultEvents", ())):
            return
        name = next(job[each] for each in ("BackupJobId", "RestoreJobId", "CopyJobId") if each in job)
        message = _message(kind, state, job, name)
        attributes = _attributes(kind, state, name, self.account, job["CreationDate"])
        topic = told["SNSTopicArn"]
        region = topic.split(":")[3]
        self.runner.after(
            lambda: within(self.account, region, lambda: _publish(topic, message, attributes, vault))
        )


def _message(kind: str, state: str, job: Mapping[str, Any], name: str) -> str:
    point = job.get("RecoveryPointArn") or job.get("SourceRecoveryPointArn")
    resource = job.get("ResourceArn") or job.get("SourceResourceArn")
    parts = [f"An AWS {KINDS[kind]} job {WORDS[state]}."]
    if point and state != "FAILED":
        parts.append(f"Recovery point ARN: {point}.")
    parts += [f"Resource ARN : {resource}.", f"{KINDS[kind]}Job ID : {name}"]
    return " ".join(parts)


def _attributes(kind: str, state: str, name: str, account: str, since: float) -> dict[str, Any]:
    started = time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime(since))
    values = {"EventType": kind, "State": state, "AccountId": account, "Id": name, "StartTime": started}
    return {each: {"DataType": "String", "StringValue": value} for each, value in values.items()}


def _publish(topic: str, message: str, attributes: dict[str, Any], vault: str) -> None:
    from ministack.services import sns  # noqa: PLC0415 it reads the environment when it is loaded

    account = topic.split(":")[4]
    if not sns.topic_policy_allows(topic, SERVICE, vault, account):
        logging.getLogger(__name__).warning("%s may not publish to %s", SERVICE, topic)
        return
    sns.publish_internal(topic, message, SUBJECT, message_attributes=attributes)
