"""What tests of the emulator do again and again."""

import json

MINUTE = 60


def taken(client, url):
    """Take all messages out of a queue: their bodies, with their attributes."""
    queues = client("sqs")
    bodies = []
    while found := queues.receive_message(
        QueueUrl=url, MaxNumberOfMessages=10, MessageAttributeNames=["All"]
    ).get("Messages"):
        for message in found:
            queues.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
            attributes = message.get("MessageAttributes", {})
            bodies.append(
                json.loads(message["Body"]) | {name: each["StringValue"] for name, each in attributes.items()}
            )
    return bodies


def rule(client, name, expression, arn, **target):
    """Make a rule that calls a function."""
    made = client("events").put_rule(Name=name, ScheduleExpression=expression)["RuleArn"]
    client("events").put_targets(Rule=name, Targets=[{"Id": "1", "Arn": arn, **target}])
    return made


def forward(emulator, minutes):
    """Move the sandbox's time."""
    emulator.aws.control("POST", "clock", {"forward": minutes * MINUTE})


def begin_minute(emulator):
    """Move the sandbox's time to where a minute has just begun: what a test does falls into that one."""
    now = emulator.aws.control("GET", "clock")["now"]
    emulator.aws.control("POST", "clock", {"forward": MINUTE - now % MINUTE + 1})
