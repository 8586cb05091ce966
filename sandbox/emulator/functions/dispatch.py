"""Sends a message to where an ARN leads, with somebody's rights."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias, cast

import boto3

from sandbox.aws import CONFIG, Client

Attributes: TypeAlias = Mapping[str, Mapping[str, str]]
"""A message's attributes, as SQS and SNS take them."""


def send(endpoint: str, rights: Mapping[str, str], arn: str, body: str, attributes: Attributes) -> None:
    """Send to a queue, a topic or a function; ``rights`` are credentials, by the names of the environment.

    Raises what boto3 raises, and ``LookupError`` where the ARN is of another service.
    """
    _, _, service, region, account, name, *_ = arn.split(":")
    session = boto3.Session(
        aws_access_key_id=rights["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=rights["AWS_SECRET_ACCESS_KEY"],
        aws_session_token=rights["AWS_SESSION_TOKEN"],
        region_name=region,
    )
    if service not in {"sqs", "sns", "lambda"}:
        raise LookupError(f"found a destination of {service}, wanted one of sqs, sns or lambda")
    make = cast("Callable[..., Client]", session.client)  # its type lists every service by name
    client = make(service, endpoint_url=endpoint, config=CONFIG)
    if service == "sqs":
        # To ask for the queue's URL would take a right that AWS does not ask for.
        url = f"{endpoint}/{account}/{name}"
        client.send_message(QueueUrl=url, MessageBody=body, MessageAttributes=attributes)
    elif service == "sns":
        client.publish(TopicArn=arn, Message=body, MessageAttributes=attributes)
    else:
        client.invoke(FunctionName=arn, InvocationType="Event", Payload=body)
