"""Transforms change what is asked for as they do under the engine."""

import pulumi
import pulumi_aws as aws
from pulumi import ResourceOptions

from sandbox.recording import record
from sandbox.registration import SECRET, SIGNATURE, UNKNOWN
from tests.unit.sandbox.recorded import SHOP, named


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
