"""Registrations become real resources, once, and are changed in place."""

import json
import threading
import time

import pytest

from sandbox.deployment import Deployment
from sandbox.errors import SandboxError
from sandbox.registration import SECRET, SIGNATURE, Options
from tests.emulator.registrations import PROVIDER, REGION, asked, attributes

TRUST = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": {
            "Effect": "Allow",
            "Principal": {"Service": "lambda.amazonaws.com"},
            "Action": "sts:AssumeRole",
        },
    }
)


def test_a_resource_is_made_and_its_outputs_are_aws_own(client, deploy):
    [state] = deploy(asked("orders", {"name": "orders", "delaySeconds": 5.0}))
    assert state.change == "created"
    assert attributes(client, state)["DelaySeconds"] == "5"
    assert state.outputs["arn"] == "arn:aws:sqs:us-west-2:123456789012:orders"
    assert (state.outputs["id"], state.outputs["region"]) == (state.id, REGION)


def test_what_has_not_changed_is_left_alone(client, deploy):
    [first] = deploy(asked("orders", {"name": "orders", "delaySeconds": 5.0}))
    client("sqs").set_queue_attributes(QueueUrl=first.id, Attributes={"DelaySeconds": "9"})
    [second] = deploy(asked("orders", {"name": "orders", "delaySeconds": 5.0}))
    assert (second.change, second.id, second.outputs) == ("unchanged", first.id, first.outputs)
    assert attributes(client, second)["DelaySeconds"] == "9"


def test_what_has_changed_is_changed_in_place(client, deploy):
    deploy(asked("orders", {"name": "orders", "delaySeconds": 5.0}))
    [state] = deploy(asked("orders", {"name": "orders", "delaySeconds": 6.0}))
    assert state.change == "updated"
    assert attributes(client, state)["DelaySeconds"] == "6"


def test_a_change_that_is_to_be_ignored_is(client, deploy):
    deploy(asked("orders", {"name": "orders", "delaySeconds": 5.0}))
    options = Options(ignore_changes=("delaySeconds",))
    [state] = deploy(asked("orders", {"name": "orders", "delaySeconds": 6.0}, options=options))
    assert state.change == "unchanged"
    assert attributes(client, state)["DelaySeconds"] == "5"


IGNORED = {
    "a tag": ("tags.owner", {"tier": "b", "owner": "us"}, 6.0),
    "a tag in brackets": ('["tags"]["owner"]', {"tier": "b", "owner": "us"}, 6.0),
    "a tag that was not there": ("tags.tier", {"owner": "them"}, 6.0),
    "all tags": ("tags.*", {"owner": "us"}, 6.0),
    "everything": ("*", {"owner": "us"}, 5.0),
}


@pytest.mark.parametrize("case", IGNORED)
def test_changes_below_a_path_are_ignored(client, deploy, case):
    path, tags, delay = IGNORED[case]
    deploy(asked("orders", {"name": "orders", "delaySeconds": 5.0, "tags": {"owner": "us"}}))
    inputs = {"name": "orders", "delaySeconds": 6.0, "tags": {"owner": "them", "tier": "b"}}
    [state] = deploy(asked("orders", inputs, options=Options(ignore_changes=(path,))))
    assert client("sqs").list_queue_tags(QueueUrl=state.id)["Tags"] == tags
    assert attributes(client, state)["DelaySeconds"] == f"{delay:g}"


def test_an_input_that_is_to_be_ignored_and_was_not_there_is_not_added(client, deploy):
    deploy(asked("orders", {"name": "orders"}))
    options = Options(ignore_changes=("delaySeconds",))
    [state] = deploy(asked("orders", {"name": "orders", "delaySeconds": 6.0}, options=options))
    assert (state.change, attributes(client, state)["DelaySeconds"]) == ("unchanged", "0")


def test_default_tags_are_no_change_of_what_has_no_tags(deploy, client):
    role = asked("role", {"name": "reader", "assumeRolePolicy": TRUST}, "aws:iam/role:Role")
    policy = {"role": "reader", "policyArn": "arn:aws:iam::aws:policy/ReadOnlyAccess"}
    attached = asked("read", policy, "aws:iam/rolePolicyAttachment:RolePolicyAttachment")
    deploy(role, attached)
    tagging = asked("main", {"defaultTags": json.dumps({"tags": {"owner": "us"}})}, PROVIDER)
    assert [each.change for each in deploy(role, attached, provider=tagging)] == ["updated", "unchanged"]
    client("iam").detach_role_policy(RoleName="reader", PolicyArn=policy["policyArn"])
    client("iam").delete_role(RoleName="reader")


def test_a_providers_default_tags_are_on_what_it_makes(client, deploy):
    provider = asked("main", {"defaultTags": json.dumps({"tags": {"owner": "us", "tier": "a"}})}, PROVIDER)
    [state] = deploy(asked("orders", {"name": "orders", "tags": {"tier": "b"}}), provider=provider)
    assert client("sqs").list_queue_tags(QueueUrl=state.id)["Tags"] == {"owner": "us", "tier": "b"}
    assert state.outputs["tagsAll"] == {"owner": "us", "tier": "b"}


def test_a_secret_reaches_aws_in_plain_and_comes_back_as_a_secret(client, deploy):
    hidden = {SIGNATURE: SECRET, "value": 7.0}
    [state] = deploy(asked("orders", {"name": "orders", "delaySeconds": hidden}))
    assert attributes(client, state)["DelaySeconds"] == "7"
    assert state.outputs["delaySeconds"] == hidden


def test_an_output_that_is_to_be_secret_is(deploy):
    options = Options(additional_secret_outputs=("arn",))
    [state] = deploy(asked("orders", {"name": "orders"}, options=options))
    assert state.outputs["arn"] == {SIGNATURE: SECRET, "value": "arn:aws:sqs:us-west-2:123456789012:orders"}


def test_what_was_made_before_a_failure_is_remembered(deploy):
    with pytest.raises(SandboxError, match="does not know the type"):
        deploy(asked("orders", {"name": "orders"}), asked("fleet", {}, "aws:gamelift/fleet:Fleet"))
    [state] = deploy(asked("orders", {"name": "orders"}))
    assert state.change == "unchanged"


def test_what_another_thread_is_still_making_when_a_program_fails_is_remembered(emulator, deploy, tmp_path):
    deployment = Deployment(emulator.aws, tmp_path, lambda _: None)
    slow = {"kind": "slow", "service": "sqs", "operation": "CreateQueue", "seconds": 0.5}
    emulator.aws.control("PUT", "faults/slow", slow)
    making = threading.Thread(
        target=deployment.make, args=(asked("orders", {"name": "orders"}), None, REGION)
    )
    making.start()
    time.sleep(0.2)
    deployment.keep()
    emulator.aws.control("DELETE", "faults/slow")
    with pytest.raises(SandboxError, match="nothing more is made, because the program has failed"):
        deployment.make(asked("returns", {"name": "returns"}), None, REGION)
    making.join()
    [state] = deploy(asked("orders", {"name": "orders"}))
    assert state.change == "unchanged"


def test_what_is_not_asked_for_any_more_is_said(emulator, deploy, tmp_path):
    deploy(asked("orders", {"name": "orders"}), asked("returns", {"name": "returns"}))
    again = Deployment(emulator.aws, tmp_path, lambda _: None)
    again.make(asked("orders", {"name": "orders"}), None, REGION)
    with pytest.raises(SandboxError, match=r"run down, then up\n  urn:.*::returns$"):
        again.finish({})
