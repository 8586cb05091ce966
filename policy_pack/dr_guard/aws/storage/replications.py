"""How objects are copied from one bucket to another, in each of the forms in which that is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dr_guard.aws.storage.bucket_aspects import REPLICATION
from dr_guard.aws.storage.buckets import places
from dr_guard.values import MISSING, UNKNOWN, Plain, boolean, entries, lookup

if TYPE_CHECKING:
    from dr_guard.graph import Graph
    from dr_guard.references import Match, References
    from dr_guard.resource import Resource
    from dr_guard.values import Known


@dataclass(frozen=True)
class Replication:
    """One rule by which objects are copied; ``prop`` is the top-level input that has it, ``at`` its place."""

    holder: Resource
    prop: str
    rule: Plain
    at: int

    @property
    def label(self) -> str:
        """How a finding names it."""
        return f"rules[{self.at}]"

    @property
    def is_active(self) -> Known:
        """Whether it is in force."""
        status = lookup(self.rule, "status")
        return UNKNOWN if status is UNKNOWN else status == "Enabled"

    @property
    def time_control(self) -> Plain:
        """Whether S3 promises when a copy is there: "Enabled" or "Disabled"."""
        return lookup(_member(self._destination, "replicationTime", "replicationTimes"), "status")

    @property
    def metrics(self) -> Plain:
        """Whether S3 measures how far the copies are behind: "Enabled" or "Disabled"."""
        return lookup(_member(self._destination, "metrics"), "status")

    @property
    def key(self) -> Plain:
        """The key that the copies are encrypted with."""
        own = lookup(self._destination, "encryptionConfiguration.replicaKmsKeyId")
        return lookup(self._destination, "replicaKmsKeyId") if own is MISSING else own

    @property
    def takes_encrypted(self) -> Plain:
        """Whether objects that KMS encrypts are copied too."""
        criteria = _member(self.rule, "sourceSelectionCriteria", "sourceSelectionCriterias")
        chosen = _member(criteria, "sseKmsEncryptedObjects")
        status = lookup(chosen, "status")
        if isinstance(status, str):
            return status == "Enabled"
        return boolean(lookup(chosen, "enabled")) if status is MISSING else status

    @property
    def _destination(self) -> Plain:
        return _member(self.rule, "destination", "destinations")

    def destination(self, buckets: References) -> Match:
        """Return the bucket that it copies to, as far as it is one of these and can be known."""
        return buckets.match(self.holder, self.prop, lookup(self._destination, "bucket"))


def _member(value: Plain, *names: str) -> Plain:
    """Return what stands under one of these names, or the first member of a list that does."""
    found = [member for name in names for member in entries(value, name)]
    return found[0] if found else MISSING


def in_force(holder: Resource) -> tuple[Replication, ...]:
    """Return the rules in force of a replication configuration, or of those that a bucket has inline."""
    if holder.type in REPLICATION.types:
        blocks = [("rules", holder.inputs)]
    else:
        blocks = [(name, block) for name in REPLICATION.inline for block in entries(holder.inputs, name)]
    found = (
        Replication(holder, prop, rule, at)
        for prop, block in blocks
        for at, rule in enumerate(entries(block, "rules"))
    )
    return tuple(replication for replication in found if replication.is_active is not False)


def replications(graph: Graph, bucket: Resource) -> tuple[Replication, ...]:
    """Return the rules by which the objects of a bucket are copied."""
    holders = dict.fromkeys(place.resource for place in places(graph, bucket, REPLICATION))
    return tuple(replication for holder in holders for replication in in_force(holder))
