"""Lets APIs and topics call only functions whose own policies allow them to; ministack lets them call any."""

from __future__ import annotations

import json
import logging
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any, TypeAlias

from sandbox.emulator.world import World

Answer: TypeAlias = tuple[int, dict[str, str], Any]
FAILED = json.dumps({"message": "Internal Server Error"}).encode()
DEFAULT_ROUTE = "$default"


def install(world: World) -> None:
    """Ask a function's policy before each call."""
    _for_apis(world.identity.account)
    _for_topics()


def may_call(principal: str, source: str, function: str) -> bool:
    """Whether a service may call a function, by its ARN and for what, by that one's ARN."""
    from ministack.core.iam_evaluator import EvalContext, evaluate_resource_policy  # noqa: PLC0415 as below
    from ministack.services import lambda_svc  # noqa: PLC0415 it reads the environment when it is loaded

    _, _, _, region, account, _, name, *_ = function.split(":")
    whole = vars(lambda_svc)["_functions"].get_scoped(account, region, name) or {}
    keys = {"aws:sourcearn": source, "aws:sourceaccount": account}
    asked = EvalContext("*", "Service", "", "lambda:InvokeFunction", function, region, service_context=keys)
    return evaluate_resource_policy(whole.get("policy"), asked, service=principal).decision == "Allow"


def _for_apis(account: str) -> None:
    from ministack.services import apigateway  # noqa: PLC0415 it reads the environment when it is loaded

    beneath: Callable[..., Awaitable[Answer]] = vars(apigateway)["_invoke_lambda_proxy"]
    function_of: Callable[[str], str] = vars(apigateway)["_extract_lambda_ref_from_integration_uri"]

    async def invoke(  # noqa: PLR0913, PLR0917 ministack calls it so
        integration: dict[str, Any],
        api: str,
        stage: str,
        path: str,
        method: str,
        headers: dict[str, str],
        body: bytes,
        query: dict[str, list[str]],
        route: str = DEFAULT_ROUTE,
        *rest: Any,  # noqa: ANN401 the same
        owner_region: str = "",
        **named: Any,  # noqa: ANN401 the same
    ) -> Answer:
        function = function_of(integration["integrationUri"])
        asked = route if route == DEFAULT_ROUTE else "/".join(route.split(" /", 1))
        source = f"arn:aws:execute-api:{owner_region}:{account}:{api}/{stage}/{asked}"
        if not may_call("apigateway.amazonaws.com", source, function):
            logging.getLogger(__name__).warning("%s does not let %s call it", function, source)
            return int(HTTPStatus.INTERNAL_SERVER_ERROR), {"Content-Type": "application/json"}, FAILED
        given = (integration, api, stage, path, method, headers, body, query, route, *rest)
        return await beneath(*given, owner_region=owner_region, **named)

    vars(apigateway)["_invoke_lambda_proxy"] = invoke


def _for_topics() -> None:
    from ministack.services import sns  # noqa: PLC0415 it reads the environment when it is loaded

    beneath: Callable[..., None] = vars(sns)["_deliver_to_lambda"]

    def deliver(endpoint: str, envelope: str, topic_arn: str, *rest: Any) -> None:  # noqa: ANN401 the same
        if may_call("sns.amazonaws.com", topic_arn, endpoint):
            beneath(endpoint, envelope, topic_arn, *rest)
        else:
            logging.getLogger(__name__).warning("%s does not let %s call it", endpoint, topic_arn)

    vars(sns)["_deliver_to_lambda"] = deliver
