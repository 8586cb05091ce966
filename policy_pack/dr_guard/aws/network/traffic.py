"""What traffic a rule of a network is about: a protocol, and the ports of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from dr_guard.logic import all_of
from dr_guard.values import MISSING, UNKNOWN, Mark, Plain, lookup

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dr_guard.values import Known

EVERY_PROTOCOL: Final = ("-1", "all")
# The protocols that have ports, by name and by number.
WITH_PORTS: Final = {"tcp": "tcp", "6": "tcp", "udp": "udp", "17": "udp"}
FIRST_PORT: Final = 1
LAST_PORT: Final = 65535
NO_BOUND: Final = -1


@dataclass(frozen=True)
class Ports:
    """A range of ports, both ends of it included."""

    first: int
    last: int


def ports(text: str) -> Ports:
    """Return the range that "22" or "8000-8080" stands for; raises ``ValueError`` where it is neither."""
    first, _, last = text.partition("-")
    return Ports(int(first), int(last or first))


@dataclass(frozen=True)
class Traffic:
    """Traffic as a rule describes it; a bound that is -1 or not set is none."""

    protocol: Plain
    first: Plain
    last: Plain

    @property
    def kind(self) -> Plain:
        """The protocol by its name, if it has ports, otherwise as a word or a number that is a string."""
        value = self.protocol
        if isinstance(value, int | float) and not isinstance(value, bool):
            value = f"{value:g}"
        if not isinstance(value, str):
            return UNKNOWN
        word = value.lower()
        return "all" if word in EVERY_PROTOCOL else WITH_PORTS.get(word, word)

    def reaches(self, port: int) -> Known:
        """Whether it may come to a port, of whatever protocol."""
        kind = self.kind
        if kind is UNKNOWN or kind == "all":
            return UNKNOWN if kind is UNKNOWN else True
        if kind not in WITH_PORTS.values():
            return False
        first, last = _bound(self.first, FIRST_PORT), _bound(self.last, LAST_PORT)
        return all_of(
            (
                UNKNOWN if first is UNKNOWN else first <= port,
                UNKNOWN if last is UNKNOWN else port <= last,
            )
        )

    def is_everything(self) -> Known:
        """Whether it may come to every port."""
        return all_of((self.reaches(FIRST_PORT), self.reaches(LAST_PORT)))

    def is_within(self, allowed: Iterable[Ports]) -> bool:
        """Whether it comes to ports of these ranges alone, as far as is known."""
        first, last = _bound(self.first, FIRST_PORT), _bound(self.last, LAST_PORT)
        if self.kind not in WITH_PORTS.values() or first is UNKNOWN or last is UNKNOWN:
            return False
        return any(each.first <= first and last <= each.last for each in allowed)


def _bound(value: Plain, outermost: int) -> float | Literal[Mark.UNKNOWN]:
    """Return a port as a number, the outermost one where there is no bound."""
    if isinstance(value, str) and value.removeprefix("-").isdecimal():
        value = float(value)
    if value is MISSING or value == NO_BOUND:
        return outermost
    return value if isinstance(value, int | float) and not isinstance(value, bool) else UNKNOWN


def traffic(rule: Plain) -> Traffic:
    """Return the traffic of a rule of a security group or of a network ACL."""
    protocol = lookup(rule, "ipProtocol")
    return Traffic(
        lookup(rule, "protocol") if protocol is MISSING else protocol,
        lookup(rule, "fromPort"),
        lookup(rule, "toPort"),
    )
