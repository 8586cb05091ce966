"""VPC endpoints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dr_guard.aws.kinds import (
    BUCKETS,
    SUBNETS,
)
from dr_guard.aws.network.endpoints import GATEWAY, INTERFACE, PRIVATE_SERVICE, Endpoints, kind, service
from dr_guard.aws.network.passage import WANTED_POLICY, must_be_restricted
from dr_guard.aws.network.placement import placement
from dr_guard.aws.tokens import (
    GLOBAL_TABLE,
    TABLE,
    VPC,
    VPC_ENDPOINT,
    VPC_ENDPOINT_POLICY,
    VPC_ENDPOINT_ROUTE_TABLE_ASSOCIATION,
    VPC_ENDPOINT_SUBNET_ASSOCIATION,
)
from dr_guard.checks import NOT_KNOWN, counted
from dr_guard.directory import Directory
from dr_guard.finding import Finding, NotApplicable
from dr_guard.graph import may_share_region
from dr_guard.values import UNKNOWN, is_set

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from dr_guard.control import Settings
    from dr_guard.finding import Outcome
    from dr_guard.graph import Graph
    from dr_guard.resource import Resource
    from dr_guard.values import Plain

# What a gateway endpoint can serve, and the types of resource that show that a program uses it.
USED_BY: Final[Mapping[str, tuple[str, ...]]] = {"s3": BUCKETS, "dynamodb": (TABLE, GLOBAL_TABLE)}
UNUSED: Final = "the program has neither a bucket nor a table in its region"
WANTED_ENDPOINT: Final = "one that refers to it"
NO_POLICY: Final = "what it is an endpoint for takes no policy"
NO_INTERFACE: Final = "it is no interface endpoint"


def vpc_gateway_endpoints_present(graph: Graph, _settings: Settings) -> Iterator[Outcome]:
    """A network reaches the data in S3 and DynamoDB without a way out; an interface does that as well."""
    regions = {name: _regions(graph.of_type(types)) for name, types in USED_BY.items()}
    endpoints = Endpoints(graph, (GATEWAY, INTERFACE))
    for vpc in graph.of_type((VPC,)):
        used = [
            name for name, places in regions.items() if any(may_share_region(vpc.region, at) for at in places)
        ]
        yield from _must_serve(endpoints, vpc, used)
        if not used:
            yield NotApplicable(UNUSED, vpc.urn)
    for endpoint in graph.of_type((VPC_ENDPOINT,)):
        if kind(endpoint) == GATEWAY:
            yield from _must_be_routed(graph, endpoint)


def _regions(resources: Iterable[Resource]) -> set[Plain]:
    return {each.region if isinstance(each.region, str) else UNKNOWN for each in resources}


def _must_serve(endpoints: Endpoints, vpc: Resource, names: Iterable[str]) -> Iterator[Finding]:
    for name in names:
        verdict = endpoints.serves(vpc, name)
        if verdict is not True:
            unclear = f"whether it has an endpoint for {name} {NOT_KNOWN}"
            found = unclear if verdict is UNKNOWN else f"it has no endpoint for {name}"
            yield Finding(found, WANTED_ENDPOINT, vpc.urn)


def _must_be_routed(graph: Graph, endpoint: Resource) -> Iterator[Finding]:
    if is_set(endpoint.get("routeTableIds")):
        return
    tables = graph.satellites(endpoint, (VPC_ENDPOINT_ROUTE_TABLE_ASSOCIATION,), "vpcEndpointId")
    if not tables.joined:
        unclear = f"whether it is in a route table {NOT_KNOWN}"
        found = unclear if tables.doubtful else "it is in no route table"
        yield Finding(found, "those of the subnets that use it", endpoint.urn)


def vpc_interface_endpoints_present(graph: Graph, settings: Settings) -> Iterator[Outcome]:
    """A network reaches the services that it is said to use without a way out."""
    endpoints = Endpoints(graph, (INTERFACE,))
    for vpc in graph.of_type((VPC,)):
        yield from _must_serve(endpoints, vpc, settings.strings("services"))


def vpc_endpoint_policy_restricted(graph: Graph, settings: Settings) -> Iterator[Outcome]:
    """An endpoint lets through what is meant to pass, not whatever somebody holds credentials for."""
    for endpoint in graph.of_type((VPC_ENDPOINT,)):
        policy = endpoint.get("policy")
        if not _takes_policy(endpoint, settings):
            yield NotApplicable(NO_POLICY, endpoint.urn)
        elif is_set(policy):
            yield from must_be_restricted(policy, endpoint.urn)
        else:
            yield from _must_have_policy(graph, endpoint)
    for holder in graph.of_type((VPC_ENDPOINT_POLICY,)):
        policy = holder.get("policy")
        if is_set(policy):
            yield from must_be_restricted(policy, holder.urn)
        else:
            yield Finding("the policy is not set", WANTED_POLICY, holder.urn)


def _takes_policy(endpoint: Resource, settings: Settings) -> bool:
    if kind(endpoint) not in (GATEWAY, INTERFACE, UNKNOWN):
        return False
    name = service(endpoint)
    is_private = isinstance(name, str) and name.startswith(PRIVATE_SERVICE)
    return not is_private and name not in settings.strings("servicesWithoutPolicy")


def _must_have_policy(graph: Graph, endpoint: Resource) -> Iterator[Finding]:
    policies = graph.satellites(endpoint, (VPC_ENDPOINT_POLICY,), "vpcEndpointId")
    if not policies.joined:
        unclear = f"whether it has a policy {NOT_KNOWN}"
        found = unclear if policies.doubtful else "it has no policy, and lets everything through"
        yield Finding(found, WANTED_POLICY, endpoint.urn)


def vpc_endpoint_zones_multiple(graph: Graph, settings: Settings) -> Iterator[Outcome]:
    """An endpoint outlives the loss of a zone; AWS takes no two subnets of one zone for it."""
    minimum, subnets = settings.number("minimumZones"), Directory(graph, SUBNETS)
    for endpoint in graph.of_type((VPC_ENDPOINT,)):
        if kind(endpoint) not in (INTERFACE, UNKNOWN):
            yield NotApplicable(NO_INTERFACE, endpoint.urn)
            continue
        own = placement(subnets, endpoint, "subnetIds")
        apart = graph.satellites(endpoint, (VPC_ENDPOINT_SUBNET_ASSOCIATION,), "vpcEndpointId")
        number = own.number + len(apart.joined)
        is_unclear = endpoint.get("subnetIds") is UNKNOWN and not own.is_exact
        if number < minimum:
            unclear = f"in how many zones it is {NOT_KNOWN}"
            found = unclear if is_unclear or apart.doubtful else f"it is in {counted(number, 'zone')}"
            yield Finding(found, f"at least {counted(minimum, 'zone')}", endpoint.urn)


RULES: Final = (
    vpc_gateway_endpoints_present,
    vpc_interface_endpoints_present,
    vpc_endpoint_policy_restricted,
    vpc_endpoint_zones_multiple,
)
