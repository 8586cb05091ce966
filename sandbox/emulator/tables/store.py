"""ministack's tables: what it keeps of them, and the one place where it changes their items."""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeAlias

from sandbox.emulator.tables.history import Item, Items

Table: TypeAlias = dict[str, Any]


Scoped: TypeAlias = Any
"""A store of ministack's, by account, region and name; without the first two those of the request."""


def private(name: str) -> Any:  # noqa: ANN401 whatever ministack keeps under that name
    """Return something of ministack's DynamoDB that it has for itself alone."""
    from ministack.services import dynamodb  # noqa: PLC0415 it reads the environment when it is loaded

    return vars(dynamodb)[name]


def replace(name: str, make: Callable[[Callable[..., Any]], Callable[..., Any]]) -> None:
    """Put a function of ministack's DynamoDB in place of one of its own, which ``make`` gets."""
    from ministack.services import dynamodb  # noqa: PLC0415 it reads the environment when it is loaded

    vars(dynamodb)[name] = make(vars(dynamodb)[name])


def tables() -> Scoped:
    """Return the tables, by name."""
    return private("_tables")


def name_of(reference: str) -> str:
    """Return a table's name, from it or from its ARN."""
    return reference.rpartition("/")[2]


def items_of(table: Table) -> Items:
    """Copy what is in a table."""
    return {
        (hashed, ranged): copy.deepcopy(item)
        for hashed, group in table["items"].items()
        for ranged, item in group.items()
    }


def fill(table: Table, items: Items) -> None:
    """Put these items into a table in place of all others."""
    groups: defaultdict[str, dict[str, Item]] = defaultdict(dict)
    for (hashed, ranged), item in items.items():
        groups[hashed][ranged] = copy.deepcopy(item)
    table["items"] = groups
    private("_items_replaced")(table)
