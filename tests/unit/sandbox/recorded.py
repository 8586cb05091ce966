"""A project to record programs of, a component, and a way to find what was recorded."""

import pulumi
import pulumi_aws as aws
from pulumi import ResourceOptions

from sandbox.project import Project

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
