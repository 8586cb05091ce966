"""A preview as SARIF 2.1.0, which code hosts show beside the lines that it is about.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from sandbox.pack import PolicyInfo
from sandbox.preview import Preview
from sandbox.registration import Json, Position
from sandbox.reports.matrix import Cell, Result, cells
from sandbox.verdict import Analysis

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS = {"mandatory": "error", "advisory": "warning"}
# What GitHub sorts by; the middle of each range of CVSS that it gives a name to.
SEVERITIES = {"critical": "9.5", "high": "8.0", "medium": "5.5", "low": "2.0"}
# Where a finding is not about a line, as one about the stack.
PROJECT = Position("Pulumi.yaml", 1)


def report(preview: Preview) -> str:
    """Return the report as JSON: a run for each pack."""
    runs: list[Json] = [_run(preview, analysis) for analysis in preview.analyses]
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": runs}, indent=2) + "\n"


def _run(preview: Preview, analysis: Analysis) -> Json:
    own = [cell for cell in cells(preview) if cell.pack == analysis.pack]
    made = {each.urn: each.made_at for each in preview.recording.registrations}
    index = {policy.name: number for number, policy in enumerate(analysis.catalogue)}
    rules: list[Json] = [_rule(policy) for policy in analysis.catalogue]
    results: list[Json] = [
        {**result, "ruleIndex": index[cell.policy.name]}
        for cell in own
        for result in _results(cell, made.get(cell.urn) or PROJECT)
    ]
    driver: Json = {"name": analysis.pack, "version": analysis.version, "rules": rules}
    return {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}


def _rule(policy: PolicyInfo) -> Json:
    tags: list[Json] = [*policy.tags]
    properties: dict[str, Json] = {"tags": tags}
    if policy.severity:
        properties["security-severity"] = SEVERITIES[policy.severity]
    rule: dict[str, Json] = {
        "id": policy.name,
        "shortDescription": {"text": policy.title},
        "fullDescription": {"text": policy.description},
        "help": {"text": policy.remediation or policy.description},
        "properties": properties,
    }
    return {**rule, "helpUri": policy.url} if policy.url else rule


def _results(cell: Cell, position: Position) -> Iterator[dict[str, Json]]:
    """Yield what is wrong; a code host would show a pass as something to look at."""
    if cell.result in (Result.VIOLATED, Result.NOT_RUN):
        for said in cell.says:
            yield {**_result(cell, position, said), "level": LEVELS.get(cell.level, "warning")}


def _result(cell: Cell, position: Position, text: str) -> dict[str, Json]:
    return {
        "ruleId": cell.policy.name,
        "message": {"text": text},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": position.file, "uriBaseId": "%SRCROOT%"},
                    "region": {"startLine": position.line},
                },
                "logicalLocations": [{"fullyQualifiedName": cell.urn, "name": cell.name, "kind": "resource"}],
            }
        ],
        "partialFingerprints": {"policyAndResource/v1": f"{cell.policy.name}|{cell.urn}"},
    }
