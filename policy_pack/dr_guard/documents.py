"""IAM policy documents: their statements, and what they allow to whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from dr_guard.values import UNKNOWN, Mark, Plain, boolean, document, entries, is_set, lookup

if TYPE_CHECKING:
    from collections.abc import Iterator

PINNING_OPERATORS = ("stringequals", "stringlike", "arnequals", "arnlike", "stringequalsignorecase")
PINNING_KEYS = (
    "aws:principalaccount",
    "aws:principalarn",
    "aws:principalorgid",
    "aws:principalorgpaths",
    "aws:sourceaccount",
    "aws:sourcearn",
    "aws:sourceorgid",
    "aws:sourceowner",
    "aws:sourcevpc",
    "aws:sourcevpce",
    "kms:calleraccount",
)


@dataclass(frozen=True)
class Statement:
    """One statement of a policy document."""

    data: Plain

    @property
    def allows(self) -> bool:
        """Whether it grants something; one whose effect is not known may."""
        return lookup(self.data, "Effect") != "Deny"

    def members(self, key: str) -> tuple[Plain, ...]:
        """Return the members of ``Action`` or ``Resource``, one or many."""
        return entries(self.data, key)

    def has(self, key: str) -> bool:
        """Whether the statement has such an element."""
        return is_set(lookup(self.data, key))

    def is_for_anyone(self) -> bool:
        """Whether everyone is among its principals, whatever its conditions say."""
        principal = lookup(self.data, "Principal")
        named = entries(principal, "AWS") if isinstance(principal, dict) else (principal,)
        return "*" in named

    def is_pinned(self) -> bool:
        """Whether a condition holds it to an account, an organization, a resource or a network."""
        return any(
            operator.lower() in PINNING_OPERATORS and key.lower() in PINNING_KEYS and _is_narrow(values)
            for operator, key, values in self.conditions()
        )

    def conditions(self) -> Iterator[tuple[str, str, Plain]]:
        """Yield operator, key and value or values of every condition that is known."""
        block = lookup(self.data, "Condition")
        for operator, tests in block.items() if isinstance(block, dict) else ():
            for key, values in tests.items() if isinstance(tests, dict) else ():
                yield operator, key, values

    def denies_plain_http(self) -> bool:
        """Whether it denies everyone everything that does not come over TLS."""
        return (
            not self.allows
            and self.is_for_anyone()
            and any(action in ("*", "s3:*") for action in self.members("Action"))
            and _covers_bucket_and_objects(self.members("Resource"))
            and any(
                operator.lower() == "bool" and key.lower() == "aws:securetransport" and _is_false(values)
                for operator, key, values in self.conditions()
            )
        )


def statements(value: Plain) -> tuple[Statement, ...] | Literal[Mark.UNKNOWN]:
    """Return the statements of a document, none where there is no document.

    Raises ``ValueError`` where it is no JSON.
    """
    found = entries(document(value), "Statement")
    if UNKNOWN in found:
        return UNKNOWN
    return tuple(Statement(data) for data in found)


def _is_narrow(values: Plain) -> bool:
    named = values if isinstance(values, list) else [values]
    return all(not isinstance(value, str) or value.strip("*") for value in named)


def _covers_bucket_and_objects(arns: tuple[Plain, ...]) -> bool:
    known = [arn for arn in arns if isinstance(arn, str)]
    both = any(arn.endswith("*") for arn in known) and any(not arn.endswith("/*") for arn in known)
    return both or UNKNOWN in arns


def _is_false(values: Plain) -> bool:
    named = values if isinstance(values, list) else [values]
    return all(boolean(value) is False for value in named)
