"""Has the policy SDK read each request once; left alone, it reads it anew for every policy.

The reading is most of what a pack costs: of 62 policies that do nothing, all of it. A property that one
policy changed in place would be changed for the next; the rules of this pack change nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import TypeVar, cast

import pulumi_policy.policy as sdk
from google.protobuf import json_format
from google.protobuf.message import Message
from pulumi_policy.version import VERSION

# The versions whose inner names are known to be those that are replaced here.
TRIED = frozenset({"1.21.0"})

Given = TypeVar("Given")
Result = TypeVar("Result")


class Once:
    """Calls a function once for each object it is given, by identity, until it is told to forget."""

    def __init__(self) -> None:
        self._results: dict[tuple[str, int], tuple[object, object]] = {}

    def forget(self) -> None:
        """Drop every result."""
        self._results = {}

    def wrap(self, function: Callable[[Given], Result]) -> Callable[[Given], Result]:
        """Return ``function`` with a memory."""
        name = function.__name__

        def remembered(given: Given) -> Result:
            results = self._results
            if (name, id(given)) not in results:
                # Kept together with its result, an object cannot hand its identity on to another.
                results[name, id(given)] = (given, function(given))
            return cast("Result", results[name, id(given)][1])

        return remembered


def read_message(message: Message) -> dict[str, object]:
    """Turn one of a request's structs into plain data."""
    return json_format.MessageToDict(message)


def install() -> bool:
    """Replace what the SDK reads requests with; returns whether its version is one that this was tried on."""
    if VERSION not in TRIED:
        return False
    once = Once()
    servicer = sdk._PolicyAnalyzerServicer  # noqa: SLF001 # the SDK has no other way in
    read, analyze = sdk.deserialize_properties, servicer.Analyze
    remembered = once.wrap(read)

    def deserialize(props: dict[str, object], *secrets: bool) -> object:
        return read(props, *secrets) if secrets else remembered(props)

    def forgetful(self: sdk._PolicyAnalyzerServicer, request: object, context: object) -> object:
        once.forget()
        return analyze(self, request, context)

    replaced = (
        (sdk, "deserialize_properties", deserialize),
        (sdk, "unknown_checking_proxy", once.wrap(sdk.unknown_checking_proxy)),
        (sdk, "json_format", SimpleNamespace(MessageToDict=once.wrap(read_message))),
        (servicer, "Analyze", forgetful),
    )
    for owner, name, replacement in replaced:
        setattr(owner, name, replacement)
    return True
