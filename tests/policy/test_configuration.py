"""What a configuration makes of the pack, and what becomes of one that is wrong."""

from __future__ import annotations

from typing import Final

import pytest
from dr_guard.catalogue import CONTROLS
from dr_guard.configuration import ConfigurationError, Entry, configured
from dr_guard.control import FRAMEWORKS

from tests.policy.analyzer import CONTEXT, Planned, RefusedError, configure, request, servicer

SECRET: Final = "correct-horse-battery-staple"
PACK: Final = "pack-configuration-current"
PITR: Final = "table-pitr-enabled"
GUARD: Final = "vault-deletion-guarded"
TAGS: Final = "resource-tags-complete"
PLAN: Final = "plan-retention-sufficient"
EXEMPTION: Final = {"control": PITR, "urn": "*", "reason": "agreed", "until": "2027-01-31"}


def levels(**given: Entry) -> dict[str, str]:
    """Return the levels of the controls under a configuration, whose names have underscores here."""
    return dict(configured(CONTROLS, {key.replace("_", "-"): entry for key, entry in given.items()}).levels)


def shared(**properties: object) -> Entry:
    """Return what is configured for many controls at once."""
    return Entry("mandatory", properties)


def test_nothing_configured_leaves_every_default():
    """An engine that has no configuration need not send one."""
    assert levels() == {control.id: control.enforcement for control in CONTROLS}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"table_pitr_enabled": Entry("remediate")}, "remediate"),
        ({PACK: shared(groups={"recovery": "advisory"})}, "advisory"),
        ({PACK: shared(groups={"network": "advisory"})}, "mandatory"),
        ({PACK: shared(frameworks={"nist": "advisory"})}, "advisory"),
        ({PACK: shared(frameworks={"cis": "advisory"})}, "mandatory"),
        ({PACK: shared(frameworks={"nist": "advisory", "fsbp": "remediate"})}, "remediate"),
        ({PACK: shared(frameworks={"nist": "disabled"}, groups={"recovery": "advisory"})}, "advisory"),
        ({PACK: shared(groups={"recovery": "advisory"}, pinned=[PITR])}, "mandatory"),
        ({PACK: shared(groups={"recovery": "disabled"}), PITR: Entry("advisory")}, "advisory"),
        ({PACK: shared(groups={"recovery": "advisory"}), PITR: Entry("mandatory")}, "advisory"),
        (
            {
                PACK: shared(groups={"recovery": "mandatory"}),
                "all": Entry("advisory"),
                PITR: Entry("advisory"),
            },
            "mandatory",
        ),
        ({"all": Entry("advisory"), PITR: Entry("advisory")}, "advisory"),
        ({"all": Entry("disabled"), PITR: Entry("mandatory")}, "mandatory"),
    ],
)
def test_own_level_wins_over_the_groups_and_that_over_the_frameworks(given: dict[str, Entry], expected: str):
    """A level that is the default, or the one of all, is what an engine fills in."""
    assert levels(**given)[PITR] == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, ()),
        ({PACK: shared(recoveryRegions=["us-east-1"])}, ("us-east-1",)),
        ({"table-replica-present": Entry("mandatory", {"recoveryRegions": ["eu-west-1"]})}, ("eu-west-1",)),
        (
            {
                PACK: shared(recoveryRegions=["us-east-1"]),
                "table-replica-present": Entry("mandatory", {"recoveryRegions": []}),
            },
            ("us-east-1",),
        ),
    ],
)
def test_option_is_the_controls_own_or_the_shared_one(given: dict[str, Entry], expected: tuple[str, ...]):
    """An option that is the default is what an engine fills in."""
    settings = configured(CONTROLS, given).settings["table-replica-present"]
    assert settings.strings("recoveryRegions") == expected


@pytest.mark.parametrize("control", ["stateful-rpo-met", "stateful-rto-met"])
def test_objectives_share_what_drills_have_measured_and_what_counts(control: str):
    """One drill measures both; a control's own option wins."""
    measures = ["table-pitr.rpo=1.5", "table-pitr.rto=40"]
    own = Entry("mandatory", {"measured": ["table-pitr=2"]})
    given = {PACK: shared(measured=measures, accepted=["committed"])}
    settings = configured(CONTROLS, given).settings[control]
    assert settings.strings("measured") == tuple(measures)
    assert settings.strings("accepted") == ("committed",)
    assert configured(CONTROLS, {**given, control: own}).settings[control].strings("measured") == (
        "table-pitr=2",
    )


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (
            {"table-pitr-enable": Entry("advisory")},
            "the configuration: table-pitr-enable is not known; wanted: table-pitr-enabled",
        ),
        (
            {"Table-PITR-enabled": Entry("advisory")},
            "the configuration: Table-PITR-enabled is not known; wanted: table-pitr-enabled",
        ),
        (
            {PLAN: Entry("mandatory", {"minimumDay": SECRET})},
            f"{PLAN}: minimumDay is not known; wanted: minimumDays",
        ),
        ({PLAN: Entry("mandatory", {"x": SECRET})}, f"{PLAN}: x is not known; wanted: minimumDays"),
        ({GUARD: Entry("mandatory", {"x": SECRET})}, f"{GUARD}: x is not known; wanted: nothing"),
        (
            {PLAN: Entry("mandatory", {"minimumDays": SECRET})},
            f"{PLAN}: minimumDays is no whole number from 1",
        ),
        ({PLAN: Entry("mandatory", {"minimumDays": True})}, f"{PLAN}: minimumDays is no whole number from 1"),
        ({PLAN: Entry("mandatory", {"minimumDays": 0})}, f"{PLAN}: minimumDays is no whole number from 1"),
        ({PLAN: Entry("mandatory", {"minimumDays": 1.5})}, f"{PLAN}: minimumDays is no whole number from 1"),
        ({TAGS: Entry("mandatory", {"required": SECRET})}, f"{TAGS}: required is no list"),
        *(
            (
                {PACK: shared(measured=["table-pitr.rpo=1", measure])},
                f"{PACK}: member 2 of measured is not written like table-pitr.rto=40",
            )
            for measure in (
                SECRET,
                "table-pitr=40",
                "pitr.rto=40",
                "table-pitr.rto=soon",
                "table-pitr.rto=-1",
            )
        ),
        (
            {PACK: shared(accepted=["comitted"])},
            f"{PACK}: member 1 of accepted is not written like designed or committed or typical",
        ),
        (
            {TAGS: Entry("mandatory", {"required": ["owner", 1]})},
            f"{TAGS}: member 2 of required is no string",
        ),
        (
            {"network-acl-admin-ports-closed": Entry("mandatory", {"adminPorts": ["22", "ssh"]})},
            "network-acl-admin-ports-closed: member 2 of adminPorts is not written like 22",
        ),
        (
            {"security-group-ingress-restricted": Entry("mandatory", {"allowedPorts": ["443", "1-2-3"]})},
            (
                "security-group-ingress-restricted: "
                "member 2 of allowedPorts is not written like 443 or 8000-8080"
            ),
        ),
        (
            {"database-engine-version-supported": Entry("mandatory", {"oldestVersions": ["mysql"]})},
            "database-engine-version-supported: member 1 of oldestVersions is not written like postgres:14",
        ),
        ({PACK: shared(groups=SECRET)}, f"{PACK}: groups is no object"),
        (
            {PACK: shared(groups={"recovry": "advisory"})},
            f"{PACK}: groups: recovry is not known; wanted: recovery",
        ),
        (
            {PACK: shared(frameworks={"soc2": "advisory"})},
            f"{PACK}: frameworks: soc2 is not known; wanted: {' or '.join(FRAMEWORKS).lower()}",
        ),
        (
            {PACK: shared(frameworks={"FSBP": "advisory"})},
            f"{PACK}: frameworks: FSBP is not known; wanted: fsbp",
        ),
        (
            {PACK: shared(groups={"recovery": SECRET})},
            f"{PACK}: groups.recovery is none of disabled, advisory, mandatory, remediate",
        ),
        (
            {PACK: shared(pinned=["table-pitr"])},
            f"{PACK}: table-pitr is not known; wanted: table-pitr-enabled",
        ),
        ({PACK: shared(exemptions={})}, f"{PACK}: exemptions is no list"),
        ({PACK: shared(exemptions=[SECRET])}, f"{PACK}: member 1 of exemptions is no object"),
        (
            {PACK: shared(exemptions=[EXEMPTION, {"control": PITR, "reason": " "}])},
            f"{PACK}: member 2 of exemptions lacks urn and reason and until",
        ),
        (
            {PACK: shared(exemptions=[{**EXEMPTION, "untill": "x"}])},
            f"{PACK}: member 1 of exemptions: untill is not known; wanted: until",
        ),
        (
            {PACK: shared(exemptions=[{**EXEMPTION, "until": "31.1.2027"}])},
            f"{PACK}: until of member 1 of exemptions is no date such as 2027-01-31",
        ),
        (
            {PACK: shared(exemptions=[{**EXEMPTION, "control": "table-pitr-enable"}])},
            f"{PACK}: table-pitr-enable is not known; wanted: table-pitr-enabled",
        ),
    ],
)
def test_what_is_not_known_is_refused_with_what_is(given: dict[str, Entry], said: str):
    """Ignored, a typing error would leave the default in force; no value is repeated."""
    with pytest.raises(ConfigurationError) as refused:
        configured(CONTROLS, given)
    assert str(refused.value) == said


def test_every_fault_is_told_at_once():
    """One at a time, a file is mended in as many runs as it has faults."""
    with pytest.raises(ConfigurationError) as refused:
        configured(
            CONTROLS,
            {
                "x": Entry("advisory"),
                PLAN: Entry("advisory", {"minimumDays": 0}),
                TAGS: Entry("advisory", {"y": 1}),
            },
        )
    assert [part.partition(":")[0] for part in str(refused.value).splitlines()] == [
        "the configuration",
        PLAN,
        TAGS,
    ]


def test_refused_configuration_ends_the_preview():
    """What is in force stays so."""
    analyzer = servicer()
    with pytest.raises(RefusedError, match=r"the configuration of dr-guard is not valid:.*: x is"):
        configure(analyzer, {"x": ("advisory", {})})


def test_disabled_control_says_nothing():
    """Not even that it does not apply."""
    analyzer, bucket = servicer(), Planned("aws:s3/bucket:Bucket", {})
    configure(analyzer, {PITR: ("disabled", {})})
    answer = analyzer.Analyze(request(bucket), CONTEXT)
    assert PITR not in {each.policy_name for each in answer.not_applicable}
    configure(analyzer, {PITR: ("advisory", {})})
    answer = analyzer.Analyze(request(bucket), CONTEXT)
    assert PITR in {each.policy_name for each in answer.not_applicable}
