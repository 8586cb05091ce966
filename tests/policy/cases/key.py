"""KMS keys."""

from __future__ import annotations

from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.bucket_policy import GRANT, document
from tests.policy.cases.case import fails, passes, skips

ROTATION: Final = "key-rotation-enabled"
WINDOW: Final = "key-deletion-window-maximal"
PRINCIPAL: Final = "key-policy-principal-restricted"
ENABLED: Final = "key-enabled"

OTHER: Final = Planned("aws:sns/topic:Topic", {})
EVERYONE: Final = (
    "statement 1 of the key policy allows everyone; "
    "wanted: named principals, or a condition that holds everyone to an account, a resource or a network"
)
UNKNOWN_POLICY: Final = (
    "the key policy cannot be known at preview; "
    "wanted: named principals, or a condition that holds everyone to an account, a resource or a network"
)


def key(**inputs: object) -> Planned:
    """Return a key."""
    return Planned("aws:kms/key:Key", inputs)


def replica(**inputs: object) -> Planned:
    """Return a replica of a key."""
    return Planned("aws:kms/replicaKey:ReplicaKey", inputs)


CASES: Final = (
    passes(ROTATION, "on", key(enableKeyRotation=True)),
    fails(ROTATION, "off", key(enableKeyRotation=False), says="rotation is off; wanted: on"),
    fails(ROTATION, "missing", key(), says="rotation is not set; wanted: on"),
    fails(
        ROTATION,
        "missing from a symmetric key",
        key(customerMasterKeySpec="SYMMETRIC_DEFAULT"),
        says="rotation is not set; wanted: on",
    ),
    fails(
        ROTATION,
        "unknown",
        key(enableKeyRotation=UNKNOWN),
        says="rotation cannot be known at preview; wanted: on",
    ),
    skips(
        ROTATION,
        "an asymmetric key",
        key(customerMasterKeySpec="RSA_2048"),
        because="only symmetric keys rotate",
    ),
    skips(ROTATION, "another type", OTHER),
    passes(WINDOW, "thirty days", key(deletionWindowInDays=30)),
    passes(WINDOW, "missing", key()),
    fails(
        WINDOW,
        "seven days",
        replica(deletionWindowInDays=7),
        says="the deletion window is 7 days; wanted: at least 30 days",
    ),
    fails(
        WINDOW,
        "unknown",
        key(deletionWindowInDays=UNKNOWN),
        says="the deletion window cannot be known at preview; wanted: at least 30 days",
    ),
    passes(PRINCIPAL, "missing", key()),
    passes(
        PRINCIPAL, "the account", key(policy=document({**GRANT, "Principal": {"AWS": "arn:aws:iam::1:root"}}))
    ),
    passes(
        PRINCIPAL,
        "everyone of the account",
        key(policy=document({**GRANT, "Condition": {"StringEquals": {"kms:CallerAccount": "1"}}})),
    ),
    fails(PRINCIPAL, "everyone", key(policy=document(GRANT)), says=EVERYONE),
    fails(
        PRINCIPAL,
        "everyone, in a policy of its own",
        Planned("aws:kms/keyPolicy:KeyPolicy", {"policy": document(GRANT)}),
        says=EVERYONE,
    ),
    fails(PRINCIPAL, "unknown", replica(policy=UNKNOWN), says=UNKNOWN_POLICY),
    passes(ENABLED, "missing", key()),
    passes(ENABLED, "on", key(isEnabled=True)),
    fails(ENABLED, "off", key(isEnabled=False), says="the key is off; wanted: on"),
    fails(ENABLED, "a replica off", replica(enabled=False), says="the key is off; wanted: on"),
    fails(ENABLED, "unknown", key(isEnabled=UNKNOWN), says="the key cannot be known at preview; wanted: on"),
)
