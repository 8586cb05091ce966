"""A preview as a JSON document, whose form the sandbox's README describes.

Resources' inputs are left out on purpose: some are secret.
"""

from __future__ import annotations

from collections import Counter

from sandbox.preview import Preview
from sandbox.registration import Json, Properties, Registration
from sandbox.tree import resources
from sandbox.verdict import Analysis, NotApplicable, Remediation, Violation

FORM = 1


def document(preview: Preview) -> Properties:
    """Return ``preview`` as JSON. Names are stable within one ``form``; new ones may be added."""
    return {
        "form": FORM,
        "project": preview.project.name,
        "stack": preview.project.stack,
        "status": preview.status,
        "resources": [_resource(each) for each in resources(preview.recording)],
        "exports": [*sorted(preview.recording.exports)],
        "packs": [_pack(each) for each in preview.analyses],
        "violations": [_violation(each) for each in preview.violations],
        "remediations": [_remediation(each) for found in preview.analyses for each in found.remediations],
        "notApplicable": [
            each for found in preview.analyses for each in _not_applicable(found.not_applicable)
        ],
        "unanswered": [*sorted({each.token for each in preview.recording.lookups if not each.answered})],
        "encrypted": list(preview.project.encrypted),
        "seconds": {part: round(seconds, 3) for part, seconds in preview.seconds.items()},
    }


def _resource(registration: Registration) -> Json:
    return {
        "urn": registration.urn,
        "type": registration.type,
        "name": registration.name,
        "parent": registration.parent,
        "provider": registration.provider,
        "protect": registration.options.protect,
        "read": registration.read,
    }


def _pack(analysis: Analysis) -> Json:
    policies: dict[str, Json] = {**analysis.policies}
    return {"name": analysis.pack, "version": analysis.version, "policies": policies}


def _violation(violation: Violation) -> Json:
    return {
        "pack": violation.pack,
        "policy": violation.policy,
        "level": violation.level,
        "severity": violation.severity,
        "urn": violation.urn,
        "description": violation.description,
        "message": violation.message,
        "remediation": violation.remediation,
        "url": violation.url,
        "didNotRun": violation.did_not_run,
    }


def _remediation(remediation: Remediation) -> Json:
    return {
        "pack": remediation.pack,
        "policy": remediation.policy,
        "urn": remediation.urn,
        "description": remediation.description,
        "changed": list(remediation.changed),
    }


def _not_applicable(found: tuple[NotApplicable, ...]) -> list[Json]:
    counts = Counter((each.pack, each.policy, each.reason) for each in found)
    return [
        {"pack": pack, "policy": policy, "reason": reason, "resources": count}
        for (pack, policy, reason), count in counts.items()
    ]
