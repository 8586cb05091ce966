"""The pack's own configuration."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dr_guard.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dr_guard.control import Settings
    from dr_guard.finding import Outcome
    from dr_guard.graph import Graph

WANTED: Final = "one that is needed, or none"


def pack_configuration_current(_graph: Graph, settings: Settings) -> Iterator[Outcome]:
    """Nothing is excused for longer than was agreed, or for nothing."""
    register = settings.register
    for number, each in enumerate(register.exemptions, start=1):
        where = f"exemption {number}, from {each.control},"
        if each.until < register.today:
            yield Finding(f"{where} expired on {each.until.isoformat()}", WANTED)
        elif each not in register.used:
            yield Finding(f"{where} excuses nothing", WANTED)


RULES: Final = (pack_configuration_current,)
