"""HTTP and WebSocket APIs."""

from __future__ import annotations

from typing import Final

from dr_guard.aws.tokens import (
    API,
    DOMAIN_NAME,
    ROUTE,
    STAGE,
)
from dr_guard.control import Control, Option
from dr_guard.remedy import Chosen, Fix

CONTROLS: Final = (
    Control(
        id="api-route-authorized",
        title="Nobody unnamed calls a route that is not meant to be open",
        why="An open route lets anyone on the internet write data and spend money.",
        severity="high",
        enforcement="mandatory",
        scope="stack",
        types=(
            ROUTE,
            API,
        ),
        references=(
            "FSBP APIGateway.8",
            "checkov CKV_AWS_309",
            "NIST AC-3",
            "NIST AC-6",
        ),
        remediation=(
            "Set authorizationType to AWS_IAM, JWT or CUSTOM.",
            "Replace target of an API by an integration and routes with an authorization.",
            "Add a route that is meant to be open to the option openRoutes.",
        ),
        group="access",
        options=(Option("openRoutes", ("GET /health",), "The route keys that need no authorization."),),
    ),
    Control(
        id="api-stage-logged",
        title="Calls of an API are logged",
        why="After an incident nobody can tell who called what, and what was answered.",
        severity="medium",
        enforcement="mandatory",
        scope="resource",
        types=(
            STAGE,
            API,
        ),
        references=(
            "FSBP APIGateway.9",
            "Config api-gwv2-access-logs-enabled",
            "checkov CKV_AWS_76",
            "NIST AU-2",
            "NIST AU-3",
            "NIST AU-12",
        ),
        remediation=(
            "Set accessLogSettings with the ARN of a log group and a format.",
            "Replace target of an API by an integration, a route and a stage.",
        ),
        group="detection",
        options=(),
    ),
    Control(
        id="api-stage-throttled",
        title="Every stage of an API has limits of its own",
        why="One caller can otherwise use up the account's limits, which all its APIs share.",
        severity="medium",
        enforcement="mandatory",
        scope="resource",
        types=(
            STAGE,
            API,
        ),
        references=("NIST SC-5",),
        remediation=(
            "Set defaultRouteSettings.throttlingBurstLimit and throttlingRateLimit.",
            "Replace target of an API by an integration, a route and a stage.",
        ),
        group="access",
        options=(
            Option(
                "maximumBurst",
                2_500,
                "The burst limit at most, in requests: by default half of what an account has.",
                minimum=1,
            ),
            Option(
                "maximumRatePerSecond",
                5_000,
                "The rate limit at most, in requests per second: by default half of what an account has.",
                minimum=1,
            ),
        ),
        fixes=(
            Fix("defaultRouteSettings.throttlingBurstLimit", Chosen("maximumBurst"), "at most", (STAGE,)),
            Fix(
                "defaultRouteSettings.throttlingRateLimit",
                Chosen("maximumRatePerSecond"),
                "at most",
                (STAGE,),
            ),
        ),
    ),
    Control(
        id="api-stage-metrics-detailed",
        title="Every route of an API is measured by itself",
        why="A route that fails is otherwise lost among those of its API that do not.",
        severity="low",
        enforcement="disabled",
        scope="resource",
        types=(STAGE,),
        references=("NIST CA-7",),
        remediation=(
            (
                "Set defaultRouteSettings.detailedMetricsEnabled to true, and that of every member "
                "of routeSettings."
            ),
        ),
        group="detection",
        options=(),
        fixes=(
            Fix("defaultRouteSettings.detailedMetricsEnabled", value=True),
            Fix("routeSettings.*.detailedMetricsEnabled", value=True),
        ),
    ),
    Control(
        id="api-cors-origin-restricted",
        title="Only pages of named origins call an API from a browser",
        why="Any page that a signed-in user visits can otherwise call the API as that user.",
        severity="medium",
        enforcement="mandatory",
        scope="resource",
        types=(API,),
        references=("NIST AC-4",),
        remediation=("Name the origins in corsConfiguration.allowOrigins.",),
        group="access",
        options=(),
    ),
    Control(
        id="api-domain-tls-current",
        title="No API is called over an outdated version of TLS",
        why="What is sent over TLS 1.0 or 1.1 can be read and changed on its way.",
        severity="high",
        enforcement="mandatory",
        scope="resource",
        types=(DOMAIN_NAME,),
        references=(
            "NIST SC-8",
            "NIST SC-13",
        ),
        remediation=("Set domainNameConfiguration.securityPolicy to TLS_1_2.",),
        group="encryption",
        options=(),
        fixes=(Fix("domainNameConfiguration.securityPolicy", "TLS_1_2"),),
    ),
    Control(
        id="api-domain-mutual-tls-enabled",
        title="Only clients with a certificate call an API by its domain name",
        why="A token that was stolen otherwise serves whoever holds it, from anywhere.",
        severity="low",
        enforcement="disabled",
        scope="resource",
        types=(DOMAIN_NAME,),
        references=(
            "checkov CKV2_AWS_51",
            "NIST SC-8",
            "NIST IA-5(2)",
        ),
        remediation=(
            (
                "Set mutualTlsAuthentication.truststoreUri to the certificates of those who issue "
                "the clients' own."
            ),
        ),
        group="access",
        options=(),
    ),
    Control(
        id="api-default-endpoint-disabled",
        title="An API that has a domain name is called by that alone",
        why=(
            "Clients that use the endpoint of one region are not moved when its domain name is, and "
            "pass by what the name enforces."
        ),
        severity="medium",
        enforcement="mandatory",
        scope="stack",
        types=(API,),
        references=("WA REL13-BP02",),
        remediation=("Set disableExecuteApiEndpoint to true, once every client uses the domain name.",),
        group="recovery",
        options=(),
    ),
)
