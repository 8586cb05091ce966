"""What an identity is given: the one walk over policy documents that all controls over them share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final, Literal

from dr_guard.aws.iam.actions import is_everything
from dr_guard.aws.iam.documents import Statement, statements
from dr_guard.aws.iam.reach import is_everywhere
from dr_guard.checks import unread
from dr_guard.finding import Finding
from dr_guard.values import MISSING, UNKNOWN, Mark, entries, lookup

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dr_guard.resource import Resource
    from dr_guard.values import Plain

MANAGED: Final = re.compile(r"arn:[\w-]+:iam::aws:policy/(?:[\w-]+/)?([\w-]+)")
DOCUMENTS: Final = ("policy", "inlinePolicy")
ATTACHED: Final = ("policyArn", "policyArns", "managedPolicyArn", "managedPolicyArns")


@dataclass(frozen=True)
class Grant:
    """A statement that allows something, and how to call it."""

    where: str
    statement: Statement

    @cached_property
    def actions(self) -> tuple[Plain, ...]:
        """The patterns of the actions that it allows, any of which may be ``UNKNOWN``."""
        return self.statement.members("Action")

    @cached_property
    def patterns(self) -> tuple[str, ...]:
        """The patterns of the actions that it is known to allow."""
        return tuple(action for action in self.actions if isinstance(action, str))

    @cached_property
    def is_administrator(self) -> bool:
        """Whether it allows everything on everything.

        That is for ``policy-administrator-refused`` alone to say: whoever accepts it there has accepted all
        that it entails.
        """
        return any(map(is_everything, self.patterns)) and is_everywhere(self.statement)


@dataclass(frozen=True)
class Document:
    """A policy document of an identity: what to call it, and what it grants."""

    noun: str
    grants: tuple[Grant, ...] | Literal[Mark.UNKNOWN]


def documents(holder: Resource) -> Iterator[Document]:
    """Yield the documents that a resource gives an identity, alone or inline."""
    for prop in DOCUMENTS:
        if holder.get(prop) is not MISSING:
            yield document("the policy", holder.get(prop))
    for number, entry in enumerate(entries(holder.inputs, "inlinePolicies")):
        yield document(f"inlinePolicies[{number}]", lookup(entry, "policy"))


def document(noun: str, policy: Plain) -> Document:
    """Return what a document grants; raises ``ValueError`` where it is no JSON."""
    return _read(noun, policy) if isinstance(policy, str) else _document(noun, policy)


# One resource is asked about by one control after the other.
@lru_cache(maxsize=64)
def _read(noun: str, policy: str) -> Document:
    return _document(noun, policy)


def _document(noun: str, policy: Plain) -> Document:
    parsed = statements(policy)
    if parsed is UNKNOWN:
        return Document(noun, UNKNOWN)
    numbered = enumerate(parsed, start=1)
    return Document(
        noun,
        tuple(Grant(f"statement {number} of {noun}", each) for number, each in numbered if each.allows),
    )


def grants(holder: Resource, wanted: str) -> Iterator[Grant | Finding]:
    """Yield all that a resource grants, and a finding for each document that cannot be known."""
    for each in documents(holder):
        yield from granted(each, wanted)


def granted(given: Document, wanted: str) -> Iterator[Grant | Finding]:
    """Yield all that a document grants, or a finding where it cannot be known."""
    if given.grants is UNKNOWN:
        yield unread(given.noun, wanted)
    else:
        yield from given.grants


def managed(holder: Resource) -> Iterator[str]:
    """Yield the names of the AWS-managed policies that a resource attaches.

    A policy that is not known yet is one that the stack creates.
    """
    for prop in ATTACHED:
        for arn in entries(holder.inputs, prop):
            found = MANAGED.fullmatch(arn) if isinstance(arn, str) else None
            if found:
                yield found.group(1)
