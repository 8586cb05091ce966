"""Security groups."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dr_guard.aws.kinds import (
    PREFIX_LISTS,
)
from dr_guard.aws.network.cidr import internet_in_parts, is_internet, network
from dr_guard.aws.network.security_groups import DIRECTIONS, GROUPS, GroupRule, group_rules, is_for
from dr_guard.aws.network.security_groups import RULES as GROUP_RULES
from dr_guard.aws.network.traffic import ports
from dr_guard.aws.tokens import (
    SECURITY_GROUP,
)
from dr_guard.checks import NOT_KNOWN, must_be_set
from dr_guard.directory import Directory, key
from dr_guard.finding import Finding, NotApplicable
from dr_guard.logic import any_of
from dr_guard.values import MISSING, UNKNOWN, entries, lookup

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dr_guard.aws.network.security_groups import Direction
    from dr_guard.control import Settings
    from dr_guard.finding import Outcome
    from dr_guard.graph import Graph
    from dr_guard.resource import Resource
    from dr_guard.values import Known, Plain

WANTED_NETWORKS: Final = "named networks or security groups"
WANTED_DESCRIPTION: Final = "what it is for"
DEFAULT_DESCRIPTIONS: Final = ("Managed by Pulumi", "Managed by Terraform")
GROUP_ID: Final = "sg-"


@dataclass(frozen=True)
class Phrase:
    """What a rule does to a network, in the words before its name and after it."""

    before: str
    after: str = ""


def security_group_ingress_restricted(holder: Resource, settings: Settings) -> Iterator[Outcome]:
    """No security group lets the internet in, be it in parts."""
    if holder.type in PREFIX_LISTS:
        yield from _must_hold_no_internet(holder)
        return
    if not is_for(holder, "ingress"):
        yield NotApplicable("the rule is for egress")
        return
    allowed = [ports(each) for each in settings.strings("allowedPorts")]
    rules = group_rules(holder, "ingress")
    judged = [(rule, not rule.traffic.is_within(allowed)) for rule in rules]
    yield from _must_not_reach(judged, settings, Phrase("lets in"))


def _must_hold_no_internet(prefixes: Resource) -> Iterator[Finding]:
    blocks = [lookup(each, "cidr") for each in (prefixes.inputs, *entries(prefixes.inputs, "entries"))]
    if UNKNOWN in blocks:
        yield Finding(f"a network that it holds {NOT_KNOWN}", "named networks")
    for block in dict.fromkeys(block for block in blocks if isinstance(block, str)):
        if is_internet(found := network(block)):
            yield Finding(f"it holds {found}", "named networks")
    parts = (network(block) for block in blocks if isinstance(block, str))
    for whole in internet_in_parts(part for part in parts if part):
        yield Finding(f"it holds {whole}, in parts", "named networks")


def security_group_admin_ports_closed(holder: Resource, settings: Settings) -> Iterator[Outcome]:
    """Nothing that is administered can be tried from the internet."""
    if not is_for(holder, "ingress"):
        yield NotApplicable("the rule is for egress")
        return
    for port in map(int, settings.strings("adminPorts")):
        judged = [(rule, rule.traffic.reaches(port)) for rule in group_rules(holder, "ingress")]
        yield from _must_not_reach(judged, settings, Phrase("lets in", f" to port {port}"))


def security_group_egress_restricted(holder: Resource, settings: Settings) -> Iterator[Outcome]:
    """Nothing can talk to all of the internet in every way; a group without rules lets nothing out."""
    if not is_for(holder, "egress"):
        yield NotApplicable("the rule is for ingress")
        return
    judged = [(rule, rule.traffic.is_everything()) for rule in group_rules(holder, "egress")]
    yield from _must_not_reach(judged, settings, Phrase("lets everything out to"))


def _must_not_reach(
    judged: Iterable[tuple[GroupRule, Known]], settings: Settings, phrase: Phrase
) -> Iterator[Finding]:
    """Yield a finding for each part of the internet that a rule is about, and what may be one.

    Each rule comes with whether its traffic is such as matters.
    """
    concerned = [(rule, verdict) for rule, verdict in judged if verdict is not False]
    what, allowed = f"it {phrase.before}", settings.strings("allowedPrefixLists")
    prefix_lists = [each for rule, _ in concerned for each in rule.prefix_lists]
    if any(isinstance(each, str) and each not in allowed for each in prefix_lists):
        yield Finding(f"what a prefix list that {what}{phrase.after} holds {NOT_KNOWN}", WANTED_NETWORKS)
    if any(UNKNOWN in rule.networks for rule, _ in concerned):
        yield Finding(f"a network that {what}{phrase.after} {NOT_KNOWN}", WANTED_NETWORKS)
    blocks: defaultdict[str, list[Known]] = defaultdict(list)
    for rule, verdict in concerned:
        for block in rule.networks:
            if isinstance(block, str):
                blocks[block].append(verdict)
    for block, verdicts in blocks.items():
        yield from _must_be_narrow(block, any_of(verdicts), phrase)
    certain = (network(block) for block, verdicts in blocks.items() if True in verdicts)
    for whole in internet_in_parts(block for block in certain if block):
        yield Finding(f"{what} {whole}{phrase.after}, in parts", WANTED_NETWORKS)


def _must_be_narrow(block: str, verdict: Known, phrase: Phrase) -> Iterator[Finding]:
    found = network(block)
    if found is None:
        yield Finding(f"something that it {phrase.before}{phrase.after} is no network", WANTED_NETWORKS)
    elif is_internet(found):
        what = f"it {phrase.before} {found}{phrase.after}"
        yield Finding(what if verdict is True else f"whether {what} {NOT_KNOWN}", WANTED_NETWORKS)


def security_group_described(holder: Resource, _settings: Settings) -> Iterator[Outcome]:
    """Every group and every rule says what it is for."""
    if holder.type not in GROUPS:
        yield from must_be_set(holder.get("description"), "the description", WANTED_DESCRIPTION)
    if holder.type == SECURITY_GROUP and holder.get("description") in (MISSING, "", *DEFAULT_DESCRIPTIONS):
        yield Finding("the description is the provider's own", WANTED_DESCRIPTION)
    for direction in DIRECTIONS:
        for number, rule in enumerate(entries(holder.inputs, direction)):
            noun = f"the description of {direction}[{number}]"
            yield from must_be_set(lookup(rule, "description"), noun, WANTED_DESCRIPTION)


def security_group_attached(graph: Graph, _settings: Settings) -> Iterator[Outcome]:
    """Every group has something in it; to be named by a rule is not enough."""
    members = [each for each in graph.resources if each.type not in (*GROUPS, *GROUP_RULES)]
    linked = {urn for each in members for urns in each.property_dependencies.values() for urn in urns}
    named = {text for each in members for text in _strings(each.inputs) if text.startswith(GROUP_ID)}
    for group in graph.of_type((SECURITY_GROUP,)):
        if group.urn not in linked and named.isdisjoint(group.identities):
            yield Finding("nothing in the program is known to be in it", "something, or no group", group.urn)


def _strings(value: Plain) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for part in parts:
        yield from _strings(part)


def security_group_rules_single(graph: Graph, _settings: Settings) -> Iterator[Outcome]:
    """The rules of a group are written in one way, so that none undoes what another has made."""
    groups = Directory(graph, (SECURITY_GROUP,))
    apart: defaultdict[object, list[Resource]] = defaultdict(list)
    for rule in graph.of_type(GROUP_RULES):
        apart[key(groups.referent(rule, "securityGroupId"))].append(rule)
    for group in graph.of_type((SECURITY_GROUP,)):
        for direction in DIRECTIONS:
            yield from _must_be_one_way(group, direction, apart[group.urn], apart[UNKNOWN])


def _must_be_one_way(
    group: Resource, direction: Direction, own: list[Resource], doubtful: list[Resource]
) -> Iterator[Finding]:
    ways = {rule.type for rule in own if is_for(rule, direction)}
    if group.get(direction) is not MISSING:
        ways.add(group.type)
    possible = ways | {rule.type for rule in doubtful if is_for(rule, direction)}
    if len(ways) > 1:
        found = f"its rules for {direction} are written in {len(ways)} ways"
    elif ways and len(possible) > 1:
        found = f"which rules for {direction} belong to it {NOT_KNOWN}"
    else:
        return
    yield Finding(found, "inline or as resources of one type", group.urn)


RULES: Final = (
    security_group_ingress_restricted,
    security_group_admin_ports_closed,
    security_group_egress_restricted,
    security_group_described,
    security_group_attached,
    security_group_rules_single,
)
