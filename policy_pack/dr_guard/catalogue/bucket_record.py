"""What is on record of a bucket: its access logs and notifications."""

from __future__ import annotations

from typing import Final

from dr_guard.aws.kinds import (
    BUCKETS,
)
from dr_guard.control import Control

CONTROLS: Final = (
    Control(
        id="bucket-access-logged",
        title="Access to every bucket is logged, where S3 may write the log",
        why="After an incident nobody can tell who read, changed or deleted objects.",
        severity="medium",
        enforcement="mandatory",
        scope="stack",
        types=BUCKETS,
        references=(
            "FSBP S3.9",
            "Config s3-bucket-logging-enabled",
            "checkov CKV_AWS_18",
            "NIST AU-2",
            "NIST AU-3",
            "NIST AU-12",
            "NIST CA-7",
        ),
        remediation=(
            "Add a BucketLogging that names the bucket and another bucket as its targetBucket.",
            (
                "Let logging.s3.amazonaws.com do s3:PutObject in the policy of that bucket, on its ARN "
                "followed by a slash, the targetPrefix and *."
            ),
        ),
        group="detection",
        options=(),
    ),
    Control(
        id="bucket-log-target-separate",
        title="No bucket keeps its own access log",
        why="Whoever empties the bucket empties the record of it, and each log entry makes another.",
        severity="medium",
        enforcement="mandatory",
        scope="stack",
        types=BUCKETS,
        references=("WA REL09-BP02",),
        remediation=("Set targetBucket to another bucket.",),
        group="detection",
        options=(),
    ),
    Control(
        id="bucket-notification-present",
        title="Somebody is told of what happens to every bucket's objects",
        why="A deletion that nobody hears of is found when the object is needed.",
        severity="low",
        enforcement="disabled",
        scope="stack",
        types=BUCKETS,
        references=(
            "FSBP S3.11",
            "Config s3-event-notifications-enabled",
            "checkov CKV2_AWS_62",
            "NIST CA-7",
            "NIST SI-4",
        ),
        remediation=(
            "Add a BucketNotification that names the bucket.",
            "Set its eventbridge to true, or give it a function, a queue or a topic.",
        ),
        group="detection",
        options=(),
    ),
)
