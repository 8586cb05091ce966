"""Groups registrations by the component that they belong to."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from sandbox.registration import STACK_TYPE, Recording, Registration


@dataclass(frozen=True)
class Group:
    """A component, or the stack itself where ``component`` is ``None``, and the resources right below it."""

    component: Registration | None
    resources: tuple[Registration, ...]

    @property
    def counts(self) -> tuple[tuple[str, int], ...]:
        """How many resources there are of each type, as (type, count), most frequent first."""
        names = Counter(each.type.rsplit(":", 1)[-1] for each in self.resources)
        return tuple(sorted(names.items(), key=lambda item: (-item[1], item[0])))


def groups(recording: Recording) -> tuple[Group, ...]:
    """Group what the program asked for; providers and the stack itself are no resources of anyone."""
    by_urn = recording.by_urn
    members: dict[str, list[Registration]] = {}
    for each in resources(recording):
        parent = by_urn.get(each.parent)
        while parent is not None and parent.custom:
            parent = by_urn.get(parent.parent)
        owner = "" if parent is None or parent.type == STACK_TYPE else parent.urn
        members.setdefault(owner, []).append(each)
    return tuple(Group(by_urn.get(urn), tuple(found)) for urn, found in sorted(members.items()))


def resources(recording: Recording) -> tuple[Registration, ...]:
    """Return the resources that AWS would hold."""
    return tuple(each for each in recording.registrations if each.custom and not each.is_provider)


def path(recording: Recording, urn: str) -> str:
    """Name a resource by its ancestors, outermost first: ``storage / bucket / versioning``."""
    by_urn = recording.by_urn
    names: list[str] = []
    while urn in by_urn and by_urn[urn].type != STACK_TYPE:
        names.append(by_urn[urn].name)
        urn = by_urn[urn].parent
    return " / ".join(reversed(names)) or "the stack"
