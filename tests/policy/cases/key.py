"""KMS keys."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.bucket_policy import GRANT, document
from tests.policy.cases.case import fails, passes, skips

ROTATION: Final = "key-rotation-enabled"
WINDOW: Final = "key-deletion-window-maximal"
PRINCIPAL: Final = "key-policy-principal-restricted"
ENABLED: Final = "key-enabled"
LOCKOUT: Final = "key-lockout-check-kept"
PRESENT: Final = "key-policy-present"
DESCRIPTION: Final = "key-description-set"

OTHER: Final = Planned("aws:sns/topic:Topic", {})
EVERYONE: Final = (
    "statement 1 of the key policy allows everyone; "
    "wanted: named principals, or a condition that holds everyone to an account, a resource or a network"
)
UNKNOWN_POLICY: Final = (
    "the key policy cannot be known at preview, unless its ARNs are made of names; "
    "wanted: named principals, or a condition that holds everyone to an account, a resource or a network"
)


def key(**inputs: object) -> Planned:
    """Return a key."""
    return Planned("aws:kms/key:Key", inputs)


def replica(**inputs: object) -> Planned:
    """Return a replica of a key."""
    return Planned("aws:kms/replicaKey:ReplicaKey", inputs)


def external(**inputs: object) -> Planned:
    """Return a key whose material was made elsewhere."""
    return Planned("aws:kms/externalKey:ExternalKey", inputs)


def policy(value: object) -> Planned:
    """Return a policy of its own, for the key that it depends on."""
    return Planned(
        "aws:kms/keyPolicy:KeyPolicy",
        {"keyId": UNKNOWN, "policy": value},
        "policy",
        depends={"keyId": ("key",)},
    )


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
    skips(
        ROTATION,
        "a key in a custom key store",
        key(customKeyStoreId="cks-1"),
        because="a key in a custom key store does not rotate",
    ),
    fails(
        ROTATION,
        "a kind that is not known",
        key(customerMasterKeySpec=UNKNOWN),
        says="rotation is not set; wanted: on",
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
    fails(
        WINDOW,
        "seven days for an external key",
        external(deletionWindowInDays=7),
        says="the deletion window is 7 days; wanted: at least 30 days",
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
    fails(ENABLED, "an external key off", external(enabled="false"), says="the key is off; wanted: on"),
    passes(LOCKOUT, "missing", key()),
    passes(LOCKOUT, "off", key(bypassPolicyLockoutSafetyCheck=False)),
    *(
        fails(
            LOCKOUT,
            f"on for a {token}",
            Planned(f"aws:kms/{token}", {"bypassPolicyLockoutSafetyCheck": True}),
            says="the bypass of the lockout safety check is on; wanted: off",
        )
        for token in ("key:Key", "replicaKey:ReplicaKey", "externalKey:ExternalKey", "keyPolicy:KeyPolicy")
    ),
    fails(
        LOCKOUT,
        "on as a string",
        key(bypassPolicyLockoutSafetyCheck="true"),
        says="the bypass of the lockout safety check is on; wanted: off",
    ),
    fails(
        LOCKOUT,
        "unknown",
        key(bypassPolicyLockoutSafetyCheck=UNKNOWN),
        says="the bypass of the lockout safety check cannot be known at preview; wanted: off",
    ),
    passes(PRESENT, "on the key", key(policy=document(GRANT))),
    passes(PRESENT, "on the key, unknown", key(policy=UNKNOWN)),
    passes(PRESENT, "a policy of its own", replace(key(), name="key"), policy(document(GRANT))),
    fails(PRESENT, "missing", key(), says="it has no key policy; wanted: one that refers to it"),
    fails(
        PRESENT,
        "missing from a replica",
        replica(),
        says="it has no key policy; wanted: one that refers to it",
    ),
    fails(
        PRESENT,
        "of another key",
        key(),
        replace(key(policy="{}"), name="key"),
        policy(document(GRANT)),
        says="it has no key policy; wanted: one that refers to it",
    ),
    fails(
        PRESENT,
        "of a key that is not known",
        key(),
        replace(policy(document(GRANT)), depends={}),
        says="which key policy belongs to it cannot be known at preview; wanted: one that refers to it",
    ),
    passes(DESCRIPTION, "set", key(description="orders")),
    passes(DESCRIPTION, "unknown", replica(description=UNKNOWN)),
    fails(DESCRIPTION, "missing", key(), says="the description is not set; wanted: what the key is for"),
    fails(
        DESCRIPTION,
        "empty",
        key(description=""),
        says="the description is not set; wanted: what the key is for",
    ),
)
