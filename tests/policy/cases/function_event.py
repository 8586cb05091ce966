"""What calls Lambda functions, and what becomes of a call that fails."""

from __future__ import annotations

import json
from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.case import fails, passes, skips

PRINCIPAL: Final = "function-permission-principal-restricted"
SOURCE: Final = "function-permission-source-scoped"
URL: Final = "function-url-authorized"
CORS: Final = "function-url-cors-origin-restricted"
FAILURES: Final = "function-failure-destination-set"

OTHER: Final = Planned("aws:sns/topic:Topic", {})
NO_SOURCE: Final = "the source is not set; wanted: the ARN or the account that the service calls for"
OPEN_SOURCE: Final = (
    "the source may be of any account; wanted: the ARN or the account that the service calls for"
)
KEPT: Final = "dead-letter queue or failure destination"
OPEN_SOURCES: Final = (
    "arn:aws:s3:::*",
    "arn:aws:s3:::b*",
    "arn:aws:execute-api:*:*:*",
    "arn:aws:events:eu-west-1::rule/r",
    "*",
)


NAMED_ONLY: Final = (
    "wanted: named principals, or a condition that holds everyone to an account, a resource or a network"
)
FROM_EVENTS: Final = {"Effect": "Allow", "Principal": {"Service": "events.amazonaws.com"}}
FROM_ANYONE: Final = {"Effect": "Allow", "Principal": "*"}
PINNED: Final = {"StringEquals": {"aws:SourceAccount": "1"}}


def permission(**inputs: object) -> Planned:
    """Return a permission to call a function."""
    return Planned("aws:lambda/permission:Permission", inputs)


def policy(*statements: object, as_json: bool = True) -> Planned:
    """Return the policy of a function."""
    document = {"Statement": list(statements)}
    text = json.dumps(document) if as_json else document
    return Planned("aws:lambda/resourcePolicy:ResourcePolicy", {"policy": text})


def url(**inputs: object) -> Planned:
    """Return the URL of a function."""
    return Planned("aws:lambda/functionUrl:FunctionUrl", inputs)


def cors(*origins: object) -> Planned:
    """Return the URL of a function that these origins may call."""
    return url(cors={"allowOrigins": list(origins)})


def function(**inputs: object) -> Planned:
    """Return a function."""
    return Planned("aws:lambda/function:Function", inputs)


def invoke_config(name: object, **inputs: object) -> Planned:
    """Return the asynchronous configuration of a function."""
    token = "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig"
    return Planned(token, {"functionName": name, **inputs}, "config")


NAMED: Final = function(name="dr-dev-function")
ON_FAILURE: Final = {"onFailure": {"destination": UNKNOWN}}

CALLED: Final = {"function": ("it",), "functionName": ("it",), "resourceArn": ("it",), "target": ("it",)}
WAITED_FOR: Final = "whatever calls the function waits for how the call ends"
NOT_KEPT: Final = f"it has no {KEPT}; wanted: one that refers to it"


def calls(token: str, name: str = "caller", **inputs: object) -> Planned:
    """Return something that calls the function, whose name is not known yet."""
    depends = {prop: it for prop, it in CALLED.items() if prop in inputs}
    return Planned(token, inputs, name, depends=depends)


def allows(principal: object, name: str = "permission") -> Planned:
    """Return a permission to call the function."""
    return calls("aws:lambda/permission:Permission", name, function=UNKNOWN, principal=principal)


MAPPING: Final = calls("aws:lambda/eventSourceMapping:EventSourceMapping", "mapping", functionName=UNKNOWN)

CASES: Final = (
    passes(PRINCIPAL, "missing", permission()),
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
    passes(PRINCIPAL, "a policy", policy(FROM_EVENTS)),
    fails(
        PRINCIPAL,
        "a policy for everyone",
        policy(FROM_EVENTS, FROM_ANYONE),
        says=f"statement 2 of the policy allows everyone; {NAMED_ONLY}",
    ),
    fails(
        PRINCIPAL,
        "a policy that is not known",
        Planned("aws:lambda/resourcePolicy:ResourcePolicy", {"policy": UNKNOWN}),
        says=f"the policy cannot be known at preview, unless its ARNs are made of names; {NAMED_ONLY}",
    ),
    skips(PRINCIPAL, "another type", OTHER),
    passes(SOURCE, "an ARN", permission(principal="events.amazonaws.com", sourceArn=UNKNOWN)),
    passes(SOURCE, "an account", permission(principal="s3.amazonaws.com", sourceAccount="1")),
    fails(SOURCE, "missing", permission(principal="events.amazonaws.com"), says=NO_SOURCE),
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
    passes(SOURCE, "a policy for an account", policy({"Effect": "Allow", "Principal": {"AWS": "1"}})),
    passes(SOURCE, "a policy for a service, pinned", policy({**FROM_EVENTS, "Condition": PINNED})),
    passes(SOURCE, "a policy that denies", policy({**FROM_EVENTS, "Effect": "Deny"})),
    fails(
        SOURCE,
        "a policy for a service",
        policy(FROM_EVENTS, as_json=False),
        says="the source in statement 1 of the policy may be of any account; "
        "wanted: the ARN or the account that the service calls for",
    ),
    fails(
        SOURCE,
        "a policy that is not known",
        Planned("aws:lambda/resourcePolicy:ResourcePolicy", {"policy": UNKNOWN}),
        says="the policy cannot be known at preview, unless its ARNs are made of names; "
        "wanted: the ARN or the account that the service calls for",
    ),
    skips(
        SOURCE,
        "an account as principal",
        permission(principal="1"),
        because="the permission is not for a service",
    ),
    passes(URL, "IAM", url(authorizationType="AWS_IAM")),
    fails(URL, "none", url(authorizationType="NONE"), says="the authorization is NONE; wanted: AWS_IAM"),
    fails(URL, "missing", url(), says="the authorization is not set; wanted: AWS_IAM"),
    fails(
        URL,
        "unknown",
        url(authorizationType=UNKNOWN),
        says="the authorization cannot be known at preview; wanted: AWS_IAM",
    ),
    skips(URL, "another type", OTHER),
    passes(CORS, "one origin", cors("https://shop.test")),
    fails(CORS, "every origin", cors("*"), says="every page at * may call it; wanted: named origins"),
    fails(
        CORS,
        "every origin, to be replaced",
        cors("https://*", "https://shop.test"),
        says="every page at https://* may call it; wanted: named origins",
        config={"mendedOrigins": ["https://shop.test"]},
    ),
    fails(
        CORS,
        "unknown",
        cors(UNKNOWN),
        says="an origin that may call it cannot be known at preview; wanted: named origins",
    ),
    fails(
        CORS,
        "unknown as a whole",
        url(cors=UNKNOWN),
        says="an origin that may call it cannot be known at preview; wanted: named origins",
    ),
    skips(CORS, "missing", url(), because="the URL allows no other origin"),
    passes(FAILURES, "a queue", function(deadLetterConfig={"targetArn": UNKNOWN})),
    passes(FAILURES, "a destination", NAMED, invoke_config("dr-dev-function", destinationConfig=ON_FAILURE)),
    fails(
        FAILURES,
        "a configuration without a destination",
        NAMED,
        invoke_config("dr-dev-function"),
        says=f"it has no {KEPT}; wanted: one that refers to it",
    ),
    fails(FAILURES, "missing", function(), says=NOT_KEPT),
    skips(FAILURES, "called by an API", function(), allows("apigateway.amazonaws.com"), because=WAITED_FOR),
    skips(
        FAILURES,
        "called by a load balancer",
        function(),
        allows("elasticloadbalancing.amazonaws.com"),
        because=WAITED_FOR,
    ),
    skips(FAILURES, "called by a mapping", function(), MAPPING, because=WAITED_FOR),
    skips(
        FAILURES,
        "called by its URL",
        function(),
        calls("aws:lambda/functionUrl:FunctionUrl", functionName=UNKNOWN),
        because=WAITED_FOR,
    ),
    fails(FAILURES, "called by a rule", function(), allows("events.amazonaws.com"), says=NOT_KEPT),
    fails(FAILURES, "called by nobody knows whom", function(), allows(UNKNOWN), says=NOT_KEPT),
    fails(
        FAILURES,
        "called by a mapping and a bucket",
        function(),
        MAPPING,
        allows("s3.amazonaws.com"),
        says=NOT_KEPT,
    ),
    fails(
        FAILURES,
        "called by a mapping and a schedule",
        function(),
        MAPPING,
        calls("aws:scheduler/schedule:Schedule", target={"arn": UNKNOWN}),
        says=NOT_KEPT,
    ),
    fails(
        FAILURES,
        "called by a mapping and by whom its policy names",
        function(),
        MAPPING,
        calls("aws:lambda/resourcePolicy:ResourcePolicy", resourceArn=UNKNOWN, policy="{}"),
        says=NOT_KEPT,
    ),
    fails(
        FAILURES,
        "called by a mapping, and perhaps by another",
        function(),
        MAPPING,
        Planned("aws:lambda/permission:Permission", {"function": UNKNOWN}, "adrift"),
        says=NOT_KEPT,
    ),
    fails(
        FAILURES,
        "a destination of a function that is not known",
        function(),
        invoke_config(UNKNOWN, destinationConfig=ON_FAILURE),
        says=f"which {KEPT} belongs to it cannot be known at preview; wanted: one that refers to it",
    ),
)
