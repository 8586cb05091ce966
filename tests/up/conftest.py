"""What the tests of a sandbox that stays up share."""

import uuid

import pytest

from tests.workshop import Workshop


@pytest.fixture
def workshop(tmp_path):
    """A fresh folder with a project; after the test neither a process nor a sandbox's folder may be left."""
    shop = Workshop(tmp_path, uuid.uuid4().hex)
    shop.project(SHOP)
    yield shop
    shop.run("down")
    assert shop.processes() == []
    assert [*shop.sandboxes()] == []


SHOP = """
    import pulumi
    import pulumi_aws as aws

    queue = aws.sqs.Queue("orders", name="orders", tags={"owner": "us"})
    topic = aws.sns.Topic("sold", name="sold")
    pulumi.export("queue", queue.url)
    pulumi.export("topic", topic.arn)
    pulumi.export("password", pulumi.Output.secret("hunter2"))
"""
