"""Drills as a JUnit report: a suite for each, a case for each step and one for the verdict."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from runbooks.drill.report import Outcome, Report, Status
from runbooks.reports.columns import columns
from runbooks.reports.tables import integrity, moments
from runbooks.reports.words import CLOCKS, MADE, moment, printable

COUNTS = (("failures", "failure"), ("skipped", "skipped"))


def report(reports: Iterable[Report]) -> str:
    """Return the report as XML; times are by the clock that the suite's properties name.

    What was not run, or needs an account, is skipped with its reason. In a control that passed, the one step
    that had to fail is no failure.
    """
    root = ET.Element("testsuites", name="recovery drills")
    for each in reports:
        _suite(root, each)
    for name in ("tests", "errors", *dict(COUNTS)):
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in root)))
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _suite(root: ET.Element, drill: Report) -> None:
    name = f"{drill.scenario}.control" if drill.control else drill.scenario
    suite = ET.SubElement(root, "testsuite", name=name, timestamp=f"{drill.started:%Y-%m-%dT%H:%M:%S}")
    suite.set("time", f"{(drill.ended - drill.started).total_seconds():.3f}")
    properties = ET.SubElement(suite, "properties")
    for key, value in _properties(drill).items():
        ET.SubElement(properties, "property", name=key, value=printable(value))
    expected = expected_failure(drill)
    for outcome in drill.outcomes:
        _case(suite, name, outcome, as_it_must=outcome is expected)
    verdict = ET.SubElement(suite, "testcase", classname=name, name="verdict")
    if not drill.verdict.held:
        message = "; ".join(drill.reasons) or drill.verdict.value
        failure = ET.SubElement(verdict, "failure", message=printable(message), type=drill.verdict.value)
        failure.text = printable("\n".join(drill.reasons))
    if drill.left_behind:
        case = ET.SubElement(suite, "testcase", classname=name, name="nothing is left behind")
        ET.SubElement(case, "failure", message=printable("; ".join(drill.left_behind)), type="left behind")
    suite.set("tests", str(len(suite.findall("testcase"))))
    suite.set("errors", "0")
    for tag, kind in COUNTS:
        suite.set(tag, str(len(suite.findall(f"testcase/{kind}"))))


def expected_failure(drill: Report) -> Outcome | None:
    """Return the step that failed as it must, in a control that passed."""
    if not drill.control or not drill.verdict.held:
        return None
    return next((each for each in drill.outcomes if each.status is Status.FAILED), None)


def _properties(drill: Report) -> dict[str, str]:
    found = {
        "drill": drill.identity.drill_id,
        "verdict": drill.verdict.value,
        "control": drill.control or "none",
        "evidence": drill.evidence.value,
        "clock": CLOCKS[drill.evidence],
        "began": moment(drill.started),
        "made": f"{moment(drill.made)}, {MADE}",
        "commit": drill.identity.commit,
        **{f"moment {name}": at for name, at in moments(drill)},
        **{name: value for name, value in integrity(drill) if "write" in name},
    }
    figures = {f"{each.evidence.name.lower()} {each.of}": each.figures for each in columns(drill)}
    return found | figures


def _case(suite: ET.Element, name: str, outcome: Outcome, *, as_it_must: bool) -> None:
    case = ET.SubElement(
        suite, "testcase", classname=name, name=printable(f"{outcome.label}. {outcome.title}")
    )
    if outcome.started and outcome.ended:
        case.set("time", f"{(outcome.ended - outcome.started).total_seconds():.3f}")
    found = printable(outcome.found)
    if outcome.status is Status.ACCOUNT_ONLY:
        ET.SubElement(case, "skipped", message=f"needs an account: {found}")
    elif outcome.status is Status.NOT_RUN:
        ET.SubElement(case, "skipped", message="not run: the drill did not come so far")
    elif outcome.status is Status.FAILED and not as_it_must:
        failure = ET.SubElement(case, "failure", message=found, type=str(outcome.phase))
        failure.text = f"found: {found}\nwanted: {printable(outcome.wanted)}"
    elif found:
        ET.SubElement(case, "system-out").text = f"failed as it must: {found}" if as_it_must else found
