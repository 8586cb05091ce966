"""What a request to the resource monitor says, as plain data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from google.protobuf.message import Message
from pulumi.runtime.proto import resource_pb2

from sandbox.plugins import wanted_version
from sandbox.registration import PROVIDER_PREFIX, Options, Position, Properties
from sandbox.structs import plain

ENGINES_OWN = frozenset({"hooks", "replace_with", "replacement_trigger", "state_migrations"})
"""What a request may ask for and only an engine can do."""


def provider_urn(reference: str) -> str:
    """Return the URN in a reference to a provider, which ends in its id."""
    return reference.rpartition("::")[0]


def inputs(request: resource_pb2.RegisterResourceRequest) -> Properties:
    """Return the properties asked for; the engine adds to a provider's which plugin is to serve it."""
    properties = plain(request.object)
    if not request.type.startswith(PROVIDER_PREFIX):
        return properties
    # Who says where the plugin comes from says of which version it is.
    is_said = request.version or request.pluginDownloadURL
    version = request.version if is_said else wanted_version(request.type.removeprefix(PROVIDER_PREFIX))
    return {**properties, **({"version": version} if version else {})}


def each_depending(request: resource_pb2.RegisterResourceRequest) -> resource_pb2.RegisterResourceRequest:
    """Return a request whose properties, if it says nothing of any, each depend on what it depends on."""
    if request.propertyDependencies:
        return request
    result = resource_pb2.RegisterResourceRequest()
    result.CopyFrom(request)
    for name in result.object.fields:
        result.propertyDependencies[name].urns.extend(result.dependencies)
    return result


def options(request: resource_pb2.RegisterResourceRequest) -> Options:
    """Return the options."""
    before = request.deleteBeforeReplace
    timeouts = request.customTimeouts
    return Options(
        protect=request.protect,
        ignore_changes=tuple(request.ignoreChanges),
        delete_before_replace=before if before or request.deleteBeforeReplaceDefined else None,
        additional_secret_outputs=tuple(request.additionalSecretOutputs),
        create_timeout=_seconds(timeouts.create),
        update_timeout=_seconds(timeouts.update),
        delete_timeout=_seconds(timeouts.delete),
        replace_on_changes=tuple(request.replaceOnChanges),
        aliased=bool(request.aliases or request.aliasURNs),
        unheeded=tuple(_engines_own(request)),
    )


def _engines_own(request: resource_pb2.RegisterResourceRequest) -> Iterator[str]:
    for field, value in request.ListFields():
        is_empty = isinstance(value, Message) and not value.ByteSize()
        if field.name in ENGINES_OWN and not is_empty:
            yield field.name


def made_at(request: resource_pb2.RegisterResourceRequest, root: Path) -> Position | None:
    """Return the line of the program that makes a resource; ``root`` is the project's folder."""
    position = request.sourcePosition
    if not position.uri:
        return None
    file = Path(unquote(urlsplit(position.uri).path))
    shown = file.relative_to(root) if file.is_relative_to(root) else file
    return Position(shown.as_posix(), position.line)


_SECONDS = {"h": 3600.0, "m": 60.0, "s": 1.0, "ms": 1e-3, "us": 1e-6, "\u00b5s": 1e-6, "ns": 1e-9}
_PART = re.compile(r"(\d*\.?\d+)(h|ms|m|s|us|\u00b5s|ns)")


def _seconds(duration: str) -> float:
    """Read a Go duration, such as ``1h30m`` or ``500ms``."""
    return sum(float(number) * _SECONDS[unit] for number, unit in _PART.findall(duration))
