"""What cannot be made is refused, naming the resource."""

import pytest

from sandbox.admission import AGAIN
from sandbox.deployment import Deployment
from sandbox.errors import SandboxError
from sandbox.registration import SECRET, SIGNATURE, UNKNOWN, Options
from tests.emulator.registrations import PROVIDER, REGION, asked, attributes

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


def test_a_provider_with_settings_that_are_not_heeded_is_refused(deploy):
    provider = asked("other", {"assumeRoles": "[]", "profile": "ours", "region": REGION}, PROVIDER)
    with pytest.raises(SandboxError) as refused:
        deploy(asked("orders", {"name": "orders"}), provider=provider)
    assert str(refused.value).endswith(
        f"::orders: the sandbox does not know what to do with assumeRoles of the provider {provider.urn}"
    )


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


def test_an_emulator_that_is_gone_is_said(emulator, tmp_path):
    gone = type(emulator.aws)("http://127.0.0.1:9", emulator.aws.account, emulator.aws.secret)
    with pytest.raises(SandboxError, match=r"^the emulator at http://127.0.0.1:9 does not answer: "):
        Deployment(gone, tmp_path, lambda _: None)


def test_a_name_that_the_program_leaves_to_the_provider_is_wanted_of_it(deploy):
    with pytest.raises(SandboxError, match="Queue::orders: found no name; wanted one"):
        deploy(asked("orders", {"delaySeconds": 5.0}))
