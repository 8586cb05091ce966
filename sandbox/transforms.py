"""Resource transforms, run as the engine runs them: on the program's own callback server.

A transform sees the properties and options of a registration and may answer with others. Those of the
resource come first, then those of its parents from the inside out, then those of the stack.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

import grpc
from google.protobuf.message import Message
from pulumi.runtime.proto import callback_pb2, callback_pb2_grpc, resource_pb2

from sandbox.output_values import dependencies, downgraded, upgraded
from sandbox.structs import plain, struct

Request = resource_pb2.RegisterResourceRequest
Callback = callback_pb2.Callback
Copy = TypeVar("Copy", bound=Message)

# Where a transform's option stands in a registration, when not under the same name.
_RENAMED = {
    "depends_on": "dependencies",
    "ignore_changes": "ignoreChanges",
    "replace_on_changes": "replaceOnChanges",
    "custom_timeouts": "customTimeouts",
    "plugin_download_url": "pluginDownloadURL",
    "retain_on_delete": "retainOnDelete",
    "deleted_with": "deletedWith",
    "delete_before_replace": "deleteBeforeReplace",
    "additional_secret_outputs": "additionalSecretOutputs",
    "plugin_checksums": "pluginChecksums",
    "import": "importId",
    "hide_diff": "hideDiffs",
}
_FIELDS = {
    field.name: _RENAMED.get(field.name, field.name)
    for field in resource_pb2.TransformResourceOptions.DESCRIPTOR.fields
}


class Transforms:
    """The transforms in force, by the resource that declared them."""

    def __init__(self) -> None:
        self._of_resource: dict[str, tuple[str, tuple[Callback, ...]]] = {}
        self._of_stack: list[Callback] = []

    def add_for_stack(self, callback: Callback) -> None:
        """Run ``callback`` on every resource that is registered from now on."""
        self._of_stack.append(callback)

    def applied(self, request: Request, urn: str) -> Request:
        """Return what is left of ``request`` when all its transforms have run."""
        self._of_resource[urn] = (request.parent, tuple(request.transforms))
        callbacks = (*self._inherited(urn), *self._of_stack)
        if not callbacks:
            return request
        asked = _with_outputs(request)
        for callback in callbacks:
            asked = _invoke(callback, asked)
        return _without_outputs(asked, request)

    def _inherited(self, urn: str) -> Iterator[Callback]:
        while urn in self._of_resource:
            urn, callbacks = self._of_resource[urn]
            yield from callbacks


def _with_outputs(request: Request) -> Request:
    """Return a request whose properties say on what they depend, where it has transforms of its own."""
    depends = {name: each.urns for name, each in request.propertyDependencies.items()}
    result = Request()
    result.CopyFrom(request)
    result.object.CopyFrom(struct(upgraded(plain(request.object), depends if request.transforms else {})))
    return result


def _without_outputs(changed: Request, before: Request) -> Request:
    """Return what came of a request, with its dependencies as the engine finds them.

    Those that a transform asks for count only where the resource has transforms of its own; then those of
    its properties are what the transforms left of them.
    """
    properties = plain(changed.object)
    found = {name: set(dependencies(value)) for name, value in properties.items()}
    asked = {*changed.dependencies, *(urn for each in found.values() for urn in each)}
    del changed.dependencies[:]
    changed.dependencies.extend(sorted(asked) if before.transforms else before.dependencies)
    if before.transforms:
        changed.propertyDependencies.clear()
    for name, urns in found.items():
        changed.propertyDependencies[name].urns.extend(
            urns.difference(changed.propertyDependencies[name].urns)
        )
    changed.object.CopyFrom(struct({name: downgraded(value) for name, value in properties.items()}))
    return changed


def _invoke(callback: Callback, request: Request) -> Request:
    question = resource_pb2.TransformRequest(
        type=request.type,
        name=request.name,
        custom=request.custom,
        parent=request.parent,
        properties=request.object,
        options=_copied(request, resource_pb2.TransformResourceOptions(), _FIELDS.items()),
    )
    if request.deleteBeforeReplaceDefined:
        question.options.delete_before_replace = request.deleteBeforeReplace
    with grpc.insecure_channel(callback.target) as channel:
        stub = callback_pb2_grpc.CallbacksStub(channel)
        invocation = callback_pb2.CallbackInvokeRequest(
            token=callback.token, request=question.SerializeToString()
        )
        answer = resource_pb2.TransformResponse.FromString(stub.Invoke(invocation).response)
    return _changed(request, answer)


def _changed(request: Request, answer: resource_pb2.TransformResponse) -> Request:
    result = Request()
    result.CopyFrom(request)
    result.object.CopyFrom(answer.properties)
    if answer.HasField("options"):
        swapped = ((theirs, ours) for ours, theirs in _FIELDS.items())
        _clear(result, _FIELDS.values())
        _copied(answer.options, result, swapped)
        result.deleteBeforeReplaceDefined = answer.options.HasField("delete_before_replace")
    return result


def _clear(message: Message, names: Iterable[str]) -> None:
    for name in names:
        message.ClearField(name)


def _copied(source: Message, target: Copy, names: Iterable[tuple[str, str]]) -> Copy:
    """Set in ``target`` what is set in ``source``; ``names`` are pairs of (name there, name here)."""
    given = {field.name: value for field, value in source.ListFields()}
    target.MergeFrom(type(target)(**{new: given[old] for new, old in names if old in given}))
    return target
