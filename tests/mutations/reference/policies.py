"""Policy documents, of which every ARN is made of names, so that they are known at preview."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Final

from tests.mutations.reference.place import ACCOUNT

ROOT: Final = f"arn:aws:iam::{ACCOUNT}:root"
OF_THIS_ACCOUNT: Final = {"StringEquals": {"aws:SourceAccount": ACCOUNT}}
Statement = Mapping[str, object]


def document(*statements: Statement) -> str:
    """Return a policy document, whose statements are called by their number: ``Statement1``."""
    numbered = [{"Sid": f"Statement{at}", **each} for at, each in enumerate(statements, start=1)]
    return json.dumps({"Version": "2012-10-17", "Statement": numbered})


def allow(actions: Iterable[str], resources: Iterable[str], **more: object) -> Statement:
    """Return a statement that allows actions on resources."""
    return {"Effect": "Allow", "Action": list(actions), "Resource": list(resources), **more}


def to_account(actions: Iterable[str], *resources: str) -> Statement:
    """Return a statement that allows actions to those of this account whose own policies do too."""
    return allow(actions, resources, Principal={"AWS": ROOT})


def to_service(service: str, actions: Iterable[str], *resources: str) -> Statement:
    """Return a statement that allows actions to a service that acts for this account."""
    return allow(actions, resources, Principal={"Service": service}, Condition=OF_THIS_ACCOUNT)


def tls_only(actions: Iterable[str], *resources: str) -> Statement:
    """Return a statement that refuses whoever comes without TLS."""
    return {
        "Effect": "Deny",
        "Principal": "*",
        "Action": list(actions),
        "Resource": list(resources),
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
    }


def trust(service: str) -> str:
    """Return a role's trust policy: a service takes it for this account."""
    return document(
        {
            "Effect": "Allow",
            "Principal": {"Service": service},
            "Action": "sts:AssumeRole",
            "Condition": OF_THIS_ACCOUNT,
        }
    )
