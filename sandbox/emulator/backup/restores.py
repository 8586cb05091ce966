"""Restore jobs: from a recovery point to a resource that is there again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from sandbox.emulator.backup import roles
from sandbox.emulator.backup.failure import Failed
from sandbox.emulator.backup.filters import filtered
from sandbox.emulator.backup.news import News
from sandbox.emulator.backup.points import Point, Points
from sandbox.emulator.backup.requests import invalid, missing, page
from sandbox.emulator.backup.runner import Steps
from sandbox.emulator.backup.sources import Sources
from sandbox.emulator.clock import Clock
from sandbox.emulator.requests.answers import Act, Given, Refused


@dataclass(frozen=True)
class Ask:
    """What to restore, how, by which role, and for which plan where it is on trial."""

    point: Point
    metadata: Mapping[str, str]
    role: str
    author: Mapping[str, str] | None = None


@dataclass
class Restores:
    """Restore jobs as AWS describes them, by region and id, with the metadata of each."""

    clock: Clock
    points: Points
    sources: Sources
    news: News
    _jobs: dict[tuple[str, str], tuple[Given, Mapping[str, str]]] = field(default_factory=dict)

    def operations(self) -> Mapping[str, Act]:
        """What it answers."""
        return {
            "StartRestoreJob": self._ask,
            "PutRestoreValidationResult": self._validate,
            "DescribeRestoreJob": lambda region, given: self._job(region, given)[0],
            "GetRestoreJobMetadata": self._metadata,
            "ListRestoreJobs": self._list,
            "ListRestoreJobsByProtectedResource": self._list_of,
        }

    def _ask(self, region: str, given: Given) -> Given:
        point = self.points.get(given["RecoveryPointArn"])
        if given["RecoveryPointArn"].split(":")[3] != region:
            raise missing(f"Recovery point {given['RecoveryPointArn']} in {region}")
        if not given.get("IamRoleArn"):
            raise Refused("MissingParameterValueException", "IamRoleArn is required.")
        if given.get("CopySourceTagsToRestoredResource"):
            raise invalid("Tags are not copied to what is restored here: CopySourceTagsToRestoredResource.")
        try:
            job = self.start(region, Ask(point, given["Metadata"], given["IamRoleArn"]))
        except Failed as error:
            raise invalid(str(error)) from error
        return {"RestoreJobId": job["RestoreJobId"]}

    def start(self, region: str, ask: Ask) -> Given:
        """Start a job in the current region and return its description, or fail for want of a target."""
        target = ask.point.content.target(ask.metadata, region, self.news.account)
        job = self._described(ask)
        self._jobs[region, job["RestoreJobId"]] = job, ask.metadata
        self.news.runner.start(job["RestoreJobId"], region, self._run(region, job, ask, target))
        return job

    def _described(self, ask: Ask) -> Given:
        described = ask.point.described
        return {
            "AccountId": self.news.account,
            "RestoreJobId": str(uuid4()).upper(),
            "RecoveryPointArn": described["RecoveryPointArn"],
            "RecoveryPointCreationDate": described["CreationDate"],
            "SourceResourceArn": described["ResourceArn"],
            "BackupVaultArn": described["BackupVaultArn"],
            "ResourceType": described["ResourceType"],
            "BackupSizeInBytes": described["BackupSizeInBytes"],
            "IamRoleArn": ask.role,
            "CreationDate": self.clock.now(),
            "Status": "PENDING",
            "PercentDone": "0.00%",
            "IsParent": False,
            **({"CreatedBy": ask.author, "ValidationStatus": "VALIDATING"} if ask.author else {}),
        }

    def _run(self, region: str, job: Given, ask: Ask, target: str) -> Steps:
        asked, point = ask.metadata, ask.point
        try:
            self._check(region, job, target, ask)
            job.update(Status="RUNNING")
            self.news.tell("RESTORE_JOB", job["BackupVaultArn"], job)
            yield
            said = point.content.restore(asked, region)
        except Failed as error:
            job.update(Status="FAILED", StatusMessage=str(error), CompletionDate=self.clock.now())
        else:
            done = {"CreatedResourceArn": target, "CompletionDate": self.clock.now()}
            job.update(Status="COMPLETED", PercentDone="100.00%", **done, **_saying(said))
            point.described["LastRestoreTime"] = self.clock.now()
        self.news.tell("RESTORE_JOB", job["BackupVaultArn"], job)

    def _check(self, region: str, job: Given, target: str, ask: Ask) -> None:
        kind, role = job["ResourceType"], job["IamRoleArn"]
        self.sources.reach(kind, region)
        action = (roles.RESTORE_TO_TIME if ask.point.continuous else roles.RESTORE)[kind]
        roles.check(role, action, f"{target}/*" if kind == "S3" else target, region)
        if ask.metadata.get("NewBucket", "").lower() == "true":
            roles.check(role, roles.NEW_BUCKET, target, region)

    def _job(self, region: str, given: Given) -> tuple[Given, Mapping[str, str]]:
        found = self._jobs.get((region, given["RestoreJobId"]))
        if found is None:
            raise missing(f"Restore job {given['RestoreJobId']}")
        return found

    def _validate(self, region: str, given: Given) -> Given:
        job = self._job(region, given)[0]
        if job.get("ValidationStatus") != "VALIDATING" or job["Status"] != "COMPLETED":
            raise Refused(
                "InvalidRequestException", f"Restore job {job['RestoreJobId']} awaits no validation"
            )
        message = {name: given[name] for name in ("ValidationStatusMessage",) if name in given}
        job.update(ValidationStatus=given["ValidationStatus"], **message)
        return {}

    def _metadata(self, region: str, given: Given) -> Mapping[str, Any]:
        return {"RestoreJobId": given["RestoreJobId"], "Metadata": self._job(region, given)[1]}

    def _list(self, region: str, given: Given) -> Mapping[str, Any]:
        found = [job for key, (job, _) in self._jobs.items() if key[0] == region]
        return page(filtered(found, given), "RestoreJobs", given)

    def _list_of(self, region: str, given: Given) -> Mapping[str, Any]:
        arn = given["ResourceArn"]
        found = [job for key, (job, _) in self._jobs.items() if key[0] == region]
        return page([each for each in found if each["SourceResourceArn"] == arn], "RestoreJobs", given)


def _saying(said: str) -> dict[str, str]:
    return {"StatusMessage": said} if said else {}
