"""The catalogue: every control as a row of data, one file per domain."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Final, cast

if TYPE_CHECKING:
    from dr_guard.control import Control

DOMAINS: Final = sorted(module.name for module in iter_modules(__path__))
CONTROLS: Final = tuple(
    each
    for domain in DOMAINS
    for each in cast("tuple[Control, ...]", import_module(f"{__name__}.{domain}").CONTROLS)
)

# What a stack does without when it is made to be thrown away; nothing else.
EPHEMERAL_EXEMPT: Final = (
    "table-deletion-protection-enabled",
    "database-deletion-protection-enabled",
    "database-final-snapshot-kept",
    "stateful-resource-protected",
    "vault-locked",
    "vault-policy-deletion-denied",
)
