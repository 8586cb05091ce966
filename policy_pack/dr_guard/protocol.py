"""From the analyzer protocol's messages to plain resources, and nothing more."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from pulumi_policy.proxy import _is_unknown

from dr_guard.graph import Graph
from dr_guard.resource import IDENTITIES, Options, Resource
from dr_guard.values import SIGNATURE, UNKNOWN, Mark

if TYPE_CHECKING:
    from google.protobuf.struct_pb2 import Struct, Value
    from pulumi.runtime.proto import analyzer_pb2 as proto

    from dr_guard.values import Plain

    Asked: TypeAlias = proto.AnalyzeRequest | proto.AnalyzerResource

# What a secret, a file and an archive are marked with.
SECRET = "1b47061264138c4ac30d75fd1eb44270"  # noqa: S105 # a mark, published with the protocol
ASSETS = ("c44067f5952c0a294b673a41bacd8c17", "0def7320c3a5731c473e5ecbe6d01bc7")


class Memory:
    """The inputs of every resource that was analyzed, by URN.

    A stack is handed over with the resources' outputs: with what is computed unknown and what the
    provider fills in set, which is not what the program asked for.
    """

    def __init__(self) -> None:
        self._inputs: dict[str, dict[str, Plain]] = {}
        self._providers: dict[bytes, dict[str, Plain]] = {}

    def analyzed(self, asked: proto.AnalyzeRequest) -> Resource:
        """Return the resource that is asked about, and remember its inputs."""
        inputs = self._inputs[asked.urn] = properties(asked.properties)
        return Resource(
            type=asked.type,
            name=asked.name,
            urn=asked.urn,
            inputs=inputs,
            options=_options(asked),
            provider=self._provider(asked),
            parent=asked.options.parent,
        )

    def graph(self, asked: proto.AnalyzeStackRequest) -> Graph:
        """Return the stack that is asked about; of a resource that was only read, outputs are its inputs."""
        return Graph(tuple(self._member(member) for member in asked.resources))

    def _member(self, member: proto.AnalyzerResource) -> Resource:
        inputs = self._inputs.get(member.urn)
        fields = member.properties.fields
        return Resource(
            type=member.type,
            name=member.name,
            urn=member.urn,
            inputs=properties(member.properties) if inputs is None else inputs,
            outputs={key: _plain(fields[key]) for key in IDENTITIES if key in fields},
            options=_options(member),
            provider=self._provider(member),
            parent=member.parent,
            property_dependencies={
                key: tuple(found.urns) for key, found in member.propertyDependencies.items()
            },
        )

    def _provider(self, asked: Asked) -> dict[str, Plain]:
        if not asked.HasField("provider"):
            return {}
        key = asked.provider.SerializeToString(deterministic=True)
        if key not in self._providers:
            self._providers[key] = properties(asked.provider.properties)
        return self._providers[key]


def _options(asked: Asked) -> Options:
    options = asked.options
    return Options(
        protect=options.protect,
        delete_before_replace=options.deleteBeforeReplaceDefined and options.deleteBeforeReplace,
        ignore_changes=tuple(options.ignoreChanges),
    )


def properties(struct: Struct) -> dict[str, Plain]:
    """Return properties as plain data: secrets unwrapped, unknowns and files marked."""
    return {key: _plain(value) for key, value in struct.fields.items()}


def written(struct: Struct) -> dict[str, object]:
    """Return properties as the protocol writes them, with every mark in its place, and any number at all."""
    return {key: _written(value) for key, value in struct.fields.items()}


def _written(value: Value) -> object:
    kind = value.WhichOneof("kind")
    if kind == "list_value":
        return [_written(member) for member in value.list_value.values]
    if kind == "struct_value":
        return written(value.struct_value)
    return None if kind in (None, "null_value") else getattr(value, kind)


def _plain(value: Value) -> Plain:
    kind = value.WhichOneof("kind")
    if kind == "string_value":
        return UNKNOWN if _is_unknown(value.string_value) else value.string_value
    if kind == "bool_value":
        return value.bool_value
    if kind == "number_value":
        return value.number_value
    if kind == "list_value":
        return [_plain(member) for member in value.list_value.values]
    if kind == "struct_value":
        return _plain_mapping(value.struct_value)
    return None


def _plain_mapping(struct: Struct) -> Plain:
    fields = struct.fields
    if SIGNATURE not in fields:
        return {key: _plain(value) for key, value in fields.items()}
    signature = fields[SIGNATURE].string_value
    if signature == SECRET:
        return _plain(fields["value"])
    return Mark.ASSET if signature in ASSETS else UNKNOWN
