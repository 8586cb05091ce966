"""What opens the buckets, keys, topics, queues and endpoints of the own stack by their policies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from sandbox.registration import UNKNOWN, Json
from tests.mutations.documents import allow
from tests.mutations.mutation import Mutation, gone, put, statement

STRANGER: Final[dict[str, Json]] = {"AWS": "arn:aws:iam::999999999999:root"}
OWNER: Final[dict[str, Json]] = {"AWS": "arn:aws:iam::123456789012:root"}
BUCKET: Final = "BucketPolicy bucket"
ARN: Final = "arn:aws:s3:::dr-dev-bucket-123456789012"
TLS: Final = "TlsOnly"
DENY: Final[dict[str, Json]] = {"Effect": "Deny", "Action": "s3:*", "Resource": ARN}
HTTPS: Final[dict[str, Json]] = {"Bool": {"aws:SecureTransport": "true"}}
BUCKET_OWNER: Final = "bucket-policy-owner-retained"
BUCKET_ACCOUNT: Final = "bucket-policy-account-restricted"
BUCKET_PRINCIPAL: Final = "bucket-policy-principal-restricted"
TOPIC_PRINCIPAL: Final = "topic-policy-principal-restricted"
QUEUE_PRINCIPAL: Final = "queue-policy-principal-restricted"
KEY_PRINCIPAL: Final = "key-policy-principal-restricted"
BUCKETS: Final = (BUCKET, "BucketPolicy log-bucket")
TOPICS: Final = ("TopicPolicy topic", "TopicPolicy watch-topic")
QUEUES: Final = ("QueuePolicy function-dead-letters", "QueuePolicy schedule-dead-letters")
KEYS: Final = ("Key data-key", "Key logs-key", "Key messages-key", "Key backup-key", "Key watch-key")


@dataclass(frozen=True)
class Policies:
    """Policies that refuse plain HTTP, the control that asks for it, and those that read them besides.

    ``let_in`` are the controls that need what they allow.
    """

    control: str
    holders: tuple[str, ...]
    opened: tuple[str, ...]
    read: tuple[str, ...]
    closed: tuple[str, ...] = ()
    let_in: tuple[str, ...] = ()


REFUSALS: Final = (
    Policies(
        "bucket-policy-tls-only",
        BUCKETS,
        opened=(BUCKET_PRINCIPAL, BUCKET_ACCOUNT),
        read=(BUCKET_PRINCIPAL, BUCKET_ACCOUNT, BUCKET_OWNER),
        closed=(BUCKET_OWNER,),
    ),
    Policies("topic-policy-tls-only", TOPICS, opened=(TOPIC_PRINCIPAL,), read=(TOPIC_PRINCIPAL,)),
    Policies("queue-policy-tls-only", QUEUES[:1], opened=(QUEUE_PRINCIPAL,), read=(QUEUE_PRINCIPAL,)),
    Policies(
        "queue-policy-tls-only",
        QUEUES[1:],
        opened=(QUEUE_PRINCIPAL,),
        read=(QUEUE_PRINCIPAL,),
        let_in=("schedule-dead-letter-admitted",),
    ),
)


def refused(policies: Policies, at: str) -> Iterator[Mutation]:
    """Yield what keeps one policy from refusing plain HTTP."""
    control = policies.control
    yield Mutation(control, at, "policy gone", (gone(),), policies.let_in)
    yield Mutation(control, at, "denial gone", (statement(TLS, None),))
    yield Mutation(
        control, at, "denial turned round", (statement(TLS, {"Effect": "Allow"}),), policies.opened
    )
    yield Mutation(
        control, at, "denial without condition", (statement(TLS, {"Condition": None}),), policies.closed
    )
    yield Mutation(control, at, "denial of one", (statement(TLS, {"Principal": OWNER}),))
    yield Mutation(
        control, at, "denial of another action", (statement(TLS, {"Action": ["ec2:RunInstances"]}),)
    )
    yield Mutation(control, at, "denial of HTTPS", (statement(TLS, {"Condition": HTTPS}),))
    yield Mutation(control, at, "denial elsewhere", (statement(TLS, {"Resource": "arn:aws:s3:::other"}),))
    readers = (*policies.read, *policies.let_in)
    yield Mutation(control, at, "policy unknown", (put("policy", UNKNOWN),), readers)
    yield Mutation(control, at, "policy no JSON", (put("policy", "{"),), readers)


def opened(control: str, at: str, *also: str) -> Iterator[Mutation]:
    """Yield what lets everyone in by one policy."""
    yield Mutation(control, at, "everyone", (statement("Added", allow("*", Principal="*")),), also)
    yield Mutation(
        control, at, "every account", (statement("Added", allow("*", Principal={"AWS": "*"})),), also
    )
    yield Mutation(control, at, "all but one", (statement("Added", allow("*", NotPrincipal=STRANGER)),), also)
    yield Mutation(control, at, "unknown whom", (statement("Added", allow("*", Principal=UNKNOWN)),), also)


MUTATIONS: Final = (
    *(each for policies in REFUSALS for at in policies.holders for each in refused(policies, at)),
    *(each for at in BUCKETS for each in opened(BUCKET_PRINCIPAL, at, BUCKET_ACCOUNT)),
    *(each for at in TOPICS for each in opened(TOPIC_PRINCIPAL, at)),
    *(each for at in QUEUES for each in opened(QUEUE_PRINCIPAL, at)),
    *(each for at in KEYS for each in opened(KEY_PRINCIPAL, at)),
    Mutation(KEY_PRINCIPAL, KEYS[0], "unknown", (put("policy", UNKNOWN),)),
    Mutation(KEY_PRINCIPAL, KEYS[0], "no JSON", (put("policy", "{"),)),
    Mutation(BUCKET_OWNER, BUCKET, "everyone denied all", (statement("Added", {**DENY, "Principal": "*"}),)),
    Mutation(BUCKET_OWNER, BUCKET, "owner denied all", (statement("Added", {**DENY, "Principal": OWNER}),)),
    Mutation(
        BUCKET_ACCOUNT,
        BUCKET,
        "another account deletes its policy",
        (statement("Added", allow("s3:DeleteBucketPolicy", ARN, Principal=STRANGER)),),
    ),
)
