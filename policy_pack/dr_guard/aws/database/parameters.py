"""What the parameter groups of a stack set for its databases."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dr_guard.aws.tokens import (
    CLUSTER,
    CLUSTER_PARAMETER_GROUP,
    DATABASE,
    PARAMETER_GROUP,
)
from dr_guard.values import MISSING, UNKNOWN, Plain, entries, is_set, lookup

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dr_guard.graph import Graph
    from dr_guard.resource import Resource

REFERENCES: Final = {CLUSTER: "dbClusterParameterGroupName", DATABASE: "parameterGroupName"}
GROUPS: Final = {CLUSTER: CLUSTER_PARAMETER_GROUP, DATABASE: PARAMETER_GROUP}
# What AWS calls the groups that nobody can change begins like this.
DEFAULT_GROUP: Final = "default."
ON: Final = ("1", "on", "true")
OFF: Final = ("0", "off", "false")


@dataclass(frozen=True)
class Parameters:
    """The parameter group of each database, by the database's URN, where it is one of the program's."""

    groups: Mapping[str, Resource]

    def get(self, database: Resource, name: str) -> Plain:
        """Return a parameter's value: ``MISSING`` where the engine's default holds.

        ``UNKNOWN`` where a group holds that is not the program's, or not known yet.
        """
        reference = database.get(REFERENCES[database.type])
        if not is_set(reference):
            return MISSING
        if database.urn in self.groups:
            return _parameter(self.groups[database.urn], name)
        is_default = isinstance(reference, str) and reference.startswith(DEFAULT_GROUP)
        return MISSING if is_default else UNKNOWN


def parameters(graph: Graph) -> Parameters:
    """Return what is known of the parameters of every database."""
    return Parameters(
        {
            database.urn: group
            for kind, token in GROUPS.items()
            for group in graph.of_type((token,))
            for database in graph.satellites(group, (kind,), REFERENCES[kind]).joined
        }
    )


def _parameter(group: Resource, name: str) -> Plain:
    members = entries(group.inputs, "parameters")
    named = [lookup(member, "value") for member in members if lookup(member, "name") == name]
    if named:
        return named[-1]
    return UNKNOWN if any(lookup(member, "name") is UNKNOWN for member in members) else MISSING


def switch(value: Plain) -> Plain:
    """Return true and false for the ways to write them in a parameter, and anything else as it is."""
    text = f"{value:g}" if isinstance(value, int | float) else value
    word = text.lower() if isinstance(text, str) else ""
    return True if word in ON else False if word in OFF else value
