"""Requests to AWS Backup as plain data, and answers to them."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

import botocore.session
from botocore.model import ListShape, OperationModel, ServiceModel, Shape, StringShape, StructureShape

from sandbox.emulator.requests.answers import Act, Given, Refused, answering, body_of
from sandbox.emulator.requests.calls import Call
from sandbox.emulator.requests.operations import Operation


def missing(what: str) -> Refused:
    """Refuse what is asked of something that does not exist."""
    return Refused("ResourceNotFoundException", f"{what} does not exist.")


def invalid(message: str) -> Refused:
    """Refuse a parameter."""
    return Refused("InvalidParameterValueException", message)


def backup_operations(acts: Mapping[str, Act]) -> Mapping[str, Operation]:
    """Return operations of AWS Backup that answer with what these do."""
    return {name: answering(act, _given, _status(name)) for name, act in acts.items()}


def page(listed: Sequence[Mapping[str, Any]], name: str, given: Given) -> Mapping[str, Any]:
    """Return as much of a list as a request asks for, under ``name``, and where the rest begins."""
    start = int(given.get("NextToken") or 0)
    end = start + int(given.get("MaxResults") or len(listed) or 1)
    rest = {"NextToken": str(end)} if end < len(listed) else {}
    return {name: listed[start:end], **rest}


def _given(asked: Call) -> Given:
    model = _model(asked.operation)
    given = body_of(asked)
    found = _pattern(model.http["requestUri"]).fullmatch(asked.path.rstrip("/"))
    parts = found.groupdict() if found else {}
    shape = model.input_shape
    for name, member in shape.members.items() if shape else ():
        where = member.serialization
        sources = {"uri": parts, "querystring": asked.query}
        source = sources.get(where.get("location", ""), {})
        if where.get("name") in source:
            given[name] = source[where["name"]]
    if shape:
        _check(given, shape, "")
    return given


def _check(value: object, shape: Shape, path: str) -> None:
    """Refuse values that AWS's model has no place for; botocore's client does not look at them."""
    if isinstance(shape, StructureShape) and isinstance(value, dict):
        for name in shape.required_members:
            if name not in value:
                raise Refused("MissingParameterValueException", f"{path}{name} is required.")
        for name, each in value.items():
            if name in shape.members:
                _check(each, shape.members[name], f"{path}{name}.")
    elif isinstance(shape, ListShape) and isinstance(value, list):
        for each in value:
            _check(each, shape.member, path)
    elif isinstance(shape, StringShape) and shape.enum and value not in shape.enum:
        raise invalid(f"{path.rstrip('.')} must be one of {', '.join(shape.enum)}, not {value}.")


def _status(operation: str) -> int:
    return int(_model(operation).http.get("responseCode", HTTPStatus.OK))


def _model(operation: str) -> OperationModel:
    return _service().operation_model(operation)


@functools.cache
def _service() -> ServiceModel:
    return botocore.session.get_session().get_service_model("backup")


@functools.cache
def _pattern(uri: str) -> re.Pattern[str]:
    """Return a path's pattern; what ends in Arn may hold slashes."""
    parts = re.split(r"\{(\w+)\}", uri.partition("?")[0].rstrip("/"))
    named = [
        (f"(?P<{part}>{'.+' if part.endswith('Arn') else '[^/]+'})" if index % 2 else re.escape(part))
        for index, part in enumerate(parts)
    ]
    return re.compile("".join(named))
