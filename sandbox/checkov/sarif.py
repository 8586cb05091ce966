"""checkov's verdict as SARIF 2.1.0, each finding at the line of the program that makes the resource."""

from __future__ import annotations

import json

from sandbox.checkov.judgement import Finding, Judgement
from sandbox.registration import Json
from sandbox.reports.sarif import PROJECT, SCHEMA


def report(judgement: Judgement) -> str:
    """Return the report as JSON; what is suppressed is in it, marked so."""
    found = (*judgement.findings, *judgement.suppressed)
    rules: dict[str, Json] = {each.check: _rule(each) for each in found}
    index = {check: number for number, check in enumerate(rules)}
    results: list[Json] = [{**_result(each), "ruleIndex": index[each.check]} for each in found]
    driver: Json = {"name": "checkov", "version": judgement.version, "rules": [*rules.values()]}
    run: Json = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(finding: Finding) -> Json:
    text = finding.answer.text or finding.title
    return {"id": finding.check, "shortDescription": {"text": finding.title}, "help": {"text": text}}


def _result(finding: Finding) -> dict[str, Json]:
    position = finding.position or PROJECT
    about = finding.urn or finding.address
    result: dict[str, Json] = {
        "ruleId": finding.check,
        "level": "error",
        "message": {"text": f"{finding.path or finding.address}: {finding.title}"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": position.file, "uriBaseId": "%SRCROOT%"},
                    "region": {"startLine": position.line},
                },
                "logicalLocations": [{"fullyQualifiedName": about, "kind": "resource"}],
            }
        ],
        "partialFingerprints": {"checkAndResource/v1": f"{finding.check}|{about}"},
    }
    held = finding.suppression
    kept: Json = [{"kind": "external", "justification": held.reason}] if held else []
    return {**result, "suppressions": kept} if held else result
