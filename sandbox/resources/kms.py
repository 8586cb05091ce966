"""Keys of KMS, and their aliases."""

from __future__ import annotations

from sandbox.aws import Client
from sandbox.registration import Properties
from sandbox.resources.change import lasting, retag
from sandbox.resources.kind import Kind, Made, Place, tag_list
from sandbox.resources.request import given, request

KEY = {
    "bypassPolicyLockoutSafetyCheck": "BypassPolicyLockoutSafetyCheck",
    "customerMasterKeySpec": "KeySpec",
    "description": "Description",
    "keyUsage": "KeyUsage",
    "multiRegion": "MultiRegion",
    "policy": "Policy",
}
STATE = frozenset({"enableKeyRotation", "isEnabled", "rotationPeriodInDays", "tags"})
WHEN_DELETED = frozenset({"deletionWindowInDays"})
"""What the provider keeps for the day on which it deletes a key; AWS is not told before."""
ALIAS = {"name": "AliasName", "targetKeyId": "TargetKeyId"}
LASTING = ("customerMasterKeySpec", "keyUsage", "multiRegion")


def _key(place: Place, asked: Properties) -> Made:
    client = place.client("kms")
    tags = _tags({each["Key"]: each["Value"] for each in tag_list(asked.get("tags"))})
    key = client.create_key(**request(asked, KEY), Tags=tags)["KeyMetadata"]
    _rotate(client, key["KeyId"], asked)
    if asked.get("isEnabled") is False:
        client.disable_key(KeyId=key["KeyId"])
    outputs: Properties = {
        "arn": key["Arn"],
        "customerMasterKeySpec": key["KeySpec"],
        "keyUsage": key["KeyUsage"],
        "multiRegion": key["MultiRegion"],
    }
    return Made(key["KeyId"], {**outputs, **_present(client, key["KeyId"])})


def _changed_key(place: Place, made: Made, asked: Properties) -> Made:
    client, key = place.client("kms"), {"KeyId": made.id}
    (client.disable_key if asked.get("isEnabled") is False else client.enable_key)(**key)
    client.update_key_description(**key, Description=asked.get("description") or "")
    if asked.get("policy"):
        client.put_key_policy(**key, PolicyName="default", Policy=asked["policy"])
    _rotate(client, made.id, asked)
    retag(
        {each["TagKey"]: each["TagValue"] for each in client.list_resource_tags(**key)["Tags"]},
        asked,
        lambda tags: client.tag_resource(**key, Tags=_tags(tags)),
        lambda keys: client.untag_resource(**key, TagKeys=keys),
    )
    return Made(made.id, {**made.outputs, **_present(client, made.id)})


def _rotate(client: Client, key: str, asked: Properties) -> None:
    if asked.get("enableKeyRotation"):
        period = request(asked, {"rotationPeriodInDays": "RotationPeriodInDays"})
        client.enable_key_rotation(KeyId=key, **period)
    elif client.get_key_rotation_status(KeyId=key)["KeyRotationEnabled"]:
        client.disable_key_rotation(KeyId=key)


def _present(client: Client, key: str) -> Properties:
    """Return what can change of a key, as AWS has it now."""
    rotation = client.get_key_rotation_status(KeyId=key)
    return {
        "description": client.describe_key(KeyId=key)["KeyMetadata"]["Description"],
        "keyId": key,
        "policy": client.get_key_policy(KeyId=key, PolicyName="default")["Policy"],
        "rotationPeriodInDays": rotation["RotationPeriodInDays"] if rotation["KeyRotationEnabled"] else 0,
    }


def _tags(tags: dict[str, str]) -> list[dict[str, str]]:
    return [{"TagKey": key, "TagValue": value} for key, value in tags.items()]


def _alias(place: Place, asked: Properties) -> Made:
    place.client("kms").create_alias(**request(asked, ALIAS))
    return _of_alias(place, asked)


def _changed_alias(place: Place, _: Made, asked: Properties) -> Made:
    place.client("kms").update_alias(**request(asked, ALIAS))
    return _of_alias(place, asked)


def _of_alias(place: Place, asked: Properties) -> Made:
    name = str(asked["name"])
    key = place.client("kms").describe_key(KeyId=asked["targetKeyId"])["KeyMetadata"]
    outputs: Properties = {
        "arn": place.arn("kms", name),
        "namePrefix": "",
        "targetKeyArn": key["Arn"],
        "targetKeyId": key["KeyId"],
    }
    return Made(name, {**outputs, **given(asked, "name")})


KINDS = {
    "aws:kms/key:Key": Kind(_key, frozenset({*KEY, *STATE, *WHEN_DELETED}), lasting(_changed_key, *LASTING)),
    "aws:kms/alias:Alias": Kind(_alias, frozenset(ALIAS), lasting(_changed_alias, "name")),
}
