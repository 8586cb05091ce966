"""VPC endpoints: which service each is for, and in which network."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final, Literal

from dr_guard.aws.kinds import (
    VPCS,
)
from dr_guard.aws.tokens import (
    VPC_ENDPOINT,
)
from dr_guard.directory import Directory, key
from dr_guard.values import MISSING, UNKNOWN, Mark

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dr_guard.graph import Graph
    from dr_guard.resource import Resource
    from dr_guard.values import Plain

GATEWAY: Final = "Gateway"
INTERFACE: Final = "Interface"

# As AWS names its own services, where the region may be missing; an endpoint for FIPS is as good as another.
SERVICE_NAME: Final = re.compile(
    r"(?:cn\.)?com\.amazonaws\.(?:[a-z]+(?:-[a-z]+)+-\d\.)?(?P<service>.+?)(?:-fips)?"
)
# What others offer; it takes no policy.
PRIVATE_SERVICE: Final = "vpce"


def kind(endpoint: Resource) -> Plain:
    """Return the type of an endpoint, which is a gateway unless it says otherwise."""
    found = endpoint.get("vpcEndpointType")
    return GATEWAY if found is MISSING else found


def service(endpoint: Resource) -> str | Literal[Mark.UNKNOWN, Mark.MISSING]:
    """Return the short name of the AWS service that an endpoint is for, such as ``s3`` or ``ecr.api``."""
    name = endpoint.get("serviceName")
    if not isinstance(name, str):
        return UNKNOWN if name is UNKNOWN else MISSING
    found = SERVICE_NAME.fullmatch(name)
    return found["service"] if found else MISSING


@dataclass(frozen=True)
class Endpoints:
    """The endpoints of a stack, of some types of them."""

    graph: Graph
    kinds: tuple[str, ...]

    @cached_property
    def services(self) -> Mapping[str | Mark, set[str | Mark]]:
        """The services that each network has an endpoint for.

        Networks are told by URN or id, and either a network or a service may be ``UNKNOWN``.
        """
        vpcs = Directory(self.graph, VPCS)
        found: defaultdict[str | Mark, set[str | Mark]] = defaultdict(set)
        for endpoint in self.graph.of_type((VPC_ENDPOINT,)):
            if kind(endpoint) in (*self.kinds, UNKNOWN):
                found[key(vpcs.referent(endpoint, "vpcId"))].add(service(endpoint))
        return found

    def serves(self, vpc: Resource, name: str) -> bool | Literal[Mark.UNKNOWN]:
        """Whether a network has an endpoint for a service."""
        own, stray = self.services.get(vpc.urn, set()), self.services.get(UNKNOWN, set())
        if name in own:
            return True
        return UNKNOWN if UNKNOWN in own or {name, UNKNOWN} & stray else False
