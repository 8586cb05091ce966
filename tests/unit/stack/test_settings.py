"""Settings are read once, whole or not at all."""

from __future__ import annotations

import ipaddress
from datetime import timedelta

import pytest

from sandbox.recording import Project, record
from stack.settings import DatabaseSettings, Objective, SettingsError, load_settings
from tests.unit.stack.given import GIVEN, SUFFIX, line, settings


def test_little_must_be_said():
    found = settings()
    assert (found.suffix, found.environment, found.region) == ("dev", "dev", "us-west-2")
    assert (found.tier, found.ephemeral, found.self_repair) == ("production", False, True)
    assert found.allow_drills is False
    assert found.vpc_cidr == ipaddress.IPv4Network("10.0.0.0/16")
    assert [str(block) for block in found.public_subnet_cidrs] == ["10.0.10.0/24", "10.0.11.0/24"]
    assert [str(block) for block in found.private_subnet_cidrs] == ["10.0.1.0/24", "10.0.2.0/24"]
    assert found.schedule == timedelta(minutes=5)
    assert (found.retention_days, found.pitr_days, found.log_retention_days) == (35, 35, 365)
    assert found.monthly_budget_usd == 200
    assert (found.alarm_emails, found.alarm_phones, found.alarm_webhooks) == (("a@example.com",), (), ())
    assert found.cors_origins == ()
    assert found.database is None


def test_a_database_is_as_small_as_it_may_be_unless_it_is_said():
    assert settings(database="aurora").database == DatabaseSettings("", 1, 2)
    said = settings(database="aurora", databaseEngineVersion="16.6", databaseMinAcu="1.5", databaseMaxAcu="8")
    assert said.database == DatabaseSettings("16.6", 1.5, 8)


def test_by_default_nothing_is_promised_for_the_loss_of_a_region():
    assert settings().objectives == {
        "corruption": Objective(timedelta(minutes=5), timedelta(minutes=120)),
        "deletion": Objective(timedelta(minutes=5), timedelta(minutes=120)),
        "zone": Objective(timedelta(0), timedelta(minutes=5)),
    }


def test_a_promise_is_told_in_minutes():
    promise = Objective(timedelta(minutes=5), timedelta(hours=2))
    assert promise.in_minutes == {"rpo_minutes": 5, "rto_minutes": 120}


def test_everything_can_be_said():
    found = settings(
        suffix="pr-7",
        environment="pull request",
        tier="development",
        ephemeral="true",
        allowDrills="true",
        region="ap-southeast-2",
        alarmPhones='["+4915112345678"]',
        alarmWebhooks='["https://pager.example.com/hook?x=1"]',
        corsOrigins='["https://app.example.com", "https://localhost:3000"]',
        scheduleMinutes="1",
        selfRepair="false",
        objectives='{"region": {"rpoMinutes": 60, "rtoMinutes": 240}}',
    )
    assert (found.suffix, found.region, found.ephemeral) == ("pr-7", "ap-southeast-2", True)
    assert found.allow_drills is True
    assert found.alarm_phones == ("+4915112345678",)
    assert found.alarm_webhooks == ("https://pager.example.com/hook?x=1",)
    assert found.cors_origins == ("https://app.example.com", "https://localhost:3000")
    assert (found.schedule, found.self_repair) == (timedelta(minutes=1), False)
    assert found.objectives == {"region": Objective(timedelta(hours=1), timedelta(hours=4))}


def test_tags_say_ephemeral_only_of_what_is():
    tags = {"owner": "team", "cost-centre": "CC-1", "environment": "dev", "tier": "staging"}
    assert settings(tier="staging").tags == tags
    assert settings(tier="staging", ephemeral="true").tags == {**tags, "ephemeral": "true"}


def loaded(stack, config, *secrets):
    found = []
    record(
        lambda: found.append(load_settings()),
        Project("disaster-recovery", stack, config=config, secret_keys=secrets),
    )
    return found[0]


def test_the_running_stack_s_configuration_is_read():
    config = {f"disaster-recovery:{key}": value for key, value in GIVEN.items()}
    found = loaded("prod", {**config, "aws:region": "eu-west-1", "other:suffix": "x"})
    assert (found.suffix, found.environment, found.region) == ("prod", "prod", "us-west-2")


def test_a_stack_s_name_that_makes_no_suffix_is_a_fault():
    config = {f"disaster-recovery:{key}": value for key, value in GIVEN.items()}
    with pytest.raises(SettingsError) as refused:
        loaded("Prod", config)
    assert str(refused.value) == line("suffix", "'Prod'", *SUFFIX)


def test_a_secret_value_is_not_repeated():
    config = {f"disaster-recovery:{key}": value for key, value in GIVEN.items()}
    with pytest.raises(SettingsError) as refused:
        loaded("dev", {**config, "disaster-recovery:tier": "hunter2"}, "disaster-recovery:tier")
    assert str(refused.value) == line(
        "tier",
        "a secret",
        "one of production, staging, development",
        "policies do not know how strict to be",
    )
