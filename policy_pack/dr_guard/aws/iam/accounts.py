"""Whose account a principal is of, and which accounts are known to be the owner's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from dr_guard.aws.iam.access import OPERATORS
from dr_guard.control import Option
from dr_guard.values import UNKNOWN, Plain, document, lookup

if TYPE_CHECKING:
    from dr_guard.aws.iam.documents import Statement
    from dr_guard.control import Settings
    from dr_guard.resource import Resource

ALLOWED_ACCOUNTS: Final = Option(
    "allowedAccounts",
    (),
    "The ids of the accounts that are the owner's, beside those that the provider is held to.",
)
WHOLE_ACCOUNT: Final = re.compile(r"\d+|arn:[\w-]+:iam::\d+:root")
ACCOUNT: Final = re.compile(r"(?:arn:[\w-]+:[\w-]+:[\w-]*:)?(\d+)(?::.*)?")
ACCOUNT_KEYS: Final = (
    "aws:principalaccount",
    "aws:principalarn",
    "aws:sourceaccount",
    "aws:sourcearn",
    "aws:sourceowner",
)


def is_whole_account(principal: Plain) -> bool:
    """Whether a principal is an account, with everyone in it."""
    return isinstance(principal, str) and bool(WHOLE_ACCOUNT.fullmatch(principal))


def allowed_accounts(resource: Resource, settings: Settings) -> frozenset[str]:
    """Return the accounts that are known to be the owner's."""
    held_to = document(lookup(resource.provider, "allowedAccountIds"))
    members = held_to if isinstance(held_to, list) else ()
    provided = (member for member in members if isinstance(member, str))
    return frozenset((*provided, *settings.strings(ALLOWED_ACCOUNTS.name)))


def is_of(accounts: frozenset[str], principal: Plain) -> bool:
    """Whether a principal is of one of these accounts; one not known yet is of the stack's own."""
    if principal is UNKNOWN:
        return True
    found = ACCOUNT.fullmatch(principal) if isinstance(principal, str) else None
    return found is not None and found[1] in accounts


def is_held_to(accounts: frozenset[str], statement: Statement) -> bool:
    """Whether a condition holds a statement to callers of these accounts."""
    return any(
        operator in OPERATORS
        and key in ACCOUNT_KEYS
        and bool(values)
        and all(is_of(accounts, each) for each in values)
        for operator, key, values in statement.conditions()
    )
