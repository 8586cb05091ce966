"""Lambda functions: what they run on, where they run, what they know, and what they leave behind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.case import fails, passes, skips

if TYPE_CHECKING:
    from collections.abc import Mapping

SECRETS: Final = "function-environment-secret-free"
ZONES: Final = "function-zones-multiple"
LOGS: Final = "function-log-group-managed"

OTHER: Final = Planned("aws:sns/topic:Topic", {})
NAME_ONLY: Final = "wanted: the name of a secret, which the function reads when it runs"
SUSPECT: Final = f"the environment variable DB_PASSWORD is named like a secret; {NAME_ONLY}"
ONE_ZONE: Final = "the number of zones that its subnets lie in is 1; wanted: at least 2"
UNKNOWN_ZONES: Final = (
    "the number of zones that its subnets lie in cannot be known at preview; wanted: at least 2"
)
OWN_GROUP: Final = "wanted: one called /aws/lambda/<name of the function>"
EXAMPLE_KEY: Final = "AKIA" + "A" * 16

CREDENTIALS: Final = (
    EXAMPLE_KEY,
    "-----BEGIN RSA " + "PRIVATE KEY-----",
    "postgres://u:p@h/orders",
    "redis://:p@h",
    "gho_" + "a" * 36,
    "github_pat_" + "a" * 22,
    "xoxb-" + "1" * 12,
)


def function(
    *subnets: str, depends: Mapping[str, tuple[str, ...]] | None = None, **inputs: object
) -> Planned:
    """Return a function in these subnets, whose ids are not known yet."""
    if not subnets:
        return Planned("aws:lambda/function:Function", inputs, depends=depends or {})
    network = {"subnetIds": [UNKNOWN for _ in subnets]}
    return Planned(
        "aws:lambda/function:Function", {"vpcConfig": network, **inputs}, depends={"vpcConfig": subnets}
    )


def knowing(**variables: object) -> Planned:
    """Return a function with these environment variables."""
    return function(environment={"variables": variables})


def subnet(name: str, zone: object) -> Planned:
    """Return a subnet."""
    return Planned("aws:ec2/subnet:Subnet", {"availabilityZone": zone}, name)


def log_group(name: object, depends: tuple[str, ...] = ()) -> Planned:
    """Return a log group."""
    return Planned("aws:cloudwatch/logGroup:LogGroup", {"name": name}, "group", depends={"name": depends})


A: Final = subnet("a", "eu-west-1a")
B: Final = subnet("b", "eu-west-1b")
C: Final = subnet("c", "eu-west-1a")
NAMED: Final = function(name="dr-dev-function")

CASES: Final = (
    passes(SECRETS, "missing", function()),
    passes(SECRETS, "names and values", knowing(TABLE_NAME="orders", PITR_DAYS="35", LATER=UNKNOWN)),
    passes(
        SECRETS, "a secret's ARN", knowing(SECRET_ARN=UNKNOWN, DB_SECRET="arn:aws:secretsmanager:::secret:x")
    ),
    passes(SECRETS, "numbers and switches", knowing(TOKEN_TTL="30", SECRET_CACHE="true", NO_TOKEN="")),
    fails(SECRETS, "a password", knowing(DB_PASSWORD="hunter2"), says=SUSPECT),
    fails(SECRETS, "a password that is not known yet", knowing(DB_PASSWORD=UNKNOWN), says=SUSPECT),
    passes(
        SECRETS,
        "measures",
        knowing(MAX_TOKENS=UNKNOWN, TOKEN_TTL_SECONDS="1e3", TOKEN_LIMIT="4k", TOKENS_LEFT=4096),
    ),
    passes(
        SECRETS,
        "addresses without a password",
        knowing(A="https://h:443/a@b", B="postgres://u@h", C="postgres://u:${PASSWORD}@h"),
    ),
    *(
        fails(
            SECRETS,
            f"a secret's name, {name}",
            knowing(**{name: "hunter2"}),
            says=f"the environment variable {name} is named like a secret; {NAME_ONLY}",
        )
        for name in ("DB_PWD", "DB_PASS", "API_TOKENS", "MAX_TOKENS_SECRET")
    ),
    *(
        fails(
            SECRETS,
            f"a credential, {value}",
            knowing(HARMLESS=value),
            says=f"the environment variable HARMLESS holds a credential; {NAME_ONLY}",
        )
        for value in CREDENTIALS
    ),
    fails(
        SECRETS,
        "unknown",
        function(environment={"variables": UNKNOWN}),
        says=f"its environment cannot be known at preview; {NAME_ONLY}",
    ),
    passes(ZONES, "two", function("a", "b"), A, B),
    passes(ZONES, "one, as configured", function("a"), A, config={"minimumZones": 1}),
    passes(
        ZONES,
        "two, with ids that are known",
        function(vpcConfig={"subnetIds": ["subnet-1", "subnet-2"]}),
        Planned(A.type, A.inputs, "a", outputs={"id": "subnet-1"}),
        Planned(B.type, B.inputs, "b", outputs={"id": "subnet-2"}),
    ),
    fails(
        ZONES,
        "one subnet of two that it depends on",
        function("a", "b", vpcConfig={"subnetIds": [UNKNOWN]}),
        A,
        B,
        says=ONE_ZONE,
    ),
    fails(ZONES, "one subnet", function("a"), A, says=ONE_ZONE),
    fails(ZONES, "two subnets in one zone", function("a", "c"), A, C, B, says=ONE_ZONE),
    fails(ZONES, "a zone that is not known", function("a", "b"), A, subnet("b", UNKNOWN), says=UNKNOWN_ZONES),
    fails(ZONES, "a zone that is not set", function("a", "b"), A, subnet("b", None), says=UNKNOWN_ZONES),
    fails(
        ZONES, "subnets of another stack", function(vpcConfig={"subnetIds": ["subnet-9"]}), says=UNKNOWN_ZONES
    ),
    fails(
        ZONES, "subnets that are not known", function(vpcConfig={"subnetIds": UNKNOWN}), A, says=UNKNOWN_ZONES
    ),
    skips(ZONES, "missing", function(), because="the function is in no network"),
    passes(LOGS, "by name", NAMED, log_group("/aws/lambda/dr-dev-function")),
    passes(LOGS, "by a name that is not known yet", function(), log_group(UNKNOWN, ("it",))),
    passes(
        LOGS,
        "named by the function",
        function(loggingConfig={"logGroup": "/dr/dev"}),
        log_group("/dr/dev"),
    ),
    passes(
        LOGS,
        "named by the function, not known yet",
        function(loggingConfig={"logGroup": UNKNOWN}, depends={"loggingConfig": ("group",)}),
        log_group(UNKNOWN),
    ),
    fails(
        LOGS,
        "named by the function, of another stack",
        function(loggingConfig={"logGroup": "/dr/other"}),
        log_group("/dr/dev"),
        says=f"it has no log group of its own; {OWN_GROUP}",
    ),
    fails(
        LOGS,
        "named by the function, not known",
        function(loggingConfig={"logGroup": UNKNOWN}),
        log_group("/dr/dev"),
        says=f"whether it has a log group of its own cannot be known at preview; {OWN_GROUP}",
    ),
    fails(LOGS, "missing", NAMED, says=f"it has no log group of its own; {OWN_GROUP}"),
    fails(
        LOGS,
        "of another function",
        NAMED,
        log_group("/aws/lambda/other"),
        says=f"it has no log group of its own; {OWN_GROUP}",
    ),
    fails(
        LOGS,
        "of another service",
        NAMED,
        log_group("/aws/apigateway/dr-dev-function"),
        says=f"it has no log group of its own; {OWN_GROUP}",
    ),
    fails(
        LOGS,
        "of a function that is not known",
        NAMED,
        log_group(UNKNOWN),
        says=f"whether it has a log group of its own cannot be known at preview; {OWN_GROUP}",
    ),
)
