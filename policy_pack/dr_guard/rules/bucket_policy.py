"""S3 buckets: what their policies say."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Final

from dr_guard.aws.iam.access import must_name_principals
from dr_guard.aws.iam.accounts import allowed_accounts, is_held_to, is_of, is_whole_account
from dr_guard.aws.iam.documents import statements
from dr_guard.aws.kinds import (
    BUCKETS,
)
from dr_guard.aws.storage.bucket_aspects import POLICY
from dr_guard.aws.storage.buckets import places, unconfigured
from dr_guard.checks import NOT_KNOWN, unread
from dr_guard.finding import Finding, Outcome
from dr_guard.logic import all_of, any_of, negated
from dr_guard.values import UNKNOWN, Plain, entries, lookup

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dr_guard.aws.iam.documents import Statement
    from dr_guard.control import Settings
    from dr_guard.graph import Graph
    from dr_guard.resource import Resource
    from dr_guard.values import Known

WANTED_TLS: Final = (
    "a statement that denies everyone s3:* on the bucket and its objects where aws:SecureTransport is false"
)
PARTITIONS: Final = ("aws", "aws-cn", "aws-us-gov")
BUCKET_NAME: Final = re.compile(r"arn:[\w-]+:s3:::([^*?/]*)")
MENDING: Final = ("s3:PutBucketPolicy", "s3:DeleteBucketPolicy")
WANTED_OWNER: Final = f"somebody who is not denied both {' and '.join(MENDING)}, or a condition"
WANTED_ACCOUNTS: Final = "these actions for the accounts that allowedAccounts names, alone"
ACCOUNT_KINDS: Final = ("AWS", "Federated", "CanonicalUser")


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
        yield unread("the policy", WANTED_TLS, holder.urn)
        return
    denials = (statement for statement in parsed if statement.denies_plain_http())
    resources = tuple(resource for denial in denials for resource in denial.members("Resource"))
    if UNKNOWN not in resources and not _covers(resources, bucket):
        yield Finding("no statement of the policy denies plain HTTP", WANTED_TLS, holder.urn)


def _covers(resources: tuple[Plain, ...], bucket: Resource) -> bool:
    """Whether the bucket and all of its objects are among the resources; of any one bucket, if unnamed."""
    texts = [resource for resource in resources if isinstance(resource, str)]
    # One letter is not all of them; a bracket is itself.
    patterns = [text.replace("[", "[[]").replace("?", "[?]") for text in texts]
    own = {name for name in (bucket.get("bucket"), lookup(bucket.outputs, "bucket")) if isinstance(name, str)}
    seen = {found.group(1) for found in map(BUCKET_NAME.match, texts) if found}
    arns = (f"arn:{partition}:s3:::{name}" for partition in PARTITIONS for name in own or {"", *seen})
    return any(
        all(any(fnmatchcase(wanted, pattern) for pattern in patterns) for wanted in (arn, f"{arn}/*"))
        for arn in arns
    )


def bucket_policy_principal_restricted(holder: Resource, _settings: Settings) -> Iterator[Outcome]:
    """No bucket policy lets everyone in."""
    yield from must_name_principals(holder.get("policy"), "the policy")


def bucket_policy_owner_retained(holder: Resource, _settings: Settings) -> Iterator[Outcome]:
    """No bucket policy can be changed by the account's root user alone."""
    parsed = statements(holder.get("policy"))
    if parsed is UNKNOWN:
        yield unread("the policy", WANTED_OWNER)
        return
    verdict = all_of(any_of(_denies_all(statement, action) for statement in parsed) for action in MENDING)
    if verdict is UNKNOWN:
        yield Finding(f"whom the policy lets change it {NOT_KNOWN}", WANTED_OWNER)
    elif verdict:
        yield Finding("the policy denies a whole account to change it", WANTED_OWNER)


def _denies_all(statement: Statement, action: str) -> Known:
    """Whether a statement denies a whole account, or everyone, an action on the bucket, in any case."""
    effect = lookup(statement.data, "Effect")
    return all_of(
        (
            UNKNOWN if effect is UNKNOWN else effect == "Deny",
            not statement.has("Condition"),
            _is_for_an_account(statement),
            _is_about_the_bucket(statement),
            statement.names_action(action),
        )
    )


def _is_for_an_account(statement: Statement) -> Known:
    if lookup(statement.data, "Principal") is UNKNOWN:
        return UNKNOWN
    named = (*entries(statement.data, "Principal"), *entries(statement.data, "Principal.AWS"))
    return any(each == "*" or is_whole_account(each) for each in named)


def _is_about_the_bucket(statement: Statement) -> Known:
    """Whether a statement is about a bucket and not its objects alone, whose ARNs go on after a slash."""
    key = "NotResource" if statement.has("NotResource") else "Resource"
    named = any_of(
        UNKNOWN if each is UNKNOWN else isinstance(each, str) and "/" not in each
        for each in statement.members(key)
    )
    return negated(named) if key == "NotResource" else named


def bucket_policy_account_restricted(holder: Resource, settings: Settings) -> Iterator[Outcome]:
    """No bucket policy lets another account administer the bucket."""
    parsed = statements(holder.get("policy"))
    if parsed is UNKNOWN:
        yield unread("the policy", WANTED_ACCOUNTS)
        return
    accounts, actions = allowed_accounts(holder, settings), settings.strings("actions")
    for number, statement in enumerate(parsed, start=1):
        if statement.allows and not is_held_to(accounts, statement):
            yield from _stays_among(accounts, statement, actions, f"statement {number} of the policy")


def _stays_among(
    accounts: frozenset[str], statement: Statement, actions: tuple[str, ...], where: str
) -> Iterator[Finding]:
    verdicts = {action: statement.names_action(action) for action in actions}
    what = ", ".join(action for action, verdict in verdicts.items() if verdict is True)
    whom = _others(accounts, statement)
    if lookup(statement.data, "Principal") is UNKNOWN and any(verdicts.values()):
        yield Finding(f"whom {where} lets in {NOT_KNOWN}", WANTED_ACCOUNTS)
    elif whom and what:
        yield Finding(f"{where} allows {what} to {whom}", WANTED_ACCOUNTS)
    elif whom and UNKNOWN in verdicts.values():
        yield Finding(f"what {where} allows to {whom} {NOT_KNOWN}", WANTED_ACCOUNTS)


def _others(accounts: frozenset[str], statement: Statement) -> str:
    """Return whom a statement names that is not known to be of these accounts, nothing where all are."""
    if statement.has("NotPrincipal"):
        return "everyone but those it names"
    if statement.is_for_anyone():
        return "everyone"
    named = (each for kind in ACCOUNT_KINDS for each in entries(statement.data, f"Principal.{kind}"))
    return "" if all(is_of(accounts, each) for each in named) else "an account that is not named as allowed"


RULES: Final = (
    bucket_policy_tls_only,
    bucket_policy_principal_restricted,
    bucket_policy_owner_retained,
    bucket_policy_account_restricted,
)
