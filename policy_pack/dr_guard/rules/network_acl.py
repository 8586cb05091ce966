"""Network ACLs."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dr_guard.aws.network.cidr import is_internet, is_within, network
from dr_guard.aws.network.traffic import Traffic, traffic
from dr_guard.aws.tokens import (
    DEFAULT_NETWORK_ACL,
    NETWORK_ACL,
    NETWORK_ACL_RULE,
)
from dr_guard.checks import NOT_KNOWN
from dr_guard.directory import Directory, key
from dr_guard.finding import Finding
from dr_guard.values import MISSING, UNKNOWN, Plain, boolean, entries, lookup

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dr_guard.aws.network.cidr import Network
    from dr_guard.control import Settings
    from dr_guard.finding import Outcome
    from dr_guard.graph import Graph
    from dr_guard.resource import Resource
    from dr_guard.values import Mark

ACLS: Final = (NETWORK_ACL, DEFAULT_NETWORK_ACL)
WANTED: Final = "named networks"


@dataclass(frozen=True)
class Entry:
    """One rule for ingress, wherever it is written; the lowest number that fits decides."""

    holder: Resource
    traffic: Traffic
    block: Plain
    number: Plain
    action: Plain

    @property
    def denies(self) -> bool:
        """Whether it certainly lets nothing in."""
        return isinstance(self.action, str) and self.action.lower() == "deny"

    def comes_before(self, other: Entry) -> bool:
        """Whether it certainly decides before another one."""
        one, two = self.number, other.number
        return isinstance(one, int | float) and isinstance(two, int | float) and one < two

    def covers(self, other: Entry, block: Network, port: int) -> bool:
        """Whether it certainly decides on a port for all of the block that another one is for."""
        return (
            isinstance(self.block, str)
            and is_within(block, network(self.block))
            and self.traffic.kind in ("all", other.traffic.kind)
            and self.traffic.reaches(port) is True
        )


def network_acl_admin_ports_closed(graph: Graph, settings: Settings) -> Iterator[Outcome]:
    """Nothing that is administered can be reached from the internet, whatever a security group says."""
    chosen = [int(each) for each in settings.strings("adminPorts")]
    for entries_of_one in _entries(graph).values():
        denials = [entry for entry in entries_of_one if entry.denies]
        grants = [entry for entry in entries_of_one if not entry.denies]
        findings = (each for port in chosen for entry in grants for each in _opens(entry, port, denials))
        yield from dict.fromkeys(findings)


def _entries(graph: Graph) -> defaultdict[str | Mark, list[Entry]]:
    """Return the rules for ingress of each ACL."""
    found: defaultdict[str | Mark, list[Entry]] = defaultdict(list)
    for acl in graph.of_type(ACLS):
        parts = entries(acl.inputs, "ingress")
        found[acl.urn] += [
            _entry(acl, part, lookup(part, "ruleNo"), lookup(part, "action")) for part in parts
        ]
    acls = Directory(graph, ACLS)
    for rule in graph.of_type((NETWORK_ACL_RULE,)):
        if boolean(rule.get("egress")) is not True:
            owner = key(acls.referent(rule, "networkAclId"))
            entry = _entry(rule, rule.inputs, rule.get("ruleNumber"), rule.get("ruleAction"))
            found[rule.urn if owner is UNKNOWN else owner].append(entry)
    return found


def _entry(holder: Resource, part: Plain, number: Plain, action: Plain) -> Entry:
    block = lookup(part, "cidrBlock")
    return Entry(
        holder,
        traffic(part),
        lookup(part, "ipv6CidrBlock") if block in (MISSING, "") else block,
        number,
        action,
    )


def _opens(entry: Entry, port: int, denials: Iterable[Entry]) -> Iterator[Finding]:
    """Yield a finding where a rule lets the internet in to a port, and no rule before it denies that."""
    verdict = entry.traffic.reaches(port)
    if verdict is False:
        return
    if entry.block is UNKNOWN:
        found = f"a network that it lets in to port {port} {NOT_KNOWN}"
        yield Finding(found, WANTED, entry.holder.urn)
        return
    block = network(entry.block) if isinstance(entry.block, str) else None
    if not is_internet(block):
        return
    if any(denial.comes_before(entry) and denial.covers(entry, block, port) for denial in denials):
        return
    what = f"it lets in {block} to port {port}"
    is_sure = verdict is True and isinstance(entry.action, str)
    yield Finding(what if is_sure else f"whether {what} {NOT_KNOWN}", WANTED, entry.holder.urn)


RULES: Final = (network_acl_admin_ports_closed,)
