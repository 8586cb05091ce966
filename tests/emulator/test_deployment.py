"""Registrations become real resources, once; what cannot be is refused, naming the resource."""

import json
import threading
import time

import pytest

from sandbox import data_sources
from sandbox.admission import AGAIN
from sandbox.deployment import Deployment
from sandbox.errors import RefusedError, SandboxError
from sandbox.registration import SECRET, SIGNATURE, UNKNOWN, Options, Properties, Registration

REGION = "us-west-2"
QUEUE = "aws:sqs/queue:Queue"
PROVIDER = "pulumi:providers:aws"
ZONES = "aws:index/getAvailabilityZones:getAvailabilityZones"
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


def asked(name, inputs, type_token=QUEUE, **more):
    urn = f"urn:pulumi:dev::shop::{type_token}::{name}"
    return Registration(urn, type_token, name, custom=True, parent="", inputs=inputs, **more)


@pytest.fixture
def deploy(emulator, tmp_path):
    """Deploy registrations as one program would, in a sandbox that forgets them afterwards."""

    def run(*registrations, provider=None, region=REGION):
        deployment = Deployment(emulator.aws, tmp_path, lambda _: None)
        try:
            return [deployment.make(each, provider, region) for each in registrations]
        finally:
            deployment.keep()

    yield run
    emulator.aws.control("PUT", "state", None)
    sqs = emulator.aws.client("sqs", REGION)
    for url in sqs.list_queues().get("QueueUrls", []):
        sqs.delete_queue(QueueUrl=url)


def attributes(client, state):
    found = client("sqs").get_queue_attributes(QueueUrl=state.id, AttributeNames=["All"])
    return found["Attributes"]


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


LEFT_AS_IT_WAS = {
    "another region": (
        asked("orders", {"name": "orders", "tags": {"owner": "us"}}),
        "us-east-1",
        f"it is in us-west-2 and is asked for in us-east-1, for which AWS replaces it; {AGAIN}",
    ),
    "a change that replaces": (
        asked(
            "orders",
            {"name": "orders", "tags": {"owner": "them"}},
            options=Options(replace_on_changes=("delaySeconds", "tags.owner")),
        ),
        REGION,
        f"found a change of tags.owner, for which the program wants it replaced; {AGAIN}",
    ),
    "another name": (
        asked("sold", {"name": "orders"}, options=Options(aliased=True)),
        REGION,
        f"found aliases of what is new here; the sandbox follows none, and {AGAIN}",
    ),
    "a path that leads nowhere": (
        asked("orders", {"name": "orders", "delaySeconds": 1.0}, options=Options(ignore_changes=("tags.a",))),
        REGION,
        "the path tags.a leads to nothing that was there and still is; wanted one that does",
    ),
    "a path that is none": (
        asked("orders", {"name": "orders"}, options=Options(ignore_changes=("tags[",))),
        REGION,
        "found 'tags['; wanted a property's path, as tags.owner or rules[0]",
    ),
}


@pytest.mark.parametrize("case", LEFT_AS_IT_WAS)
def test_what_only_an_engine_could_do_to_a_resource_is_refused(client, deploy, case):
    registration, region, message = LEFT_AS_IT_WAS[case]
    [first] = deploy(asked("orders", {"name": "orders", "tags": {"owner": "us"}}))
    with pytest.raises(SandboxError) as refused:
        deploy(registration, region=region)
    assert str(refused.value) == f"{registration.urn}: {message}"
    assert client("sqs").list_queue_tags(QueueUrl=first.id)["Tags"] == {"owner": "us"}


def test_an_input_that_an_update_would_leave_as_it_is_stays_asked_for(client, deploy):
    fifo = {"name": "orders.fifo", "fifoQueue": True}
    [first] = deploy(asked("orders", {**fifo, "fifoThroughputLimit": "perMessageGroupId"}))
    with pytest.raises(SandboxError) as refused:
        deploy(asked("orders", {**fifo, "delaySeconds": 3.0}))
    assert str(refused.value).endswith(
        f"::orders: found fifoThroughputLimit no more, which only a new resource can be without; {AGAIN}"
    )
    assert attributes(client, first)["DelaySeconds"] == "0"


def test_default_tags_are_no_change_of_what_has_no_tags(deploy, client):
    role = asked("role", {"name": "reader", "assumeRolePolicy": TRUST}, "aws:iam/role:Role")
    policy = {"role": "reader", "policyArn": "arn:aws:iam::aws:policy/ReadOnlyAccess"}
    attached = asked("read", policy, "aws:iam/rolePolicyAttachment:RolePolicyAttachment")
    deploy(role, attached)
    tagging = asked("main", {"defaultTags": json.dumps({"tags": {"owner": "us"}})}, PROVIDER)
    assert [each.change for each in deploy(role, attached, provider=tagging)] == ["updated", "unchanged"]
    client("iam").detach_role_policy(RoleName="reader", PolicyArn=policy["policyArn"])
    client("iam").delete_role(RoleName="reader")


def test_a_provider_with_settings_that_are_not_heeded_is_refused(deploy):
    provider = asked("other", {"assumeRoles": "[]", "profile": "ours", "region": REGION}, PROVIDER)
    with pytest.raises(SandboxError) as refused:
        deploy(asked("orders", {"name": "orders"}), provider=provider)
    assert str(refused.value).endswith(
        f"::orders: the sandbox does not know what to do with assumeRoles of the provider {provider.urn}"
    )


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


def test_an_error_does_not_tell_a_secret(deploy):
    hidden = {SIGNATURE: SECRET, "value": ["hunter2", "and more"]}
    with pytest.raises(SandboxError) as refused:
        deploy(asked("orders", {"name": hidden}))
    assert "hunter2" not in str(refused.value)
    assert "Invalid type for parameter QueueName, value: ['[secret]', '[secret]']" in str(refused.value)


REFUSED = {
    "a type that nobody knows": (
        asked("fleet", {}, "aws:gamelift/fleet:Fleet"),
        "the sandbox does not know the type aws:gamelift/fleet:Fleet",
    ),
    "an input that nobody heeds": (
        asked("orders", {"name": "orders", "colour": "red", "size": 1.0}),
        "the sandbox does not know what to do with colour, size",
    ),
    "an option that only an engine can heed": (
        asked("orders", {"name": "orders"}, options=Options(unheeded=("hooks",))),
        "the sandbox does not know what to do with the option hooks",
    ),
    "tags of what has none": (
        asked("orders", {"tags": {"owner": "us"}}, "aws:sqs/queuePolicy:QueuePolicy"),
        "the sandbox does not know what to do with tags",
    ),
    "an import": (
        asked("orders", {"name": "orders"}, import_id="orders"),
        "found an import; the sandbox starts empty, there is nothing to import",
    ),
    "an unknown": (
        asked("orders", {"name": UNKNOWN}),
        "found an unknown value, which nothing will ever make known",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_made_is_refused(deploy, case):
    registration, message = REFUSED[case]
    with pytest.raises(SandboxError) as refused:
        deploy(registration)
    assert str(refused.value) == f"{registration.urn}: {message}"


def test_what_aws_refuses_is_said_with_aws_own_words(emulator, deploy):
    inputs = {"queueUrl": f"{emulator.aws.endpoint}/123456789012/none", "policy": "{}"}
    policy = asked("orders", inputs, "aws:sqs/queuePolicy:QueuePolicy")
    with pytest.raises(SandboxError) as refused:
        deploy(policy)
    assert str(refused.value) == (
        f"{policy.urn}: SetQueueAttributes was refused: AWS.SimpleQueueService.NonExistentQueue: "
        "The specified queue does not exist for this wsdl version."
    )


def test_what_no_request_can_say_is_refused_naming_the_resource(deploy):
    with pytest.raises(SandboxError, match=r"^urn:.*::orders: Parameter validation failed"):
        deploy(asked("orders", {"name": ["a", "list"]}))


def test_what_was_made_before_a_failure_is_remembered(deploy):
    with pytest.raises(SandboxError, match="does not know the type"):
        deploy(asked("orders", {"name": "orders"}), REFUSED["a type that nobody knows"][0])
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


def test_a_function_of_the_provider_is_answered_by_the_emulator(emulator, tmp_path):
    deployment = Deployment(emulator.aws, tmp_path, lambda _: None)
    zones = deployment.answer(ZONES, {}, REGION)
    assert str(zones["names"]).startswith("['us-west-2a', 'us-west-2b'")
    caller = deployment.answer("aws:index/getCallerIdentity:getCallerIdentity", {}, REGION)
    assert caller["accountId"] == "123456789012"
    with pytest.raises(SandboxError, match=r"getAmi has no answer in the sandbox"):
        deployment.answer("aws:ec2/getAmi:getAmi", {}, REGION)


def test_what_a_function_of_the_provider_refuses_is_the_program_s_to_handle(emulator, tmp_path, monkeypatch):
    def refuse(*_):
        raise RefusedError("there is none")

    monkeypatch.setattr(data_sources, "answer", refuse)
    with pytest.raises(RefusedError, match=r"^there is none$"):
        Deployment(emulator.aws, tmp_path, lambda _: None).answer(ZONES, {}, REGION)


def test_the_zones_are_those_that_are_asked_for(emulator, tmp_path):
    deployment, token = Deployment(emulator.aws, tmp_path, lambda _: None), ZONES
    there = deployment.answer(token, {"region": "eu-west-1", "state": "available"}, REGION)
    assert str(there["names"]).startswith("['eu-west-1a'")
    assert deployment.answer(token, {"state": "impaired"}, REGION)["names"] == []
    second: Properties = {"filters": [{"name": "zone-name", "values": ["us-west-2b"]}]}
    assert deployment.answer(token, second, REGION)["names"] == ["us-west-2b"]
    with pytest.raises(SandboxError, match=r"found a filter by colour; wanted one by group-name, "):
        deployment.answer(token, {"filters": [{"name": "colour", "values": ["red"]}]}, REGION)
    with pytest.raises(SandboxError, match=r"does not know what to do with excludeNames$"):
        deployment.answer(token, {"excludeNames": ["us-west-2a"]}, REGION)


def test_an_emulator_that_is_gone_is_said(emulator, tmp_path):
    gone = type(emulator.aws)("http://127.0.0.1:9", emulator.aws.account, emulator.aws.secret)
    with pytest.raises(SandboxError, match=r"^the emulator at http://127.0.0.1:9 does not answer: "):
        Deployment(gone, tmp_path, lambda _: None)


def test_a_name_that_the_program_leaves_to_the_provider_is_wanted_of_it(deploy):
    with pytest.raises(SandboxError, match="Queue::orders: found no name; wanted one"):
        deploy(asked("orders", {"delaySeconds": 5.0}))
