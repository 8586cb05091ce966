"""IAM actions: what the patterns in a policy document match, and which of them a finding may repeat."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from dr_guard.values import Plain

WILDCARDS: Final = re.compile(r"[*?]+")
ACTION: Final = re.compile(r"[\w*-]+:[\w*?]+|\*")
LEAST_LITERAL_LETTERS: Final = 3


def is_like(name: str, pattern: str) -> bool:
    """Whether a pattern of IAM matches a name, in bounded time, however many wildcards it has."""
    return fnmatchcase(name, pattern.replace("[", "[[]"))


@cache
def matched(pattern: str, actions: tuple[str, ...]) -> tuple[str, ...]:
    """Return which of these actions a pattern matches, in any case.

    ``*`` is any text, ``?`` any one letter, and nothing else stands for more than itself.
    """
    text = pattern.casefold()
    return tuple(action for action in actions if is_like(action.casefold(), text))


def is_everything(pattern: str) -> bool:
    """Whether a pattern matches every action of every service."""
    return "*" in pattern and not WILDCARDS.sub("", pattern).strip(":")


def is_whole_service(pattern: str, service: str) -> bool:
    """Whether a pattern matches every action of a service; one that matches everything does."""
    named, _, name = pattern.partition(":")
    is_whole = "*" in name and not WILDCARDS.sub("", name)
    return is_everything(pattern) or (is_whole and bool(matched(named, (service,))))


def is_wide(pattern: str) -> bool:
    """Whether a pattern is more than a family of actions whose names begin alike."""
    service, _, name = pattern.partition(":")
    literal, wildcard, _ = name.partition("*")
    return "?" in pattern or "*" in service or (bool(wildcard) and len(literal) < LEAST_LITERAL_LETTERS)


def service_of(action: str) -> str:
    """Return the service whose action it is."""
    return action.partition(":")[0]


def shown(action: Plain) -> str:
    """Return an action, or a pattern of some, as a finding may repeat it."""
    return action if isinstance(action, str) and ACTION.fullmatch(action) else "something else"
