"""Keys as AWS would have them, read back."""

import json

import pytest

from sandbox.errors import SandboxError

KEY, ALIAS = "aws:kms/key:Key", "aws:kms/alias:Alias"
ROOT = {"AWS": "arn:aws:iam::123456789012:root"}


def policy(action="kms:*"):
    allowed = {"Effect": "Allow", "Principal": ROOT, "Action": action, "Resource": "*"}
    return json.dumps({"Version": "2012-10-17", "Statement": [allowed]})


def test_a_key_has_its_policy_its_rotation_and_its_tags(make, client):
    made = make(
        KEY,
        description="Records",
        policy=policy(),
        enableKeyRotation=True,
        deletionWindowInDays=30.0,
        tags={"owner": "team"},
    )
    key = {"KeyId": made.id}
    assert made.outputs == {
        "arn": f"arn:aws:kms:us-west-2:123456789012:key/{made.id}",
        "customerMasterKeySpec": "SYMMETRIC_DEFAULT",
        "description": "Records",
        "keyId": made.id,
        "keyUsage": "ENCRYPT_DECRYPT",
        "multiRegion": False,
        "policy": policy(),
        "rotationPeriodInDays": 365,
    }
    assert client("kms").describe_key(**key)["KeyMetadata"]["Enabled"] is True
    assert client("kms").get_key_policy(**key, PolicyName="default")["Policy"] == policy()
    assert client("kms").get_key_rotation_status(**key)["KeyRotationEnabled"] is True
    assert client("kms").list_resource_tags(**key)["Tags"] == [{"TagKey": "owner", "TagValue": "team"}]


def test_a_key_can_be_of_several_regions_off_and_rotate_more_often(make, client):
    made = make(KEY, multiRegion=True, isEnabled=False, enableKeyRotation=True, rotationPeriodInDays=90.0)
    assert made.id.startswith("mrk-")
    assert made.outputs["rotationPeriodInDays"] == 90
    assert client("kms").describe_key(KeyId=made.id)["KeyMetadata"]["Enabled"] is False


def test_a_key_is_changed_in_place(make, change, client):
    made = make(KEY, description="Old", policy=policy(), enableKeyRotation=True, tags={"a": "1", "b": "2"})
    after = change(
        KEY,
        made,
        description="New",
        policy=policy(["kms:*", "kms:Decrypt"]),
        isEnabled=False,
        tags={"b": "3"},
    )
    key = {"KeyId": made.id}
    assert after.outputs == {
        **made.outputs,
        "description": "New",
        "policy": policy(["kms:*", "kms:Decrypt"]),
        "rotationPeriodInDays": 0,
    }
    assert client("kms").get_key_rotation_status(**key)["KeyRotationEnabled"] is False
    assert client("kms").describe_key(**key)["KeyMetadata"]["Enabled"] is False
    assert client("kms").list_resource_tags(**key)["Tags"] == [{"TagKey": "b", "TagValue": "3"}]


def test_a_key_cannot_become_one_of_another_use(make, change):
    made = make(KEY, description="Symmetric")
    with pytest.raises(SandboxError, match="keyUsage is 'ENCRYPT_DECRYPT' and cannot become 'SIGN_VERIFY'"):
        change(KEY, made, keyUsage="SIGN_VERIFY")


def test_an_alias_names_a_key_and_can_be_moved_to_another(make, change, client):
    old, new = make(KEY), make(KEY)
    made = make(ALIAS, name="alias/moving", targetKeyId=old.id)
    assert made.id == "alias/moving"
    assert made.outputs["arn"] == "arn:aws:kms:us-west-2:123456789012:alias/moving"
    assert made.outputs["targetKeyArn"] == old.outputs["arn"]
    after = change(ALIAS, made, name="alias/moving", targetKeyId=new.outputs["arn"])
    assert after.outputs["targetKeyId"] == new.id
    assert client("kms").describe_key(KeyId="alias/moving")["KeyMetadata"]["KeyId"] == new.id
