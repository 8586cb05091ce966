"""Which tables, buckets and clusters a plan backs up: by ARN, and by tag."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from typing import Any, TypeAlias

from sandbox.emulator.backup.journals import S3
from sandbox.emulator.databases import store as databases
from sandbox.emulator.tables.store import private, tables

Tags: TypeAlias = Mapping[str, str]
TAG = "aws:ResourceTag/"
COMPARISONS: Mapping[str, Callable[[str | None, str], bool]] = {
    "StringEquals": lambda found, wanted: found == wanted,
    "StringNotEquals": lambda found, wanted: found != wanted,
    "StringLike": lambda found, wanted: found is not None and fnmatchcase(found, wanted),
    "StringNotLike": lambda found, wanted: found is None or not fnmatchcase(found, wanted),
}


def resources(s3: S3, account: str, region: str) -> Iterator[tuple[str, Tags]]:
    """Go through the ARNs and tags of what can be backed up in a region, which is the current one."""
    for table in list(tables().values()):
        yield table["TableArn"], _tags(private("_tags").get(table["TableArn"]))
    for cluster in list(databases.private("_clusters").values()):
        arn = cluster["DBClusterArn"]
        yield arn, _tags(databases.private("_tags").get(arn))
    for owner, bucket in list(s3["_buckets"]._data):  # noqa: SLF001 the store has no other way to list it whole
        if owner == account and s3["bucket_region"](bucket) == region:
            yield f"arn:aws:s3:::{bucket}", s3["_bucket_tags"].get(bucket) or {}


def selects(selection: Mapping[str, Any], arn: str, tags: Tags) -> bool:
    """Whether a selection has a resource: by an ARN or a tag of it, all its conditions, and no exception."""
    arns, pairs = selection["Resources"], selection["ListOfTags"]
    named = any(fnmatchcase(arn, each) for each in arns)
    tagged = any(tags.get(_key(each["ConditionKey"])) == each["ConditionValue"] for each in pairs)
    if not (named or tagged or not (arns or pairs)):
        return False
    if any(fnmatchcase(arn, each) for each in selection["NotResources"]):
        return False
    return conditions_met(selection["Conditions"], tags)


def conditions_met(conditions: Mapping[str, Any], tags: Tags) -> bool:
    """Whether tags meet all conditions, which are listed by how they compare."""
    return all(
        COMPARISONS[comparison](tags.get(_key(each["ConditionKey"])), each["ConditionValue"])
        for comparison, listed in conditions.items()
        for each in listed or ()
    )


def _tags(pairs: Iterable[Mapping[str, str]] | None) -> Tags:
    return {each["Key"]: each["Value"] for each in pairs or ()}


def _key(name: str) -> str:
    return name.removeprefix(TAG)
