"""The rules: pure functions that say what is wrong with a resource or a stack, one file per domain.

A rule over a resource takes ``(resource, settings)``, one over the stack ``(graph, settings)``; its name
is its control's id. Rules know nothing of severity, of titles or of Pulumi, and they catch nothing.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Final, cast

if TYPE_CHECKING:
    from dr_guard.finding import Rule

DOMAINS: Final = sorted(module.name for module in iter_modules(__path__))
RULES: Final = tuple(
    each
    for domain in DOMAINS
    for each in cast("tuple[Rule, ...]", import_module(f"{__name__}.{domain}").RULES)
)
