"""What a pack is asked about a resource, as the analyzer protocol's messages."""

from __future__ import annotations

from dataclasses import dataclass

from pulumi.runtime.proto import analyzer_pb2

from sandbox.assets import ASSET
from sandbox.registration import REFERENCE, SIGNATURE, Json, Properties, Registration
from sandbox.structs import struct


@dataclass(frozen=True)
class Subject:
    """A resource as a policy sees it: its registration, with the properties that hold now."""

    registration: Registration
    properties: Properties
    provider: Registration | None


INTERNAL = "__"
"""How names begin that only remedies are told of."""


def of_resource(subject: Subject, *, is_for_remedy: bool = False) -> analyzer_pb2.AnalyzeRequest:
    """Ask about a resource by itself."""
    registration = subject.registration
    return analyzer_pb2.AnalyzeRequest(
        urn=registration.urn,
        type=registration.type,
        name=registration.name,
        properties=struct(_told(subject.properties, is_for_remedy=is_for_remedy)),
        options=_options(registration),
        provider=_provider(subject.provider),
    )


def of_stack_member(subject: Subject) -> analyzer_pb2.AnalyzerResource:
    """Ask about a resource as one of a stack's, with what it depends on."""
    registration = subject.registration
    return analyzer_pb2.AnalyzerResource(
        urn=registration.urn,
        type=registration.type,
        name=registration.name,
        properties=struct(_told(subject.properties)),
        options=_options(registration),
        provider=_provider(subject.provider),
        parent=registration.parent,
        dependencies=registration.dependencies,
        propertyDependencies={
            key: analyzer_pb2.AnalyzerPropertyDependencies(urns=urns)
            for key, urns in registration.property_dependencies.items()
            if urns
        },
    )


def _options(registration: Registration) -> analyzer_pb2.AnalyzerResourceOptions:
    options = registration.options
    return analyzer_pb2.AnalyzerResourceOptions(
        protect=options.protect,
        ignoreChanges=options.ignore_changes,
        deleteBeforeReplace=options.delete_before_replace or False,
        deleteBeforeReplaceDefined=options.delete_before_replace is not None,
        additionalSecretOutputs=options.additional_secret_outputs,
        customTimeouts=analyzer_pb2.AnalyzerResourceOptions.CustomTimeouts(
            create=options.create_timeout, update=options.update_timeout, delete=options.delete_timeout
        ),
        parent=registration.parent,
    )


def _provider(provider: Registration | None) -> analyzer_pb2.AnalyzerProviderResource | None:
    if provider is None:
        return None
    return analyzer_pb2.AnalyzerProviderResource(
        urn=provider.urn, type=provider.type, name=provider.name, properties=struct(_told(provider.inputs))
    )


def _told(properties: Properties, *, is_for_remedy: bool = False) -> Properties:
    return {
        name: _value(each, is_for_remedy=is_for_remedy)
        for name, each in properties.items()
        if is_for_remedy or not name.startswith(INTERNAL)
    }


def _value(value: Json, *, is_for_remedy: bool) -> Json:
    """Return a value as a policy is told of it: of a resource its id, of a component its URN."""
    if isinstance(value, list):
        return [_value(each, is_for_remedy=is_for_remedy) for each in value]
    if not isinstance(value, dict):
        return value
    if value.get(SIGNATURE) == REFERENCE:
        return value.get("id", value["urn"])
    if value.get(SIGNATURE) == ASSET and value.get("text") == "":
        # The engine leaves it out, upon which a pack fails.
        return {SIGNATURE: ASSET}
    return _told(value, is_for_remedy=is_for_remedy)
