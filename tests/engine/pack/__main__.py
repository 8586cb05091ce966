"""A pack that does whatever a pack can do."""

from typing import Any

from pulumi_policy import (
    EnforcementLevel,
    PolicyConfigSchema,
    PolicyPack,
    ResourceValidationPolicy,
    Severity,
    StackValidationPolicy,
)


def named(args, report):
    """Say what a queue is called."""
    if args.resource_type != "aws:sqs/queue:Queue":
        args.not_applicable("it is no queue")
    report(f"queue {args.name} has {sorted(args.props)}")


def limited(args, report):
    """Hold topics to a number that is configured."""
    if args.resource_type == "aws:sns/topic:Topic":
        report(f"the limit is {args.get_config()['limit']:g}")


def touched(args, report):
    """Read a value that may not be known."""
    if args.resource_type == "aws:s3/bucketPolicy:BucketPolicy" and args.props["bucket"]:
        report("it is known")


def mended(args):
    """Have buckets go when they are full."""
    if args.resource_type != "aws:s3/bucket:Bucket":
        return None
    return {**args.props, "forceDestroy": True}


def held(args, report):
    """See that they do."""
    if args.resource_type == "aws:s3/bucket:Bucket" and not args.props.get("forceDestroy"):
        report("it does not go")


def lost(args):
    """Want what is not known."""
    if args.resource_type == "aws:ec2/subnet:Subnet":
        return {**args.props, "vpcId": args.props["vpcId"].upper()}
    return None


def counted(args, report):
    """Count what there is."""
    queues = [each for each in args.resources if each.resource_type == "aws:sqs/queue:Queue"]
    for each in queues:
        report(f"{each.name} is one of {len(queues)}", each.urn)
    report("this is about all")


def arns(args, report):
    """Read what only the provider knows."""
    for each in args.resources:
        if each.resource_type == "aws:ec2/vpc:Vpc":
            report(each.props["arn"])


def mends(name, description, validate, remediate: Any):
    """Return a policy that changes what it is asked about."""
    return ResourceValidationPolicy(
        name, description, validate, EnforcementLevel.REMEDIATE, remediate=remediate
    )


PolicyPack(
    "whatever",
    [
        ResourceValidationPolicy("named", "Queues are named.", named, EnforcementLevel.ADVISORY),
        ResourceValidationPolicy(
            "limited",
            "Topics are limited.",
            limited,
            EnforcementLevel.MANDATORY,
            PolicyConfigSchema({"limit": {"type": "integer", "default": 3}}),
            severity=Severity.HIGH,
            tags=["some", "kind"],
            url="https://example.com/limited",
            remediation_steps="Make fewer.",
        ),
        ResourceValidationPolicy("touched", "Buckets are known.", touched, EnforcementLevel.MANDATORY),
        mends("mended", "Buckets go.", held, mended),
        mends("lost", "Subnets shout.", lambda *_: None, lost),
        ResourceValidationPolicy("off", "Nobody asks.", named, EnforcementLevel.DISABLED),
        StackValidationPolicy("counted", "Queues are counted.", counted, EnforcementLevel.ADVISORY),
        StackValidationPolicy("arns", "Networks have names.", arns, EnforcementLevel.MANDATORY),
    ],
)
