"""A recording holds what the engine would have been asked for, as plain data."""

import pulumi
import pulumi_aws as aws
import pytest
from pulumi import ResourceOptions

from sandbox.cloud import Nowhere
from sandbox.errors import RefusedError, SandboxError
from sandbox.project import Project
from sandbox.recording import record
from sandbox.registration import SECRET, SIGNATURE, UNKNOWN
from tests.unit.sandbox.recorded import SHOP, Storage, named


def test_urns_leave_the_stack_out_and_hold_every_other_ancestor():
    recording = record(lambda: Storage("storage"), SHOP)
    assert named(recording, "bucket").urn == (
        "urn:pulumi:dev::shop::shop:index:Storage$aws:s3/bucket:Bucket::bucket"
    )
    assert named(recording, "storage").urn == "urn:pulumi:dev::shop::shop:index:Storage::storage"
    assert recording.stack.urn == "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev"


def test_what_depends_on_an_id_is_unknown_and_says_on_what_it_depends():
    recording = record(lambda: Storage("storage"), SHOP)
    versioning = named(recording, "versioning")
    assert versioning.inputs == {"bucket": UNKNOWN, "versioningConfiguration": {"status": "Enabled"}}
    assert versioning.property_dependencies["bucket"] == (named(recording, "bucket").urn,)


def test_a_component_keeps_what_it_registered():
    recording = record(lambda: Storage("storage"), SHOP)
    assert recording.outputs[named(recording, "storage").urn] == {"arn": UNKNOWN}


def test_exports_and_secrets_are_kept():
    def program():
        pulumi.export("plain", 1)
        pulumi.export("hidden", pulumi.Output.secret("hush"))

    assert record(program, SHOP).exports == {"plain": 1, "hidden": {SIGNATURE: SECRET, "value": "hush"}}


def test_config_reaches_the_program():
    seen = []
    record(lambda: seen.append(pulumi.Config().require("colour")), SHOP)
    assert seen == ["red"]


def test_options_are_kept():
    options = ResourceOptions(
        ignore_changes=["displayName"],
        delete_before_replace=True,
        additional_secret_outputs=["arn"],
        custom_timeouts=pulumi.CustomTimeouts(create="1h2m", update="30s", delete="500ms"),
    )
    found = named(record(lambda: aws.sns.Topic("topic", opts=options), SHOP), "topic")
    assert found.options.ignore_changes == ("displayName",)
    assert found.options.delete_before_replace is True
    assert found.options.additional_secret_outputs == ("arn",)
    assert (found.options.create_timeout, found.options.update_timeout) == (3720, 30)
    assert found.options.delete_timeout == 0.5
    hidden = {SIGNATURE: SECRET, "value": UNKNOWN}
    assert found.planned(["arn", "id"]) == {"arn": hidden, "id": UNKNOWN}
    assert found.planned() == {}


def test_a_resource_that_is_only_read_is_recorded_as_such():
    found = named(record(lambda: aws.sqs.Queue.get("old", "https://queue"), SHOP), "old")
    assert (found.read, found.import_id) == (True, "https://queue")


def test_lookups_are_answered_for_the_region_of_their_provider():
    seen = []

    def program():
        west = aws.Provider("west", region="us-west-2")
        seen.append(aws.get_availability_zones().names)
        aws.get_availability_zones_output(opts=pulumi.InvokeOutputOptions(provider=west)).names.apply(
            seen.append
        )

    recording = record(program, SHOP)
    assert seen == [[f"eu-west-1{zone}" for zone in "abc"], [f"us-west-2{zone}" for zone in "abc"]]
    assert [each.answered for each in recording.lookups] == [True, True]


def test_a_lookup_that_nothing_is_known_of_is_unknown_and_said():
    recording = record(lambda: pulumi.export("image", aws.ec2.get_ami_output(owners=["me"]).id), SHOP)
    assert recording.exports == {"image": UNKNOWN}
    assert [(each.token, each.answered) for each in recording.lookups] == [("aws:ec2/getAmi:getAmi", False)]


def test_a_lookup_takes_the_answer_it_is_given():
    given = Project("shop", "dev", answers={"aws:ec2/getAmi:getAmi": {"id": "ami-1"}})
    recording = record(lambda: pulumi.export("image", aws.ec2.get_ami_output(owners=["me"]).id), given)
    assert recording.exports == {"image": "ami-1"}


def test_a_lookup_that_is_refused_is_the_program_s_to_handle(monkeypatch):
    def refuse(*_):
        raise RefusedError("there is none")

    seen = []

    def program():
        with pytest.raises(Exception, match=r"^invoke of aws:ec2/getAmi:getAmi failed: there is none \(\)$"):
            aws.ec2.get_ami(owners=["me"])
        seen.append("went on")

    monkeypatch.setattr(Nowhere, "answer", refuse)
    record(program, SHOP)
    assert seen == ["went on"]


def test_two_resources_of_one_name_are_refused():
    def program():
        aws.sns.Topic("topic")
        aws.sns.Topic("topic")

    message = "the program registered urn:pulumi:dev::shop::aws:sns/topic:Topic::topic twice"
    with pytest.raises(SandboxError, match=message):
        record(program, SHOP)


def test_what_the_program_raises_is_raised():
    def program():
        raise KeyError("lost")

    with pytest.raises(KeyError, match="lost"):
        record(program, SHOP)


def test_outputs_that_only_the_provider_can_compute_are_named():
    recording = record(lambda: aws.sns.Topic("topic"), SHOP)
    assert "arn" in recording.computed["aws:sns/topic:Topic"]
    assert "displayName" not in recording.computed["aws:sns/topic:Topic"]


def test_a_lookup_without_a_provider_brings_the_default_one():
    """The engine registers it, and policies see it."""
    recording = record(lambda: pulumi.export("region", aws.get_region().region), SHOP)
    assert [each.name for each in recording.of_type("pulumi:providers:aws")] == ["default_7_51_1"]


def test_the_id_of_what_is_imported_is_known():
    def program():
        queue = aws.sqs.Queue("queue", opts=ResourceOptions(import_="https://sqs/queue"))
        pulumi.export("id", queue.id)
        pulumi.export("arn", queue.arn)

    recording = record(program, SHOP)
    assert recording.exports == {"id": "https://sqs/queue", "arn": UNKNOWN}
    assert named(recording, "queue").planned(["id", "arn"]) == {"id": "https://sqs/queue", "arn": UNKNOWN}


def test_component_is_told_nothing_of_itself():
    """The engine keeps a component's inputs to itself: what it is, it registers later."""

    def program():
        component = pulumi.ComponentResource("shop:index:Empty", "empty", {"colours": []})
        pulumi.export("component", component)

    recording = record(program, SHOP)
    assert named(recording, "empty").inputs == {"colours": []}
    component = recording.exports["component"]
    assert isinstance(component, dict)
    assert component["colours"] == UNKNOWN


def test_what_is_read_twice_is_refused():
    def program():
        aws.sqs.Queue.get("queue", "https://queue")
        aws.sqs.Queue.get("queue", "https://queue")

    with pytest.raises(SandboxError, match="Queue::queue twice"):
        record(program, SHOP)


def test_resource_that_is_not_there_cannot_be_looked_up():
    def program():
        with pytest.raises(Exception, match="unknown resource urn:nobody"):
            pulumi.runtime.invoke("pulumi:pulumi:getResource", {"urn": "urn:nobody"})

    record(program, SHOP)
