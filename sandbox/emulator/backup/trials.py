"""Restores on trial, by time: one of each resource that a plan selects, deleted again when it was looked at.

What AWS starts within some hours starts here at once. A bucket goes at once, too; AWS takes days over it.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from uuid import uuid4

from sandbox.emulator.backup.cluster_content import perform
from sandbox.emulator.backup.failure import Failed
from sandbox.emulator.backup.points import Point, Points
from sandbox.emulator.backup.restores import Ask, Restores
from sandbox.emulator.backup.selections import Tags, conditions_met, resources
from sandbox.emulator.backup.testing import Testing
from sandbox.emulator.backup.timetable import falls_due
from sandbox.emulator.backup.vaults import DAY_SECONDS
from sandbox.emulator.requests.answers import Given
from sandbox.emulator.scope import on_loop
from sandbox.emulator.tables.store import name_of, private

LOOK_SECONDS = 60.0
HOUR_SECONDS = 3600


@dataclass
class Trials:
    """Starts the restores of plans that fall due, and ends those that had their time."""

    testing: Testing
    points: Points
    restores: Restores
    _looked: float = 0.0
    _open: list[tuple[str, Given, float]] = field(default_factory=list)
    """Regions, jobs, and how many seconds what a job restored may be looked at."""

    def tick(self, now: float) -> None:
        """Start what has fallen due since the last look, and delete what has been looked at."""
        world = self.restores.news.runner.world
        for region, job, window in list(self._open):
            if job["Status"] == "FAILED":
                self._open.remove((region, job, window))
            elif job.get("CompletionDate", now) + window < now:
                self._open.remove((region, job, window))
                on_loop(self.testing.account, region, lambda job=job: self._end(job))
        if not self._looked or now - self._looked < LOOK_SECONDS:
            self._looked = self._looked or now
            return
        since, self._looked = self._looked, now
        for (region, name), plan in list(self.testing.plans.items()):
            if falls_due(plan, plan["CreationTime"], since, now) and not world.faults.lost("backup", region):
                plan["LastExecutionTime"] = now
                for selection in self.testing.selections[region, name].values():
                    on_loop(
                        self.testing.account,
                        region,
                        lambda region=region, plan=plan, each=selection: self._try(region, plan, each),
                    )

    def _try(self, region: str, plan: Given, selection: Given) -> None:
        s3 = self.restores.sources.journals.s3
        tags = dict(resources(s3, self.testing.account, region))
        chosen: dict[str, list[Point]] = {}
        for point in self._eligible(
            region, plan["RecoveryPointSelection"], selection["ProtectedResourceType"]
        ):
            arn = point.described["ResourceArn"]
            if _selected(selection, arn, tags.get(arn, {})):
                chosen.setdefault(arn, []).append(point)
        for points in chosen.values():
            random_one = plan["RecoveryPointSelection"]["Algorithm"] == "RANDOM_WITHIN_WINDOW"
            latest = max(points, key=lambda each: each.described["CreationDate"])
            point = random.choice(points) if random_one else latest  # noqa: S311 AWS's own choice is no secret
            metadata = {**self._metadata(point), **(selection.get("RestoreMetadataOverrides") or {})}
            author = {"RestoreTestingPlanArn": plan["RestoreTestingPlanArn"]}
            job = self.restores.start(region, Ask(point, metadata, selection["IamRoleArn"], author))
            window = selection.get("ValidationWindowHours", 0) * HOUR_SECONDS
            self._open.append((region, job, window))

    def _eligible(self, region: str, choice: Given, kind: str) -> Iterator[Point]:
        start = self.testing.clock.now() - choice["SelectionWindowDays"] * DAY_SECONDS
        for point in self.points.all():
            described = point.described
            vault = described["BackupVaultArn"]
            if (
                vault.split(":")[3] == region
                and described["ResourceType"] == kind
                and any(fnmatchcase(vault, each) for each in choice["IncludeVaults"])
                and not any(fnmatchcase(vault, each) for each in choice["ExcludeVaults"])
                and ("CONTINUOUS" if point.continuous else "SNAPSHOT") in choice["RecoveryPointTypes"]
                and (point.continuous or described["CreationDate"] >= start)
            ):
                yield point

    def _metadata(self, point: Point) -> dict[str, str]:
        """Return what AWS infers of how a resource is restored for a trial."""
        name, kind = f"awsbackup-restore-test-{uuid4()}", point.described["ResourceType"]
        if kind == "DynamoDB":
            return {"targetTableName": name}
        if kind == "Aurora":
            latest = {"useLatestRestorableTime": "true"} if point.continuous else {}
            return {"dbClusterIdentifier": name, **latest}
        now = datetime.fromtimestamp(self.testing.clock.now(), UTC)
        time = {"RestoreTime": now.strftime("%Y-%m-%dT%H:%M:%SZ")} if point.continuous else {}
        return {"DestinationBucketName": name, "NewBucket": "true", **time}

    def _end(self, job: Given) -> None:
        """Delete what a job restored."""
        if job.get("ValidationStatus") == "VALIDATING":
            job["ValidationStatus"] = "TIMED_OUT"
        arn, kind = job["CreatedResourceArn"], job["ResourceType"]
        try:
            if kind == "DynamoDB":
                private("_delete_table")({"TableName": name_of(arn)})
            elif kind == "Aurora":
                given = {"DBClusterIdentifier": arn.rpartition(":")[2], "SkipFinalSnapshot": "true"}
                perform("DeleteDBCluster", given)
            else:
                self._empty(arn.removeprefix("arn:aws:s3:::"))
        except Failed as error:
            job.update(DeletionStatus="FAILED", DeletionStatusMessage=str(error))
        else:
            job["DeletionStatus"] = "SUCCESSFUL"

    def _empty(self, bucket: str) -> None:
        s3 = self.restores.sources.journals.s3
        kept = s3["_buckets"].get(bucket)
        for name, key in list(s3["_object_versions"].keys()):
            if name == bucket:
                del s3["_object_versions"][name, key]
        if kept is not None:
            kept["objects"].clear()
            s3["_delete_bucket"](bucket)


def _selected(selection: Given, arn: str, tags: Tags) -> bool:
    arns = selection.get("ProtectedResourceArns") or ["*"]
    conditions: Mapping[str, list[Mapping[str, str]]] = selection.get("ProtectedResourceConditions") or {}
    renamed = {
        comparison: [{"ConditionKey": each["Key"], "ConditionValue": each["Value"]} for each in pairs or ()]
        for comparison, pairs in conditions.items()
    }
    return any(fnmatchcase(arn, each) for each in arns) and conditions_met(renamed, tags)
