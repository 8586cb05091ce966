"""The types of resources that the sandbox makes real: a file for each service of AWS.

Each file has ``KINDS``, which maps Pulumi's type tokens to how a type is made; a new type needs no more.
"""

from __future__ import annotations

import functools
import importlib
import pkgutil

from sandbox.resources.kind import Kind


@functools.cache
def kinds() -> dict[str, Kind]:
    """Map every type token that is known to its kind."""
    found: dict[str, Kind] = {}
    for each in pkgutil.iter_modules(__path__):
        module = importlib.import_module(f"{__name__}.{each.name}")
        found.update(getattr(module, "KINDS", {}))
    return found
