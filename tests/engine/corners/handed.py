"""What is handed down, and what is handed on: providers, options, dependencies and resources."""

import pulumi
import pulumi_aws as aws
from pulumi import ResourceOptions


def bare(args):
    """Take all options from a resource, and hide what it is called."""
    return pulumi.ResourceTransformResult(
        {**args.props, "displayName": pulumi.Output.concat(args.props["displayName"], "!")}, ResourceOptions()
    )


def seen(_):
    """Leave a resource as it is."""


class Family(pulumi.ComponentResource):
    """A resource with children of its own, in a component that is told of resources and tells of them."""

    def __init__(self, name, told, opts=None):
        super().__init__("corners:index:Family", name, {"told": told, "empty": [], "none": None}, opts)
        north = aws.Provider(f"{name}-north", region="eu-north-1", opts=ResourceOptions(parent=self))
        self.queue = aws.sqs.Queue(name, opts=ResourceOptions(parent=self, provider=north))
        inner = ResourceOptions(parent=self.queue, protect=False)
        pulumi.CustomResource("aws:sns/topic:Topic", f"{name}-child", {"displayName": "child"}, inner)
        secret = pulumi.Output.secret(f"{name}-bare")
        options = ResourceOptions(parent=self, transforms=[bare], depends_on=[told])
        aws.sns.Topic(f"{name}-bare", display_name=secret, name=told.name, opts=options)
        options = ResourceOptions(parent=self, transforms=[seen], depends_on=[told])
        aws.sns.Topic(f"{name}-seen", display_name=secret, name=self.queue.name, opts=options)
        self.register_outputs({"queue": self.queue, "deep": [{"self": self}], "__internal": 1})


def depending(told):
    """Return a transform that has the topics of a stack depend on a resource."""

    def asked(args):
        if args.type_ != "aws:sns/topic:Topic":
            return None
        wanted = ResourceOptions.merge(args.opts, ResourceOptions(depends_on=[told]))
        return pulumi.ResourceTransformResult(args.props, wanted)

    return asked


def hand(provider):
    """Make it all; ``provider`` is for those who name none."""
    told = aws.sqs.Queue("told", tags={"__kept": "no"})
    pulumi.runtime.register_resource_transform(depending(told))
    family = Family("family", told, ResourceOptions(providers=[provider], protect=True))
    elsewhere = ResourceOptions(version="7.51.0", plugin_download_url="https://example.com/plugins/")
    aws.sns.Topic("elsewhere", display_name="elsewhere", opts=elsewhere)
    pulumi.CustomResource("aws:sns/topic:Topic", "nobody-s", {"displayName": "topic"})
    own = aws.Provider("own", opts=elsewhere)
    aws.sqs.Queue("own", opts=ResourceOptions(provider=own, depends_on=[family]))
    pulumi.export("family", family)
