"""What a health check is set to; ministack answers no to every switch, and forgets the regions."""

from uuid import uuid4

import pytest

SWITCHES = ("Disabled", "EnableSNI", "Inverted", "MeasureLatency")
ENDPOINT = {"Type": "HTTPS", "FullyQualifiedDomainName": "api.example.com", "Port": 443}


@pytest.fixture(scope="module")
def route53(client):
    return client("route53")


def made(route53, **settings):
    return route53.create_health_check(
        CallerReference=str(uuid4()), HealthCheckConfig={**ENDPOINT, **settings}
    )["HealthCheck"]


@pytest.mark.parametrize("switch", SWITCHES)
@pytest.mark.parametrize("position", [True, False])
def test_a_switch_stays_where_it_was_put(route53, switch, position):
    check = made(route53, **{switch: position})
    found = route53.get_health_check(HealthCheckId=check["Id"])["HealthCheck"]["HealthCheckConfig"]
    assert found[switch] is check["HealthCheckConfig"][switch] is position


def test_regions_are_kept_and_listed(route53):
    regions = ["us-east-1", "eu-west-1", "us-west-2"]
    identity = made(route53, Regions=regions)["Id"]
    listed = {each["Id"]: each for each in route53.list_health_checks()["HealthChecks"]}
    assert listed[identity]["HealthCheckConfig"]["Regions"] == regions


def test_a_switch_is_put_over_by_an_update(route53):
    identity = made(route53, EnableSNI=True)["Id"]
    changed = route53.update_health_check(HealthCheckId=identity, EnableSNI=False, Regions=["us-east-1"] * 3)
    assert changed["HealthCheck"]["HealthCheckConfig"]["EnableSNI"] is False
    assert changed["HealthCheck"]["HealthCheckConfig"]["Regions"] == ["us-east-1"] * 3
