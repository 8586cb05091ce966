"""Health checks ask the emulator's own APIs by the sandbox's time; ministack alone asks nothing."""

from datetime import UTC, datetime

import pytest
from botocore.exceptions import ClientError

from tests.emulator.apis import allow, api
from tests.emulator.functions import function
from tests.emulator.steps import MINUTE, forward

SOURCE = """
import os

def handler(event, context):
    return {"statusCode": int(os.environ["STATUS"]), "body": event["rawPath"]}
"""
HALF = 0.5
"""Minutes between two requests."""


@pytest.fixture(scope="module")
def endpoint(client):
    """Return the host name of an API that answers with the status its function is set to."""
    alias = function(client, "answers", SOURCE, Timeout=20, Environment={"Variables": {"STATUS": "200"}})
    allow(client, alias, "apigateway.amazonaws.com")
    return f"{api(client, alias)}.execute-api.us-west-2.amazonaws.com"


def answer(client, status):
    functions = client("lambda")
    variables = {"STATUS": str(status)}
    functions.update_function_configuration(FunctionName="answers", Environment={"Variables": variables})
    version = functions.publish_version(FunctionName="answers")["Version"]
    functions.update_alias(FunctionName="answers", Name="live", FunctionVersion=version)


def check(client, reference, name, **asked):
    """Make a health check of a host's ``/health``, and return its id."""
    config = {
        "Type": "HTTPS",
        "FullyQualifiedDomainName": name,
        "Port": 443,
        "ResourcePath": "/health",
        "RequestInterval": 30,
        "FailureThreshold": 3,
    }
    made = client("route53").create_health_check(CallerReference=reference, HealthCheckConfig=config | asked)
    return made["HealthCheck"]["Id"]


def statuses(client, checked):
    found = client("route53").get_health_check_status(HealthCheckId=checked)["HealthCheckObservations"]
    return {each["StatusReport"]["Status"] for each in found}


def reported(client, emulator, checked, metric="HealthCheckStatus", region="us-east-1"):
    """Return what the last full minute's datapoint is, nothing where there is none."""
    now = emulator.aws.control("GET", "clock")["now"]
    found = client("cloudwatch", region).get_metric_statistics(
        Namespace="AWS/Route53",
        MetricName=metric,
        Dimensions=[{"Name": "HealthCheckId", "Value": checked}],
        StartTime=datetime.fromtimestamp(now - 2 * MINUTE, UTC),
        EndTime=datetime.fromtimestamp(now + MINUTE, UTC),
        Period=MINUTE,
        Statistics=["Minimum"],
    )["Datapoints"]
    return max(found, key=lambda each: each["Timestamp"])["Minimum"] if found else None


def test_a_check_turns_when_the_api_has_failed_often_enough_and_back(client, emulator, endpoint):
    checked = check(client, "turns", endpoint, FailureThreshold=5)
    forward(emulator, 2)
    answer(client, 503)
    first = reported(client, emulator, checked)
    forward(emulator, 1)
    early = reported(client, emulator, checked)
    forward(emulator, 3)
    turned = reported(client, emulator, checked)
    failing = statuses(client, checked)
    answer(client, 200)
    forward(emulator, 4)
    assert (first, early, turned) == (1, 1, 0)
    assert failing == {"Failure: HTTP Status Code 503, Service Unavailable."}
    assert statuses(client, checked) == {"Success: HTTP Status Code 200, OK."}
    assert reported(client, emulator, checked) == 1
    client("route53").delete_health_check(HealthCheckId=checked)


def test_the_last_failure_is_kept_when_all_is_well_again(client, emulator, endpoint):
    checked = check(client, "remembers", endpoint, FailureThreshold=1)
    forward(emulator, HALF)
    none = client("route53").get_health_check_last_failure_reason(HealthCheckId=checked)
    answer(client, 500)
    forward(emulator, HALF)
    answer(client, 200)
    forward(emulator, HALF)
    found = client("route53").get_health_check_last_failure_reason(HealthCheckId=checked)
    reasons = {each["StatusReport"]["Status"] for each in found["HealthCheckObservations"]}
    client("route53").delete_health_check(HealthCheckId=checked)
    assert none["HealthCheckObservations"] == []
    assert reasons == {"Failure: HTTP Status Code 500, Internal Server Error."}


def test_a_host_that_is_not_an_api_here_cannot_be_reached(client, emulator):
    checked = check(client, "elsewhere", "example.com", FailureThreshold=1)
    forward(emulator, 2)
    said = statuses(client, checked), reported(client, emulator, checked)
    client("route53").delete_health_check(HealthCheckId=checked)
    assert said == ({"Failure: example.com cannot be reached from the sandbox."}, 0)


def test_a_region_that_is_lost_does_not_answer(client, emulator, endpoint):
    checked = check(client, "lost", endpoint, FailureThreshold=1)
    emulator.aws.control("PUT", "faults/west", {"kind": "lost", "region": "us-west-2"})
    forward(emulator, 2)
    emulator.aws.control("DELETE", "faults/west")
    said = reported(client, emulator, checked)
    client("route53").delete_health_check(HealthCheckId=checked)
    assert said == 0


def test_an_inverted_check_says_the_opposite(client, emulator):
    checked = check(client, "inverted", "example.com", FailureThreshold=1, Inverted=True)
    forward(emulator, 2)
    said = [
        reported(client, emulator, checked, metric)
        for metric in ("HealthCheckStatus", "HealthCheckPercentageHealthy")
    ]
    client("route53").delete_health_check(HealthCheckId=checked)
    assert said == [1, 0]


def test_a_disabled_check_asks_nothing_and_says_healthy(client, emulator):
    checked = check(client, "disabled", "example.com", FailureThreshold=1, Disabled=True)
    forward(emulator, 2)
    said = statuses(client, checked), reported(client, emulator, checked)
    client("route53").delete_health_check(HealthCheckId=checked)
    assert said == (set(), 1)


def test_metrics_are_in_us_east_1_alone(client, emulator):
    checked = check(client, "where", "example.com")
    forward(emulator, 2)
    said = reported(client, emulator, checked, region="us-west-2")
    client("route53").delete_health_check(HealthCheckId=checked)
    assert said is None


def test_a_check_that_does_not_exist_has_no_status(client):
    with pytest.raises(ClientError) as error:
        client("route53").get_health_check_status(HealthCheckId="11111111-2222-3333-4444-555555555555")
    assert error.value.response["Error"]["Code"] == "NoSuchHealthCheck"
