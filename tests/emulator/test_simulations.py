"""A simulation of policies judges by what it is told of the request."""

import json

import pytest

OWN = {
    "ForAllValues:StringLike": {"dynamodb:LeadingKeys": ["outbox#*"]},
    "Null": {"dynamodb:LeadingKeys": "false"},
}
ENCRYPTED = {"Bool": {"aws:SecureTransport": "true"}}


def document(condition):
    allowed = {"Effect": "Allow", "Action": "dynamodb:DeleteItem", "Resource": "*", "Condition": condition}
    return json.dumps({"Version": "2012-10-17", "Statement": [allowed]})


def entry(name, kind, *values):
    return {"ContextKeyName": name, "ContextKeyType": kind, "ContextKeyValues": list(values)}


def keys(*values):
    return entry("dynamodb:LeadingKeys", "stringList", *values)


@pytest.fixture(scope="module")
def clerk(client):
    """The ARN of a role that may delete what begins with ``outbox#``."""
    iam = client("iam")
    trust = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "lambda.amazonaws.com"}}
    trusted = json.dumps({"Version": "2012-10-17", "Statement": [trust]})
    arn = iam.create_role(RoleName="clerk", AssumeRolePolicyDocument=trusted)["Role"]["Arn"]
    iam.put_role_policy(RoleName="clerk", PolicyName="own", PolicyDocument=document(OWN))
    return arn


@pytest.mark.parametrize(
    ("told", "decision"),
    [
        ([], "implicitDeny"),
        ([keys("outbox#1")], "allowed"),
        ([keys("outbox#1", "outbox#2")], "allowed"),
        ([keys("outbox#1", "1")], "implicitDeny"),
        ([entry("aws:PrincipalTag/team", "string", "blue"), keys("outbox#1")], "allowed"),
    ],
    ids=["nothing", "an own item", "own items", "another's too", "several entries"],
)
def test_a_principal_s_rights_are_judged_by_the_items_that_are_told(client, clerk, told, decision):
    """By itself ministack knows of no item, and refuses all."""
    [found] = client("iam").simulate_principal_policy(
        PolicySourceArn=clerk, ActionNames=["dynamodb:DeleteItem"], ContextEntries=told
    )["EvaluationResults"]
    assert found["EvalDecision"] == decision


@pytest.mark.parametrize(("value", "decision"), [("true", "allowed"), ("false", "implicitDeny")])
def test_a_document_is_judged_by_what_is_told_of_the_connection(client, value, decision):
    """By itself ministack takes every simulated request for one in plain text."""
    [found] = client("iam").simulate_custom_policy(
        PolicyInputList=[document(ENCRYPTED)],
        ActionNames=["dynamodb:DeleteItem"],
        ContextEntries=[entry("aws:SecureTransport", "boolean", value)],
    )["EvaluationResults"]
    assert found["EvalDecision"] == decision


def test_what_one_simulation_is_told_the_next_does_not_know(client, clerk):
    asked = {"PolicySourceArn": clerk, "ActionNames": ["dynamodb:DeleteItem"]}
    simulate = client("iam").simulate_principal_policy
    found = [
        simulate(**asked, ContextEntries=told)["EvaluationResults"][0]["EvalDecision"]
        for told in ([keys("outbox#1")], [])
    ]
    assert found == ["allowed", "implicitDeny"]
