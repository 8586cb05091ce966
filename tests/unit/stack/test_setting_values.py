"""A setting with a value that cannot be used is one line that says what was found and what is wanted."""

from __future__ import annotations

import pytest

from stack import limits
from stack.settings import SettingsError
from tests.unit.stack.given import SUFFIX, line, settings

TAGS = "1 to 256 letters, digits, spaces or any of _.:/=+-@"
TWO_BLOCKS = "a list of 2 different IPv4 blocks of /16 to /28, one for each zone"
NETWORK_THERE = "AWS refuses a subnet when the network is already there"
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
