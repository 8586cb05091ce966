"""S3 buckets: who may reach them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from dr_guard.access import must_name_principals
from dr_guard.buckets import Aspect, places, unconfigured
from dr_guard.checks import NOT_KNOWN, must_be_on, must_be_one_of
from dr_guard.documents import statements
from dr_guard.finding import Finding, Outcome
from dr_guard.tokens import BUCKET_OWNERSHIP, BUCKET_POLICY, BUCKET_PUBLIC_ACCESS_BLOCK, BUCKETS
from dr_guard.values import MISSING, UNKNOWN, Plain, entries, lookup

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dr_guard.control import Settings
    from dr_guard.graph import Graph, Resource

BLOCK: Final = Aspect("public access block", (BUCKET_PUBLIC_ACCESS_BLOCK,), ())
POLICY: Final = Aspect("bucket policy", (BUCKET_POLICY,), ("policy",))
OWNERSHIP: Final = Aspect("ownership controls", (BUCKET_OWNERSHIP,), ())

BLOCK_SWITCHES: Final = ("blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets")
PRIVATE_ACLS: Final = (
    "private",
    "bucket-owner-read",
    "bucket-owner-full-control",
    "aws-exec-read",
    "log-delivery-write",
)
PUBLIC_ACLS: Final = ("public-read", "public-read-write", "authenticated-read")
PUBLIC_GROUPS: Final = ("AllUsers", "AuthenticatedUsers")
WANTED_TLS: Final = (
    "a statement that denies everyone s3:* on the bucket and its objects where aws:SecureTransport is false"
)
PARTITIONS: Final = ("aws", "aws-cn", "aws-us-gov")
BUCKET_NAME: Final = re.compile(r"arn:[\w-]+:s3:::([^*?/]*)")


def bucket_public_access_blocked(graph: Graph, _settings: Settings) -> Iterator[Outcome]:
    """Every bucket has a public access block."""
    for bucket in graph.of_type(BUCKETS):
        if not places(graph, bucket, BLOCK):
            yield unconfigured(graph, bucket, BLOCK)


def bucket_public_access_block_complete(block: Resource, _settings: Settings) -> Iterator[Outcome]:
    """Every public access block blocks all four ways."""
    for switch in BLOCK_SWITCHES:
        yield from must_be_on(block.get(switch), switch)


def bucket_policy_tls_only(graph: Graph, _settings: Settings) -> Iterator[Outcome]:
    """No bucket answers over plain HTTP."""
    for bucket in graph.of_type(BUCKETS):
        found = places(graph, bucket, POLICY)
        for place in found:
            policy = place.value if place.resource is bucket else lookup(place.value, "policy")
            yield from _denies_plain_http(policy, place.resource, bucket)
        if not found:
            yield unconfigured(graph, bucket, POLICY)


def _denies_plain_http(policy: Plain, holder: Resource, bucket: Resource) -> Iterator[Finding]:
    parsed = statements(policy)
    if parsed is UNKNOWN:
        yield Finding(f"the policy {NOT_KNOWN}", WANTED_TLS, holder.urn)
        return
    denials = (statement for statement in parsed if statement.denies_plain_http())
    resources = tuple(resource for denial in denials for resource in denial.members("Resource"))
    if UNKNOWN not in resources and not _covers(resources, bucket):
        yield Finding("no statement of the policy denies plain HTTP", WANTED_TLS, holder.urn)


def _covers(resources: tuple[Plain, ...], bucket: Resource) -> bool:
    """Whether the bucket and all of its objects are among the resources; of any one bucket, if unnamed."""
    texts = [resource for resource in resources if isinstance(resource, str)]
    patterns = [re.compile(".*".join(map(re.escape, text.split("*")))) for text in texts]
    own = {name for name in (bucket.get("bucket"), lookup(bucket.outputs, "bucket")) if isinstance(name, str)}
    seen = {found.group(1) for found in map(BUCKET_NAME.match, texts) if found}
    arns = (f"arn:{partition}:s3:::{name}" for partition in PARTITIONS for name in own or {"", *seen})
    return any(
        all(any(pattern.fullmatch(wanted) for pattern in patterns) for wanted in (arn, f"{arn}/*"))
        for arn in arns
    )


def bucket_policy_principal_restricted(holder: Resource, _settings: Settings) -> Iterator[Outcome]:
    """No bucket policy lets everyone in."""
    yield from must_name_principals(holder.get("policy"), "the policy")


def bucket_acl_private(holder: Resource, _settings: Settings) -> Iterator[Outcome]:
    """No access control list lets everyone in."""
    acl = holder.get("acl")
    if acl is not MISSING:
        yield from must_be_one_of(acl, "the ACL", PRIVATE_ACLS, PUBLIC_ACLS)
    split = entries(holder.inputs, "accessControlPolicy.grants")
    grantees = (
        *(lookup(grant, "grantee.uri") for grant in split),
        *(lookup(grant, "uri") for grant in entries(holder.inputs, "grants")),
    )
    for uri in grantees:
        if uri is UNKNOWN:
            yield Finding(f"a grantee of the ACL {NOT_KNOWN}", "grants to accounts only")
        elif isinstance(uri, str) and (group := uri.rpartition("/")[2]) in PUBLIC_GROUPS:
            yield Finding(f"the ACL grants access to {group}", "grants to accounts only")


def bucket_ownership_enforced(graph: Graph, _settings: Settings) -> Iterator[Outcome]:
    """Every object in a bucket belongs to its owner, whatever access control lists say."""
    for bucket in graph.of_type(BUCKETS):
        found = places(graph, bucket, OWNERSHIP)
        for place in found:
            ownership = lookup(place.value, "rule.objectOwnership")
            refused = ("BucketOwnerPreferred", "ObjectWriter")
            yield from must_be_one_of(
                ownership, "object ownership", ("BucketOwnerEnforced",), refused, place.resource.urn
            )
        if not found:
            yield unconfigured(graph, bucket, OWNERSHIP)


RULES: Final = (
    bucket_public_access_blocked,
    bucket_public_access_block_complete,
    bucket_policy_tls_only,
    bucket_policy_principal_restricted,
    bucket_acl_private,
    bucket_ownership_enforced,
)
