"""From what the policy SDK hands over to plain resources, and nothing more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dr_guard.graph import IDENTITIES, Graph, Options, Resource
from dr_guard.values import plain_mapping, plain_members

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pulumi_policy import (
        PolicyResource,
        PolicyResourceOptions,
        ResourceValidationArgs,
        StackValidationArgs,
    )

    from dr_guard.values import Plain


class Memory:
    """The inputs of every resource that was analyzed, by URN.

    A stack is handed over with the resources' outputs: with what is computed unknown and what the
    provider fills in set, which is not what the program asked for.
    """

    def __init__(self) -> None:
        self._seen: dict[str, Mapping[str, object]] = {}
        self._plain: dict[str, dict[str, Plain]] = {}

    def keep(self, args: ResourceValidationArgs) -> None:
        """Remember the inputs of a resource."""
        self._seen[args.urn] = args.props
        self._plain.pop(args.urn, None)

    def inputs(self, resource: PolicyResource) -> dict[str, Plain]:
        """Return the inputs of a resource; of one that was only read, its outputs."""
        seen = self._seen.get(resource.urn)
        if seen is None:
            return plain_mapping(resource.props)
        if resource.urn not in self._plain:
            self._plain[resource.urn] = plain_mapping(seen)
        return self._plain[resource.urn]


def resource(args: ResourceValidationArgs) -> Resource:
    """Return the resource that a resource policy is asked about."""
    return Resource(
        type=args.resource_type,
        name=args.name,
        urn=args.urn,
        inputs=plain_mapping(args.props),
        options=_options(args.opts),
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
        inputs=memory.inputs(member),
        outputs=plain_members(member.props, IDENTITIES),
        options=_options(member.opts),
        provider=plain_mapping(member.provider.props) if member.provider else {},
        parent=member.parent.urn if member.parent else "",
        property_dependencies={key: tuple(other.urn for other in others) for key, others in dependencies},
    )


def _options(opts: PolicyResourceOptions) -> Options:
    return Options(
        protect=bool(opts.protect),
        delete_before_replace=bool(opts.delete_before_replace),
        ignore_changes=tuple(opts.ignore_changes),
    )
