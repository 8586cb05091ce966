"""JSON to and from protobuf's structs, the form in which Pulumi's protocols carry properties."""

from __future__ import annotations

from google.protobuf import json_format, struct_pb2

from sandbox.registration import Properties


def plain(struct: struct_pb2.Struct) -> Properties:
    """Turn a struct into JSON."""
    return json_format.MessageToDict(struct)


def struct(properties: Properties) -> struct_pb2.Struct:
    """Turn JSON into a struct."""
    message = struct_pb2.Struct()
    json_format.ParseDict(properties, message)
    return message
