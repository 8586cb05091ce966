"""Copy jobs: from one vault to another, in another region or not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from sandbox.emulator.backup import roles
from sandbox.emulator.backup.failure import Failed
from sandbox.emulator.backup.filters import filtered
from sandbox.emulator.backup.jobs import POINT, check_retention
from sandbox.emulator.backup.news import News
from sandbox.emulator.backup.points import Point, Points
from sandbox.emulator.backup.requests import missing, page
from sandbox.emulator.backup.runner import Steps
from sandbox.emulator.clock import Clock
from sandbox.emulator.requests.answers import Act, Given, Refused


@dataclass
class Copies:
    """Copy jobs as AWS describes them, by region and id."""

    clock: Clock
    points: Points
    news: News
    _jobs: dict[tuple[str, str], Given] = field(default_factory=dict)

    def operations(self) -> Mapping[str, Act]:
        """What it answers."""
        return {
            "StartCopyJob": self._ask,
            "DescribeCopyJob": lambda region, given: {"CopyJob": self._job(region, given)},
            "ListCopyJobs": self._list,
        }

    def start(self, region: str, point: Point, given: Given) -> Given:
        """Start to copy a recovery point of the current region; return the job."""
        described = point.described
        job: Given = {
            "AccountId": self.news.account,
            "CopyJobId": str(uuid4()).upper(),
            "SourceBackupVaultArn": described["BackupVaultArn"],
            "SourceRecoveryPointArn": described["RecoveryPointArn"],
            "DestinationBackupVaultArn": given["DestinationBackupVaultArn"],
            **{name: described[name] for name in ("ResourceArn", "ResourceType", "ResourceName")},
            **{name: described[name] for name in ("CreatedBy",) if name in described},
            "IamRoleArn": given["IamRoleArn"],
            "CreationDate": self.clock.now(),
            "State": "CREATED",
            "IsParent": False,
        }
        self._jobs[region, job["CopyJobId"]] = job
        steps = self._run(region, job, point, given.get("Lifecycle"))
        self.news.runner.start(job["CopyJobId"], region, steps)
        return job

    def _ask(self, region: str, given: Given) -> Given:
        point = self.points.get(given["RecoveryPointArn"])
        vault = self.points.vaults.of(given["SourceBackupVaultName"])["BackupVaultArn"]
        if point.described["BackupVaultArn"] != vault:
            raise missing(f"Recovery point {given['RecoveryPointArn']} in {given['SourceBackupVaultName']}")
        if point.continuous:
            raise Refused("InvalidRequestException", "A continuous recovery point cannot be copied on demand")
        job = self.start(region, point, given)
        return {name: job[name] for name in ("CopyJobId", "CreationDate", "IsParent")}

    def _run(self, region: str, job: Given, point: Point, lifecycle: Given | None) -> Steps:
        try:
            vault = self._destination(job, lifecycle)
            roles.check(job["IamRoleArn"], roles.COPY, job["DestinationBackupVaultArn"], region)
            if job["ResourceType"] == "Aurora":
                roles.check(job["IamRoleArn"], roles.COPY_SNAPSHOT, job["SourceRecoveryPointArn"], region)
            job["State"] = "RUNNING"
            self.news.tell("COPY_JOB", job["SourceBackupVaultArn"], job)
            yield
            copy = self._put(job, point, vault, lifecycle)
        except (Failed, Refused) as error:
            job.update(State="FAILED", StatusMessage=str(error), CompletionDate=self.clock.now())
        else:
            job.update(
                State="COMPLETED",
                CompletionDate=self.clock.now(),
                DestinationRecoveryPointArn=copy.described["RecoveryPointArn"],
                BackupSizeInBytes=copy.described["BackupSizeInBytes"],
            )
        finally:
            if point.passing:
                point.content.drop()
        self.news.tell("COPY_JOB", job["SourceBackupVaultArn"], job)

    def _destination(self, job: Given, lifecycle: Given | None) -> Given:
        arn = job["DestinationBackupVaultArn"]
        if self.news.runner.world.faults.lost("backup", arn.split(":")[3]):
            raise Failed(f"AWS Backup does not answer in {arn.split(':')[3]}")
        vault = self.points.vaults.at(arn)
        check_retention(vault, lifecycle)
        return vault

    def _put(self, job: Given, point: Point, vault: Given, lifecycle: Given | None) -> Point:
        described = {name: point.described[name] for name in POINT if name in point.described}
        described.update(
            BackupVaultName=vault["BackupVaultName"],
            BackupVaultArn=vault["BackupVaultArn"],
            SourceBackupVaultArn=job["SourceBackupVaultArn"],
            IamRoleArn=job["IamRoleArn"],
        )
        if lifecycle:
            described["Lifecycle"] = lifecycle
        tags = self.points.tags[job["SourceRecoveryPointArn"]]
        region, account = vault["BackupVaultArn"].split(":")[3:5]
        content = point.content.copied(region, account, vault["EncryptionKeyArn"])
        return self.points.add(described, content, tags)

    def _job(self, region: str, given: Given) -> Given:
        job = self._jobs.get((region, given["CopyJobId"]))
        if job is None:
            raise missing(f"Copy job {given['CopyJobId']}")
        return job

    def _list(self, region: str, given: Given) -> Mapping[str, Any]:
        found = [job for key, job in self._jobs.items() if key[0] == region]
        return page(filtered(found, given), "CopyJobs", given)
