"""S3 buckets: whether the access logs of one may be written to the other."""

from __future__ import annotations

import json
from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.bucket import adrift, bucket, bucket_v2, of
from tests.policy.cases.case import fails, passes

LOGGED: Final = "bucket-access-logged"
SERVICE: Final = "logging.s3.amazonaws.com"
ARN: Final = "arn:aws:s3:::logs"
REFUSED: Final = (
    "no policy of the bucket that takes its access logs lets logging.s3.amazonaws.com put them there; "
    "wanted: a statement that lets it do s3:PutObject under their prefix"
)


def letting(resource: object = f"{ARN}/access/*", **more: object) -> str:
    """Return the text of a policy that lets S3 write logs."""
    allowed = {"Effect": "Allow", "Principal": {"Service": SERVICE}, "Action": "s3:PutObject", **more}
    return json.dumps({"Statement": [{**allowed, "Resource": resource}]})


def logs(*held: Planned, name: object = "logs", **inputs: object) -> tuple[Planned, ...]:
    """Return a bucket that takes logs, with what configures it."""
    return (bucket("logs", bucket=name, **inputs), *held)


def policy(text: object) -> Planned:
    """Return the policy of that bucket."""
    return of("Policy", "logs", policy=text)


def acl(**inputs: object) -> tuple[Planned, ...]:
    """Return that bucket with a policy that lets nobody write logs, and an access control list."""
    return logs(policy(letting(Effect="Deny")), of("Acl", "logs", **inputs))


def granted(uri: object) -> dict[str, object]:
    """Return an access control list that lets a group write."""
    grant = {"permission": "WRITE", "grantee": {"type": "Group", "uri": uri}}
    return {"accessControlPolicy": {"grants": [grant]}}


def logging(prefix: object = "access/", suffix: str = "Logging") -> Planned:
    """Return what delivers the access logs of a bucket to that one."""
    inputs = {"bucket": UNKNOWN, "targetBucket": UNKNOWN, "targetPrefix": prefix}
    depends = {"bucket": ("it",), "targetBucket": ("logs",)}
    return Planned(f"aws:s3/bucket{suffix}:Bucket{suffix}", inputs, "it-logging", depends=depends)


OLD: Final = {"targetBucket": "logs", "targetPrefix": "access/"}
GROUP: Final = "http://acs.amazonaws.com/groups/s3/LogDelivery"
DENYING: Final = letting(Effect="Deny")

CASES: Final = (
    *(
        passes(LOGGED, f"written {label}", bucket(), logging(), *held)
        for label, held in (
            ("under the prefix", logs(policy(letting()))),
            ("under any", logs(policy(letting(f"{ARN}/*")))),
            ("under one that is shorter", logs(policy(letting(f"{ARN}/acc*")))),
            ("by account", logs(policy(letting(f"{ARN}/access/123456789012/*")))),
            ("by its account", logs(policy(letting(f"{ARN}/access/${{aws:SourceAccount}}/*")))),
            ("everywhere", logs(policy(letting("*")))),
            ("elsewhere too", logs(policy(letting(["arn:aws:s3:::b/*", f"{ARN}/access/*"])))),
            ("but for some", logs(policy(letting([], NotResource=f"{ARN}/secret/*")))),
            ("by all actions", logs(policy(letting(Action="s3:*")))),
            ("by everyone", logs(policy(letting(Principal="*")))),
            ("by a mapping", logs(policy(json.loads(letting())))),
            ("by an inline policy", logs(policy=letting())),
            ("by an older list", acl(acl="log-delivery-write")),
            ("by an older list inline", logs(policy(DENYING), acl="log-delivery-write")),
            ("by a grant", acl(**granted(GROUP))),
            ("by a grant inline", logs(policy(DENYING), grants=[{"type": "Group", "uri": GROUP}])),
            ("perhaps, without a policy: missing", logs()),
            ("perhaps, by an unknown policy", logs(policy(UNKNOWN))),
            ("perhaps, by an unknown service", logs(policy(letting(Principal={"Service": UNKNOWN})))),
            ("perhaps, to an unknown object", logs(policy(letting(UNKNOWN)))),
            ("perhaps, of an unknown name", logs(policy(letting()), name=UNKNOWN)),
            ("perhaps, by a policy of one knows not what", (*logs(), adrift("Policy", policy=DENYING))),
            ("perhaps, by an unknown list", acl(acl=UNKNOWN)),
            ("perhaps, by an unknown list inline", logs(policy(DENYING), acl=UNKNOWN)),
            ("perhaps, by an unknown grant", acl(**granted(UNKNOWN))),
            (
                "perhaps, by a list of one knows not what",
                (*logs(policy(DENYING)), adrift("Acl", acl="log-delivery-write")),
            ),
        )
    ),
    passes(LOGGED, "under an unknown prefix", bucket(), logging(UNKNOWN), *logs(policy(letting()))),
    passes(LOGGED, "missing prefix", bucket(), logging(None), *logs(policy(letting(f"{ARN}/*")))),
    passes(LOGGED, "to a bucket elsewhere", bucket(logging=OLD), bucket("b", bucket="b", logging=OLD)),
    *(
        fails(LOGGED, f"not written, {label}", bucket(), logging(), *held, says=REFUSED)
        for label, held in (
            ("another prefix", logs(policy(letting(f"{ARN}/other/*")))),
            ("another bucket", logs(policy(letting("arn:aws:s3:::other/access/*")))),
            ("the bucket itself", logs(policy(letting(ARN)))),
            ("one object", logs(policy(letting(f"{ARN}/access/one")))),
            ("another service", logs(policy(letting(Principal={"Service": "delivery.logs.amazonaws.com"})))),
            ("another action", logs(policy(letting(Action="s3:GetObject")))),
            ("denied", logs(policy(DENYING))),
            ("denied inline", logs(policy=DENYING)),
            ("a private list", acl(acl="private")),
            ("a grant to others", acl(**granted("http://acs.amazonaws.com/groups/global/AllUsers"))),
        )
    ),
    fails(
        LOGGED,
        "not written, older type",
        bucket(),
        logging(suffix="LoggingV2"),
        bucket_v2("logs", bucket="logs", policy=DENYING),
        says=REFUSED,
    ),
    fails(LOGGED, "not written, inline", bucket(logging=OLD), *logs(policy=DENYING), says=REFUSED),
    fails(
        LOGGED,
        "not written, inline, older type",
        bucket_v2(loggings=[OLD]),
        *logs(policy=DENYING),
        says=REFUSED,
    ),
    fails(
        LOGGED,
        "missing prefix, under another",
        bucket(),
        logging(None),
        *logs(policy(letting())),
        says=REFUSED,
    ),
)
