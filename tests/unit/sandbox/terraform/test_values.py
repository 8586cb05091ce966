"""What a program gives a resource has the form that it would have in Terraform's plan."""

import json

import pytest

from sandbox.registration import SECRET, SIGNATURE, UNKNOWN
from sandbox.terraform import facts
from sandbox.terraform.values import ASSETS, OUTPUT, REFERENCE, UNKNOWNS, values

TABLE = "aws:dynamodb/table:Table"
FUNCTION = "aws:lambda/function:Function"
BUCKET = "aws:s3/bucket:Bucket"
ROLE = "aws:iam/role:Role"
CACHE = "aws:elasticache/cluster:Cluster"


def mapped(token, **inputs):
    return values(facts.load(), token, inputs)


def secret(value):
    return {SIGNATURE: SECRET, "value": value}


@pytest.mark.parametrize(
    ("token", "inputs", "known"),
    [
        (TABLE, {"hashKey": "id"}, {"hash_key": "id"}),
        (TABLE, {"readCapacity": 5.0}, {"read_capacity": 5}),
        (TABLE, {"ttl": {"enabled": True}}, {"ttl": [{"enabled": True}]}),
        (TABLE, {"attributes": [{"name": "id", "type": "S"}]}, {"attribute": [{"name": "id", "type": "S"}]}),
        (TABLE, {"tags": {"costCentre": "1"}}, {"tags": {"costCentre": "1"}}),
        (TABLE, {"hashKey": None}, {}),
        (CACHE, {"snapshotArns": None}, {}),
        (TABLE, {"__defaults": []}, {}),
        (
            TABLE,
            {"globalSecondaryIndexes": [{"nonKeyAttributes": ["a"]}]},
            {"global_secondary_index": [{"non_key_attributes": ["a"]}]},
        ),
        (
            FUNCTION,
            {"environment": {"variables": {"aKey": "b"}}, "name": "f"},
            {"environment": [{"variables": {"aKey": "b"}}], "function_name": "f"},
        ),
        (CACHE, {"snapshotArns": "arn"}, {"snapshot_arns": ["arn"]}),
        (
            "aws:s3tables/tableBucket:TableBucket",
            {"encryptionConfiguration": {"kmsKeyArn": "k"}},
            {"encryption_configuration": {"kms_key_arn": "k"}},
        ),
    ],
)
def test_a_value_has_terraforms_form(token, inputs, known):
    found = mapped(token, **inputs)
    assert (found.known, found.unknown, found.unsure) == (known, {}, [])


def test_a_whole_number_is_written_as_one():
    assert json.dumps(mapped(TABLE, readCapacity=5.0).known) == '{"read_capacity": 5}'


def test_a_mapping_that_stands_for_a_document_is_text():
    found = mapped(ROLE, assumeRolePolicy={"Version": "2012-10-17", "Statement": [{"Effect": "Allow"}]})
    assert json.loads(str(found.known["assume_role_policy"])) == {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow"}],
    }


def test_of_a_document_all_is_known_or_nothing():
    found = mapped(ROLE, assumeRolePolicy={"Statement": [{"Resource": UNKNOWN}]})
    assert (found.known, found.unknown) == ({}, {"assume_role_policy": True})


@pytest.mark.parametrize("sentinel", sorted(UNKNOWNS))
def test_what_is_not_known_is_left_out_and_marked(sentinel):
    found = mapped(BUCKET, bucket=sentinel)
    assert (found.known, found.unknown) == ({}, {"bucket": True})


def test_what_is_not_known_inside_a_block_or_a_list_is_marked_there():
    found = mapped(FUNCTION, vpcConfig={"subnetIds": [UNKNOWN, "s"]}, kmsKeyArn="k")
    assert found.known == {"vpc_config": [{"subnet_ids": [None, "s"]}], "kms_key_arn": "k"}
    assert found.unknown == {"vpc_config": [{"subnet_ids": [True, False]}]}


def test_what_is_not_known_in_a_map_keeps_its_key():
    found = mapped(FUNCTION, environment={"variables": {"A": UNKNOWN, "B": "b"}})
    assert found.known == {"environment": [{"variables": {"B": "b"}}]}
    assert found.unknown == {"environment": [{"variables": {"A": True}}]}


def test_a_secret_is_redacted_wherever_it_stands():
    found = mapped(
        FUNCTION,
        description=secret("hush"),
        environment=secret({"variables": {"A": "hush", "B": secret("hush")}}),
        layers=["open", secret("hush")],
        loggingConfig={"logGroup": secret("hush"), "logFormat": "Text"},
    )
    assert "hush" not in json.dumps(found.known)
    assert found.known == {
        "description": "[secret]",
        "environment": [{"variables": {"A": "[secret]", "B": "[secret]"}}],
        "layers": ["open", "[secret]"],
        "logging_config": [{"log_group": "[secret]", "log_format": "Text"}],
    }
    assert found.secret == ["description", "environment", "layers", "logging_config"]


def test_a_secret_among_what_is_open_is_redacted_alone():
    found = mapped(FUNCTION, environment={"variables": {"A": "open", "B": secret("hush")}})
    assert found.known == {"environment": [{"variables": {"A": "open", "B": "[secret]"}}]}
    assert found.secret == ["environment"]


def test_a_secret_switch_keeps_its_state():
    assert mapped(BUCKET, forceDestroy=secret(value=True)).known == {"force_destroy": True}


@pytest.mark.parametrize(
    ("value", "known"),
    [
        ({SIGNATURE: SECRET, "ciphertext": "v1:abc"}, {"bucket": "[secret]"}),
        ({SIGNATURE: SECRET, "plaintext": '"hush"'}, {"bucket": "[secret]"}),
        ({SIGNATURE: OUTPUT, "value": "b", "secret": True}, {"bucket": "[secret]"}),
        ({SIGNATURE: OUTPUT, "value": "b"}, {"bucket": "b"}),
        ({SIGNATURE: OUTPUT}, {}),
    ],
)
def test_secrets_and_outputs_are_read_in_every_form_that_an_engine_writes(value, known):
    assert mapped(BUCKET, bucket=value).known == known


@pytest.mark.parametrize(("id_", "known"), [("b-1", {"bucket": "b-1"}), ("", {}), (UNKNOWN, {})])
def test_a_resource_that_is_given_whole_stands_for_its_id(id_, known):
    found = mapped(BUCKET, bucket={SIGNATURE: REFERENCE, "urn": "urn::b", "id": id_})
    assert (found.known, "bucket" in found.unknown) == (known, not known)


@pytest.mark.parametrize(
    ("asset", "known"),
    [
        ({"path": "f.zip"}, "f.zip"),
        ({"uri": "https://example.com/f.zip"}, "https://example.com/f.zip"),
        ({"text": "hello"}, "hello"),
        ({"assets": {}}, "[archive]"),
    ],
)
def test_an_asset_is_named_by_its_path(asset, known):
    for signature in ASSETS:
        assert mapped(FUNCTION, code={SIGNATURE: signature, **asset}).known == {"filename": known}


def test_an_input_whose_name_is_a_guess_is_told():
    found = mapped("aws:sns/topic:Topic", maximumMessageSize=1024.0)
    assert (found.known, found.unsure) == ({"maximum_message_size": 1024}, ["maximumMessageSize"])
