"""What a simulation of policies is told of the request; ministack judges as if it had been told nothing."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping
from contextvars import ContextVar
from types import MappingProxyType
from typing import Any, TypeAlias

from sandbox.emulator.world import World

Form: TypeAlias = Mapping[str, list[str]]
Context: TypeAlias = Mapping[str, str | list[str]]
NOTHING: Context = MappingProxyType({})
OPERATIONS = ("SimulatePrincipalPolicy", "SimulateCustomPolicy")
LIST = "List"
"""How the type of a key that has several values ends."""


def install(_: World) -> None:
    """Judge a condition by what the simulation says of its key, and as ever where it says nothing."""
    from ministack.core import iam_evaluator  # noqa: PLC0415 it reads the environment when it is loaded
    from ministack.services import iam  # noqa: PLC0415 the same

    told: ContextVar[Context] = ContextVar("told", default=NOTHING)
    beneath: Callable[[str, Any], Any] = vars(iam_evaluator)["_resolve_condition_key"]

    def resolve(key: str, asked: Any) -> Any:  # noqa: ANN401 ministack's own
        given = told.get()
        return given[key.lower()] if key.lower() in given else beneath(key, asked)

    vars(iam_evaluator)["_resolve_condition_key"] = resolve
    handlers = vars(iam)["_IAM_HANDLERS"]
    for operation in OPERATIONS:
        handlers[operation] = _telling(told, handlers[operation])


def _telling(told: ContextVar[Context], simulate: Callable[[Form], Any]) -> Callable[[Form], Any]:
    def answer(asked: Form) -> Any:  # noqa: ANN401 the same
        token = told.set(dict(_entries(asked)))
        try:
            return simulate(asked)
        finally:
            told.reset(token)

    return answer


def _entries(asked: Form) -> Iterator[tuple[str, str | list[str]]]:
    for number in itertools.count(1):
        entry = f"ContextEntries.member.{number}"
        if f"{entry}.ContextKeyName" not in asked:
            return
        values = list(_members(asked, f"{entry}.ContextKeyValues"))
        several = asked.get(f"{entry}.ContextKeyType", [""])[0].endswith(LIST)
        if several or values:
            yield asked[f"{entry}.ContextKeyName"][0].lower(), values if several else values[0]


def _members(asked: Form, name: str) -> Iterator[str]:
    names = (f"{name}.member.{number}" for number in itertools.count(1))
    return (asked[each][0] for each in itertools.takewhile(asked.__contains__, names))
