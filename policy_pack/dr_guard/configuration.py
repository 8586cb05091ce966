"""What a configuration makes of the catalogue: how strictly each control is enforced, and with which options.

What holds for many controls stands with the control ``PACK``: the levels of groups and of frameworks, the
controls that are pinned to their own, options that several controls share, and the exemptions. A control's
own level wins over its group's, and that over its frameworks', of which the strictest wins. Names and values
that nothing knows are refused, all of them at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, cast, get_args

from dr_guard.control import Settings
from dr_guard.exemption import Exemption, exemption, undated
from dr_guard.option import unknown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dr_guard.control import Control

Level: TypeAlias = Literal["disabled", "advisory", "mandatory", "remediate"]

# From the most lenient to the strictest.
LEVELS: Final[tuple[Level, ...]] = get_args(Level)
ALL: Final = "all"
PACK: Final = "pack-configuration-current"


class ConfigurationError(ValueError):
    """A configuration that is not what the pack knows; its message has a line for every fault."""


@dataclass(frozen=True)
class Entry:
    """What a configuration says under one name."""

    level: Level
    properties: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Configuration:
    """The level and the settings of every control, by id, and the exemptions that are asked for."""

    levels: Mapping[str, Level]
    settings: Mapping[str, Settings]
    exemptions: tuple[Exemption, ...]


@dataclass(frozen=True)
class Shared:
    """What the configuration says of many controls at once."""

    groups: Mapping[str, Level]
    frameworks: Mapping[str, Level]
    pinned: tuple[str, ...]
    options: Mapping[str, object]

    def level(self, control: Control) -> Level | None:
        """Return the level that a control's group has, otherwise the strictest of its frameworks'."""
        if control.id in self.pinned:
            return None
        if control.group in self.groups:
            return self.groups[control.group]
        own = {reference.split(" ", 1)[0].lower() for reference in control.references}
        found = [level for name, level in self.frameworks.items() if name in own]
        return max(found, key=LEVELS.index, default=None)


def configured(controls: Iterable[Control], given: Mapping[str, Entry]) -> Configuration:
    """Lay a configuration over the catalogue's defaults.

    An engine fills in whatever is not configured, so a level or an option counts as a control's own where
    it differs from its default, and a level also from what ``all`` sets.

    Raises ``ConfigurationError``.
    """
    rows = tuple(controls)
    faults = list(_faults(rows, given))
    if faults:
        raise ConfigurationError("\n".join(faults))
    properties = given[PACK].properties if PACK in given else {}
    shared = _shared(properties)
    everyone = given[ALL].level if ALL in given else None
    exempt = cast("list[Mapping[str, str]]", properties.get("exemptions", []))
    return Configuration(
        {row.id: _level(row, given.get(row.id), everyone, shared) for row in rows},
        {row.id: _settings(row, given.get(row.id), shared) for row in rows},
        tuple(map(exemption, exempt)),
    )


def _shared(properties: Mapping[str, object]) -> Shared:
    return Shared(
        groups=cast("Mapping[str, Level]", properties.get("groups", {})),
        frameworks=cast("Mapping[str, Level]", properties.get("frameworks", {})),
        pinned=tuple(cast("list[str]", properties.get("pinned", []))),
        options=properties,
    )


def _level(control: Control, own: Entry | None, everyone: Level | None, shared: Shared) -> Level:
    default = everyone or control.enforcement
    if own and own.level != default:
        return own.level
    return shared.level(control) or default


def _settings(control: Control, own: Entry | None, shared: Shared) -> Settings:
    values: dict[str, object] = {}
    for option in control.options:
        value = own.properties.get(option.name, option.default) if own else option.default
        is_own = not option.is_default(value) or control.id == PACK
        values[option.name] = value if is_own else shared.options.get(option.name, value)
    return Settings(values)


def _faults(controls: tuple[Control, ...], given: Mapping[str, Entry]) -> Iterator[str]:
    by_id = {control.id: control for control in controls}
    for name in sorted(given.keys() - by_id.keys() - {ALL}):
        yield unknown("the configuration", name, by_id)
    for name, control in by_id.items():
        properties = given[name].properties if name in given else {}
        options = {option.name: option for option in control.options}
        for key in sorted(properties.keys() - options.keys()):
            yield unknown(name, key, options)
        faults = [
            fault
            for key, value in properties.items()
            if key in options
            for fault in options[key].faults(value)
        ]
        yield from (f"{name}: {fault}" for fault in faults)
        if name == PACK and not faults:
            yield from _faults_of_names(by_id, properties)


def _faults_of_names(by_id: Mapping[str, Control], properties: Mapping[str, object]) -> Iterator[str]:
    """Yield what is wrong with the controls and the dates that shared options name."""
    exempt = cast("list[Mapping[str, str]]", properties.get("exemptions", []))
    pinned = cast("list[str]", properties.get("pinned", []))
    for name in (*pinned, *(each["control"] for each in exempt)):
        if name not in by_id:
            yield unknown(PACK, name, by_id)
    for number in undated(exempt):
        yield f"{PACK}: until of member {number} of exemptions is no date such as 2027-01-31"
