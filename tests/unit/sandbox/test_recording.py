"""A recording holds what the engine would have been asked for, as plain data."""

import json

import pulumi
import pulumi_aws as aws
import pytest
from pulumi import ResourceOptions

from sandbox.cloud import Nowhere
from sandbox.errors import RefusedError, SandboxError
from sandbox.project import Project
from sandbox.recording import record
from sandbox.registration import SECRET, SIGNATURE, UNKNOWN

SHOP = Project("shop", "dev", config={"aws:region": "eu-west-1", "shop:colour": "red"})


class Storage(pulumi.ComponentResource):
    """A bucket with its versioning."""

    def __init__(self, name, opts=None):
        super().__init__("shop:index:Storage", name, None, opts)
        self.bucket = aws.s3.Bucket("bucket", tags={"a": "1"}, opts=ResourceOptions(parent=self))
        aws.s3.BucketVersioning(
            "versioning",
            bucket=self.bucket.id,
            versioning_configuration={"status": "Enabled"},
            opts=ResourceOptions(parent=self),
        )
        self.register_outputs({"arn": self.bucket.arn})


def named(recording, name):
    [found] = [each for each in recording.registrations if each.name == name]
    return found


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


def test_a_resource_without_a_provider_gets_the_default_one_with_the_package_s_config():
    recording = record(lambda: aws.sns.Topic("topic"), SHOP)
    provider = named(recording, "default_7_51_1")
    assert provider.inputs == {"region": "eu-west-1", "version": "7.51.1"}
    assert provider.urn == "urn:pulumi:dev::shop::pulumi:providers:aws::default_7_51_1"
    assert named(recording, "topic").provider == provider.urn


def test_a_component_hands_its_provider_and_its_protection_down():
    def program():
        west = aws.Provider("west", region="us-west-2")
        Storage("storage", ResourceOptions(providers=[west], protect=True))

    recording = record(program, SHOP)
    bucket = named(recording, "bucket")
    assert bucket.provider == named(recording, "west").urn
    assert bucket.options.protect is True
    assert named(recording, "west").inputs["version"] == "7.51.1"


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


def test_transforms_run_from_the_resource_outwards():
    def appending(word):
        return lambda args: pulumi.ResourceTransformResult(
            {**args.props, "displayName": args.props.get("displayName", "") + word}, args.opts
        )

    def program():
        pulumi.runtime.register_resource_transform(appending("stack"))
        parent = pulumi.ComponentResource(
            "shop:index:Parent", "parent", None, ResourceOptions(transforms=[appending("parent ")])
        )
        own = ResourceOptions(parent=parent, transforms=[appending("own ")], protect=True)
        aws.sns.Topic("topic", opts=own)

    found = named(record(program, SHOP), "topic")
    assert found.inputs == {"displayName": "own parent stack"}
    assert found.options.protect is True


def test_a_transform_changes_options():
    def protect(args):
        return pulumi.ResourceTransformResult(
            args.props, pulumi.ResourceOptions.merge(args.opts, ResourceOptions(protect=True))
        )

    topic = lambda: aws.sns.Topic("topic", opts=ResourceOptions(transforms=[protect]))  # noqa: E731 one line
    assert named(record(topic, SHOP), "topic").options.protect is True


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


def test_default_provider_is_named_by_its_version_and_by_where_its_plugin_comes_from():
    def program():
        aws.sns.Topic("old", opts=ResourceOptions(version="6.1.0-beta.2"))
        aws.sns.Topic("own", opts=ResourceOptions(plugin_download_url="https://example.com/a b/"))

    recording = record(program, SHOP)
    assert [each.name for each in recording.of_type("pulumi:providers:aws")] == [
        "default_6_1_0_beta_2",
        "default_7_51_1_https_/example.com/a_b",
    ]
    assert named(recording, "default_7_51_1_https_/example.com/a_b").inputs == {
        "region": "eu-west-1",
        "version": "7.51.1",
    }


def test_version_that_nobody_names_is_that_of_the_installed_sdk():
    def program():
        pulumi.CustomResource("aws:sns/topic:Topic", "topic")
        pulumi.CustomResource("shop:index:Thing", "thing")

    recording = record(program, SHOP)
    assert [each.provider.rpartition(":")[2] for each in recording.registrations if each.custom] == [
        "",
        "default_7_51_1",
        "",
        "default",
    ]


def test_provider_says_where_its_plugin_comes_from_to_the_engine_alone():
    options = ResourceOptions(version="6.0.0", plugin_download_url="https://example.com")
    recording = record(lambda: aws.Provider("own", region="us-east-2", opts=options), SHOP)
    assert named(recording, "own").inputs["version"] == "6.0.0"
    assert "pluginDownloadURL" not in named(recording, "own").inputs


def test_child_of_a_resource_has_its_provider_before_that_of_the_component_above():
    def program():
        west, north = aws.Provider("west", region="us-west-2"), aws.Provider("north", region="eu-north-1")
        component = pulumi.ComponentResource(
            "shop:index:Empty", "empty", None, ResourceOptions(providers=[west])
        )
        queue = aws.sqs.Queue("queue", opts=ResourceOptions(parent=component, provider=north))
        pulumi.CustomResource("aws:sns/topic:Topic", "topic", opts=ResourceOptions(parent=queue))

    recording = record(program, SHOP)
    assert named(recording, "topic").provider == named(recording, "north").urn


def test_protection_that_a_transform_drops_is_not_inherited_again():
    def bare(args):
        return pulumi.ResourceTransformResult(args.props, ResourceOptions())

    def program():
        parent = pulumi.ComponentResource("shop:index:Empty", "empty", None, ResourceOptions(protect=True))
        aws.sns.Topic("bare", opts=ResourceOptions(parent=parent, transforms=[bare]))
        aws.sns.Topic("kept", opts=ResourceOptions(parent=parent))

    recording = record(program, SHOP)
    assert named(recording, "bare").options.protect is False
    assert named(recording, "kept").options.protect is True


def test_transform_is_given_outputs_for_what_is_unknown_or_secret():
    seen = {}

    def looked_at(args):
        seen.update({name: type(value).__name__ for name, value in args.props.items()})
        return pulumi.ResourceTransformResult(
            {**args.props, "displayName": pulumi.Output.concat(args.props["displayName"], "!")}, args.opts
        )

    def program():
        queue = aws.sqs.Queue("queue")
        aws.sns.Topic(
            "topic",
            name=queue.name,
            display_name=pulumi.Output.secret("hush"),
            kms_master_key_id="key",
            opts=ResourceOptions(transforms=[looked_at]),
        )

    found = named(record(program, SHOP), "topic")
    assert seen == {"name": "Output", "displayName": "Output", "kmsMasterKeyId": "str"}
    hidden = {SIGNATURE: SECRET, "value": "hush!"}
    assert found.inputs == {"name": UNKNOWN, "displayName": hidden, "kmsMasterKeyId": "key"}


def test_dependencies_that_the_stack_s_transform_asks_for_are_not_heeded():
    """The engine heeds those of a resource that has transforms of its own."""

    def program():
        queue = aws.sqs.Queue("queue")

        def depending(args):
            wanted = ResourceOptions.merge(args.opts, ResourceOptions(depends_on=[queue]))
            return pulumi.ResourceTransformResult(args.props, wanted)

        def unchanged(_):
            return None

        pulumi.runtime.register_resource_transform(depending)
        aws.sns.Topic("without")
        aws.sns.Topic("with", opts=ResourceOptions(transforms=[unchanged]))

    recording = record(program, SHOP)
    assert named(recording, "without").dependencies == ()
    assert named(recording, "with").dependencies == (named(recording, "queue").urn,)


def test_what_is_read_twice_is_refused():
    def program():
        aws.sqs.Queue.get("queue", "https://queue")
        aws.sqs.Queue.get("queue", "https://queue")

    with pytest.raises(SandboxError, match="Queue::queue twice"):
        record(program, SHOP)


def test_default_provider_is_told_what_is_secret_in_its_configuration():
    config = {"aws:region": "eu-west-1", "aws:token": "hush", "shop:colour": "red"}
    project = Project("shop", "dev", config=config, secret_keys=("aws:token",))

    def program():
        aws.sns.Topic("topic")
        pulumi.CustomResource("pulumi-python:dynamic:Resource", "dynamic")

    recording = record(program, project)
    hidden = {SIGNATURE: SECRET, "value": "hush"}
    assert named(recording, "default_7_51_1").inputs == {
        "region": "eu-west-1",
        "token": hidden,
        "version": "7.51.1",
    }
    assert named(recording, "default").inputs == {
        "aws:region": "eu-west-1",
        "aws:token": hidden,
        "shop:colour": "red",
    }


def test_transform_is_given_the_resources_that_a_component_is_told_of():
    seen = []

    def looked_at(args):
        if args.type_ == "shop:index:Told":
            seen.append(type(args.props["topic"]).__name__)
        return pulumi.ResourceTransformResult(args.props, args.opts)

    def program():
        pulumi.runtime.register_resource_transform(looked_at)
        topic = aws.sns.Topic("topic", display_name="topic")
        pulumi.ComponentResource("shop:index:Told", "told", {"topic": topic})

    recording = record(program, SHOP)
    assert seen == ["Topic"]
    assert recording.lookups == ()


def test_resource_that_is_not_there_cannot_be_looked_up():
    def program():
        with pytest.raises(Exception, match="unknown resource urn:nobody"):
            pulumi.runtime.invoke("pulumi:pulumi:getResource", {"urn": "urn:nobody"})

    record(program, SHOP)
