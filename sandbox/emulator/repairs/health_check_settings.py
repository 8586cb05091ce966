"""What a health check is set to: ministack answers that nothing is switched on, and forgets its regions.

It writes true as Python does, which no client takes for true, and looks for a region's name one level deeper
than it stands.
"""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element

from sandbox.emulator.world import World

SWITCHES = {"Disabled", "EnableSNI", "Inverted", "MeasureLatency"}
LISTS = {"ChildHealthChecks", "Regions"}


def install(_: World) -> None:
    """Correct how settings are read and written."""
    from ministack.services import route53  # noqa: PLC0415 it reads the environment when it is loaded

    module = vars(route53)
    parse, build = module["_parse_health_check_config"], module["_build_health_check_el"]

    def parsed(element: Element) -> dict[str, Any]:
        lists = {_name(each): [item.text for item in each] for each in element if _name(each) in LISTS}
        return {**parse(element), **lists}

    def built(parent: Element, check: dict[str, Any]) -> None:
        build(parent, check)
        for each in parent.iter():
            if _name(each) in SWITCHES:
                each.text = (each.text or "").lower()

    module.update(_parse_health_check_config=parsed, _build_health_check_el=built)


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]
