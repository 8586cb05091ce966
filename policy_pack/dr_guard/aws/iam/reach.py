"""What a statement of a policy document reaches beyond the resources that it names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from dr_guard.aws.iam.actions import WILDCARDS, matched
from dr_guard.values import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dr_guard.aws.iam.documents import Statement

SEPARATOR: Final = re.compile(r"[:/]+")
EVERYTHING: Final = re.compile(r"[*?]*\*[*?]*|arn:[\w*?-]+(:[*?/]*)*:[*?/]*\*[*?/]*")
ARN_FIELDS: Final = 6
UNNAMED: Final = "resources that it does not name"

# In ARNs of these services nothing stands before the name, where others say what kind of resource it is.
WITHOUT_KIND: Final = ("codecommit", "execute-api", "sns", "sqs")
# Their actions are about resources whose ARNs name another service.
ACTS_ON: Final[Mapping[str, str]] = {
    "ebs": "ec2",
    "ec2-instance-connect": "ec2",
    "rds-data": "rds",
    "sts": "iam",
}
POSITIVE_OPERATORS: Final = (
    "arnequals",
    "arnlike",
    "stringequals",
    "stringequalsignorecase",
    "stringlike",
)
# They say from where or through what a resource is reached, and not which one.
INDIFFERENT_KEYS: Final = ("aws:", "kms:calleraccount", "kms:viaservice")
RESOURCE_TAG: Final = "aws:resourcetag/"


def reach(statement: Statement, service: str = "") -> str:
    """Return what a statement reaches that it does not name, nothing where it names all.

    ``service`` narrows that to the resources that actions of one service are about. A condition may name
    them too, except where they are simply all. One that is not known yet is one that the stack creates.
    """
    found = reach_of_any(statement, service)
    return "" if found == UNNAMED and is_narrowed(statement) else found


def reach_of_any(statement: Statement, service: str) -> str:
    """Return what a statement reaches that it does not name, whatever its conditions say."""
    if statement.has("NotResource"):
        return "every resource but those it names"
    resources = [each for each in statement.members("Resource") if isinstance(each, str)]
    if "*" in resources:
        return "every resource"
    return UNNAMED if any(is_wide_resource(each) for each in resources if _is_of(each, service)) else ""


def is_everywhere(statement: Statement) -> bool:
    """Whether a statement is about every resource of every service."""
    resources = statement.members("Resource")
    return any(isinstance(resource, str) and EVERYTHING.fullmatch(resource) for resource in resources)


def _is_of(arn: str, service: str) -> bool:
    fields = arn.split(":", ARN_FIELDS - 1)
    return (
        not service or len(fields) < ARN_FIELDS or bool(matched(fields[2], (ACTS_ON.get(service, service),)))
    )


def is_narrowed(statement: Statement) -> bool:
    """Whether a condition names the resources that the statement is about."""
    return any(
        operator.removeprefix("foranyvalue:") in POSITIVE_OPERATORS
        and (key.startswith(RESOURCE_TAG) or not key.startswith(INDIFFERENT_KEYS))
        and bool(values)
        and all(value is UNKNOWN or (isinstance(value, str) and not _is_wide(value)) for value in values)
        for operator, key, values in statement.conditions()
    )


def is_wide_resource(arn: str) -> bool:
    """Whether an ARN, or a pattern of one, names no resource."""
    fields = arn.split(":", ARN_FIELDS - 1)
    if len(fields) < ARN_FIELDS:
        return True
    service, account, resource = fields[2], fields[4], fields[5]
    if service in WITHOUT_KIND or (service == "s3" and not account):
        return _is_nameless(resource)
    kinds = WILDCARDS.search(resource) and not SEPARATOR.search(resource)
    return bool(kinds) or _is_wide(resource)


def _is_wide(value: str) -> bool:
    """Whether a value is all wildcards; of a path, the part after the first, which says its kind."""
    if value.startswith("arn:"):
        return is_wide_resource(value)
    kind, *name = SEPARATOR.split(value.strip(":/"), maxsplit=1)
    return _is_nameless(name[0] if name else kind)


def _is_nameless(name: str) -> bool:
    return not WILDCARDS.sub("", SEPARATOR.split(name, maxsplit=1)[0])
