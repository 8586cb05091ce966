"""Ways to change AWS that pass by this pack."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dr_guard.aws.tokens import (
    CLOUD_CONTROL_RESOURCE,
    CLOUDFORMATION_STACK,
)
from dr_guard.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dr_guard.control import Settings
    from dr_guard.finding import Outcome
    from dr_guard.graph import Graph

# By what a type begins with: other providers of AWS, and what runs a program of its own.
UNSEEN: Final[Mapping[str, str]] = {
    "aws-native:": "it is of another provider of AWS",
    "awscc:": "it is of another provider of AWS",
    "aws:index/": "it is of another provider of AWS",
    CLOUD_CONTROL_RESOURCE: "it makes a resource of any type",
    CLOUDFORMATION_STACK: "it makes what its template holds",
    "command:": "it runs a command",
    "pulumi-nodejs:dynamic": "it runs a program of its own",
    "pulumi-python:dynamic": "it runs a program of its own",
}


def resource_type_judged(graph: Graph, _settings: Settings) -> Iterator[Outcome]:
    """Nothing changes AWS without this pack seeing what."""
    for resource in graph.resources:
        for beginning, found in UNSEEN.items():
            if resource.type.startswith(beginning):
                wanted = "a type of the AWS provider that says what it is"
                yield Finding(f"{found}, which no control judges", wanted, resource.urn)


RULES: Final = (resource_type_judged,)
