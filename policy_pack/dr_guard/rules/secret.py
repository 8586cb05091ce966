"""Secrets Manager secrets."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from dr_guard.aws.backup.cron import DAY_MINUTES, longest_gap_minutes
from dr_guard.aws.database.databases import DATABASES
from dr_guard.aws.iam.access import must_name_principals
from dr_guard.aws.recovery.copies import inline_copies, must_be_copied
from dr_guard.aws.regions import recovery_regions
from dr_guard.aws.tokens import (
    SECRET,
    SECRET_POLICY,
    SECRET_ROTATION,
)
from dr_guard.checks import (
    NOT_KNOWN,
    absent,
    counted,
    must_be_customer_key,
    must_be_on,
    must_be_set,
    must_reach,
    state,
)
from dr_guard.finding import Finding, NotApplicable, Outcome
from dr_guard.values import MISSING, UNKNOWN, boolean, entries, lookup

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dr_guard.control import Settings
    from dr_guard.graph import Graph
    from dr_guard.resource import Resource
    from dr_guard.values import Plain


def secret_rotation_enabled(graph: Graph, _settings: Settings) -> Iterator[Outcome]:
    """Every secret that the program makes is changed without anybody having to think of it."""
    for secret in graph.of_type((SECRET,)):
        found = graph.satellites(secret, (SECRET_ROTATION,), "secretId")
        for rotation in found.joined:
            # With rules and without this switch, a rotation is on.
            if rotation.get("rotationEnabled") is not MISSING:
                yield from must_be_on(rotation.get("rotationEnabled"), "rotation", secret.urn)
        if not found.joined:
            yield absent(found, secret, "rotation")


def secret_rotation_timely(rotation: Resource, settings: Settings) -> Iterator[Outcome]:
    """A secret that leaks is of no use after some time."""
    if boolean(rotation.get("rotationEnabled")) is False:
        yield NotApplicable("the rotation is off")
        return
    maximum = settings.number("maximumDays")
    interval = _interval_days(rotation)
    wanted = f"at most {counted(maximum, 'day')}"
    if not isinstance(interval, int | float) or isinstance(interval, bool):
        yield Finding(f"the time between two rotations {state(interval)}", wanted)
    elif interval > maximum:
        said = "has no end" if math.isinf(interval) else f"is {counted(interval, 'day')}"
        yield Finding(f"the time between two rotations {said}", wanted)


def _interval_days(rotation: Resource) -> Plain:
    """Return the days between two rotations; AWS takes a number of them or a schedule, not both."""
    days = rotation.get("rotationRules.automaticallyAfterDays")
    schedule = rotation.get("rotationRules.scheduleExpression")
    if days is not MISSING or not isinstance(schedule, str):
        return schedule if days is MISSING else days
    gap = longest_gap_minutes(schedule)
    return schedule if gap is None else gap / DAY_MINUTES


def secret_encryption_customer_managed(holder: Resource, _settings: Settings) -> Iterator[Outcome]:
    """Every secret is encrypted with a key whose policy and deletion are the owner's, in each region."""
    yield from _password_encrypted(holder) if holder.type in DATABASES else _secret_encrypted(holder)


def _password_encrypted(database: Resource) -> Iterator[Outcome]:
    """Ask it of the secret too that RDS makes: its key is the database's to name."""
    if boolean(database.get("manageMasterUserPassword")) in (False, MISSING):
        yield NotApplicable("RDS keeps no secret of the database")
    else:
        key = database.get("masterUserSecretKmsKeyId")
        yield from must_be_customer_key(key, "the encryption key of the master password's secret")


def _secret_encrypted(secret: Resource) -> Iterator[Outcome]:
    yield from must_be_customer_key(secret.get("kmsKeyId"), "the encryption key")
    for number, replica in enumerate(entries(secret.inputs, "replicas")):
        noun = f"the encryption key of replicas[{number}]"
        if replica is UNKNOWN:
            yield Finding(f"{noun} {NOT_KNOWN}", "a customer-managed key")
        else:
            yield from must_be_customer_key(lookup(replica, "kmsKeyId"), noun)


def secret_recovery_window_sufficient(secret: Resource, settings: Settings) -> Iterator[Outcome]:
    """There is time to notice that a secret was deleted; where no time is set, it is AWS's longest."""
    window = secret.get("recoveryWindowInDays")
    if window is not MISSING:
        yield from must_reach(window, "the recovery window", settings.number("minimumDays"), "day")


def secret_replica_present(secret: Resource, settings: Settings) -> Iterator[Outcome]:
    """Every secret is in every region in which its system is to be recovered."""
    yield from must_be_copied(secret, inline_copies(secret), recovery_regions(settings))


def secret_policy_public_blocked(holder: Resource, _settings: Settings) -> Iterator[Outcome]:
    """No policy lets everyone read a secret; with the block on, AWS refuses one that would."""
    if holder.type == SECRET_POLICY:
        yield from must_be_on(holder.get("blockPublicPolicy"), "the block of public policies")
    else:
        yield from must_name_principals(holder.get("policy"), "the secret's policy")


def secret_description_set(secret: Resource, _settings: Settings) -> Iterator[Outcome]:
    """A secret tells whoever finds it what it opens."""
    yield from must_be_set(secret.get("description"), "the description", "what the secret is for")


RULES: Final = (
    secret_rotation_enabled,
    secret_rotation_timely,
    secret_encryption_customer_managed,
    secret_recovery_window_sufficient,
    secret_replica_present,
    secret_policy_public_blocked,
    secret_description_set,
)
