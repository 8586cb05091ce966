"""Whom a VPC endpoint's policy lets through, and to what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dr_guard.aws.iam.access import OPERATORS, is_literal, is_of_one_organization, is_of_one_owner
from dr_guard.aws.iam.documents import statements
from dr_guard.checks import NOT_KNOWN, unread
from dr_guard.finding import Finding
from dr_guard.values import UNKNOWN, Plain, lookup

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from dr_guard.aws.iam.documents import Statement

WANTED_POLICY: Final = (
    "named principals or resources, or a condition that names an account or an organization"
)
# Who asks, or whose the resource is; that they come from the network is true of everyone in it.
PINS: Final[Mapping[str, Callable[[str], bool]]] = {
    "aws:principalaccount": is_literal,
    "aws:principalarn": is_of_one_owner,
    "aws:principalorgid": is_literal,
    "aws:principalorgpaths": is_of_one_organization,
    "aws:resourceaccount": is_literal,
    "aws:resourceorgid": is_literal,
    "aws:resourceorgpaths": is_of_one_organization,
    "s3:resourceaccount": is_literal,
}


def must_be_restricted(policy: Plain, urn: str) -> Iterator[Finding]:
    """Yield a finding for every statement that lets everyone through to resources of anyone.

    What is named but not known yet is something that the stack creates.
    """
    parsed = statements(policy)
    if parsed is UNKNOWN:
        yield unread("the policy", WANTED_POLICY, urn)
        return
    for number, statement in enumerate(parsed, start=1):
        where = f"statement {number} of the policy"
        if not statement.allows or not _is_to_anything(statement) or _is_held(statement):
            continue
        if lookup(statement.data, "Principal") is UNKNOWN:
            yield Finding(f"whom {where} lets through {NOT_KNOWN}", WANTED_POLICY, urn)
        elif statement.is_for_anyone() or statement.has("NotPrincipal"):
            yield Finding(f"{where} lets everyone through to resources of anyone", WANTED_POLICY, urn)


def _is_to_anything(statement: Statement) -> bool:
    named = statement.members("Resource")
    return not named or any(isinstance(each, str) and not is_of_one_owner(each) for each in named)


def _is_held(statement: Statement) -> bool:
    return any(
        operator.removeprefix("foranyvalue:") in OPERATORS and key in PINS and _all_hold(values, PINS[key])
        for operator, key, values in statement.conditions()
    )


def _all_hold(values: tuple[Plain, ...], is_narrow: Callable[[str], bool]) -> bool:
    return bool(values) and all(
        value is UNKNOWN or (isinstance(value, str) and is_narrow(value)) for value in values
    )
