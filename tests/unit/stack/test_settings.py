"""Settings are read once, whole or not at all."""

from __future__ import annotations

import ipaddress
from datetime import timedelta

import pytest

from sandbox.recording import Project, record
from stack import limits
from stack.settings import DatabaseSettings, Objective, SettingsError, load_settings, settings_from
from stack.validation import Configuration

GIVEN = {
    "owner": "team",
    "costCentre": "CC-1",
    "alarmEmails": '["a@example.com"]',
}
STACK = {"suffix": "dev", "environment": "dev"}
TAGS = "1 to 256 letters, digits, spaces or any of _.:/=+-@"
TWO_BLOCKS = "a list of 2 different IPv4 blocks of /16 to /28, one for each zone"
NETWORK_THERE = "AWS refuses a subnet when the network is already there"
SUFFIX = (
    "1 to 30 of a-z, 0-9 and -, with no - at either end (when empty, the stack's name)",
    "AWS refuses the names of the bucket and of the backup vault",
)
OBJECTIVES = (
    "for any of corruption, deletion, zone, region: rpoMinutes and rtoMinutes, each from 0 to 527040",
    "nobody can say whether the promise is kept",
)
REGIONS = (
    "the code of an AWS region, such as eu-west-1, in the same partition as us-east-1, which watches it",
    "no request reaches AWS, or nobody watches the API from outside",
)
ORIGINS = (
    "a list of different https origins (scheme, host and port only, never *)",
    "any web page may call the API with its visitor's rights, or none may",
)
PHONES = (
    "a list of different telephone numbers in E.164 form, such as +4915112345678",
    "an alarm is sent to no telephone",
)
WEBHOOKS = ("a list of different https addresses", "alarms travel unencrypted, or reach no pager")
EMAILS = ("a list of different e-mail addresses", "an alarm is sent where nobody reads it")
ACU = "Aurora capacity units from 0.5 to 256, in steps of 0.5"
LEAST_ACU = (ACU, "AWS refuses the database, or it falls asleep and the first request after that times out")
MOST_ACU = (ACU, "AWS refuses the database, or one bad query costs without end")
LOG_DAYS = (
    f"one of {', '.join(str(days) for days in sorted(limits.LOG_KEPT_DAYS))}",
    "CloudWatch refuses the log groups",
)


def settings(**changed):
    return settings_from(Configuration({**GIVEN, **changed}, STACK))


def line(key, found, wanted, breaks):
    return f"disaster-recovery:{key}: found {found}; wanted {wanted}; otherwise {breaks}"


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


BROKEN = [
    ("suffix", "Pr_7", "'Pr_7'", *SUFFIX),
    ("suffix", "-a", "'-a'", *SUFFIX),
    ("suffix", "a" * 31, f"'{'a' * 31}'", *SUFFIX),
    ("region", "Ireland", "'Ireland'", *REGIONS),
    ("region", "cn-north-1", "'cn-north-1'", *REGIONS),
    ("region", "us-gov-west-1", "'us-gov-west-1'", *REGIONS),
    (
        "reservedConcurrency",
        "1001",
        "1001",
        "a whole number from 0 to 1000 (0 reserves nothing)",
        "Lambda refuses the function, or a runaway caller starves the account's others",
    ),
    (
        "vpcCidr",
        "10.0.0.0/8",
        "'10.0.0.0/8'",
        "an IPv4 block of /16 to /28 without host bits",
        "AWS refuses the network",
    ),
    ("publicSubnetCidrs", '["10.0.10.0/24"]', '["10.0.10.0/24"]', TWO_BLOCKS, NETWORK_THERE),
    ("privateSubnetCidrs", "10.0.1.0/24", "'10.0.1.0/24'", TWO_BLOCKS, NETWORK_THERE),
    ("owner", "", "nothing", TAGS, "nobody knows whom to call about a resource"),
    ("owner", "a<b", "'a<b'", TAGS, "nobody knows whom to call about a resource"),
    ("costCentre", "", "nothing", TAGS, "nobody can be charged for a resource"),
    ("environment", "a;b", "'a;b'", TAGS, "a resource cannot be told from another stack's"),
    (
        "tier",
        "prod",
        "'prod'",
        "one of production, staging, development",
        "policies do not know how strict to be",
    ),
    (
        "ephemeral",
        "yes",
        "'yes'",
        "true or false",
        "nobody knows whether data may be deleted with the stack",
    ),
    (
        "allowDrills",
        "yes",
        "'yes'",
        "true or false",
        "nobody knows whether recovery may be rehearsed on a production stack",
    ),
    ("alarmPhones", '["015112345678"]', "'015112345678'", *PHONES),
    ("alarmWebhooks", '["http://pager.example.com"]', "'http://pager.example.com'", *WEBHOOKS),
    ("alarmEmails", '["a@example.com", "a@example.com"]', '["a@example.com", "a@example.com"]', *EMAILS),
    ("alarmEmails", '["nobody"]', "'nobody'", *EMAILS),
    ("corsOrigins", '["*"]', "'*'", *ORIGINS),
    ("corsOrigins", '["http://localhost:3000"]', "'http://localhost:3000'", *ORIGINS),
    ("corsOrigins", '["https://a.example.com/path"]', "'https://a.example.com/path'", *ORIGINS),
    (
        "scheduleMinutes",
        "0",
        "0",
        "a whole number from 1 to 60",
        "a fault goes unnoticed for hours, or EventBridge refuses the rule",
    ),
    (
        "retentionDays",
        "29",
        "29",
        "a whole number from 30 to 35",
        "backups are gone before a fault is noticed, or AWS refuses to make continuous ones",
    ),
    ("pitrDays", "36", "36", "a whole number from 1 to 35", "DynamoDB refuses point-in-time recovery"),
    ("logRetentionDays", "100", "100", *LOG_DAYS),
    (
        "monthlyBudgetUsd",
        "0",
        "0",
        "a whole number of US dollars from 1 to 1000000",
        "nobody is told when the stack costs more than it may",
    ),
    (
        "selfRepair",
        "on",
        "'on'",
        "true or false",
        "nobody knows whether the function turns protection back on that somebody turned off",
    ),
    (
        "database",
        "mysql",
        "'mysql'",
        "none or aurora",
        "nobody knows whether records are audited in a relational database",
    ),
    (
        "databaseEngineVersion",
        "16",
        "'16'",
        "a version of Aurora PostgreSQL such as '16.6', quoted (when empty, AWS's default)",
        "AWS refuses the database, or makes it of another major version than its parameters are for",
    ),
    ("databaseMinAcu", "0", "0", *LEAST_ACU),
    ("databaseMinAcu", "1.3", "1.3", *LEAST_ACU),
    ("databaseMaxAcu", "2.25", "2.25", *MOST_ACU),
]


@pytest.mark.parametrize(
    ("key", "raw", "found", "wanted", "breaks"), BROKEN, ids=[f"{key}={raw[:20]}" for key, raw, *_ in BROKEN]
)
def test_one_broken_value_is_one_line(key, raw, found, wanted, breaks):
    place = "[0]" if raw.startswith("[") and not found.startswith("[") else ""
    with pytest.raises(SettingsError) as refused:
        settings(**{key: raw})
    assert str(refused.value) == line(f"{key}{place}", found, wanted, breaks)


@pytest.mark.parametrize(
    ("raw", "place", "found"),
    [
        ('{"fire": {}}', ".fire", "{}"),
        ('{"zone": {"rpoMinutes": 0}}', ".zone.rtoMinutes", "nothing"),
        ('{"zone": {"rpoMinutes": -1, "rtoMinutes": 5}}', ".zone.rpoMinutes", "-1"),
        ('{"zone": 5}', ".zone", "5"),
        ("[]", "", "[]"),
    ],
)
def test_a_broken_promise_is_named_by_its_place(raw, place, found):
    with pytest.raises(SettingsError) as refused:
        settings(objectives=raw)
    assert str(refused.value) == line(f"objectives{place}", found, *OBJECTIVES)


def test_a_subnet_must_be_inside_the_network():
    with pytest.raises(SettingsError) as refused:
        settings(publicSubnetCidrs='["10.1.0.0/24", "10.0.11.0/24"]')
    assert str(refused.value) == line(
        "publicSubnetCidrs[0]",
        "10.1.0.0/24",
        "a block inside 10.0.0.0/16 (vpcCidr)",
        "AWS refuses the subnet",
    )


def test_subnets_must_not_overlap():
    with pytest.raises(SettingsError) as refused:
        settings(privateSubnetCidrs='["10.0.10.128/25", "10.0.2.0/24"]')
    assert str(refused.value) == line(
        "privateSubnetCidrs[0]",
        "10.0.10.128/25",
        "a block that does not overlap publicSubnetCidrs[0] (10.0.10.0/24)",
        "AWS refuses the second of the two subnets",
    )


def test_the_least_capacity_is_not_above_the_most():
    with pytest.raises(SettingsError) as refused:
        settings(databaseMinAcu="2.5")
    assert str(refused.value) == line(
        "databaseMinAcu", "2.5", "at most 2 (databaseMaxAcu)", "AWS refuses the database"
    )


def test_a_database_s_names_have_no_two_hyphens_together():
    assert settings(suffix="pr--7").suffix == "pr--7"
    with pytest.raises(SettingsError) as refused:
        settings(suffix="pr--7", database="aurora")
    assert str(refused.value) == line(
        "suffix",
        "'pr--7', with a database",
        "no - after another, or database none",
        "AWS refuses the names of the database",
    )


def test_production_is_never_ephemeral():
    with pytest.raises(SettingsError) as refused:
        settings(ephemeral="true")
    assert str(refused.value) == line(
        "ephemeral",
        "true, with tier production",
        "false, or another tier",
        "production data is deleted together with the stack",
    )


def test_somebody_must_hear_the_alarms():
    with pytest.raises(SettingsError) as refused:
        settings(alarmEmails="[]")
    assert str(refused.value) == line(
        "alarmEmails",
        "nobody, in alarmPhones and alarmWebhooks neither",
        "at least one subscriber in one of the three",
        "every alarm rings unheard",
    )


@pytest.mark.parametrize("key", ["alarmPhones", "alarmWebhooks"])
def test_any_kind_of_subscriber_will_do(key):
    somebody = {"alarmPhones": '["+4915112345678"]', "alarmWebhooks": '["https://pager.example.com"]'}
    assert settings(**{"alarmEmails": "[]", key: somebody[key]}).alarm_emails == ()


def test_all_faults_are_reported_at_once_in_the_order_of_the_keys():
    with pytest.raises(SettingsError) as refused:
        settings(
            publicSubnetCidrs='["10.1.0.0/24", "10.0.11.0/24"]',
            owner="",
            ephemeral="true",
            pitrDays="0",
            piterDays="7",
        )
    assert [message.split(": ")[0] for message in str(refused.value).split("\n")] == [
        "disaster-recovery:owner",
        "disaster-recovery:pitrDays",
        "disaster-recovery:publicSubnetCidrs[0]",
        "disaster-recovery:ephemeral",
        "disaster-recovery:piterDays",
    ]


def test_values_that_cannot_be_used_are_not_held_against_others():
    with pytest.raises(SettingsError) as refused:
        settings(vpcCidr="?", ephemeral="?", alarmEmails="?", databaseMaxAcu="?")
    assert [message.split(": ")[0] for message in str(refused.value).split("\n")] == [
        "disaster-recovery:vpcCidr",
        "disaster-recovery:ephemeral",
        "disaster-recovery:alarmEmails",
        "disaster-recovery:databaseMaxAcu",
    ]


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
