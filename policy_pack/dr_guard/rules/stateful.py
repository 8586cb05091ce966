"""Resources that hold what cannot be made again from the program."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from dr_guard.finding import Finding, Outcome
from dr_guard.safety import SAFETY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dr_guard.control import Settings
    from dr_guard.graph import Resource


# A path begins with a name, plain or quoted in brackets, or with the sign for every name.
ROOT: Final = re.compile(r'\.?(?:\["((?:[^"\\]|\\.)*)"\]|\[?([^.\[\]]*))')


def stateful_resource_protected(resource: Resource, _settings: Settings) -> Iterator[Outcome]:
    """Pulumi refuses to delete whatever holds data."""
    if not resource.options.protect:
        yield Finding("the resource option protect is off", "on")


def stateful_safety_tracked(resource: Resource, _settings: Settings) -> Iterator[Outcome]:
    """What keeps data safe is never left as it is found."""
    for path in resource.options.ignore_changes:
        prop = _root(path)
        if prop == "*" or prop in SAFETY[resource.type]:
            yield Finding(f"the resource option ignoreChanges covers {prop}", "changes of it to be undone")


def _root(path: str) -> str:
    """Return the input that a property path begins with: ``a`` for ``a.b``, ``a[0]`` and ``["a"].b``."""
    return "".join(ROOT.findall(path)[0])


RULES: Final = (stateful_resource_protected, stateful_safety_tracked)
