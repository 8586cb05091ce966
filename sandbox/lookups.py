"""What a provider's read-only functions answer where there is no provider.

The answers are AWS's shapes with made-up identities: account 123456789012, the first three zones of a region.
A program whose result depends on real ones gets them by an answers file (``preview --answers``).
"""

from __future__ import annotations

import json
from collections.abc import Callable

from sandbox.registration import Json, Properties

ACCOUNT = "123456789012"
DEFAULT_REGION = "us-east-1"
"""Where a program is that names no region."""
PARTITIONS = {"cn": ("aws-cn", "amazonaws.com.cn"), "us-gov": ("aws-us-gov", "amazonaws.com")}


def partition_of(region: str) -> tuple[str, str]:
    """Return the partition of a region and its DNS suffix."""
    for prefix, partition in PARTITIONS.items():
        if region.startswith(f"{prefix}-"):
            return partition
    return "aws", "amazonaws.com"


def _zones(_: Properties, region: str) -> Properties:
    names: list[Json] = [f"{region}{letter}" for letter in "abc"]
    ids: list[Json] = [f"{region}-az{number}" for number in (1, 2, 3)]
    return {"id": region, "region": region, "names": names, "zoneIds": ids, "groupNames": [region]}


def _caller(_: Properties, region: str) -> Properties:
    arn = f"arn:{partition_of(region)[0]}:iam::{ACCOUNT}:user/preview"
    return {"id": ACCOUNT, "accountId": ACCOUNT, "arn": arn, "userId": "AIDAPREVIEW"}


def _region(_: Properties, region: str) -> Properties:
    return {"id": region, "name": region, "region": region, "description": region}


def _partition(_: Properties, region: str) -> Properties:
    partition, suffix = partition_of(region)
    reverse = ".".join(reversed(suffix.split(".")))
    return {"id": partition, "partition": partition, "dnsSuffix": suffix, "reverseDnsPrefix": reverse}


def _one_or_many(values: Json) -> Json:
    return values[0] if isinstance(values, list) and len(values) == 1 else values


def _principals(blocks: Json) -> Json:
    grouped: dict[str, list[Json]] = {}
    for block in blocks if isinstance(blocks, list) else []:
        if isinstance(block, dict):
            identifiers = block.get("identifiers")
            kind = grouped.setdefault(str(block.get("type")), [])
            kind.extend(identifiers if isinstance(identifiers, list) else [])
    if grouped.get("*") == ["*"]:
        return "*"
    return {kind: _one_or_many(found) for kind, found in grouped.items()}


def _conditions(blocks: Json) -> dict[str, Json]:
    grouped: dict[str, Json] = {}
    for block in blocks if isinstance(blocks, list) else []:
        if isinstance(block, dict):
            operator = grouped.setdefault(str(block.get("test")), {})
            if isinstance(operator, dict):
                variable, values = str(block.get("variable")), block.get("values")
                before = operator.get(variable, [])
                known = before if isinstance(before, list) else [before]
                operator[variable] = [*known, *(values if isinstance(values, list) else [values])]
    return {
        test: {name: _one_or_many(values) for name, values in operator.items()}
        for test, operator in grouped.items()
        if isinstance(operator, dict)
    }


_STATEMENT: tuple[tuple[str, str, Callable[[Json], Json]], ...] = (
    ("sid", "Sid", lambda value: value),
    ("actions", "Action", _one_or_many),
    ("notActions", "NotAction", _one_or_many),
    ("resources", "Resource", _one_or_many),
    ("notResources", "NotResource", _one_or_many),
    ("principals", "Principal", _principals),
    ("notPrincipals", "NotPrincipal", _principals),
    ("conditions", "Condition", _conditions),
)


def _statement(block: Properties) -> Properties:
    statement: Properties = {"Effect": block.get("effect") or "Allow"}
    for key, name, convert in _STATEMENT:
        if block.get(key):
            statement[name] = convert(block[key])
    return statement


def _policy_document(arguments: Properties, _: str) -> Properties | None:
    """Write a document out of its statements; of one that merges others nothing is known."""
    if arguments.get("sourcePolicyDocuments") or arguments.get("overridePolicyDocuments"):
        return None
    blocks = arguments.get("statements")
    statements: list[Json] = [
        _statement(block) for block in (blocks if isinstance(blocks, list) else []) if isinstance(block, dict)
    ]
    document: Properties = {"Version": arguments.get("version") or "2012-10-17", "Statement": statements}
    if arguments.get("policyId"):
        document["Id"] = arguments["policyId"]
    text = json.dumps(document, indent=2)
    return {**arguments, "id": "policy-document", "json": text, "minifiedJson": json.dumps(document)}


ANSWERS: dict[str, Callable[[Properties, str], Properties | None]] = {
    "aws:index/getAvailabilityZones:getAvailabilityZones": _zones,
    "aws:index/getCallerIdentity:getCallerIdentity": _caller,
    "aws:index/getPartition:getPartition": _partition,
    "aws:index/getRegion:getRegion": _region,
    "aws:iam/getPolicyDocument:getPolicyDocument": _policy_document,
}


def answer(token: str, arguments: Properties, region: str) -> Properties | None:
    """Return what the function ``token`` answers in ``region``, or ``None`` where nothing is known of it."""
    known = ANSWERS.get(token)
    if known is None:
        return None
    asked = arguments.get("region")
    return known(arguments, asked if isinstance(asked, str) and asked else region)
