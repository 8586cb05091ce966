"""Paths to properties, as options of resources have them: ``tags.owner``, ``rules[0]``, ``*``."""

from __future__ import annotations

import re
from typing import TypeAlias

from sandbox.errors import SandboxError
from sandbox.registration import Json, Properties

Path: TypeAlias = "tuple[str | int, ...]"
EVERY = "*"
_PART = re.compile(r'\.?(?P<name>[^.\[\]"]+)|\[(?P<index>\d+|\*)\]|\.?\["(?P<quoted>(?:[^"\\]|\\.)*)"\]')


def restored(asked: Properties, was: Properties, text: str) -> Properties:
    """Return properties with what a path leads to as it was.

    Raises ``SandboxError`` where it leads nowhere.
    """
    found = _restored(asked, was, _parsed(text), text)
    return found if isinstance(found, dict) else asked


def differ(asked: Properties, was: Properties, text: str) -> bool:
    """Whether what a path leads to is other than it was; what is on one side only is."""
    try:
        return restored(asked, was, text) != asked
    except _NowhereError:
        return True


class _NowhereError(SandboxError):
    pass


def _parsed(text: str) -> Path:
    parts: list[str | int] = []
    end = 0
    while end < len(text):
        part = _PART.match(text, end)
        if part is None:
            raise SandboxError(f"found {text!r}; wanted a property's path, as tags.owner or rules[0]")
        index = part["index"]
        name = part["name"] or re.sub(r"\\(.)", r"\1", part["quoted"] or "")
        parts.append(int(index) if index and index != EVERY else index or name)
        end = part.end()
    return tuple(parts)


def _restored(new: Json, old: Json, path: Path, text: str) -> Json:
    if not path or new == old:
        return old
    head, rest = path[0], path[1:]
    if isinstance(new, dict) and (old is None or isinstance(old, dict)):
        return _in_block(new, old or {}, (head, rest), text)
    if isinstance(new, list) and isinstance(old, list) and len(new) == len(old):
        chosen = range(len(new)) if head == EVERY else [head]
        return [_restored(each, old[at], rest, text) if at in chosen else each for at, each in enumerate(new)]
    raise _NowhereError(f"the path {text} leads to nothing that was there and still is; wanted one that does")


def _in_block(new: Properties, old: Properties, path: tuple[str | int, Path], text: str) -> Properties:
    head, rest = path
    found = dict(new)
    for name in {*new, *old} if head == EVERY else [str(head)]:
        if rest and (name in new or name in old):
            found[name] = _restored(new.get(name), old.get(name), rest, text)
        elif name in old:
            found[name] = old[name]
        else:
            found.pop(name, None)
    return found
