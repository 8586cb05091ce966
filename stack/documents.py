"""IAM policy documents as data, and the statements that several of them share."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

Values: TypeAlias = tuple[str, ...]
Conditions: TypeAlias = Mapping[str, Mapping[str, str | Values]]

EVERYONE: Final = "*"
VERSION: Final = "2012-10-17"


@dataclass(frozen=True)
class Statement:
    """One statement; ``principals`` maps a kind (``Service``, ``AWS``) to who is meant."""

    sid: str
    actions: Values
    resources: Values = ()
    effect: str = "Allow"
    principals: Mapping[str, Values] | str | None = None
    conditions: Conditions = field(default_factory=dict)

    def as_json(self) -> dict[str, object]:
        """Return the statement as IAM reads it."""
        principal = self.principals
        if isinstance(principal, Mapping):
            principal = {kind: _one_or_many(who) for kind, who in principal.items()}
        return {
            "Sid": self.sid,
            "Effect": self.effect,
            **({"Principal": principal} if principal else {}),
            "Action": list(self.actions),
            **({"Resource": _one_or_many(self.resources)} if self.resources else {}),
            **({"Condition": _conditions(self.conditions)} if self.conditions else {}),
        }


def _one_or_many(values: Values) -> str | list[str]:
    return values[0] if len(values) == 1 else list(values)


def _conditions(conditions: Conditions) -> dict[str, dict[str, str | list[str]]]:
    return {
        operator: {key: value if isinstance(value, str) else list(value) for key, value in keys.items()}
        for operator, keys in conditions.items()
    }


def document(*statements: Statement) -> str:
    """Return a policy document as JSON."""
    return json.dumps({"Version": VERSION, "Statement": [each.as_json() for each in statements]})


def from_account(account: str) -> Conditions:
    """Require that a service acts for a resource of this account, not for somebody else's."""
    return {"StringEquals": {"aws:SourceAccount": account}}


def from_source(account: str, arn: str) -> Conditions:
    """Require that a service acts for one resource, or one pattern of resources, of this account."""
    return {**from_account(account), "ArnLike": {"aws:SourceArn": arn}}


def service_trust(service: str, conditions: Conditions | None = None) -> str:
    """Return a role's trust policy: who may take it on."""
    return document(
        Statement(
            sid="Assume",
            actions=("sts:AssumeRole",),
            principals={"Service": (service,)},
            conditions=conditions or {},
        )
    )


def tls_only(actions: Values, resources: Values) -> Statement:
    """Refuse whoever comes without TLS, whatever else allows them."""
    return Statement(
        sid="TlsOnly",
        effect="Deny",
        actions=actions,
        resources=resources,
        principals=EVERYONE,
        conditions={"Bool": {"aws:SecureTransport": "false"}},
    )
