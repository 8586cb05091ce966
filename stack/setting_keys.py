"""Every configuration key: how it is read, what it must be, and what would break if it were not."""

from __future__ import annotations

from typing import Final

from stack.limits import BACKUP_KEPT_DAYS, LOG_KEPT_DAYS, PITR_WINDOW_DAYS
from stack.naming import SUFFIX_LENGTH
from stack.parsing import boolean, cidr, half_steps, list_of, mapping_of, one_of, text, whole_number
from stack.validation import Key

TIERS: Final = ("production", "staging", "development")
DISRUPTIONS: Final = ("corruption", "deletion", "zone", "region")
LONGEST_MINUTES: Final = 366 * 24 * 60
SUBNETS: Final = 2
LEAST_ACU: Final = 0.5
MOST_ACU: Final = 256.0
NO_DATABASE: Final = "none"
AURORA: Final = "aurora"

_BLOCK = cidr(range(16, 29))
_TAG = text(r"[\w .:/=+@-]{1,256}")
_TAG_WANTED: Final = "1 to 256 letters, digits, spaces or any of _.:/=+-@"
_SUBNETS_WANTED: Final = "a list of 2 different IPv4 blocks of /16 to /28, one for each zone"
_SUBNETS_BREAK: Final = "AWS refuses a subnet when the network is already there"
_MINUTES = whole_number(range(LONGEST_MINUTES + 1))

SUFFIX = Key(
    "suffix",
    text(rf"(?=.{{1,{SUFFIX_LENGTH}}}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?"),
    f"1 to {SUFFIX_LENGTH} of a-z, 0-9 and -, with no - at either end (when empty, the stack's name)",
    "AWS refuses the names of the bucket and of the backup vault",
)
REGION = Key(
    "region",
    text(r"(?!cn-|us-gov-|us-iso)[a-z]{2}(-[a-z]+)+-\d"),
    "the code of an AWS region, such as eu-west-1, in the same partition as us-east-1, which watches it",
    "no request reaches AWS, or nobody watches the API from outside",
    "us-west-2",
)
VPC_CIDR = Key(
    "vpcCidr",
    _BLOCK,
    "an IPv4 block of /16 to /28 without host bits",
    "AWS refuses the network",
    "10.0.0.0/16",
)
PUBLIC_SUBNET_CIDRS = Key(
    "publicSubnetCidrs",
    list_of(_BLOCK, SUBNETS),
    _SUBNETS_WANTED,
    _SUBNETS_BREAK,
    '["10.0.10.0/24", "10.0.11.0/24"]',
)
PRIVATE_SUBNET_CIDRS = Key(
    "privateSubnetCidrs",
    list_of(_BLOCK, SUBNETS),
    _SUBNETS_WANTED,
    _SUBNETS_BREAK,
    '["10.0.1.0/24", "10.0.2.0/24"]',
)
OWNER = Key("owner", _TAG, _TAG_WANTED, "nobody knows whom to call about a resource")
COST_CENTRE = Key("costCentre", _TAG, _TAG_WANTED, "nobody can be charged for a resource")
ENVIRONMENT = Key("environment", _TAG, _TAG_WANTED, "a resource cannot be told from another stack's")
TIER = Key(
    "tier",
    one_of(*TIERS),
    "one of production, staging, development",
    "policies do not know how strict to be",
    "production",
)
EPHEMERAL = Key(
    "ephemeral",
    boolean,
    "true or false",
    "nobody knows whether data may be deleted with the stack",
    "false",
)
ALLOW_DRILLS = Key(
    "allowDrills",
    boolean,
    "true or false",
    "nobody knows whether recovery may be rehearsed on a production stack",
    "false",
)
ALARM_EMAILS = Key(
    "alarmEmails",
    list_of(text(r"[^@\s]+@[^@\s]+\.[^@\s]+")),
    "a list of different e-mail addresses",
    "an alarm is sent where nobody reads it",
    "[]",
)
ALARM_PHONES = Key(
    "alarmPhones",
    list_of(text(r"\+[1-9]\d{6,14}")),
    "a list of different telephone numbers in E.164 form, such as +4915112345678",
    "an alarm is sent to no telephone",
    "[]",
)
ALARM_WEBHOOKS = Key(
    "alarmWebhooks",
    list_of(text(r"https://[^\s/]+(/\S*)?")),
    "a list of different https addresses",
    "alarms travel unencrypted, or reach no pager",
    "[]",
)
CORS_ORIGINS = Key(
    "corsOrigins",
    list_of(text(r"https://[a-z0-9.-]+(:\d{1,5})?")),
    "a list of different https origins (scheme, host and port only, never *)",
    "any web page may call the API with its visitor's rights, or none may",
    "[]",
)
SCHEDULE_MINUTES = Key(
    "scheduleMinutes",
    whole_number(range(1, 61)),
    "a whole number from 1 to 60",
    "a fault goes unnoticed for hours, or EventBridge refuses the rule",
    "5",
)
RETENTION_DAYS = Key(
    "retentionDays",
    whole_number(BACKUP_KEPT_DAYS),
    "a whole number from 30 to 35",
    "backups are gone before a fault is noticed, or AWS refuses to make continuous ones",
    "35",
)
PITR_DAYS = Key(
    "pitrDays",
    whole_number(PITR_WINDOW_DAYS),
    "a whole number from 1 to 35",
    "DynamoDB refuses point-in-time recovery",
    "35",
)
LOG_RETENTION_DAYS = Key(
    "logRetentionDays",
    whole_number(LOG_KEPT_DAYS),
    f"one of {', '.join(str(days) for days in sorted(LOG_KEPT_DAYS))}",
    "CloudWatch refuses the log groups",
    "365",
)
RESERVED_CONCURRENCY = Key(
    "reservedConcurrency",
    whole_number(range(1001)),
    "a whole number from 0 to 1000 (0 reserves nothing)",
    "Lambda refuses the function, or a runaway caller starves the account's others",
    "20",
)
MONTHLY_BUDGET_USD = Key(
    "monthlyBudgetUsd",
    whole_number(range(1, 1_000_001)),
    "a whole number of US dollars from 1 to 1000000",
    "nobody is told when the stack costs more than it may",
    "200",
)
SELF_REPAIR = Key(
    "selfRepair",
    boolean,
    "true or false",
    "nobody knows whether the function turns protection back on that somebody turned off",
    "true",
)
OBJECTIVES = Key(
    "objectives",
    mapping_of(
        {
            name: mapping_of({"rpoMinutes": _MINUTES, "rtoMinutes": _MINUTES}, complete=True)
            for name in DISRUPTIONS
        },
        complete=False,
    ),
    f"for any of {', '.join(DISRUPTIONS)}: rpoMinutes and rtoMinutes, each from 0 to {LONGEST_MINUTES}",
    "nobody can say whether the promise is kept",
    '{"corruption": {"rpoMinutes": 5, "rtoMinutes": 120}, "deletion": {"rpoMinutes": 5, "rtoMinutes": 120},'
    ' "zone": {"rpoMinutes": 0, "rtoMinutes": 5}}',
)
DATABASE = Key(
    "database",
    one_of(NO_DATABASE, AURORA),
    "none or aurora",
    "nobody knows whether records are audited in a relational database",
    NO_DATABASE,
)
DATABASE_ENGINE_VERSION = Key(
    "databaseEngineVersion",
    text(r"(\d{1,3}\.\d{1,3})?"),
    "a version of Aurora PostgreSQL such as '16.6', quoted (when empty, AWS's default)",
    "AWS refuses the database, or makes it of another major version than its parameters are for",
    "",
)
DATABASE_MIN_ACU = Key(
    "databaseMinAcu",
    half_steps(LEAST_ACU, MOST_ACU),
    "Aurora capacity units from 0.5 to 256, in steps of 0.5",
    "AWS refuses the database, or it falls asleep and the first request after that times out",
    "1",
)
DATABASE_MAX_ACU = Key(
    "databaseMaxAcu",
    half_steps(LEAST_ACU, MOST_ACU),
    "Aurora capacity units from 0.5 to 256, in steps of 0.5",
    "AWS refuses the database, or one bad query costs without end",
    "2",
)

OF_DATABASE: Final[tuple[Key[object], ...]] = (DATABASE_ENGINE_VERSION, DATABASE_MIN_ACU, DATABASE_MAX_ACU)
"""What nothing reads where there is no database."""

KEYS: Final[tuple[Key[object], ...]] = (
    SUFFIX,
    REGION,
    VPC_CIDR,
    PUBLIC_SUBNET_CIDRS,
    PRIVATE_SUBNET_CIDRS,
    OWNER,
    COST_CENTRE,
    ENVIRONMENT,
    TIER,
    EPHEMERAL,
    ALLOW_DRILLS,
    ALARM_EMAILS,
    ALARM_PHONES,
    ALARM_WEBHOOKS,
    CORS_ORIGINS,
    SCHEDULE_MINUTES,
    RETENTION_DAYS,
    PITR_DAYS,
    LOG_RETENTION_DAYS,
    RESERVED_CONCURRENCY,
    MONTHLY_BUDGET_USD,
    SELF_REPAIR,
    OBJECTIVES,
    DATABASE,
    *OF_DATABASE,
)
"""In the order in which faults are reported."""
