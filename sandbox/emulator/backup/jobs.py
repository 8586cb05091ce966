"""Backup jobs: from a request, or a plan's rule, to a recovery point."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
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
from sandbox.emulator.backup.sources import FOLLOWED, Sources, name_of, type_of
from sandbox.emulator.clock import Clock
from sandbox.emulator.requests.answers import Act, Given, Refused

FOLLOWED_DAYS = 35
POINT = (
    "AccountId",
    "BackupVaultName",
    "BackupVaultArn",
    "ResourceArn",
    "ResourceType",
    "ResourceName",
    "IamRoleArn",
    "CreatedBy",
    "CreationDate",
)
"""What a recovery point has of its job."""


@dataclass(frozen=True)
class Order:
    """What a job is to do, as a request for it says.

    A bucket or a cluster may be followed instead of taken once; ``done`` gets the recovery point.
    """

    given: Given
    follow: bool = False
    done: Callable[[Point], None] | None = None


@dataclass
class Jobs:
    """Backup jobs as AWS describes them, by region and id; each runs by time."""

    clock: Clock
    points: Points
    sources: Sources
    news: News
    _jobs: dict[tuple[str, str], Given] = field(default_factory=dict)
    _tokens: dict[str, Given] = field(default_factory=dict)

    def operations(self) -> Mapping[str, Act]:
        """What it answers."""
        return {
            "StartBackupJob": self._ask,
            "StopBackupJob": self._stop,
            "DescribeBackupJob": self._job,
            "ListBackupJobs": self._list,
        }

    def start(self, region: str, order: Order) -> Given:
        """Start a job in the current region; return its description."""
        given = order.given
        vault = self.points.vaults.of(given["BackupVaultName"])
        now = self.clock.now()
        job: Given = {
            "AccountId": self.news.account,
            "BackupJobId": str(uuid4()).upper(),
            "BackupVaultName": given["BackupVaultName"],
            "BackupVaultArn": vault["BackupVaultArn"],
            "ResourceArn": given["ResourceArn"],
            "ResourceName": name_of(given["ResourceArn"]),
            "IamRoleArn": given["IamRoleArn"],
            "CreationDate": now,
            "StartBy": now + given.get("StartWindowMinutes", 480) * 60,
            "State": "CREATED",
            "PercentDone": "0.0",
            "IsParent": False,
            **{name: given[name] for name in ("CreatedBy",) if name in given},
        }
        self._jobs[region, job["BackupJobId"]] = job
        self.news.runner.start(job["BackupJobId"], region, self._run(region, job, order))
        return job

    def _ask(self, region: str, given: Given) -> Given:
        if "LogicallyAirGappedBackupVaultArn" in given or given.get("Index") == "ENABLED":
            raise invalid("There are no air-gapped vaults and no indexes here.")
        try:
            type_of(given["ResourceArn"])
        except Failed as error:
            raise invalid(str(error)) from error
        token = given.get("IdempotencyToken")
        job = self._tokens.get(token) if token else None
        if job is None:
            job = self.start(region, Order(given))
            if token:
                self._tokens[token] = job
        return {name: job[name] for name in ("BackupJobId", "CreationDate", "IsParent")}

    def _run(self, region: str, job: Given, order: Order) -> Steps:
        try:
            job["ResourceType"] = type_of(job["ResourceArn"])
            self._check(region, job, order)
            job.update(State="RUNNING", InitiationDate=self.clock.now())
            self.news.tell("BACKUP_JOB", job["BackupVaultArn"], job)
            point = yield from self._put(region, job, order)
        except (Failed, Refused) as error:
            job.update(State="FAILED", StatusMessage=str(error), CompletionDate=self.clock.now())
        else:
            described = point.described
            job.update(
                State="COMPLETED",
                PercentDone="100.0",
                CompletionDate=self.clock.now(),
                RecoveryPointArn=described["RecoveryPointArn"],
                BackupSizeInBytes=described["BackupSizeInBytes"],
                IsEncrypted=True,
            )
            if order.done:
                order.done(point)
        self.news.tell("BACKUP_JOB", job["BackupVaultArn"], job)

    def _check(self, region: str, job: Given, order: Order) -> None:
        """Fail what the vault's lock or the role does not let through."""
        check_retention(self.points.vaults.at(job["BackupVaultArn"]), order.given.get("Lifecycle"))
        kind, resource = job["ResourceType"], job["ResourceArn"]
        wanted = f"{resource}/*" if kind == "S3" else resource
        roles.check(job["IamRoleArn"], (roles.FOLLOW if order.follow else roles.BACKUP)[kind], wanted, region)

    def _put(self, region: str, job: Given, order: Order) -> Generator[None, None, Point]:
        """Take the resource now, and put it into the vault with the next step; return the point."""
        given, resource = order.given, job["ResourceArn"]
        described = {name: job[name] for name in POINT if name in job}
        described |= {name: given[name] for name in ("Lifecycle",) if given.get(name)}
        follows = order.follow and job["ResourceType"] in FOLLOWED
        known = self.points.following(job["BackupVaultArn"], resource) if follows else None
        if known:
            yield
            return known
        days = (given.get("Lifecycle") or {}).get("DeleteAfterDays", FOLLOWED_DAYS)
        if follows:
            content = self.sources.follow(resource, region, min(days, FOLLOWED_DAYS))
        else:
            content = self.sources.take(resource, region)
        suffix = f"continuous:{job['ResourceName']}-{uuid4().hex[:8]}" if follows else ""
        try:
            yield
            return self.points.add(described, content, given.get("RecoveryPointTags") or {}, suffix)
        except BaseException:
            content.drop()
            raise

    def _job(self, region: str, given: Given) -> Given:
        job = self._jobs.get((region, given["BackupJobId"]))
        if job is None:
            raise missing(f"Backup job {given['BackupJobId']}")
        return job

    def _stop(self, region: str, given: Given) -> Given:
        job = self._job(region, given)
        if not self.news.runner.stop(given["BackupJobId"]):
            raise Refused("InvalidRequestException", f"Backup job is {job['State']} and cannot be stopped")
        job.update(State="ABORTED", CompletionDate=self.clock.now())
        return {}

    def _list(self, region: str, given: Given) -> Mapping[str, Any]:
        found = [job for key, job in self._jobs.items() if key[0] == region]
        return page(filtered(found, given), "BackupJobs", given)


def check_retention(vault: Mapping[str, Any], lifecycle: Mapping[str, Any] | None) -> None:
    """Fail a job that would keep something in a vault for other than its lock has it."""
    days = (lifecycle or {}).get("DeleteAfterDays", -1)
    shortest, longest = vault.get("MinRetentionDays"), vault.get("MaxRetentionDays")
    if shortest is not None and 0 <= days < shortest:
        raise Failed(f"Retention of {days} days is shorter than the vault's minimum of {shortest} days")
    if longest is not None and not 0 <= days <= longest:
        kept = f"{days} days" if days >= 0 else "no end"
        raise Failed(f"Retention of {kept} is longer than the vault's maximum of {longest} days")
