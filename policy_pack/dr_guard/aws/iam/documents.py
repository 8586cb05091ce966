"""IAM policy documents: their statements, and what they allow to whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from dr_guard.aws.iam.actions import matched
from dr_guard.logic import any_of, negated
from dr_guard.values import UNKNOWN, Mark, Plain, document, entries, is_set, lookup

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dr_guard.values import Known

ELEMENTS: Final = {
    element.casefold(): element
    for element in (
        "Statement",
        "Effect",
        "Principal",
        "NotPrincipal",
        "Action",
        "NotAction",
        "Resource",
        "NotResource",
        "Condition",
    )
}


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

    def names_action(self, action: str) -> Known:
        """Whether the statement is about an action: one that it names, or does not leave out."""
        key = "NotAction" if self.has("NotAction") else "Action"
        named = any_of(
            UNKNOWN if each is UNKNOWN else isinstance(each, str) and bool(matched(each, (action,)))
            for each in self.members(key)
        )
        return negated(named) if key == "NotAction" else named

    def is_for_anyone(self) -> bool:
        """Whether everyone of some kind is among its principals, whatever its conditions say."""
        principal = lookup(self.data, "Principal")
        kinds = tuple(principal) if isinstance(principal, dict) else ()
        return self._is_for_every(kinds)

    def is_for_all(self) -> bool:
        """Whether everyone is among its principals, whatever its conditions say, as a denial has to be."""
        return self._is_for_every(("AWS",))

    def _is_for_every(self, kinds: tuple[str, ...]) -> bool:
        paths = ("Principal", *(f"Principal.{kind}" for kind in kinds))
        return any("*" in entries(self.data, path) for path in paths)

    def conditions(self) -> Iterator[tuple[str, str, tuple[Plain, ...]]]:
        """Yield operator and key, in lower case, and the values of every condition that is known."""
        block = lookup(self.data, "Condition")
        for operator, tests in block.items() if isinstance(block, dict) else ():
            for key, values in tests.items() if isinstance(tests, dict) else ():
                yield operator.lower(), key.lower(), tuple(values) if isinstance(values, list) else (values,)

    def denies_plain_http(self, action: str = "s3:*") -> bool:
        """Whether it denies everyone an action, on what it names, where that does not come over TLS.

        An action counts where it is named, or is among all actions of its service or of any.
        """
        enough = ("*", action.lower(), f"{action.lower().partition(':')[0]}:*")
        return (
            not self.allows
            and self.is_for_all()
            and any(str(each).lower() in enough for each in self.members("Action"))
            and self._holds_over_plain_http_only()
        )

    def _holds_over_plain_http_only(self) -> bool:
        """Whether its one condition is that there is no TLS; any further one would have to hold as well."""
        block, found = lookup(self.data, "Condition"), tuple(self.conditions())
        if not isinstance(block, dict) or len(block) != 1 or len(found) != 1:
            return False
        operator, key, values = found[0]
        is_about_tls = operator in ("bool", "boolifexists") and key == "aws:securetransport"
        return is_about_tls and {str(value).lower() for value in values} == {"false"}


def is_readable(value: Plain) -> bool:
    """Whether a document is JSON, or a mapping in its place."""
    try:
        document(value)
    except ValueError:
        return False
    return True


def statements(value: Plain) -> tuple[Statement, ...] | Literal[Mark.UNKNOWN]:
    """Return the statements of a document, none where there is no document.

    Raises ``ValueError`` where it is no JSON.
    """
    found = entries(_named(document(value)), "Statement")
    if UNKNOWN in found:
        return UNKNOWN
    return tuple(Statement(_named(data)) for data in found)


def _named(value: Plain) -> Plain:
    """Return an object with its elements called as they should be, in whatever case they are written."""
    if not isinstance(value, dict):
        return value
    named = {ELEMENTS.get(key.casefold(), key): member for key, member in value.items()}
    return {**named, **{key: value[key] for key in ELEMENTS.values() if key in value}}
