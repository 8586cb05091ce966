"""The rules of security groups, inline and as resources of their own, in every form that the provider has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from dr_guard.aws.network.traffic import Traffic, traffic
from dr_guard.aws.tokens import (
    DEFAULT_SECURITY_GROUP,
    EGRESS_RULE,
    INGRESS_RULE,
    SECURITY_GROUP,
    SECURITY_GROUP_RULE,
)
from dr_guard.values import Plain, entries

if TYPE_CHECKING:
    from dr_guard.resource import Resource

Direction: TypeAlias = Literal["ingress", "egress"]

DIRECTIONS: Final[tuple[Direction, ...]] = ("ingress", "egress")
GROUPS: Final = (SECURITY_GROUP, DEFAULT_SECURITY_GROUP)
RULES: Final = (SECURITY_GROUP_RULE, INGRESS_RULE, EGRESS_RULE)
NEWER_RULES: Final = {INGRESS_RULE: "ingress", EGRESS_RULE: "egress"}

NETWORKS: Final = ("cidrBlocks", "ipv6CidrBlocks", "cidrIpv4", "cidrIpv6")
PREFIX_LISTS: Final = ("prefixListIds", "prefixListId")


@dataclass(frozen=True)
class GroupRule:
    """What one rule lets through, and from or to which networks; those of other groups are left out."""

    traffic: Traffic
    networks: tuple[Plain, ...]
    prefix_lists: tuple[Plain, ...]


def is_for(holder: Resource, direction: Direction) -> bool:
    """Whether a resource may hold rules of a direction; one that does not say yet of which may."""
    if holder.type in NEWER_RULES:
        return NEWER_RULES[holder.type] == direction
    return holder.get("type") not in DIRECTIONS or holder.get("type") == direction


def group_rules(holder: Resource, direction: Direction) -> tuple[GroupRule, ...]:
    """Return the rules of a direction that a group has inline, or the one that a rule is."""
    parts = entries(holder.inputs, direction) if holder.type in GROUPS else (holder.inputs,)
    return tuple(_rule(part) for part in parts)


def _rule(part: Plain) -> GroupRule:
    return GroupRule(
        traffic(part),
        tuple(block for name in NETWORKS for block in entries(part, name)),
        tuple(prefix for name in PREFIX_LISTS for prefix in entries(part, name)),
    )
