"""From what the policy SDK hands over to plain resources, and nothing more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dr_guard.graph import Graph, Options, Resource
from dr_guard.values import plain_mapping

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pulumi_policy import PolicyResource, ResourceValidationArgs, StackValidationArgs


class Memory:
    """The inputs of every resource that was analyzed, by URN.

    A stack is handed over with the resources' outputs: with what is computed unknown and what the
    provider fills in set, which is not what the program asked for.
    """

    def __init__(self) -> None:
        self._inputs: dict[str, Mapping[str, object]] = {}

    def keep(self, args: ResourceValidationArgs) -> None:
        """Remember the inputs of a resource."""
        self._inputs[args.urn] = args.props

    def inputs(self, resource: PolicyResource) -> Mapping[str, object]:
        """Return the inputs of a resource; of one that was only read, its outputs."""
        return self._inputs.get(resource.urn, resource.props)


def resource(args: ResourceValidationArgs) -> Resource:
    """Return the resource that a resource policy is asked about."""
    return Resource(
        type=args.resource_type,
        name=args.name,
        urn=args.urn,
        inputs=plain_mapping(args.props),
        options=Options(bool(args.opts.protect), tuple(args.opts.ignore_changes)),
        provider=plain_mapping(args.provider.props) if args.provider else {},
        parent=args.opts.parent or "",
    )


def graph(args: StackValidationArgs, memory: Memory) -> Graph:
    """Return the stack that a stack policy is asked about."""
    return Graph(tuple(_member(member, memory) for member in args.resources))


def _member(member: PolicyResource, memory: Memory) -> Resource:
    dependencies = member.property_dependencies.items()
    return Resource(
        type=member.resource_type,
        name=member.name,
        urn=member.urn,
        inputs=plain_mapping(memory.inputs(member)),
        outputs=plain_mapping(member.props),
        options=Options(bool(member.opts.protect), tuple(member.opts.ignore_changes)),
        provider=plain_mapping(member.provider.props) if member.provider else {},
        parent=member.parent.urn if member.parent else "",
        property_dependencies={key: tuple(other.urn for other in others) for key, others in dependencies},
    )
