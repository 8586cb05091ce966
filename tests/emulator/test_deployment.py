"""Registrations become real resources, once; what cannot be is refused, naming the resource."""

import json

import pytest

from sandbox.deployment import Deployment
from sandbox.errors import SandboxError
from sandbox.registration import SECRET, SIGNATURE, UNKNOWN, Options, Registration

REGION = "us-west-2"
QUEUE = "aws:sqs/queue:Queue"
PROVIDER = "pulumi:providers:aws"


def asked(name, inputs, type_token=QUEUE, **more):
    urn = f"urn:pulumi:dev::shop::{type_token}::{name}"
    return Registration(urn, type_token, name, custom=True, parent="", inputs=inputs, **more)


@pytest.fixture
def deploy(emulator, tmp_path):
    """Deploy registrations as one program would, in a sandbox that forgets them afterwards."""

    def run(*registrations, provider=None):
        deployment = Deployment(emulator.aws, tmp_path, lambda _: None)
        try:
            return [deployment.make(each, provider, REGION) for each in registrations]
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


REFUSED = {
    "a type that nobody knows": (
        asked("fleet", {}, "aws:gamelift/fleet:Fleet"),
        "the sandbox does not know the type aws:gamelift/fleet:Fleet",
    ),
    "an input that nobody heeds": (
        asked("orders", {"name": "orders", "colour": "red", "size": 1.0}),
        "the sandbox does not know what to do with colour, size",
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


def test_what_is_not_asked_for_any_more_is_said(emulator, deploy, tmp_path):
    deploy(asked("orders", {"name": "orders"}), asked("returns", {"name": "returns"}))
    again = Deployment(emulator.aws, tmp_path, lambda _: None)
    again.make(asked("orders", {"name": "orders"}), None, REGION)
    with pytest.raises(SandboxError, match=r"run down, then up\n  urn:.*::returns$"):
        again.finish({})


def test_a_function_of_the_provider_is_answered_by_the_emulator(emulator, tmp_path):
    deployment = Deployment(emulator.aws, tmp_path, lambda _: None)
    zones = deployment.answer("aws:index/getAvailabilityZones:getAvailabilityZones", {}, REGION)
    assert str(zones["names"]).startswith("['us-west-2a', 'us-west-2b'")
    caller = deployment.answer("aws:index/getCallerIdentity:getCallerIdentity", {}, REGION)
    assert caller["accountId"] == "123456789012"
    with pytest.raises(SandboxError, match=r"getAmi has no answer in the sandbox"):
        deployment.answer("aws:ec2/getAmi:getAmi", {}, REGION)


def test_an_emulator_that_is_gone_is_said(emulator, tmp_path):
    gone = type(emulator.aws)("http://127.0.0.1:9", emulator.aws.account, emulator.aws.secret)
    with pytest.raises(SandboxError, match=r"^the emulator at http://127.0.0.1:9 does not answer: "):
        Deployment(gone, tmp_path, lambda _: None)
