"""Whether a bucket takes the access logs that S3 delivers to it, by its policies or its access control list.

S3 drops what it may not write, and nothing in the program shows it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from dr_guard.aws.iam.actions import is_like
from dr_guard.aws.iam.services import any_lets, policies_of
from dr_guard.aws.storage.bucket_aspects import ACL
from dr_guard.aws.storage.buckets import places
from dr_guard.aws.tokens import BUCKET_POLICY
from dr_guard.logic import any_of
from dr_guard.values import MISSING, UNKNOWN, Plain, entries, lookup

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dr_guard.aws.iam.documents import Statement
    from dr_guard.graph import Graph
    from dr_guard.resource import Resource
    from dr_guard.values import Known

LOGGING_SERVICE: Final = "logging.s3.amazonaws.com"
WRITING: Final = ("s3:PutObject",)
CANNED: Final = "log-delivery-write"
GROUP: Final = "/groups/s3/LogDelivery"
# Logs by account and date: the account's number follows the prefix.
OF_ACCOUNT: Final = re.compile(r"(\d{12}|\$\{aws:SourceAccount\})/.*[*?]")
# What stands for the name that S3 gives a log.
OBJECT: Final = "2026-01-01"


def takes_logs(graph: Graph, bucket: Resource, prefix: Plain) -> Known:
    """Whether S3 may write access logs under a prefix; ``UNKNOWN`` where the bucket has no policy here."""
    policies = policies_of(graph, bucket, BUCKET_POLICY, "bucket")
    if not policies:
        return UNKNOWN
    name, start = bucket.get("bucket"), "" if prefix is MISSING else prefix
    lets = any_lets(policies, LOGGING_SERVICE, WRITING, lambda each: _reaches(each, name, start))
    return any_of((lets, *_listed(graph, bucket)))


def _reaches(statement: Statement, name: Plain, prefix: Plain) -> Known:
    """Whether a statement is about objects under a prefix of a bucket."""
    if statement.has("NotResource"):
        return True
    return any_of(_is_about(resource, name, prefix) for resource in statement.members("Resource"))


def _is_about(resource: Plain, name: Plain, prefix: Plain) -> Known:
    """Whether an ARN matches the logs under a prefix; of a bucket without a known name it may."""
    if not all(isinstance(each, str) for each in (resource, name, prefix)):
        return UNKNOWN
    pattern, start = str(resource).rpartition(":::")[2], f"{name}/{prefix}"
    is_of_account = pattern.startswith(start) and OF_ACCOUNT.match(pattern, len(start))
    return bool(is_of_account) or is_like(f"{start}{OBJECT}", pattern)


def _listed(graph: Graph, bucket: Resource) -> Iterator[Known]:
    """Yield whether access control lists let in the group that delivers logs where lists still count."""
    if graph.satellites(bucket, ACL.types, "bucket").doubtful:
        yield UNKNOWN
    for place in places(graph, bucket, ACL):
        canned = place.value if isinstance(place.value, str) else lookup(place.value, "acl")
        yield UNKNOWN if UNKNOWN in (canned, place.value) else canned == CANNED
        grants = entries(place.value, "accessControlPolicy.grants")
        for uri in (lookup(place.value, "uri"), *(lookup(grant, "grantee.uri") for grant in grants)):
            yield UNKNOWN if uri is UNKNOWN else isinstance(uri, str) and uri.endswith(GROUP)
