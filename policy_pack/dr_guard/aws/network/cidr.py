"""Blocks of addresses, and which of them are the internet."""

from __future__ import annotations

from ipaddress import IPv4Network, IPv6Network, collapse_addresses, ip_network
from typing import TYPE_CHECKING, Final, TypeAlias, TypeGuard

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Network: TypeAlias = IPv4Network | IPv6Network

# A block this wide is the internet or a part of it: no one owner has one, and no private range is as wide.
WIDEST_INTERNET_BITS: Final = {4: 7, 6: 15}


def network(source: str) -> Network | None:
    """Return the block that a string stands for, none where it stands for none."""
    try:
        return ip_network(source, strict=False)
    except ValueError:
        return None


def is_internet(block: Network | None) -> TypeGuard[Network]:
    """Whether a block is the internet or a good part of it."""
    return block is not None and block.prefixlen <= WIDEST_INTERNET_BITS[block.version]


def internet_in_parts(blocks: Iterable[Network]) -> Iterator[Network]:
    """Yield what several blocks, none of which is the internet, are of it together."""
    narrow = [block for block in blocks if not is_internet(block)]
    yield from filter(
        is_internet, collapse_addresses(each for each in narrow if isinstance(each, IPv4Network))
    )
    yield from filter(
        is_internet, collapse_addresses(each for each in narrow if isinstance(each, IPv6Network))
    )


def is_within(inner: Network, outer: Network | None) -> bool:
    """Whether every address of a block is in another one."""
    if isinstance(inner, IPv4Network):
        return isinstance(outer, IPv4Network) and inner.subnet_of(outer)
    return isinstance(outer, IPv6Network) and inner.subnet_of(outer)
