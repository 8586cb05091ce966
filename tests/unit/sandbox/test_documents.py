"""What the SDK types as a policy's document is text, known as a whole or not at all."""

import json

import pulumi
import pulumi_aws as aws
import pytest

from sandbox.recording import record
from sandbox.registration import SECRET, SIGNATURE, UNKNOWN
from tests.unit.sandbox.recorded import SHOP, named


def document(resource: pulumi.Input[str]) -> aws.s3.PolicyDocumentArgsDict:
    return {
        "version": aws.iam.PolicyDocumentVersion.POLICY_DOCUMENT_VERSION_2012_10_17,
        "statement": [{"effect": aws.iam.PolicyStatementEffect.ALLOW, "resource": resource}],
    }


WRITTEN = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Resource": "*"}]}


def bucket_policy(policy):
    """Return what a bucket's policy is asked for; ``policy`` takes the bucket's ARN."""

    def program():
        bucket = aws.s3.Bucket("bucket")
        aws.s3.BucketPolicy("policy", bucket="mine", policy=policy(bucket.arn))

    return named(record(program, SHOP), "policy").inputs["policy"]


def test_document_written_as_a_mapping_becomes_its_text():
    assert json.loads(bucket_policy(lambda _: document("*"))) == WRITTEN


def test_document_with_anything_unknown_in_it_is_unknown():
    assert bucket_policy(document) == UNKNOWN


@pytest.mark.parametrize(
    "hidden",
    [lambda _: pulumi.Output.secret(document("*")), lambda _: document(pulumi.Output.secret("*"))],
    ids=["all of it", "a part"],
)
def test_document_that_holds_a_secret_is_secret(hidden):
    policy = bucket_policy(hidden)
    assert policy[SIGNATURE] == SECRET
    assert json.loads(policy["value"]) == WRITTEN


def test_mapping_that_is_no_document_stays_one():
    def program():
        pulumi.CustomResource("shop:index:Rule", "rule", {"policy": {"a": 1}})
        aws.s3.Bucket("bucket", tags={"a": "1"})

    recording = record(program, SHOP)
    assert named(recording, "rule").inputs["policy"] == {"a": 1}
    assert named(recording, "bucket").inputs["tags"] == {"a": "1"}


def test_class_that_is_loaded_later_says_what_is_a_document():
    def asked():
        blocks = {"policy": WRITTEN, "rules": WRITTEN}
        recording = record(lambda: pulumi.CustomResource("shop:index:Late", "late", blocks), SHOP)
        return named(recording, "late").inputs

    assert asked() == {"policy": WRITTEN, "rules": WRITTEN}

    class Late(pulumi.CustomResource):
        pulumi_type = "shop:index:Late"

        def _internal_init(self, policy: aws.s3.PolicyDocumentArgs, rules: str):
            """Type the inputs as the SDK's own classes do."""

    found = asked()
    assert json.loads(found["policy"]) == WRITTEN
    assert found["rules"] == WRITTEN
