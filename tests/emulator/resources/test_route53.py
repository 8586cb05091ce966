"""Health checks are made with all that is asked of them."""

import pytest

from sandbox.errors import SandboxError

CHECK = "aws:route53/healthCheck:HealthCheck"
OF_STACK = {
    "type": "HTTPS",
    "fqdn": "abc.execute-api.us-west-2.amazonaws.com",
    "port": 443.0,
    "resourcePath": "/health",
    "enableSni": True,
    "requestInterval": 30.0,
    "failureThreshold": 3.0,
    "tags": {"Name": "dr-test-health-check"},
}
CONFIG = {
    "Type": "HTTPS",
    "FullyQualifiedDomainName": "abc.execute-api.us-west-2.amazonaws.com",
    "Port": 443,
    "ResourcePath": "/health",
    "EnableSNI": True,
    "RequestInterval": 30,
    "FailureThreshold": 3,
}


@pytest.fixture(scope="module")
def route53(client):
    return client("route53")


def config(route53, made):
    return route53.get_health_check(HealthCheckId=made.id)["HealthCheck"]["HealthCheckConfig"]


def tags(route53, made):
    found = route53.list_tags_for_resource(ResourceType="healthcheck", ResourceId=made.id)
    return {each["Key"]: each["Value"] for each in found["ResourceTagSet"]["Tags"]}


def test_a_health_check_is_as_the_program_asks_for_it(make, route53):
    made = make(CHECK, **OF_STACK)
    assert config(route53, made) == CONFIG
    assert tags(route53, made) == {"Name": "dr-test-health-check"}
    assert made.outputs["arn"] == f"arn:aws:route53:::healthcheck/{made.id}"


def test_two_health_checks_of_the_same_endpoint_are_two(make):
    assert make(CHECK, **OF_STACK).id != make(CHECK, **OF_STACK).id


def test_a_health_check_without_extras_has_what_aws_takes(make, route53):
    made = make(CHECK, type="TCP", ipAddress="192.0.2.1", port=443.0)
    assert (made.outputs["failureThreshold"], made.outputs["enableSni"]) == (3, False)
    assert config(route53, made)["RequestInterval"] == 30


def test_a_health_check_keeps_its_switches_and_its_regions(make, route53):
    regions = ["us-east-1", "eu-west-1", "us-west-2"]
    switches = {"disabled": True, "invertHealthcheck": True, "measureLatency": True}
    found = config(route53, make(CHECK, **OF_STACK, **switches, regions=regions))
    assert found == {**CONFIG, "Disabled": True, "Inverted": True, "MeasureLatency": True, "Regions": regions}


def test_a_health_check_changes_in_place(make, change, route53):
    made = make(CHECK, **OF_STACK)
    wanted = {**OF_STACK, "failureThreshold": 5.0, "enableSni": False, "tags": {"tier": "staging"}}
    changed = change(CHECK, made, **wanted)
    assert changed.id == made.id
    assert config(route53, made) == {
        **CONFIG,
        "FailureThreshold": 5,
        "EnableSNI": False,
        "Disabled": False,
        "Inverted": False,
    }
    assert tags(route53, made) == {"tier": "staging"}


def test_the_interval_of_a_health_check_does_not_change(make, change):
    made = make(CHECK, **OF_STACK)
    with pytest.raises(SandboxError, match=r"requestInterval is 30\.0 and cannot become 10\.0"):
        change(CHECK, made, **{**OF_STACK, "requestInterval": 10.0})


def test_what_is_asked_for_no_more_is_as_aws_has_it(make, change, route53):
    made = make(CHECK, **OF_STACK | {"disabled": True, "invertHealthcheck": True, "failureThreshold": 7.0})
    after = change(CHECK, made, **{name: OF_STACK[name] for name in OF_STACK if name != "failureThreshold"})
    found = config(route53, after)
    assert (found["Disabled"], found["Inverted"], found["FailureThreshold"]) == (False, False, 3)
