"""Lambda functions: who may call them, what they know, and what becomes of a call that fails."""

from __future__ import annotations

from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.case import fails, passes, skips

PRINCIPAL: Final = "function-permission-principal-restricted"
SOURCE: Final = "function-permission-source-scoped"
SECRETS: Final = "function-environment-secret-free"
FAILURES: Final = "function-failure-destination-set"
ZONES: Final = "function-zones-multiple"
LOGS: Final = "function-log-group-managed"

OTHER: Final = Planned("aws:sns/topic:Topic", {})
NO_SOURCE: Final = "the source is not set; wanted: the ARN or the account that the service calls for"
OPEN_SOURCE: Final = (
    "the source may be of any account; wanted: the ARN or the account that the service calls for"
)
NAME_ONLY: Final = "wanted: the name of a secret, which the function reads when it runs"
SUSPECT: Final = f"the environment variable DB_PASSWORD is named like a secret; {NAME_ONLY}"
KEPT: Final = "dead-letter queue or failure destination"
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
OPEN_SOURCES: Final = (
    "arn:aws:s3:::*",
    "arn:aws:s3:::b*",
    "arn:aws:execute-api:*:*:*",
    "arn:aws:events:eu-west-1::rule/r",
    "*",
)


def permission(**inputs: object) -> Planned:
    """Return a permission to call a function."""
    return Planned("aws:lambda/permission:Permission", inputs)


def function(*subnets: str, **inputs: object) -> Planned:
    """Return a function in these subnets, whose ids are not known yet."""
    if not subnets:
        return Planned("aws:lambda/function:Function", inputs)
    network = {"subnetIds": [UNKNOWN for _ in subnets]}
    return Planned(
        "aws:lambda/function:Function", {"vpcConfig": network, **inputs}, depends={"vpcConfig": subnets}
    )


def knowing(**variables: object) -> Planned:
    """Return a function with these environment variables."""
    return function(environment={"variables": variables})


def invoke_config(name: object, **inputs: object) -> Planned:
    """Return the asynchronous configuration of a function."""
    token = "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig"
    return Planned(token, {"functionName": name, **inputs}, "config")


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
ON_FAILURE: Final = {"onFailure": {"destination": UNKNOWN}}

CASES: Final = (
    passes(PRINCIPAL, "a service", permission(principal="events.amazonaws.com")),
    passes(PRINCIPAL, "everyone in an organization", permission(principal="*", principalOrgId="o-1")),
    fails(
        PRINCIPAL,
        "everyone",
        permission(principal="*"),
        says="everyone may call the function; wanted: an account, a service or an organization",
    ),
    fails(
        PRINCIPAL,
        "unknown",
        permission(principal=UNKNOWN),
        says="who may call the function cannot be known at preview; "
        "wanted: an account, a service or an organization",
    ),
    skips(PRINCIPAL, "another type", OTHER),
    passes(SOURCE, "an ARN", permission(principal="events.amazonaws.com", sourceArn=UNKNOWN)),
    passes(SOURCE, "an account", permission(principal="s3.amazonaws.com", sourceAccount="1")),
    fails(SOURCE, "no source", permission(principal="events.amazonaws.com"), says=NO_SOURCE),
    fails(SOURCE, "no source for somebody unknown", permission(principal=UNKNOWN), says=NO_SOURCE),
    fails(SOURCE, "no source in China", permission(principal="s3.amazonaws.com.cn"), says=NO_SOURCE),
    fails(SOURCE, "an empty source", permission(principal="s3.amazonaws.com", sourceArn=""), says=NO_SOURCE),
    passes(SOURCE, "a bucket", permission(principal="s3.amazonaws.com", sourceArn="arn:aws:s3:::b")),
    passes(
        SOURCE,
        "an API",
        permission(
            principal="apigateway.amazonaws.com", sourceArn="arn:aws:execute-api:eu-west-1:1:a/*/GET/x"
        ),
    ),
    *(
        fails(
            SOURCE,
            f"an open source, {source}",
            permission(principal="s3.amazonaws.com", sourceArn=source),
            says=OPEN_SOURCE,
        )
        for source in OPEN_SOURCES
    ),
    passes(
        SOURCE,
        "an open source in one account",
        permission(principal="s3.amazonaws.com", sourceArn="arn:aws:s3:::*", sourceAccount="1"),
    ),
    skips(
        SOURCE,
        "an account as principal",
        permission(principal="1"),
        because="the permission is not for a service",
    ),
    passes(SECRETS, "no variables", function()),
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
    passes(FAILURES, "a queue", function(deadLetterConfig={"targetArn": UNKNOWN})),
    passes(FAILURES, "a destination", NAMED, invoke_config("dr-dev-function", destinationConfig=ON_FAILURE)),
    fails(
        FAILURES,
        "a configuration without a destination",
        NAMED,
        invoke_config("dr-dev-function"),
        says=f"it has no {KEPT}; wanted: one that refers to it",
    ),
    fails(FAILURES, "missing", function(), says=f"it has no {KEPT}; wanted: one that refers to it"),
    fails(
        FAILURES,
        "a destination of a function that is not known",
        function(),
        invoke_config(UNKNOWN, destinationConfig=ON_FAILURE),
        says=f"which {KEPT} belongs to it cannot be known at preview; wanted: one that refers to it",
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
    skips(ZONES, "no network", function(), because="the function is in no network"),
    passes(LOGS, "by name", NAMED, log_group("/aws/lambda/dr-dev-function")),
    passes(LOGS, "by a name that is not known yet", function(), log_group(UNKNOWN, ("it",))),
    passes(
        LOGS,
        "named by the function",
        function(loggingConfig={"logGroup": "/dr/dev"}),
        log_group("/dr/dev"),
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
