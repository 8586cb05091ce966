"""A preview as Markdown, as a page, as SARIF and as JUnit."""

import json
from dataclasses import replace
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest

from sandbox.pack import PolicyInfo
from sandbox.preview import Preview
from sandbox.project import Project
from sandbox.registration import STACK_TYPE, Position, Recording, Registration
from sandbox.reports import FORMATS
from sandbox.reports.matrix import Result, cells, requirements
from sandbox.verdict import Analysis, NotApplicable, Remediation, Violation

ROOT = f"urn:pulumi:dev::shop::{STACK_TYPE}::shop-dev"
TABLE = "urn:pulumi:dev::shop::aws:dynamodb/table:Table::orders"
BUCKET = "urn:pulumi:dev::shop::aws:s3/bucket:Bucket::<papers>"
URL = "https://docs.test/pitr"


def policy(name, *tags, is_single=True, level="mandatory", severity="high", url=""):
    return PolicyInfo(
        name, f"{name} is so", f"{name} is so.", is_single, level, severity, "Mend | it.", url, tags, {}, ()
    )


def violation(name, urn, message, level="mandatory"):
    return Violation("guard", name, level, "high", urn, f"{name} is so.", message, "Mend it.", "")


def registration(urn, made_at=None):
    _, _, kind, name = urn.split("::")
    return Registration(
        urn, kind, name, kind != STACK_TYPE, "" if kind == STACK_TYPE else ROOT, {}, made_at=made_at
    )


POLICIES = (
    policy("pitr-on", "NIST CP-10", "recovery", url=URL),
    policy("key-own", "NIST CP-9", "NIST CP-10", level="advisory", severity="low"),
    policy("plan-there", "CIS 2.1", is_single=False),
    policy("unread", "CIS 2.1"),
    policy("tags-there", "CIS 2.2"),
    policy("off", level="disabled"),
)
ANALYSIS = Analysis(
    "guard",
    "1.2.3",
    {each.name: each.level for each in POLICIES},
    POLICIES,
    violations=(
        violation("pitr-on", TABLE, "Table orders: off & <on>"),
        violation("pitr-on", TABLE, "Table orders: off, twice"),
        violation("key-own", BUCKET, "Bucket: whose?", "advisory"),
        violation("plan-there", ROOT, ""),
        violation("unread", TABLE, "can't run policy 'unread' from x", "advisory"),
    ),
    remediations=(Remediation("guard", "tags-there", TABLE, "", ("tags", "tier")),),
    not_applicable=(
        NotApplicable("guard", "pitr-on", (BUCKET, ROOT), "it is no table"),
        NotApplicable("guard", "unread", (BUCKET,), "exempt"),
    ),
)
RECORDING = Recording(
    (registration(ROOT), registration(TABLE, Position("tables.py", 7)), registration(BUCKET)), {}, (), {}
)
PREVIEW = Preview(Project("shop", "dev"), RECORDING, (ANALYSIS,), {"program": 1.0}, ())


def test_every_policy_is_held_against_every_resource():
    """What nothing was said of is compliant; a policy over the stack is about what it names, or the stack."""
    found = {(cell.policy.name, cell.name): (cell.result, cell.level) for cell in cells(PREVIEW)}
    assert found == {
        ("pitr-on", "the stack"): (Result.NOT_APPLICABLE, ""),
        ("pitr-on", "orders"): (Result.VIOLATED, "mandatory"),
        ("pitr-on", "<papers>"): (Result.NOT_APPLICABLE, ""),
        ("key-own", "the stack"): (Result.COMPLIANT, "advisory"),
        ("key-own", "orders"): (Result.COMPLIANT, "advisory"),
        ("key-own", "<papers>"): (Result.VIOLATED, "advisory"),
        ("plan-there", "the stack"): (Result.VIOLATED, "mandatory"),
        ("unread", "the stack"): (Result.COMPLIANT, "mandatory"),
        ("unread", "orders"): (Result.NOT_RUN, "advisory"),
        ("unread", "<papers>"): (Result.NOT_APPLICABLE, ""),
        ("tags-there", "the stack"): (Result.COMPLIANT, "mandatory"),
        ("tags-there", "orders"): (Result.MENDED, "remediate"),
        ("tags-there", "<papers>"): (Result.COMPLIANT, "mandatory"),
        ("off", "the stack"): (Result.DISABLED, "disabled"),
    }


def test_every_finding_on_a_resource_is_kept():
    """A mended resource that still violates is violating."""
    mended = replace(ANALYSIS, remediations=(Remediation("guard", "pitr-on", TABLE, "", ("a",)),))
    [cell] = [
        each
        for each in cells(replace(PREVIEW, analyses=(mended,)))
        if (each.policy.name, each.urn) == ("pitr-on", TABLE)
    ]
    assert (cell.result, cell.says) == (
        Result.VIOLATED,
        ("Table orders: off & <on>", "Table orders: off, twice"),
    )


def test_policy_that_was_turned_on_elsewhere_is_judged():
    """A pack may enforce by a setting of its own what the engine believes to be off."""
    found = replace(ANALYSIS, violations=(violation("off", TABLE, "wrong"),))
    results = {
        cell.name: cell.result
        for cell in cells(replace(PREVIEW, analyses=(found,)))
        if cell.policy.name == "off"
    }
    assert results["orders"] is Result.VIOLATED


def test_requirements_are_in_reading_order_with_their_worst_result():
    """A policy that stands in two requirements is in both; a tag of one word is no requirement."""
    found = requirements(cells(PREVIEW))
    assert [(each.framework, each.name, each.result) for each in found] == [
        ("CIS", "2.1", Result.VIOLATED),
        ("CIS", "2.2", Result.MENDED),
        ("NIST", "CP-9", Result.VIOLATED),
        ("NIST", "CP-10", Result.VIOLATED),
    ]


def test_markdown_names_what_is_wrong_first():
    """Mandatory before advisory; many resources are counted, bars and line ends kept out of the table."""
    report = FORMATS["md"](PREVIEW)
    findings = report.partition("## Findings")[2].partition("\n## ")[0].strip().splitlines()[2:]
    assert findings == [
        "| pitr-on | violated, mandatory | orders | Table orders: off & <on> |",
        "| pitr-on | violated, mandatory | orders | Table orders: off, twice |",
        "| plan-there | violated, mandatory | the stack | plan-there is so. |",
        "| key-own | violated, advisory | <papers> | Bucket: whose? |",
        "| tags-there | mended, remediate | orders | changed tags, tier |",
        "| unread | not run, advisory | orders | can't run policy 'unread' from x |",
    ]
    assert "| CP-9 | key-own | compliant | the stack, orders |" in report
    assert "| off | high | disabled | the stack |" in report


def test_markdown_says_why_nothing_of_a_policy_applies():
    """And how often."""
    analysis = replace(
        ANALYSIS,
        violations=(),
        not_applicable=(NotApplicable("guard", "pitr-on", (ROOT, TABLE, BUCKET), "no | table"),),
    )
    assert "| CP-10 | pitr-on | not applicable | no \\| table (3) |" in FORMATS["md"](
        replace(PREVIEW, analyses=(analysis,))
    )


def test_markdown_of_a_clean_preview_has_no_findings():
    """Nor does it count many resources by name."""
    many = tuple(registration(f"{TABLE}-{number}") for number in range(9))
    clean = Preview(
        PREVIEW.project,
        replace(RECORDING, registrations=(registration(ROOT), *many)),
        (Analysis("guard", "1", {}, POLICIES[:1]),),
        {},
        (),
    )
    report = FORMATS["md"](clean)
    assert "## Findings" not in report
    assert "| CP-10 | pitr-on | compliant | 10 resources |" in report


def test_sarif_names_line_rule_and_resource_of_every_finding():
    """What passes is no result: a code host would show it."""
    [run] = json.loads(FORMATS["sarif"](PREVIEW))["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [each.name for each in POLICIES]
    assert rules[0]["helpUri"] == URL
    assert "helpUri" not in rules[1]
    assert rules[0]["properties"] == {"tags": ["NIST CP-10", "recovery"], "security-severity": "8.0"}
    found = [(each["ruleId"], each["level"], each["message"]["text"]) for each in run["results"]]
    assert found == [
        ("pitr-on", "error", "Table orders: off & <on>"),
        ("pitr-on", "error", "Table orders: off, twice"),
        ("key-own", "warning", "Bucket: whose?"),
        ("plan-there", "error", "plan-there is so."),
        ("unread", "warning", "can't run policy 'unread' from x"),
    ]
    assert all(rules[each["ruleIndex"]]["id"] == each["ruleId"] for each in run["results"])
    places = [each["locations"][0]["physicalLocation"] for each in run["results"]]
    assert [(each["artifactLocation"]["uri"], each["region"]["startLine"]) for each in places[:3]] == [
        ("tables.py", 7),
        ("tables.py", 7),
        ("Pulumi.yaml", 1),
    ]
    assert run["results"][0]["locations"][0]["logicalLocations"][0]["fullyQualifiedName"] == TABLE
    assert len({json.dumps(each["partialFingerprints"]) for each in run["results"]}) == 4


@pytest.mark.parametrize("name", FORMATS)
def test_no_report_goes_through_all_resources_for_each_finding(name):
    passes = []

    class Watched(tuple):
        __slots__ = ()

        def __iter__(self):
            passes.append(name)
            return super().__iter__()

    def passes_with(findings):
        passes.clear()
        wrong = tuple(violation("pitr-on", f"{TABLE}-{number}", "off") for number in range(findings))
        recording = replace(RECORDING, registrations=Watched(RECORDING.registrations))
        analyses = (replace(ANALYSIS, violations=wrong),)
        FORMATS[name](replace(PREVIEW, recording=recording, analyses=analyses))
        return len(passes)

    assert passes_with(20) == passes_with(2)


def test_junit_fails_what_is_mandatory():
    """What is advisory or was mended stands in the output; what was not checked is an error."""
    root = ET.fromstring(FORMATS["junit"](PREVIEW))  # noqa: S314 # our own
    totals = {name: root.get(name) for name in ("tests", "failures", "errors", "skipped")}
    assert totals == {"tests": "12", "failures": "2", "errors": "1", "skipped": "2"}
    cases = {
        (case.get("classname"), case.get("name")): [part.tag for part in case]
        for case in root.iter("testcase")
    }
    assert cases["guard.pitr-on", "orders"] == ["failure"]
    assert cases["guard.pitr-on", "not applicable to 2: it is no table"] == ["skipped"]
    assert cases["guard.key-own", "<papers>"] == ["system-out"]
    assert cases["guard.key-own", "orders"] == []
    assert cases["guard.unread", "orders"] == ["error"]
    assert cases["guard.tags-there", "orders"] == ["system-out"]
    assert not any(name == "guard.off" for name, _ in cases)


class Page(HTMLParser):
    """What a page refers to and what it says."""

    def __init__(self):
        super().__init__()
        self.ids, self.links, self.text = set(), set(), []

    def handle_starttag(self, tag, attrs):
        held = dict(attrs)
        assert tag not in {"script", "img", "link", "iframe", "object", "embed"}
        assert "src" not in held
        self.ids |= {held["id"]} if "id" in held else set()
        self.links |= {held["href"]} if "href" in held else set()

    def handle_data(self, data):
        self.text.append(data)


@pytest.fixture(scope="module")
def page():
    read = Page()
    read.feed(FORMATS["html"](PREVIEW))
    return read


def test_page_needs_nothing_from_elsewhere(page):
    """Its links lead to sections of its own, or to what a policy names."""
    inner = {link.removeprefix("#") for link in page.links if link.startswith("#")}
    assert inner <= page.ids
    assert {link for link in page.links if not link.startswith("#")} == {URL}


def test_page_says_everything(page):
    """As text, whatever signs a name has."""
    text = " ".join(" ".join(page.text).split())
    for said in (
        "Table orders: off & <on>",
        "<papers>",
        "not applicable to 2: it is no table the stack, <papers>",
        "changed tags, tier",
        "CIS : 2 requirements, 1 violated, 1 mended requirement",
        "CP-10 violated pitr-on key-own Policies",
        "key-own violated 1 compliant 2 key-own is so.",
        "what compliant the stack compliant orders violated, advisory <papers> Bucket: whose?",
    ):
        assert said in text
    assert page.ids == {each.name for each in POLICIES}
