"""A state and a preview of Pulumi's are read as what a program registers."""

import json
from typing import Any

import pytest

from sandbox.errors import SandboxError
from sandbox.registration import Position
from sandbox.terraform.exported import registrations
from sandbox.terraform.plan import document, plan

STACK = {"urn": "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev", "type": "pulumi:pulumi:Stack"}
BUCKET = {
    "urn": "urn:pulumi:dev::shop::aws:s3/bucket:Bucket::data",
    "type": "aws:s3/bucket:Bucket",
    "custom": True,
    "id": "data-1",
    "parent": STACK["urn"],
    "provider": "urn:pulumi:dev::shop::pulumi:providers:aws::default_7_51_1::5c1f",
    "inputs": {"__defaults": ["bucket"], "bucket": "data-1"},
    "sourcePosition": "project:///parts/store.py#12,5",
}
VERSIONING = {
    "urn": "urn:pulumi:dev::shop::aws:s3/bucketVersioning:BucketVersioning::data",
    "type": "aws:s3/bucketVersioning:BucketVersioning",
    "custom": True,
    "parent": STACK["urn"],
    "inputs": {"bucket": "data-1", "versioningConfiguration": {"status": "Enabled"}},
    "propertyDependencies": {"bucket": [BUCKET["urn"]], "versioningConfiguration": None},
}
OLD = {**BUCKET, "urn": f"{BUCKET['urn']}-old", "external": True}
GONE = {**BUCKET, "urn": f"{BUCKET['urn']}-gone"}


def state(*resources):
    return json.dumps({"version": 3, "deployment": {"manifest": {}, "resources": [*resources]}})


def preview(*steps):
    return json.dumps({"config": {}, "steps": [*steps], "changeSummary": {"create": 1}})


EXPORTED = state(STACK, BUCKET, VERSIONING, OLD, {**GONE, "delete": True})
PREVIEWED = preview(
    *({"op": "create", "urn": each["urn"], "newState": each} for each in (STACK, BUCKET, VERSIONING)),
    {"op": "read", "urn": OLD["urn"], "newState": OLD},
    {"op": "delete", "urn": GONE["urn"], "oldState": GONE},
)


@pytest.mark.parametrize("text", [EXPORTED, PREVIEWED], ids=["state", "preview"])
def test_both_documents_give_the_same_plan(text):
    found = registrations(text)
    told: dict[str, Any] = document(plan(found))
    assert [each["address"] for each in told["resource_changes"]] == [
        "aws_s3_bucket.data",
        "aws_s3_bucket_versioning.data",
    ]
    assert told["pulumi"]["left_out"] == [OLD["urn"]]
    [_, versioning] = told["configuration"]["root_module"]["resources"]
    assert versioning["expressions"] == {
        "bucket": {"references": ["aws_s3_bucket.data.id", "aws_s3_bucket.data"]}
    }
    assert found[1].made_at == Position("parts/store.py", 12)
    assert found[1].provider == BUCKET["provider"].removesuffix("::5c1f")


def test_of_a_resource_that_is_replaced_the_new_state_counts():
    new = {**BUCKET, "inputs": {"bucket": "data-2"}}
    [found] = registrations(
        preview(
            {"op": "create-replacement", "urn": BUCKET["urn"], "oldState": BUCKET, "newState": new},
            {"op": "replace", "urn": BUCKET["urn"], "oldState": BUCKET, "newState": new},
            {"op": "delete-replaced", "urn": BUCKET["urn"], "oldState": BUCKET},
        )
    )
    assert found.inputs == {"bucket": "data-2"}


WANTED = "wanted what `pulumi stack export` or `pulumi preview --json` prints"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", f"found no JSON document (Expecting value: line 1 column 1 (char 0)); {WANTED}"),
        ("[]", f"found a list; {WANTED}"),
        ("{}", f"found nothing; {WANTED}"),
        ('{"planned_values": {}}', f"found planned_values; {WANTED}"),
        ('{"deployment": null}', f"found deployment; {WANTED}"),
        ('{"steps": {}}', "found an object under 'steps'; wanted a list of resources"),
        (
            '{"deployment": {"resources": "no"}}',
            "found a text under 'deployment.resources'; wanted a list of resources",
        ),
        (state(STACK, 7), "resource 1: found a number; wanted one with 'urn' and 'type'"),
        (state({"urn": "u"}), "resource 0: found no 'urn' and 'type'; wanted both"),
        (
            state({**BUCKET, "inputs": True}),
            f"{BUCKET['urn']}: found true or false under 'inputs'; wanted names and values",
        ),
        (preview({"op": "create", "urn": "u"}), "resource 0: found null; wanted one with 'urn' and 'type'"),
    ],
)
def test_anything_else_is_refused_with_what_is_wanted(text, message):
    with pytest.raises(SandboxError) as caught:
        registrations(text)
    assert str(caught.value) == message
