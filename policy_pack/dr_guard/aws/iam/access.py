"""Who a policy document lets in."""

from __future__ import annotations

import re
from ipaddress import ip_network
from typing import TYPE_CHECKING, Final

from dr_guard.aws.iam.documents import statements
from dr_guard.checks import NOT_KNOWN, unread
from dr_guard.finding import Finding
from dr_guard.values import UNKNOWN, Plain, entries, lookup

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from dr_guard.aws.iam.documents import Statement

WANTED = "named principals, or a condition that holds everyone to an account, a resource or a network"
WILDCARD: Final = re.compile(r"[*?]|\$\{")
OWN: Final = re.compile(r"\$\{aws:Resource(?:Account|OrgID)\}", re.IGNORECASE)
ARN_FIELDS: Final = 6
SOURCED: Final = "a condition that holds the service to an account or a resource"
# A policy for a broader range of addresses is a public one to S3; by version of the protocol.
BROADEST: Final[Mapping[int, int]] = {4: 8, 6: 32}
OPERATORS: Final = ("stringequals", "stringlike", "arnequals", "arnlike", "stringequalsignorecase")


def is_literal(name: str) -> bool:
    """Whether a name stands for itself alone, or for what is known of the resource that has the policy.

    Any other variable is whatever the one who asks brings.
    """
    return bool(name) and not WILDCARD.search(OWN.sub("own", name))


def is_of_one_owner(arn: str) -> bool:
    """Whether all that an ARN matches is of one account or in one bucket, whose ARNs name no account."""
    fields = OWN.sub("own", arn).split(":", ARN_FIELDS - 1)
    if len(fields) < ARN_FIELDS:
        return False
    service, account, resource = fields[2], fields[4], fields[5]
    return is_literal(account) or (service == "s3" and not account and is_literal(resource.partition("/")[0]))


def is_of_one_organization(path: str) -> bool:
    """Whether a path through an organization begins with the organization's id."""
    return is_literal(path.partition("/")[0])


def is_of_one_network(addresses: str) -> bool:
    """Whether a range of addresses is not much of the internet."""
    try:
        network = ip_network(addresses, strict=False)
    except ValueError:
        return False
    return network.prefixlen >= BROADEST[network.version]


def is_true(switch: str) -> bool:
    """Whether a string says that something is so."""
    return switch.casefold() == "true"


PINS: Final[Mapping[str, Callable[[str], bool]]] = {
    "aws:principalaccount": is_literal,
    "aws:principalarn": is_of_one_owner,
    "aws:principalorgid": is_literal,
    "aws:principalorgpaths": is_of_one_organization,
    "aws:sourceaccount": is_literal,
    "aws:sourcearn": is_of_one_owner,
    "aws:sourceorgid": is_literal,
    "aws:sourceorgpaths": is_of_one_organization,
    "aws:sourceowner": is_literal,
    "aws:sourcevpc": is_literal,
    "aws:sourcevpce": is_literal,
    "elasticfilesystem:accesspointarn": is_of_one_owner,
    "kms:calleraccount": is_literal,
}
# Their keys are tested by operators of their own.
SPECIAL_PINS: Final[Mapping[tuple[str, str], Callable[[str], bool]]] = {
    ("ipaddress", "aws:sourceip"): is_of_one_network,
    ("bool", "elasticfilesystem:accessedviamounttarget"): is_true,
}
# What a service says of the resource that it acts for; the last is agreed with the one who names the role.
SOURCES: Final[Mapping[str, Callable[[str], bool]]] = {
    "aws:sourceaccount": is_literal,
    "aws:sourcearn": is_of_one_owner,
    "aws:sourceorgid": is_literal,
    "aws:sourceorgpaths": is_of_one_organization,
    "sts:externalid": is_literal,
}


def is_pinned(statement: Statement) -> bool:
    """Whether a condition holds it to accounts, organizations, resources or networks that are named.

    A value that is not known yet is one that the stack creates, so it counts as named.
    """
    return any(
        (operator in OPERATORS and key in PINS and _all_hold(values, PINS[key]))
        or ((operator, key) in SPECIAL_PINS and _all_hold(values, SPECIAL_PINS[operator, key]))
        for operator, key, values in _tests(statement)
    )


def is_sourced(statement: Statement) -> bool:
    """Whether a condition holds a service to acting for accounts or resources that are named."""
    return any(
        operator in OPERATORS and key in SOURCES and _all_hold(values, SOURCES[key])
        for operator, key, values in _tests(statement)
    )


def _tests(statement: Statement) -> Iterator[tuple[str, str, tuple[Plain, ...]]]:
    for operator, key, values in statement.conditions():
        yield operator.removeprefix("foranyvalue:"), key, values


def _all_hold(values: tuple[Plain, ...], is_narrow: Callable[[str], bool]) -> bool:
    return bool(values) and all(
        value is UNKNOWN or (isinstance(value, str | bool) and is_narrow(str(value))) for value in values
    )


def must_name_principals(policy: Plain, noun: str) -> Iterator[Finding]:
    """Yield a finding for every statement that lets everyone in.

    A single principal that is not known yet is one that the stack creates, so it counts as named.
    """
    parsed = statements(policy)
    if parsed is UNKNOWN:
        yield unread(noun, WANTED)
        return
    for number, statement in enumerate(parsed, start=1):
        where = f"statement {number} of {noun}"
        if statement.allows and statement.has("NotPrincipal"):
            yield Finding(f"{where} allows everyone but those it names", WANTED)
        elif statement.allows and lookup(statement.data, "Principal") is UNKNOWN:
            yield Finding(f"who {where} allows {NOT_KNOWN}", WANTED)
        elif statement.allows and statement.is_for_anyone() and not is_pinned(statement):
            yield Finding(f"{where} allows everyone", WANTED)


def must_name_source(policy: Plain, noun: str, exempt: tuple[str, ...]) -> Iterator[Finding]:
    """Yield a finding for every statement that lets a service in for whoever it acts for.

    ``exempt`` are the names of services that may; in China they end in ``.cn``.
    """
    parsed = statements(policy)
    if parsed is UNKNOWN:
        yield unread(noun, SOURCED)
        return
    for number, statement in enumerate(parsed, start=1):
        where = f"statement {number} of {noun}"
        services = _services(statement)
        if not statement.allows or is_sourced(statement):
            continue
        if UNKNOWN in services:
            yield Finding(f"which service {where} allows {NOT_KNOWN}", SOURCED)
        elif any(_name(service) not in exempt for service in services):
            yield Finding(f"{where} allows a service for whoever it acts for", SOURCED)


def _services(statement: Statement) -> tuple[Plain, ...]:
    """Return the services among its principals; every service is as good as everyone, and left out."""
    return tuple(service for service in entries(statement.data, "Principal.Service") if service != "*")


def _name(service: Plain) -> str:
    return service.casefold().removesuffix(".cn") if isinstance(service, str) else ""
