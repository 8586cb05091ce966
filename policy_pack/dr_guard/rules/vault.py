"""AWS Backup vaults."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dr_guard.aws.backup.vaults import Vaults
from dr_guard.aws.iam.actions import WILDCARDS, matched
from dr_guard.aws.iam.documents import Statement, is_readable, statements
from dr_guard.aws.iam.reach import is_wide_resource
from dr_guard.aws.messaging.admission import key_admits, key_of, keys_in, topic_admits
from dr_guard.aws.tokens import (
    AIR_GAPPED_VAULT,
    EVENT_RULE,
    PLAN,
    TOPIC,
    VAULT,
    VAULT_LOCK,
    VAULT_NOTIFICATIONS,
    VAULT_POLICY,
)
from dr_guard.checks import (
    NOT_KNOWN,
    absent,
    must_be_customer_key,
    must_not_be_on,
    must_reach,
    unread,
)
from dr_guard.finding import Finding, NotApplicable
from dr_guard.graph import may_share_region
from dr_guard.logic import any_of
from dr_guard.references import References
from dr_guard.values import MISSING, UNKNOWN, document, entries, is_set, lookup

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dr_guard.control import Settings
    from dr_guard.finding import Outcome
    from dr_guard.graph import Graph
    from dr_guard.references import Match
    from dr_guard.resource import Resource
    from dr_guard.values import Known, Plain

# What takes a backup away, or whatever keeps others from doing so.
DELETIONS: Final = (
    "backup:DeleteRecoveryPoint",
    "backup:UpdateRecoveryPointLifecycle",
    "backup:PutBackupVaultAccessPolicy",
)
WANTED_DENIAL: Final = f"statements that deny everyone {', '.join(DELETIONS[:-1])} and {DELETIONS[-1]}"
BACKUP: Final = "backup.amazonaws.com"
# A job that failed or expired is also told of as completed, with that state.
FAILURES: Final = ("BACKUP_JOB_COMPLETED", "BACKUP_JOB_FAILED", "BACKUP_JOB_EXPIRED")
EXCEPTIONS: Final = ("aws:principalarn", "aws:userid", "aws:principalorgid", "aws:principaltag/")


def vault_encryption_customer_managed(vault: Resource, _settings: Settings) -> Iterator[Outcome]:
    """Backups are encrypted with a key whose policy and deletion are the owner's."""
    yield from must_be_customer_key(vault.get("kmsKeyArn"), "the encryption key")


def vault_deletion_guarded(vault: Resource, _settings: Settings) -> Iterator[Outcome]:
    """No vault is deleted together with its backups."""
    yield from must_not_be_on(vault.get("forceDestroy"), "deletion with all backups")


def vault_locked(graph: Graph, _settings: Settings) -> Iterator[Outcome]:
    """Nobody deletes a backup before its time, which its lock has to name, or it holds nothing."""
    for vault in graph.of_type((VAULT,)):
        locks = graph.satellites(vault, (VAULT_LOCK,), "backupVaultName")
        if not locks.joined:
            yield absent(locks, vault, "vault lock")
        for lock in locks.joined:
            yield from must_reach(lock.get("minRetentionDays"), "the shortest retention", 1, "day", lock.urn)


def vault_policy_deletion_denied(graph: Graph, _settings: Settings) -> Iterator[Outcome]:
    """Nobody deletes a backup by hand, from a vault that no lock keeps."""
    for vault in graph.of_type((VAULT,)):
        locks = graph.satellites(vault, (VAULT_LOCK,), "backupVaultName").joined
        if any(is_set(lock.get("minRetentionDays")) for lock in locks):
            yield NotApplicable("a lock keeps what is in the vault", vault.urn)
            continue
        policies = graph.satellites(vault, (VAULT_POLICY,), "backupVaultName")
        for policy in policies.joined:
            yield from _must_deny_deletion(policy)
        if not policies.joined:
            yield absent(policies, vault, "vault policy")


def _must_deny_deletion(policy: Resource) -> Iterator[Finding]:
    parsed = statements(policy.get("policy"))
    if parsed is UNKNOWN:
        yield unread("the policy", WANTED_DENIAL, policy.urn)
        return
    denials = [each for each in parsed if _denies_all(each)]
    actions = [action for denial in denials for action in denial.members("Action") if isinstance(action, str)]
    denied = {action for pattern in actions for action in matched(pattern, DELETIONS)}
    lacking = [action for action in DELETIONS if action not in denied]
    if lacking:
        yield Finding(f"the policy does not deny everyone {' and '.join(lacking)}", WANTED_DENIAL, policy.urn)


def _denies_all(statement: Statement) -> bool:
    """Whether a statement denies everyone something on every backup; one that is not known may be any."""
    is_on_all = any(
        each in ("*", UNKNOWN) or _is_every_backup(each) for each in statement.members("Resource")
    )
    return not statement.allows and statement.is_for_all() and is_on_all and _spares_named(statement)


def _is_every_backup(resource: Plain) -> bool:
    kind = resource.split(":", 5)[5:] if isinstance(resource, str) else []
    return any(not WILDCARDS.sub("", each.removeprefix("recovery-point:")) for each in kind)


def _is_anybody(principal: str) -> bool:
    return not WILDCARDS.sub("", principal) or (principal.startswith("arn:") and is_wide_resource(principal))


def _spares_named(statement: Statement) -> bool:
    """Whether a denial holds against all, but for principals that its conditions name."""
    return all(
        "not" in operator
        and key.startswith(EXCEPTIONS)
        and not any(isinstance(each, str) and _is_anybody(each) for each in values)
        for operator, key, values in statement.conditions()
    )


def vault_notifications_present(graph: Graph, _settings: Settings) -> Iterator[Outcome]:
    """Somebody learns of a backup that failed."""
    rules = [rule for rule in graph.of_type((EVENT_RULE,)) if _hears_backups(rule)]
    topics, keys = References(graph, (TOPIC,)), keys_in(graph)
    for vault in graph.of_type((VAULT,)):
        held = graph.satellites(vault, (VAULT_NOTIFICATIONS,), "backupVaultName")
        if any(may_share_region(rule.region, vault.region) for rule in rules):
            continue
        for notifications in held.joined:
            yield from _must_tell_of_failures(notifications)
            topic = topics.match(notifications, "snsTopicArn", notifications.get("snsTopicArn")).found
            if topic:
                yield from _must_be_admitted(graph, notifications, topic, key_of(keys, topic))
        if not held.joined:
            yield absent(held, vault, "VaultNotifications")


def _must_tell_of_failures(notifications: Resource) -> Iterator[Finding]:
    events = entries(notifications.inputs, "backupVaultEvents")
    if not any(event in FAILURES for event in events):
        found = (
            f"what its events tell {NOT_KNOWN}"
            if UNKNOWN in events
            else "none of its events tells of a failure"
        )
        yield Finding(found, " or ".join(FAILURES), notifications.urn)


def _must_be_admitted(
    graph: Graph, notifications: Resource, topic: Resource, key: Resource | None
) -> Iterator[Finding]:
    """Yield what keeps AWS Backup from a topic; what is not known is said by what judges the policies."""
    wanted = "a statement that does"
    if topic_admits(graph, topic, BACKUP) is False:
        yield Finding(f"no policy of its topic lets {BACKUP} publish", wanted, notifications.urn)
    if key and key_admits(graph, key, BACKUP) is False:
        yield Finding(f"no policy of its topic's key lets {BACKUP} encrypt", wanted, notifications.urn)


def _hears_backups(rule: Resource) -> bool:
    """Whether a rule is about events of AWS Backup; one whose pattern is not known is not."""
    pattern = rule.get("eventPattern")
    return is_readable(pattern) and "aws.backup" in entries(document(pattern), "source")


def vault_air_gapped_present(graph: Graph, _settings: Settings) -> Iterator[Outcome]:
    """Every plan keeps something where whoever takes over the account cannot reach it."""
    vaults = Vaults(graph)
    for plan in graph.of_type((PLAN,)):
        verdict = any_of(_is_air_gapped(destination) for destination in _all_destinations(vaults, plan))
        if verdict is not True:
            unclear = f"whether it fills a logically air-gapped vault {NOT_KNOWN}"
            found = unclear if verdict is UNKNOWN else "it fills no logically air-gapped vault"
            yield Finding(found, "one that is among its destinations", plan.urn)


def _all_destinations(vaults: Vaults, plan: Resource) -> Iterator[Match]:
    yield from vaults.filled(plan)
    for rule in entries(plan.inputs, "rules"):
        arn = lookup(rule, "targetLogicallyAirGappedBackupVaultArn")
        if arn is not MISSING:
            yield vaults.references.match(plan, "rules", arn)


def _is_air_gapped(match: Match) -> Known:
    if match.found:
        return match.found.type == AIR_GAPPED_VAULT
    kinds = {each.type for each in match.possible}
    return UNKNOWN if match.is_open or AIR_GAPPED_VAULT in kinds else False


RULES: Final = (
    vault_encryption_customer_managed,
    vault_deletion_guarded,
    vault_locked,
    vault_policy_deletion_denied,
    vault_notifications_present,
    vault_air_gapped_present,
)
