"""checkov's verdict as a JUnit report: a suite for each check with a finding, a case for each resource."""

from __future__ import annotations

from collections import defaultdict
from xml.etree import ElementTree as ET

from sandbox.checkov.judgement import Finding, Judgement
from sandbox.checkov.suppressions import Suppression
from sandbox.checkov.text import where

STALE = "suppressions"


def report(judgement: Judgement) -> str:
    """Return the report as XML; what is suppressed is skipped, and what passed is counted in one case."""
    suites: dict[str, list[Finding]] = defaultdict(list)
    for each in (*judgement.findings, *judgement.suppressed):
        suites[each.check].append(each)
    root = ET.Element("testsuites", name=f"{judgement.project} / {judgement.stack}")
    passed = ET.SubElement(root, "testsuite", name="checkov")
    ET.SubElement(passed, "testcase", classname="checkov", name=f"{judgement.passed} passed")
    for check, found in suites.items():
        suite = ET.SubElement(root, "testsuite", name=f"checkov.{check}")
        for each in found:
            _case(suite, each)
    stale = ET.SubElement(root, "testsuite", name=f"checkov.{STALE}")
    for kind, each in _stale(judgement):
        case = ET.SubElement(stale, "testcase", classname=f"checkov.{STALE}", name=each.text)
        ET.SubElement(case, "failure", message=f"{kind} suppression, review {each.review}")
    for suite in root:
        suite.set("tests", str(len(suite)))
        suite.set("failures", str(len(suite.findall("testcase/failure"))))
        suite.set("errors", "0")
        suite.set("skipped", str(len(suite.findall("testcase/skipped"))))
    for name in ("tests", "failures", "errors", "skipped"):
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in root)))
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _stale(judgement: Judgement) -> list[tuple[str, Suppression]]:
    return [("unused", each) for each in judgement.unused] + [("expired", each) for each in judgement.expired]


def _case(suite: ET.Element, finding: Finding) -> None:
    case = ET.SubElement(
        suite, "testcase", classname=suite.get("name", ""), name=finding.path or finding.address
    )
    if finding.suppression:
        ET.SubElement(case, "skipped", message=finding.suppression.reason)
        return
    failure = ET.SubElement(case, "failure", message=finding.title)
    failure.text = "\n".join(each for each in (where(finding), finding.urn, finding.answer.text) if each)
