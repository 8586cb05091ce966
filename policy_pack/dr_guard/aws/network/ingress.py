"""Whether a security group lets in addresses, and not only the members of other groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dr_guard.aws.network.security_groups import RULES, group_rules, is_for
from dr_guard.logic import any_of
from dr_guard.values import UNKNOWN, entries, is_set

if TYPE_CHECKING:
    from dr_guard.graph import Graph
    from dr_guard.resource import Resource
    from dr_guard.values import Known


def lets_in_addresses(graph: Graph, group: Resource) -> Known:
    """Whether a rule of the group lets in addresses; ``UNKNOWN`` where one does that may be the group's."""
    apart = graph.satellites(group, RULES, "securityGroupId")
    own = any_of(_names_addresses(holder) for holder in (group, *apart.joined))
    if own is False and any(_names_addresses(rule) is not False for rule in apart.doubtful):
        return UNKNOWN
    return own


def _names_addresses(holder: Resource) -> Known:
    """Whether a group's inline rules, or a rule of its own, name addresses; ones not known yet do."""
    if not is_for(holder, "ingress"):
        return False
    if UNKNOWN in entries(holder.inputs, "ingress"):
        return UNKNOWN
    rules = group_rules(holder, "ingress")
    return any(is_set(value) for rule in rules for value in (*rule.networks, *rule.prefix_lists))
