"""A stack of any size: copies of one, under other names."""

import json
from dataclasses import replace

from sandbox.registration import Registration


def copies(registered: tuple[Registration, ...], size: int) -> tuple[Registration, ...]:
    """Return ``size`` resources; of each copy the URNs and the physical names are its own."""
    found: list[Registration] = []
    number = 0
    while len(found) < size:
        number += 1
        found.extend(renamed(each, number) for each in registered)
    return tuple(found[:size])


def renamed(registration: Registration, number: int) -> Registration:
    """Return a resource of another copy of the stack; the stack itself and its providers are shared."""
    own = {
        key: tuple(f"{urn}-{number}" for urn in urns)
        for key, urns in registration.property_dependencies.items()
    }
    inputs = json.loads(json.dumps(registration.inputs).replace("dr-dev-", f"dr-dev{number}-"))
    return replace(
        registration,
        urn=f"{registration.urn}-{number}",
        name=f"{registration.name}-{number}",
        parent=f"{registration.parent}-{number}" if registration.parent else "",
        inputs=inputs,
        dependencies=tuple(f"{urn}-{number}" for urn in registration.dependencies),
        property_dependencies=own,
    )
