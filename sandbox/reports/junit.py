"""A preview as a JUnit report: a suite for each policy, a case for each resource that it is about."""

from __future__ import annotations

from collections import defaultdict
from xml.etree import ElementTree as ET

from sandbox.preview import Preview
from sandbox.reports.matrix import Cell, Result, cells, reasons


def report(preview: Preview) -> str:
    """Return the report as XML.

    What is advisory does not fail a case, it is in its output; resources that a policy does not apply to
    for one reason are one case.
    """
    suites: dict[tuple[str, str], list[Cell]] = defaultdict(list)
    for cell in cells(preview):
        if cell.result is not Result.DISABLED:
            suites[cell.pack, cell.policy.name].append(cell)
    root = ET.Element("testsuites", name=f"{preview.project.name} / {preview.project.stack}")
    for (pack, policy), held in suites.items():
        _suite(root, f"{pack}.{policy}", held)
    for name in ("tests", "failures", "errors", "skipped"):
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in root)))
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _suite(root: ET.Element, name: str, held: list[Cell]) -> None:
    suite = ET.SubElement(root, "testsuite", name=name)
    for reason, count in reasons(held).items():
        case = ET.SubElement(suite, "testcase", classname=name, name=f"not applicable to {count}: {reason}")
        ET.SubElement(case, "skipped", message=reason)
    for cell in (cell for cell in held if cell.result is not Result.NOT_APPLICABLE):
        case = ET.SubElement(suite, "testcase", classname=name, name=cell.name)
        text = "\n".join(cell.says)
        if cell.result is Result.NOT_RUN:
            ET.SubElement(case, "error", message="nothing was checked").text = text
        elif cell.result is Result.VIOLATED and cell.level == "mandatory":
            ET.SubElement(case, "failure", message=cell.says[0], type=cell.policy.severity).text = text
        elif cell.says:
            ET.SubElement(case, "system-out").text = f"{cell.result.value}: {text}"
    suite.set("tests", str(len(suite)))
    for tag, kind in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(tag, str(len(suite.findall(f"testcase/{kind}"))))
