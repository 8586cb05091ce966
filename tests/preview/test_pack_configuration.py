"""The pack under a configuration of its own, from the command line on."""

import json

import pytest

from tests.workshop import ROOT

PACK = ROOT / "policy_pack"
SHARED = "pack-configuration-current"
PITR = "table-pitr-enabled"
TABLE = """
    import pulumi, pulumi_aws as aws
    aws.dynamodb.Table(
        "orders", hash_key="id", attributes=[{"name": "id", "type": "S"}],
        ttl={"attribute_name": pulumi.Output.secret("expires"), "enabled": True},
    )
"""
EXEMPTED = "exempt until 9999-12-31: a cache"
EXEMPTION = {"control": PITR, "urn": "*::orders", "reason": "a cache", "until": "9999-12-31"}


@pytest.fixture
def previewed(workshop):
    """Preview one bare table under a configuration of the pack."""
    workshop.project(TABLE)

    def run(config):
        file = workshop.root / "config.json"
        file.write_text(json.dumps(config))
        return workshop.preview("--json", "--policy-pack", PACK, "--policy-pack-config", file)

    return run


def about(document, control):
    return sorted({each["level"] for each in document["violations"] if each["policy"] == control})


def test_group_is_mended_where_values_can(previewed):
    """What no value mends stays mandatory, and secrets stay what they are."""
    document = previewed({SHARED: {"groups": {"recovery": "remediate"}}}).document
    mended = {each["policy"]: each["changed"] for each in document["remediations"]}
    assert mended[PITR] == ["pointInTimeRecovery"]
    assert about(document, PITR) == []
    assert about(document, "table-backup-planned") == ["mandatory"]
    assert about(document, "table-encryption-customer-managed") == ["mandatory"]
    assert "expires" not in json.dumps(document)


def test_framework_is_advisory_where_its_controls_are_not_pinned(previewed):
    """The other controls keep their level."""
    shared = {"frameworks": {"fsbp": "advisory"}, "pinned": ["table-deletion-protection-enabled"]}
    document = previewed({SHARED: shared}).document
    assert about(document, PITR) == ["advisory"]
    assert about(document, "table-deletion-protection-enabled") == ["mandatory"]
    assert about(document, "table-encryption-customer-managed") == ["mandatory"]


def test_exempt_resource_is_not_applicable_with_the_reason(previewed):
    """It is no violation, and no pass either."""
    document = previewed({SHARED: {"exemptions": [EXEMPTION]}}).document
    assert about(document, PITR) == []
    reasons = [each["reason"] for each in document["notApplicable"] if each["policy"] == PITR]
    assert EXEMPTED in reasons
    assert about(document, SHARED) == []


def test_exemption_that_excuses_nothing_is_a_violation(previewed):
    """The table is still judged."""
    document = previewed({SHARED: {"exemptions": [{**EXEMPTION, "urn": "*::order"}]}}).document
    assert about(document, PITR) == ["mandatory"]
    assert about(document, SHARED) == ["mandatory"]


@pytest.mark.parametrize(
    ("config", "said"),
    [
        ({"table-pitr-enable": "advisory"}, "the nearest is table-pitr-enabled"),
        ({SHARED: {"groups": {"recovry": "advisory"}}}, "groups: recovry is not known; wanted: recovery"),
        ({SHARED: {"exemptions": [{**EXEMPTION, "until": "soon"}]}}, "is no date such as 2027-01-31"),
        ({"table-pitr-period-sufficient": {"minimumDay": 7}}, "minimumDay is not known; wanted: minimumDays"),
    ],
)
def test_mistyped_configuration_ends_the_preview(previewed, config, said):
    """With the name that was meant."""
    ended = previewed(config)
    assert ended.status == 2
    assert said in ended.stdout + ended.stderr
    assert "Traceback" not in ended.stderr
