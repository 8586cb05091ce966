"""Lambda functions: what they run on, where they run, what they know, and what they leave behind."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from dr_guard.aws.compute.runtimes import DEPRECATED
from dr_guard.aws.tokens import (
    FUNCTION,
    LOG_GROUP,
    SUBNET,
)
from dr_guard.checks import (
    NOT_KNOWN,
    must_be_customer_key,
    must_be_one_of,
    must_be_set,
    must_lie_within,
    must_reach,
    state,
)
from dr_guard.finding import Finding, NotApplicable
from dr_guard.logic import any_of
from dr_guard.values import UNKNOWN, Known, Plain, boolean, entries, is_set

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dr_guard.control import Settings
    from dr_guard.finding import Outcome
    from dr_guard.graph import Graph
    from dr_guard.resource import Resource

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
LOG_PREFIX: Final = "/aws/lambda/"
LEAST_MEGABYTES: Final = 128


def function_runtime_supported(function: Resource, settings: Settings) -> Iterator[Outcome]:
    """AWS still updates what a function runs on."""
    runtime = function.get("runtime")
    if _is_image(function):
        yield NotApplicable("the function is a container image, which brings its own runtime")
    elif runtime not in settings.strings("supportedRuntimes"):
        yield Finding(f"the runtime {state(runtime, DEPRECATED)}", "one that AWS still updates")


def _is_image(function: Resource) -> bool:
    return function.get("packageType") == "Image" or is_set(function.get("imageUri"))


def function_network_private(function: Resource, _settings: Settings) -> Iterator[Outcome]:
    """A function runs where security groups bound what it may reach."""
    if is_set(function.get("capacityProviderConfig")):
        yield NotApplicable("the function runs in the network of its capacity provider")
    else:
        subnets = function.get("vpcConfig.subnetIds")
        yield from must_be_set(subnets, "the list of its subnets", "subnets of a network of your own")


def function_concurrency_reserved(function: Resource, settings: Settings) -> Iterator[Outcome]:
    """What other functions use up is not what this one needs."""
    reserved, minimum = function.get("reservedConcurrentExecutions"), settings.number("minimumExecutions")
    yield from must_reach(reserved, "the reserved concurrency", minimum, "execution")


def function_tracing_active(function: Resource, _settings: Settings) -> Iterator[Outcome]:
    """Where a call spent its time, and where it failed, is on record."""
    yield from must_be_one_of(function.get("tracingConfig.mode"), "tracing", ("Active",), ("PassThrough",))


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


def function_environment_encryption_customer_managed(
    function: Resource, _settings: Settings
) -> Iterator[Outcome]:
    """Who may read the environment of a function is who may use the key."""
    if is_set(function.get("environment.variables")):
        yield from must_be_customer_key(function.get("kmsKeyArn"), "the key of its environment")
    else:
        yield NotApplicable("the function has no environment variables")


def function_code_signed(function: Resource, _settings: Settings) -> Iterator[Outcome]:
    """A function runs only code that is signed."""
    if _is_image(function):
        yield NotApplicable("the function is a container image, which Lambda takes no signature of")
    else:
        yield from must_be_set(function.get("codeSigningConfigArn"), "code signing", "a configuration of it")


def function_limits_bounded(function: Resource, settings: Settings) -> Iterator[Outcome]:
    """A call that hangs ends, and no call costs more than was meant."""
    seconds, megabytes = settings.number("maximumTimeoutSeconds"), settings.number("maximumMemoryMegabytes")
    yield from must_lie_within(function.get("timeout"), "the timeout", (1, seconds), "second")
    memory = function.get("memorySize")
    yield from must_lie_within(memory, "the memory", (LEAST_MEGABYTES, megabytes), "megabyte")


def function_description_set(function: Resource, _settings: Settings) -> Iterator[Outcome]:
    """Whoever recovers the system is told what a function is for."""
    yield from must_be_set(function.get("description"), "the description", "a sentence")


def function_zones_multiple(graph: Graph, settings: Settings) -> Iterator[Outcome]:
    """A function in a network survives the loss of a zone."""
    minimum = settings.number("minimumZones")
    by_id = {identity: subnet for subnet in graph.of_type((SUBNET,)) for identity in subnet.identities}
    for function in graph.of_type((FUNCTION,)):
        if not entries(function.inputs, "vpcConfig.subnetIds"):
            yield NotApplicable("the function is in no network", function.urn)
        else:
            yield from _few_zones(function, _subnets(graph, function, by_id), minimum)


def _subnets(graph: Graph, function: Resource, by_id: Mapping[str, Resource]) -> frozenset[Resource]:
    depends = (graph.by_urn.get(urn) for urn in function.property_dependencies.get("vpcConfig", ()))
    ids = entries(function.inputs, "vpcConfig.subnetIds")
    named = (by_id.get(value) for value in ids if isinstance(value, str))
    return frozenset(each for each in (*depends, *named) if each and each.type == SUBNET)


def _few_zones(function: Resource, subnets: frozenset[Resource], minimum: float) -> Iterator[Finding]:
    ids = function.get("vpcConfig.subnetIds")
    zones = [subnet.get("availabilityZone") for subnet in subnets]
    known = {zone for zone in zones if isinstance(zone, str)}
    wanted = f"at least {minimum:g}"
    count = min(len(known), len(ids)) if isinstance(ids, list) else len(known)
    if count >= minimum:
        return
    if all(isinstance(zone, str) for zone in zones) and isinstance(ids, list) and len(ids) <= len(subnets):
        yield Finding(f"the number of zones that its subnets lie in is {count}", wanted, function.urn)
    else:
        yield Finding(f"the number of zones that its subnets lie in {NOT_KNOWN}", wanted, function.urn)


def function_log_group_managed(graph: Graph, _settings: Settings) -> Iterator[Outcome]:
    """What a function logs goes where the stack says how long it is kept."""
    groups = graph.of_type((LOG_GROUP,))
    by_name = {name: group for group in groups if isinstance(name := group.get("name"), str)}
    for function in graph.of_type((FUNCTION,)):
        if is_set(function.get("loggingConfig.logGroup")):
            managed = _logs_to_named(graph, function, by_name)
        else:
            managed = _logs_by_name(graph, function)
        if managed is not True:
            found = f"whether it has a log group of its own {NOT_KNOWN}"
            found = found if managed is UNKNOWN else "it has no log group of its own"
            yield Finding(found, f"one called {LOG_PREFIX}<name of the function>", function.urn)


def _logs_to_named(graph: Graph, function: Resource, by_name: Mapping[str, Resource]) -> Known:
    path = "loggingConfig.logGroup"
    name = function.get(path)
    depends = (graph.by_urn.get(urn) for urn in function.property_dependencies.get("loggingConfig", ()))
    found = [each for each in depends if each and each.type == LOG_GROUP]
    if not found and not isinstance(name, str):
        return UNKNOWN
    named = by_name.get(name) if isinstance(name, str) else None
    return any_of(graph.points_to(function, path, group) for group in (*found, named) if group)


def _logs_by_name(graph: Graph, function: Resource) -> Known:
    groups = graph.satellites(function, (LOG_GROUP,), "name")
    verdicts = ((groups.joined, True), (groups.doubtful, UNKNOWN))
    return any_of(verdict for each, verdict in verdicts if any(map(_may_be_for_a_function, each)))


def _may_be_for_a_function(group: Resource) -> bool:
    name = group.get("name")
    return not isinstance(name, str) or name.startswith(LOG_PREFIX)


RULES: Final = (
    function_runtime_supported,
    function_network_private,
    function_zones_multiple,
    function_concurrency_reserved,
    function_tracing_active,
    function_environment_secret_free,
    function_environment_encryption_customer_managed,
    function_code_signed,
    function_limits_bounded,
    function_description_set,
    function_log_group_managed,
)
