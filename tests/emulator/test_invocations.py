"""Asynchronous invocations end where Lambda would let them end, by the sandbox's time.

ministack retries after real seconds, gives refused calls up as failed, knows no alias's settings, and sends
to the destination or to the dead-letter queue, not to both.
"""

import json

import pytest

from tests.emulator.functions import ROLE, function
from tests.emulator.steps import forward, rule, taken

FAILING = """
def handler(event, context):
    raise RuntimeError("the database is away")
"""
COUNTED = "AWS/Lambda"


@pytest.fixture(scope="module")
def queues(client):
    """Return the URLs of a dead-letter queue and a destination."""
    names = ("letters", "destination")
    return {name: client("sqs").create_queue(QueueName=name)["QueueUrl"] for name in names}


def arn(name):
    return f"arn:aws:sqs:us-west-2:123456789012:{name}"


@pytest.fixture(scope="module")
def failing(client, queues):
    del queues
    letters = {"TargetArn": arn("letters")}
    alias = function(client, "fails", FAILING, Timeout=20, DeadLetterConfig=letters)
    client("lambda").put_function_event_invoke_config(
        FunctionName="fails",
        Qualifier="live",
        MaximumRetryAttempts=1,
        MaximumEventAgeInSeconds=600,
        DestinationConfig={"OnFailure": {"Destination": arn("destination")}},
    )
    return alias


def invoke(client, name):
    client("lambda").invoke(FunctionName=name, InvocationType="Event", Payload=json.dumps({"order": 1}))


def counted(client, name, metric):
    """Return the sum of a function's metric in all the time there is."""
    found = client("cloudwatch").get_metric_statistics(
        Namespace=COUNTED,
        MetricName=metric,
        Dimensions=[{"Name": "FunctionName", "Value": name}],
        StartTime=0,
        EndTime=4102444800,
        Period=86400,
        Statistics=["Sum"],
    )
    return sum(each["Sum"] for each in found["Datapoints"])


def test_an_event_that_fails_after_its_retries_goes_to_both_queues(emulator, client, queues, failing):
    invoke(client, failing)
    forward(emulator, 0.5)
    assert taken(client, queues["letters"]) == []
    forward(emulator, 1)
    (letter,) = taken(client, queues["letters"])
    (record,) = taken(client, queues["destination"])
    assert (letter["order"], letter["ErrorMessage"]) == (1, "the database is away")
    assert record["requestContext"]["functionArn"] == failing
    assert record["requestContext"]["condition"] == "RetriesExhausted"
    assert record["requestContext"]["approximateInvokeCount"] == 2


def test_each_attempt_counts_as_an_invocation_and_an_error(client, queues, failing):
    del queues, failing
    assert (counted(client, "fails", "Invocations"), counted(client, "fails", "Errors")) == (2, 2)


def test_a_schedules_event_that_fails_goes_to_the_functions_queues(emulator, client, queues, failing):
    made = rule(client, "fails", "rate(1 minute)", failing)
    client("lambda").add_permission(
        FunctionName="fails",
        Qualifier="live",
        StatementId="rule",
        Action="lambda:InvokeFunction",
        Principal="events.amazonaws.com",
        SourceArn=made,
    )
    forward(emulator, 1)
    client("events").delete_rule(Name="fails")
    forward(emulator, 2)
    assert [each["resources"] for each in taken(client, queues["letters"])] == [[made]]
    assert [each["requestPayload"]["resources"] for each in taken(client, queues["destination"])] == [[made]]


def test_a_refused_event_is_tried_until_it_is_too_old(emulator, client, queues, failing):
    client("lambda").put_function_concurrency(FunctionName="fails", ReservedConcurrentExecutions=0)
    invoke(client, failing)
    forward(emulator, 9)
    early = taken(client, queues["destination"])
    forward(emulator, 2)
    client("lambda").delete_function_concurrency(FunctionName="fails")
    taken(client, queues["letters"])
    (record,) = taken(client, queues["destination"])
    assert early == []
    assert record["requestContext"]["condition"] == "EventAgeExceeded"


def test_an_alias_is_refused_by_the_functions_reserved_concurrency(client, queues, failing):
    """Alone, ministack asks the version, which has none, and lets the call through."""
    del queues
    functions = client("lambda")
    functions.put_function_concurrency(FunctionName="fails", ReservedConcurrentExecutions=0)
    before = [counted(client, "fails", name) for name in ("Invocations", "Throttles")]
    with pytest.raises(functions.exceptions.TooManyRequestsException):
        functions.invoke(FunctionName=failing, Payload=b"{}")
    functions.delete_function_concurrency(FunctionName="fails")
    after = [counted(client, "fails", name) for name in ("Invocations", "Throttles")]
    assert after == [before[0], before[1] + 1]


def test_what_may_not_be_sent_is_counted(emulator, client):
    letters = {"TargetArn": arn("nowhere")}
    alias = function(client, "unsent", FAILING, Timeout=20, DeadLetterConfig=letters)
    invoke(client, alias)
    forward(emulator, 4)
    assert counted(client, "unsent", "DeadLetterErrors") == 1


def test_to_send_takes_the_right_to_send_alone(emulator, client, queues, failing):
    rest = {"Effect": "Deny", "NotAction": "sqs:SendMessage", "Resource": "*"}
    document = json.dumps({"Version": "2012-10-17", "Statement": [rest]})
    client("iam").put_role_policy(RoleName=ROLE, PolicyName="rest", PolicyDocument=document)
    try:
        invoke(client, failing)
        forward(emulator, 1.5)
        assert len([*taken(client, queues["letters"]), *taken(client, queues["destination"])]) == 2
    finally:
        client("iam").delete_role_policy(RoleName=ROLE, PolicyName="rest")
