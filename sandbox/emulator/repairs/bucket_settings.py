"""Settings of buckets: ministack lists the objects to who asks whether a policy is public, or who pays.

It lets accesses be logged into a bucket that is not there, and forgets from which size on objects move to
another storage class.
"""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import Any

from sandbox.emulator.requests.calls import Call
from sandbox.emulator.requests.operations import Answer, Beneath, take_over
from sandbox.emulator.world import World

NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/"
TARGET = re.compile(rb"<TargetBucket>([^<]*)</TargetBucket>")
SIZE = "x-amz-transition-default-minimum-object-size"


def install(_: World) -> None:
    """Take over what ministack does not answer, or takes unseen; a lifecycle's requests have two names."""
    sizes: dict[str, str] = {}

    async def put_lifecycle(asked: Call, beneath: Beneath) -> Answer:
        status, headers, body = await beneath()
        if status == HTTPStatus.OK and SIZE in asked.headers:
            sizes[_bucket(asked)] = headers[SIZE] = asked.headers[SIZE]
        elif status == HTTPStatus.OK:
            sizes.pop(_bucket(asked), None)
        return status, headers, body

    async def get_lifecycle(asked: Call, beneath: Beneath) -> Answer:
        status, headers, body = await beneath()
        if status == HTTPStatus.OK and _bucket(asked) in sizes:
            headers = {**headers, SIZE: sizes[_bucket(asked)]}
        return status, headers, body

    take_over(
        "s3",
        {
            **dict.fromkeys(("GetBucketLifecycle", "GetBucketLifecycleConfiguration"), get_lifecycle),
            "GetBucketPolicyStatus": policy_status,
            "GetBucketRequestPayment": request_payment,
            **dict.fromkeys(("PutBucketLifecycle", "PutBucketLifecycleConfiguration"), put_lifecycle),
            "PutBucketLogging": put_logging,
        },
    )


async def policy_status(asked: Call, _: Beneath) -> Answer:
    """Answer whether a bucket's policy makes it public."""
    found: Answer = _s3("_get_bucket_policy")(_bucket(asked))
    if found[0] != HTTPStatus.OK:
        return found
    is_public = _s3("_policy_is_public")(found[2].decode())
    return _xml(
        f'<PolicyStatus xmlns="{NAMESPACE}"><IsPublic>{str(is_public).lower()}</IsPublic></PolicyStatus>'
    )


async def request_payment(asked: Call, _: Beneath) -> Answer:
    """Answer who pays for requests."""
    return _s3("_get_bucket_request_payment")(_bucket(asked))


async def put_logging(asked: Call, beneath: Beneath) -> Answer:
    """Refuse to log into a bucket that is not there, or is in another region."""
    found = TARGET.search(asked.body)
    buckets = _s3("_buckets")
    source, target = buckets.get(_bucket(asked)), buckets.get(found[1].decode()) if found else None
    if not found or source is None:
        return await beneath()
    if target is None:
        message = "The target bucket for logging does not exist"
        return _s3("_error")("InvalidTargetBucketForLogging", message, HTTPStatus.BAD_REQUEST)
    if target["region"] != source["region"]:
        message = "Cross S3 location logging not allowed."
        return _s3("_error")("CrossLocationLoggingProhibitted", message, HTTPStatus.FORBIDDEN)
    return await beneath()


def _bucket(asked: Call) -> str:
    return asked.path.strip("/").partition("/")[0]


def _s3(name: str) -> Any:  # noqa: ANN401 whatever ministack has under that name
    from ministack.services import s3  # noqa: PLC0415 it reads the environment when it is loaded

    return vars(s3)[name]


def _xml(content: str) -> Answer:
    return int(HTTPStatus.OK), {"Content-Type": "application/xml"}, content.encode()
