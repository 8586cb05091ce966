"""S3 buckets: who may reach them without a policy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dr_guard.aws.kinds import (
    BUCKETS,
)
from dr_guard.aws.storage.bucket_aspects import ACCESS_BLOCK, OWNERSHIP
from dr_guard.aws.storage.buckets import places, unconfigured
from dr_guard.aws.tokens import (
    ACCOUNT_PUBLIC_ACCESS_BLOCK,
)
from dr_guard.checks import NOT_KNOWN, must_be_on, must_be_one_of
from dr_guard.finding import Finding, Outcome
from dr_guard.values import MISSING, UNKNOWN, entries, lookup

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dr_guard.control import Settings
    from dr_guard.graph import Graph
    from dr_guard.resource import Resource

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


def account_public_access_blocked(graph: Graph, _settings: Settings) -> Iterator[Outcome]:
    """The account that has buckets blocks what each of them blocks."""
    blocks = graph.of_type((ACCOUNT_PUBLIC_ACCESS_BLOCK,))
    if not blocks and graph.of_type(BUCKETS):
        yield Finding("the account has no public access block", "one for the account")
    for block in blocks:
        for switch in BLOCK_SWITCHES:
            yield from must_be_on(block.get(switch), switch, block.urn)


def bucket_public_access_blocked(graph: Graph, _settings: Settings) -> Iterator[Outcome]:
    """Every bucket has a public access block."""
    for bucket in graph.of_type(BUCKETS):
        if not places(graph, bucket, ACCESS_BLOCK):
            yield unconfigured(graph, bucket, ACCESS_BLOCK)


def bucket_public_access_block_complete(block: Resource, _settings: Settings) -> Iterator[Outcome]:
    """Every public access block blocks all four ways."""
    for switch in BLOCK_SWITCHES:
        yield from must_be_on(block.get(switch), switch)


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


def bucket_ownership_configured(graph: Graph, _settings: Settings) -> Iterator[Outcome]:
    """Every bucket says who owns what others put into it."""
    for bucket in graph.of_type(BUCKETS):
        if not places(graph, bucket, OWNERSHIP):
            yield unconfigured(graph, bucket, OWNERSHIP)


def bucket_ownership_enforced(controls: Resource, _settings: Settings) -> Iterator[Outcome]:
    """Every object in a bucket belongs to its owner, whatever access control lists say."""
    refused = ("BucketOwnerPreferred", "ObjectWriter")
    ownership = controls.get("rule.objectOwnership")
    yield from must_be_one_of(ownership, "object ownership", ("BucketOwnerEnforced",), refused)


RULES: Final = (
    account_public_access_blocked,
    bucket_public_access_blocked,
    bucket_public_access_block_complete,
    bucket_acl_private,
    bucket_ownership_configured,
    bucket_ownership_enforced,
)
