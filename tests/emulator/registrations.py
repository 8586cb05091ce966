"""What a program asks for, and what comes of it."""

from sandbox.registration import Registration

REGION = "us-west-2"
QUEUE = "aws:sqs/queue:Queue"
PROVIDER = "pulumi:providers:aws"


def asked(name, inputs, type_token=QUEUE, **more):
    """Return the registration of a resource, by default a queue."""
    urn = f"urn:pulumi:dev::shop::{type_token}::{name}"
    return Registration(urn, type_token, name, custom=True, parent="", inputs=inputs, **more)


def attributes(client, state):
    """Return what a queue that was made is set to."""
    found = client("sqs").get_queue_attributes(QueueUrl=state.id, AttributeNames=["All"])
    return found["Attributes"]
