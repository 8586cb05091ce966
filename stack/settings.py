"""The settings of a stack: read once, all of them, before any resource exists.

Nothing else reads the configuration.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations
from typing import TYPE_CHECKING

import pulumi
import pulumi.runtime
from pulumi.runtime.config import CONFIG

from stack import setting_keys as keys
from stack.naming import PROJECT
from stack.validation import Configuration, SettingsError, fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stack.parsing import Network


@dataclass(frozen=True)
class Objective:
    """What the owner promises after one kind of disruption: how much is lost, how long it takes."""

    rpo: timedelta
    rto: timedelta

    @property
    def in_minutes(self) -> dict[str, int]:
        """The promise as a stack exports it, in whole minutes."""
        minute = timedelta(minutes=1)
        return {"rpo_minutes": self.rpo // minute, "rto_minutes": self.rto // minute}


@dataclass(frozen=True)
class DatabaseSettings:
    """The relational database: an empty ``engine_version`` is AWS's default; capacity is in ACU."""

    engine_version: str
    min_acu: float
    max_acu: float


@dataclass(frozen=True)
class Settings:
    """One stack's settings.

    ``objectives`` are by disruption; where one is not named, nothing is promised. Days are whole days. A
    ``reserved_concurrency`` of 0 reserves nothing. Without ``database`` there is no relational one.
    """

    suffix: str
    region: str
    vpc_cidr: Network
    public_subnet_cidrs: tuple[Network, ...]
    private_subnet_cidrs: tuple[Network, ...]
    owner: str
    cost_centre: str
    environment: str
    tier: str
    ephemeral: bool
    allow_drills: bool
    alarm_emails: tuple[str, ...]
    alarm_phones: tuple[str, ...]
    alarm_webhooks: tuple[str, ...]
    cors_origins: tuple[str, ...]
    schedule: timedelta
    retention_days: int
    pitr_days: int
    log_retention_days: int
    reserved_concurrency: int
    monthly_budget_usd: int
    self_repair: bool
    objectives: dict[str, Objective]
    database: DatabaseSettings | None

    @property
    def tags(self) -> dict[str, str]:
        """What every resource is tagged with."""
        return {
            "owner": self.owner,
            "cost-centre": self.cost_centre,
            "environment": self.environment,
            "tier": self.tier,
            **({"ephemeral": "true"} if self.ephemeral else {}),
        }


def load_settings() -> Settings:
    """Read the running stack's settings; raises ``SettingsError`` with a line for each fault."""
    prefix = f"{PROJECT}:"
    # pulumi.Config answers for one key at a time; a key that nothing reads shows only among all of them.
    everything = {**pulumi.runtime.get_config_env(), **CONFIG.get()}
    given = {key.removeprefix(prefix): value for key, value in everything.items() if key.startswith(prefix)}
    secret = frozenset(name for name in given if pulumi.runtime.is_config_secret(f"{prefix}{name}"))
    stack = pulumi.get_stack()
    return settings_from(Configuration(given, {"suffix": stack, "environment": stack}, secret))


def settings_from(configuration: Configuration) -> Settings:
    """Turn a configuration into settings; raises ``SettingsError`` with a line for each fault."""
    faults = [
        *(line for key in keys.KEYS for line in configuration.faults(key)),
        *_network_faults(configuration),
        *_ephemeral_faults(configuration),
        *_subscriber_faults(configuration),
        *_database_faults(configuration),
        *_capacity_faults(configuration),
        *_identifier_faults(configuration),
        *configuration.unknown([key.name for key in keys.KEYS]),
    ]
    if faults:
        raise SettingsError("\n".join(faults))
    return _settings(configuration)


def _settings(configuration: Configuration) -> Settings:
    value = configuration.value
    return Settings(
        suffix=value(keys.SUFFIX),
        region=value(keys.REGION),
        vpc_cidr=value(keys.VPC_CIDR),
        public_subnet_cidrs=value(keys.PUBLIC_SUBNET_CIDRS),
        private_subnet_cidrs=value(keys.PRIVATE_SUBNET_CIDRS),
        owner=value(keys.OWNER),
        cost_centre=value(keys.COST_CENTRE),
        environment=value(keys.ENVIRONMENT),
        tier=value(keys.TIER),
        ephemeral=value(keys.EPHEMERAL),
        allow_drills=value(keys.ALLOW_DRILLS),
        alarm_emails=value(keys.ALARM_EMAILS),
        alarm_phones=value(keys.ALARM_PHONES),
        alarm_webhooks=value(keys.ALARM_WEBHOOKS),
        cors_origins=value(keys.CORS_ORIGINS),
        schedule=timedelta(minutes=value(keys.SCHEDULE_MINUTES)),
        retention_days=value(keys.RETENTION_DAYS),
        pitr_days=value(keys.PITR_DAYS),
        log_retention_days=value(keys.LOG_RETENTION_DAYS),
        reserved_concurrency=value(keys.RESERVED_CONCURRENCY),
        monthly_budget_usd=value(keys.MONTHLY_BUDGET_USD),
        self_repair=value(keys.SELF_REPAIR),
        objectives={
            disruption: Objective(
                rpo=timedelta(minutes=promised["rpoMinutes"]), rto=timedelta(minutes=promised["rtoMinutes"])
            )
            for disruption, promised in value(keys.OBJECTIVES).items()
        },
        database=_database(configuration),
    )


def _database(configuration: Configuration) -> DatabaseSettings | None:
    if configuration.value(keys.DATABASE) == keys.NO_DATABASE:
        return None
    return DatabaseSettings(
        engine_version=configuration.value(keys.DATABASE_ENGINE_VERSION),
        min_acu=configuration.value(keys.DATABASE_MIN_ACU),
        max_acu=configuration.value(keys.DATABASE_MAX_ACU),
    )


def _network_faults(configuration: Configuration) -> Iterator[str]:
    lists = (keys.PUBLIC_SUBNET_CIDRS, keys.PRIVATE_SUBNET_CIDRS)
    if not configuration.sound(keys.VPC_CIDR, *lists):
        return
    vpc = configuration.value(keys.VPC_CIDR)
    subnets = [
        (f"{key.name}[{place}]", block)
        for key in lists
        for place, block in enumerate(configuration.value(key))
    ]
    for name, block in subnets:
        if not block.subnet_of(vpc):
            yield fault(name, str(block), f"a block inside {vpc} (vpcCidr)", "AWS refuses the subnet")
    for (first, block), (second, other) in combinations(subnets, 2):
        if block.overlaps(other):
            wanted = f"a block that does not overlap {first} ({block})"
            yield fault(second, str(other), wanted, "AWS refuses the second of the two subnets")


def _ephemeral_faults(configuration: Configuration) -> Iterator[str]:
    if not configuration.sound(keys.EPHEMERAL, keys.TIER):
        return
    if configuration.value(keys.EPHEMERAL) and configuration.value(keys.TIER) == "production":
        yield fault(
            keys.EPHEMERAL.name,
            "true, with tier production",
            "false, or another tier",
            "production data is deleted together with the stack",
        )


def _subscriber_faults(configuration: Configuration) -> Iterator[str]:
    lists = (keys.ALARM_EMAILS, keys.ALARM_PHONES, keys.ALARM_WEBHOOKS)
    if configuration.sound(*lists) and not any(configuration.value(key) for key in lists):
        yield fault(
            keys.ALARM_EMAILS.name,
            "nobody, in alarmPhones and alarmWebhooks neither",
            "at least one subscriber in one of the three",
            "every alarm rings unheard",
        )


def _database_faults(configuration: Configuration) -> Iterator[str]:
    if not _is_without_database(configuration):
        return
    # The engine hands on a project's defaults like what a stack says: only what differs was surely meant.
    said = [key.name for key in keys.OF_DATABASE if configuration.sound(key) and configuration.differs(key)]
    if said:
        yield fault(
            keys.DATABASE.name,
            f"{keys.NO_DATABASE}, with {', '.join(said)}",
            f"{keys.AURORA}, or no setting of a database that is not there",
            "they are ignored, and there is no database",
        )


def _is_without_database(configuration: Configuration) -> bool:
    return configuration.sound(keys.DATABASE) and configuration.value(keys.DATABASE) == keys.NO_DATABASE


def _capacity_faults(configuration: Configuration) -> Iterator[str]:
    both = (keys.DATABASE_MIN_ACU, keys.DATABASE_MAX_ACU)
    if _is_without_database(configuration) or not configuration.sound(*both):
        return
    least, most = configuration.value(keys.DATABASE_MIN_ACU), configuration.value(keys.DATABASE_MAX_ACU)
    if least > most:
        wanted = f"at most {most:g} (databaseMaxAcu)"
        yield fault(keys.DATABASE_MIN_ACU.name, f"{least:g}", wanted, "AWS refuses the database")


def _identifier_faults(configuration: Configuration) -> Iterator[str]:
    if not configuration.sound(keys.SUFFIX, keys.DATABASE):
        return
    suffix = configuration.value(keys.SUFFIX)
    if "--" in suffix and configuration.value(keys.DATABASE) != keys.NO_DATABASE:
        found, wanted = f"{suffix!r}, with a database", "no - after another, or database none"
        yield fault(keys.SUFFIX.name, found, wanted, "AWS refuses the names of the database")
