"""Lambda functions: who may call them, what they know, and what becomes of a call that fails."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from dr_guard.access import is_of_one_owner
from dr_guard.checks import NOT_KNOWN, absent, must_be_set
from dr_guard.finding import Finding, NotApplicable
from dr_guard.logic import any_of
from dr_guard.tokens import FUNCTION, FUNCTION_INVOKE_CONFIG, LOG_GROUP, SUBNET
from dr_guard.values import UNKNOWN, Known, Plain, boolean, entries, is_set

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dr_guard.control import Settings
    from dr_guard.finding import Outcome
    from dr_guard.graph import Graph, Resource

SECRET_NAME: Final = re.compile(
    r"PASSWO?R?D|PWD|PASSPHRASE|SECRET|TOKEN|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY|CREDENTIAL|(^|_)PASS(_|$)",
    re.IGNORECASE,
)
REFERENCE_NAME: Final = re.compile(r"_(ARN|ID|NAME|PARAMETER|PATH|URL)$", re.IGNORECASE)
MEASURE_NAME: Final = re.compile(
    r"^(MAX|MIN)_\w*TOKENS$|_(COUNT|LENGTH|LIMIT|SIZE|TTL|SECONDS|MINUTES|HOURS|DAYS)$", re.IGNORECASE
)
SECRET_VALUE: Final = re.compile(
    r"\b(AKIA|ASIA)[0-9A-Z]{16}\b"
    r"|-----BEGIN [A-Z ]*PRIVATE KEY-----"
    r"|\bgh[oprsu]_\w{30}|\bgithub_pat_\w{20}"
    r"|\bxox[abeprs]-[\w-]{10}"
    r"|://[^\s/?#:@]*:(?!\$?\{)[^\s/?#@]+@"
)
SERVICES: Final = (".amazonaws.com", ".amazonaws.com.cn")
LOG_PREFIX: Final = "/aws/lambda/"


def function_permission_principal_restricted(permission: Resource, _settings: Settings) -> Iterator[Outcome]:
    """Nobody unnamed may call a function."""
    principal, wanted = permission.get("principal"), "an account, a service or an organization"
    if principal is UNKNOWN:
        yield Finding(f"who may call the function {NOT_KNOWN}", wanted)
    elif principal == "*" and not is_set(permission.get("principalOrgId")):
        yield Finding("everyone may call the function", wanted)


def function_permission_source_scoped(permission: Resource, _settings: Settings) -> Iterator[Outcome]:
    """A service calls a function only for resources that are named."""
    principal, source = permission.get("principal"), permission.get("sourceArn")
    wanted = "the ARN or the account that the service calls for"
    if isinstance(principal, str) and not principal.endswith(SERVICES):
        yield NotApplicable("the permission is not for a service")
    elif not is_set(permission.get("sourceAccount")):
        yield from must_be_set(source, "the source", wanted)
        if isinstance(source, str) and source and not is_of_one_owner(source):
            yield Finding("the source may be of any account", wanted)


def function_environment_secret_free(function: Resource, _settings: Settings) -> Iterator[Outcome]:
    """No function carries a secret where everyone who may describe it can read it."""
    variables = function.get("environment.variables")
    wanted = "the name of a secret, which the function reads when it runs"
    if variables is UNKNOWN:
        yield Finding(f"its environment {NOT_KNOWN}", wanted)
    for name, value in variables.items() if isinstance(variables, dict) else ():
        if isinstance(value, str) and SECRET_VALUE.search(value):
            yield Finding(f"the environment variable {name} holds a credential", wanted)
        elif _may_be_secret(name, value):
            yield Finding(f"the environment variable {name} is named like a secret", wanted)


def _may_be_secret(name: str, value: Plain) -> bool:
    """Whether a variable may hold a secret; a reference, a number or a switch does not."""
    harmless = REFERENCE_NAME.search(name) or MEASURE_NAME.search(name) or isinstance(value, int | float)
    if not SECRET_NAME.search(name) or harmless:
        return False
    return not isinstance(value, str) or not (
        value.startswith("arn:") or value.isdecimal() or isinstance(boolean(value), bool) or not value
    )


def function_failure_destination_set(graph: Graph, _settings: Settings) -> Iterator[Outcome]:
    """An event that a function cannot handle is kept somewhere."""
    for function in graph.of_type((FUNCTION,)):
        configs = graph.satellites(function, (FUNCTION_INVOKE_CONFIG,), "functionName")
        destinations = (config.get("destinationConfig.onFailure.destination") for config in configs.joined)
        if not any(map(is_set, (function.get("deadLetterConfig.targetArn"), *destinations))):
            yield absent(configs, function, "dead-letter queue or failure destination")


def function_zones_multiple(graph: Graph, settings: Settings) -> Iterator[Outcome]:
    """A function in a network survives the loss of a zone."""
    minimum = settings.number("minimumZones")
    for function in graph.of_type((FUNCTION,)):
        if not entries(function.inputs, "vpcConfig.subnetIds"):
            yield NotApplicable("the function is in no network", function.urn)
        else:
            yield from _few_zones(graph, function, minimum)


def _few_zones(graph: Graph, function: Resource, minimum: float) -> Iterator[Finding]:
    ids = function.get("vpcConfig.subnetIds")
    subnets = [subnet for subnet in graph.of_type((SUBNET,)) if _is_in(graph, function, subnet) is not False]
    zones = {subnet.get("availabilityZone") for subnet in subnets}
    known = {zone for zone in zones if isinstance(zone, str)}
    wanted = f"at least {minimum:g}"
    count = min(len(known), len(ids)) if isinstance(ids, list) else len(known)
    if count >= minimum:
        return
    if known == zones and isinstance(ids, list) and len(ids) <= len(subnets):
        yield Finding(f"the number of zones that its subnets lie in is {count}", wanted, function.urn)
    else:
        yield Finding(f"the number of zones that its subnets lie in {NOT_KNOWN}", wanted, function.urn)


def _is_in(graph: Graph, function: Resource, subnet: Resource) -> Known:
    if subnet.urn in function.property_dependencies.get("vpcConfig", ()):
        return True
    ids = entries(function.inputs, "vpcConfig.subnetIds")
    return any(graph.refers(function, "vpcConfig", value, subnet) is True for value in ids)


def function_log_group_managed(graph: Graph, _settings: Settings) -> Iterator[Outcome]:
    """What a function logs goes where the stack says how long it is kept."""
    groups = graph.of_type((LOG_GROUP,))
    for function in graph.of_type((FUNCTION,)):
        managed = any_of(_logs_to(graph, function, group) for group in groups)
        if managed is not True:
            found = f"whether it has a log group of its own {NOT_KNOWN}"
            found = found if managed is UNKNOWN else "it has no log group of its own"
            yield Finding(found, f"one called {LOG_PREFIX}<name of the function>", function.urn)


def _logs_to(graph: Graph, function: Resource, group: Resource) -> Known:
    if is_set(function.get("loggingConfig.logGroup")):
        return graph.points_to(function, "loggingConfig.logGroup", group)
    name = group.get("name")
    if isinstance(name, str) and not name.startswith(LOG_PREFIX):
        return False
    return graph.points_to(group, "name", function)


RULES: Final = (
    function_permission_principal_restricted,
    function_permission_source_scoped,
    function_environment_secret_free,
    function_failure_destination_set,
    function_zones_multiple,
    function_log_group_managed,
)
