"""checkov's verdict as a JSON document, whose form the sandbox's README describes."""

from __future__ import annotations

from sandbox.checkov.judgement import Finding, Judgement
from sandbox.checkov.suppressions import Suppression
from sandbox.registration import Json, Properties
from sandbox.terraform.told import told

FORM = 1


def document(judgement: Judgement) -> Properties:
    """Return the verdict as JSON. Names are stable within one ``form``; new ones may be added."""
    return {
        "form": FORM,
        "status": judgement.status,
        "project": judgement.project,
        "stack": judgement.stack,
        "checkov": judgement.version,
        "frameworks": [*judgement.frameworks],
        "resources": len(judgement.plan.resources),
        "passed": judgement.passed,
        "findings": [_finding(each) for each in judgement.findings],
        "suppressed": [_finding(each) for each in judgement.suppressed],
        "unused": [_suppression(each) for each in judgement.unused],
        "expired": [_suppression(each) for each in judgement.expired],
        "notes": [*judgement.notes, *told(judgement.plan)],
    }


def _finding(finding: Finding) -> Json:
    position = finding.position
    at: Json = {"file": position.file, "line": position.line} if position else None
    answer = finding.answer
    found: dict[str, Json] = {
        "check": finding.check,
        "title": finding.title,
        "address": finding.address,
        "urn": finding.urn,
        "path": finding.path,
        "madeAt": at,
        "controls": [*answer.controls],
        "answer": answer.text,
    }
    return {**found, "suppression": _suppression(finding.suppression)} if finding.suppression else found


def _suppression(suppression: Suppression) -> Json:
    return {
        "check": suppression.check,
        "resource": suppression.resource,
        "type": suppression.type,
        "stacks": [*suppression.stacks],
        "reason": suppression.reason,
        "control": suppression.control,
        "choice": suppression.choice,
        "review": suppression.review.isoformat(),
    }
