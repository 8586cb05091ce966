"""Tables and objects whose key cannot be used, because it is disabled or is going to be deleted.

ministack serves them all the same, and enables a key whose deletion was never cancelled. Of a table AWS
publishes the status alone; the code of what is refused is the one with which DynamoDB passes on that KMS
refuses it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from sandbox.emulator.faults.casualties import READS, WRITES
from sandbox.emulator.faults.casualties import tables as tables_of
from sandbox.emulator.requests.calls import Call
from sandbox.emulator.requests.operations import Answer, Beneath, as_json, refusal, take_over
from sandbox.emulator.requests.protocols import Refusal, refuse
from sandbox.emulator.tables.store import tables
from sandbox.emulator.world import World

UNUSABLE = {
    "Disabled": ("KMS.DisabledException", "is disabled."),
    "PendingDeletion": ("KMS.KMSInvalidStateException", "is pending deletion."),
}
"""What S3 says of a key in these states: its code, and the end of its message."""
INACCESSIBLE = "INACCESSIBLE_ENCRYPTION_CREDENTIALS"
ALGORITHM_HEADER = "x-amz-server-side-encryption"
KEY_HEADER = f"{ALGORITHM_HEADER}-aws-kms-key-id"


def install(_: World) -> None:
    """Refuse what would need such a key, and what no key in its state can become."""
    take_over("kms", dict.fromkeys(("CancelKeyDeletion", "DisableKey", "EnableKey"), _changed))
    items = dict.fromkeys(READS | WRITES, _item)
    take_over("dynamodb", {**items, "DescribeTable": _described})
    written = dict.fromkeys(("CopyObject", "CreateMultipartUpload", "PutObject"), _written)
    take_over("s3", {**written, "GetObject": _read, "HeadObject": _read})


async def _changed(asked: Call, beneath: Beneath) -> Answer:
    """Enable or disable no key that is going to be deleted, and cancel the deletion of no other."""
    arn, state = _named(json.loads(asked.body).get("KeyId", ""))
    pending = state == "PendingDeletion"
    if not arn or pending == (asked.operation == "CancelKeyDeletion"):
        return await beneath()
    return refusal("KMSInvalidStateException", f"{arn} is {'' if pending else 'not '}pending deletion.")


async def _item(asked: Call, beneath: Beneath) -> Answer:
    for name in tables_of(asked):
        arn = _key_of(tables().get(name) or {})
        if (state := _state(arn)) in UNUSABLE:
            message = f"KMS key access denied error: {arn} {UNUSABLE[state][1]}"
            return refusal("AccessDeniedException", message)
    return await beneath()


async def _described(_: Call, beneath: Beneath) -> Answer:
    answer = await beneath()
    found = json.loads(answer[2]) if answer[0] == HTTPStatus.OK else {}
    table = found.get("Table", {})
    if _state(_key_of(table)) not in UNUSABLE:
        return answer
    return as_json({**found, "Table": {**table, "TableStatus": INACCESSIBLE}})


async def _written(asked: Call, beneath: Beneath) -> Answer:
    own = ALGORITHM_HEADER in asked.headers
    arn = asked.headers.get(KEY_HEADER, "") if own else _bucket_key(asked.path)
    return _refused(asked, arn) or await beneath()


async def _read(asked: Call, beneath: Beneath) -> Answer:
    answer = await beneath()
    named = {name.lower(): value for name, value in answer[1].items()}
    return _refused(asked, named.get(KEY_HEADER, "")) or answer


def _refused(asked: Call, arn: str) -> Answer | None:
    """Return S3's refusal where the key cannot be used."""
    state = _state(arn)
    if state not in UNUSABLE:
        return None
    code, end = UNUSABLE[state]
    answer = refuse(asked, Refusal(code, f"{arn} {end}", int(HTTPStatus.BAD_REQUEST)))
    return answer.status, dict(answer.headers), answer.body


def _state(arn: str) -> str:
    """Return the state of a key, empty where there is none that is the customer's."""
    return _named(arn)[1]


def _named(key: str) -> tuple[str, str]:
    """Return ARN and state of a key by its id or ARN, both empty where there is none of the customer's."""
    from ministack.services import kms  # noqa: PLC0415 it reads the environment when it is loaded

    found: dict[str, Any] | None = vars(kms)["_resolve_key"](key) if key else None
    return (str(found["Arn"]), str(found["KeyState"])) if found else ("", "")


def _key_of(table: Mapping[str, Any]) -> str:
    """Return the key of a table or of its description, empty where it is none of the customer's."""
    return str((table.get("SSEDescription") or {}).get("KMSMasterKeyArn", ""))


def _bucket_key(path: str) -> str:
    from ministack.services import s3  # noqa: PLC0415 the same

    bucket = path.lstrip("/").partition("/")[0]
    return str(vars(s3)["_bucket_default_sse_headers"](bucket).get(KEY_HEADER, ""))
