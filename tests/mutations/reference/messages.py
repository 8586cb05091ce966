"""The topics, queues and event buses of a region."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pulumi
import pulumi_aws as aws

from tests.mutations.reference.place import Place
from tests.mutations.reference.policies import allow, document, tls_only, to_account, to_service, trust

PUBLISHERS = ("cloudwatch", "backup", "events", "rds.events")


@dataclass(frozen=True)
class Messages:
    """What others of the region need of its topics and queues."""

    topic_arn: pulumi.Output[str]
    work: aws.sqs.Queue
    dead_letters: aws.sqs.Queue


def messages(place: Place, key_arn: pulumi.Output[str]) -> Messages:
    """Make the topic that calls somebody, a queue of work and one of what failed."""
    dead_letters = _queue(place, "dead-letters", key_arn, message_retention_seconds=14 * 24 * 60 * 60)
    redrive = dead_letters.arn.apply(lambda arn: f'{{"deadLetterTargetArn":"{arn}","maxReceiveCount":5}}')
    work = _queue(place, "work", key_arn, redrive_policy=redrive)
    return Messages(_topic(place, key_arn), work, dead_letters)


def _topic(place: Place, key_arn: pulumi.Output[str]) -> pulumi.Output[str]:
    name = place.called("alarms")
    topic = aws.sns.Topic(
        name,
        name=name,
        kms_master_key_id=key_arn,
        sqs_failure_feedback_role_arn=_feedback_role(place),
        opts=place.opts,
    )
    arn = place.arn("sns", name)
    publishers = (to_service(f"{each}.amazonaws.com", ("sns:Publish",), arn) for each in PUBLISHERS)
    aws.sns.TopicPolicy(
        name, arn=topic.arn, policy=document(tls_only(("sns:Publish",), arn), *publishers), opts=place.opts
    )
    aws.sns.TopicSubscription(
        name, topic=topic.arn, protocol="email", endpoint="orders-alarms@example.com", opts=place.opts
    )
    return topic.arn


def _feedback_role(place: Place) -> pulumi.Output[str]:
    """Make the role with which SNS writes down what it could not deliver."""
    name = place.called("feedback")
    role = aws.iam.Role(name, name=name, assume_role_policy=trust("sns.amazonaws.com"), opts=place.opts)
    writing = ("logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents")
    rights = aws.iam.Policy(
        name,
        name=name,
        policy=document(allow(writing, [place.arn("logs", "log-group:sns/*")])),
        opts=place.opts,
    )
    aws.iam.RolePolicyAttachment(name, role=role.name, policy_arn=rights.arn, opts=place.opts)
    return role.arn


def _queue(place: Place, noun: str, key_arn: pulumi.Output[str], **more: Any) -> aws.sqs.Queue:
    name = place.called(noun)
    queue = aws.sqs.Queue(name, name=name, kms_master_key_id=key_arn, opts=place.opts, **more)
    arn = place.arn("sqs", name)
    senders = (to_service(f"{each}.amazonaws.com", ("sqs:SendMessage",), arn) for each in ("events", "sns"))
    aws.sqs.QueuePolicy(
        name,
        queue_url=queue.url,
        policy=document(tls_only(("sqs:*",), arn), *senders),
        opts=place.opts,
    )
    return queue


def bus(place: Place, held: Messages, key_arn: pulumi.Output[str]) -> None:
    """Make a bus whose events go to the queue of work."""
    name = place.called("orders")
    orders = aws.cloudwatch.EventBus(name, name=name, kms_key_identifier=key_arn, opts=place.opts)
    aws.cloudwatch.EventBusPolicy(
        name,
        event_bus_name=orders.name,
        policy=document(to_account(("events:PutEvents",), place.arn("events", f"event-bus/{name}"))),
        opts=place.opts,
    )
    rule = aws.cloudwatch.EventRule(
        name,
        name=name,
        event_bus_name=orders.name,
        event_pattern='{"source":["orders"]}',
        state="ENABLED",
        opts=place.opts,
    )
    aws.cloudwatch.EventTarget(
        name,
        rule=rule.name,
        event_bus_name=orders.name,
        arn=held.work.arn,
        dead_letter_config={"arn": held.dead_letters.arn},
        retry_policy={"maximum_event_age_in_seconds": 3600, "maximum_retry_attempts": 5},
        opts=place.opts,
    )
