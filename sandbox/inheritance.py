"""What a resource has from its parent where it says nothing of it itself."""

from __future__ import annotations

from pulumi.runtime.proto import resource_pb2

Request = resource_pb2.RegisterResourceRequest


def inherited(request: Request, parent: Request | None) -> Request:
    """Return a request with what it has from that of its parent."""
    if parent is None:
        return request
    result = Request()
    result.CopyFrom(request)
    for name in ("protect", "retainOnDelete"):
        if parent.HasField(name) and not request.HasField(name):
            setattr(result, name, getattr(parent, name))
    result.deletedWith = request.deletedWith or parent.deletedWith
    is_of_one_package = _package(parent) == _package(request)
    if parent.custom and request.custom and is_of_one_package:
        result.provider = request.provider or parent.provider
    return result


def _package(request: Request) -> str:
    return request.type.partition(":")[0]
