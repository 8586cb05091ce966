"""HTTP APIs."""

from __future__ import annotations

from typing import Final

from dr_guard.control import Control, Option
from dr_guard.tokens import API, ROUTE, STAGE

CONTROLS: Final = (
    Control(
        id="api-route-authorized",
        title="Nobody unnamed calls a route that is not meant to be open",
        why="An open route lets anyone on the internet write data and spend money.",
        severity="high",
        enforcement="mandatory",
        scope="resource",
        types=(ROUTE,),
        references=(
            "FSBP APIGateway.8",
            "checkov CKV_AWS_309",
            "NIST AC-3",
        ),
        remediation=(
            "Set authorizationType to AWS_IAM, JWT or CUSTOM.",
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
        types=(STAGE,),
        references=(
            "FSBP APIGateway.9",
            "Config api-gwv2-access-logs-enabled",
            "checkov CKV_AWS_76",
            "NIST AU-2",
        ),
        remediation=("Set accessLogSettings with the ARN of a log group and a format.",),
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
        types=(STAGE,),
        references=("NIST SC-5",),
        remediation=("Set defaultRouteSettings.throttlingBurstLimit and throttlingRateLimit.",),
        group="access",
        options=(),
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
)
