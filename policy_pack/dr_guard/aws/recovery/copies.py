"""The copies of a table or a secret in other regions, and the keys they are encrypted with there."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from dr_guard.aws.regions import NO_RECOVERY_REGION
from dr_guard.aws.tokens import (
    GLOBAL_TABLE,
    SECRET,
    TABLE,
    TABLE_REPLICA,
)
from dr_guard.checks import NOT_KNOWN
from dr_guard.finding import Finding, NotApplicable
from dr_guard.join import joined
from dr_guard.logic import all_of, any_of
from dr_guard.values import UNKNOWN, Plain, entries, lookup

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dr_guard.finding import Outcome
    from dr_guard.graph import Graph
    from dr_guard.join import Join
    from dr_guard.resource import Resource
    from dr_guard.values import Known


@dataclass(frozen=True)
class Form:
    """How a type names its own key, and the region and the key of each of its ``replicas``."""

    key: str
    copy_region: str
    copy_key: str


FORMS: Final[Mapping[str, Form]] = {
    TABLE: Form("serverSideEncryption.kmsKeyArn", "regionName", "kmsKeyArn"),
    SECRET: Form("kmsKeyId", "region", "kmsKeyId"),
}


@dataclass(frozen=True)
class Copy:
    """A copy in another region.

    ``source`` is the resource that asks for it and ``prop`` the top-level input that names its ``key``;
    ``is_its`` is whether it is a copy of the resource it was looked up for.
    """

    source: Resource
    prop: str
    region: Plain
    key: Plain
    is_its: Known = True


def inline_copies(holder: Resource) -> tuple[Copy, ...]:
    """Return the copies that a table or a secret asks for itself."""
    form = FORMS[holder.type]
    return tuple(
        Copy(holder, "replicas", lookup(member, form.copy_region), lookup(member, form.copy_key))
        for member in entries(holder.inputs, "replicas")
    )


def must_be_copied(
    holder: Resource, copies: tuple[Copy, ...], regions: tuple[str, ...], urn: str = ""
) -> Iterator[Outcome]:
    """Yield a finding for each of these regions, but the resource's own, in which it has no copy."""
    elsewhere = tuple(region for region in regions if region != holder.region)
    if not elsewhere:
        yield NotApplicable("it is in the recovery region" if regions else NO_RECOVERY_REGION, urn)
    for region in elsewhere:
        verdict = _has_copy_in(region, copies)
        if verdict is not True:
            unclear = f"whether it has a replica in {region} {NOT_KNOWN}"
            found = unclear if verdict is UNKNOWN else f"it has no replica in {region}"
            yield Finding(found, "a replica in every recovery region", urn)


def _has_copy_in(region: str, copies: tuple[Copy, ...]) -> Known:
    return any_of(
        all_of((copy.is_its, UNKNOWN if copy.region is UNKNOWN else copy.region == region)) for copy in copies
    )


@dataclass(frozen=True)
class Copies:
    """The copies of every table and secret of a stack, in whichever of their forms."""

    graph: Graph

    def of(self, holder: Resource) -> tuple[Copy, ...]:
        """Return the copies of a table or a secret, and those that may be."""
        if holder.type != TABLE:
            return inline_copies(holder)
        return (*inline_copies(holder), *self._standalone(holder), *self._in_global_table(holder))

    def _in_global_table(self, table: Resource) -> Iterator[Copy]:
        """Yield the members of the first version's global tables, which are tables with keys of their own."""
        found = self.graph.satellites(table, (GLOBAL_TABLE,), "name")
        judged = [*((each, True) for each in found.joined), *((each, UNKNOWN) for each in found.doubtful)]
        for group, is_its in judged:
            for member in entries(group.inputs, "replicas"):
                yield Copy(group, "replicas", lookup(member, "regionName"), UNKNOWN, is_its)

    def _standalone(self, table: Resource) -> Iterator[Copy]:
        """Yield the replicas that are resources of their own; satellites would be in the table's region."""
        for replica in self._replicas.candidates(table):
            is_its = self.graph.points_to(replica, "globalTableArn", table)
            yield Copy(replica, "kmsKeyArn", replica.region, replica.get("kmsKeyArn"), is_its)

    @cached_property
    def _replicas(self) -> Join:
        return joined(self.graph.of_type((TABLE_REPLICA,)), "globalTableArn", self.graph.by_urn)
