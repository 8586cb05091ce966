"""A preview as a JSON document, whose form the sandbox's README describes.

Resources' inputs are left out on purpose: some are secret.
"""

from __future__ import annotations

from sandbox.preview import Preview
from sandbox.registration import Json, Properties, Registration
from sandbox.tree import resources
from sandbox.verdict import Analysis, Remediation, Violation

FORM = 1


def document(preview: Preview) -> Properties:
    """Return ``preview`` as JSON. Names are stable within one ``form``; new ones may be added.

    Lists are sorted: a program's resources are registered in an order that changes from run to run.
    """
    states = preview.recording.states
    return {
        "form": FORM,
        "project": preview.project.name,
        "stack": preview.project.stack,
        "status": preview.status,
        "resources": [
            {**_resource(each), **({"change": states[each.urn].change} if each.urn in states else {})}
            for each in sorted(resources(preview.recording), key=_by_urn)
        ],
        "exports": [*sorted(preview.recording.exports)],
        "packs": [_pack(each) for each in preview.analyses],
        "violations": [_violation(each) for each in sorted(preview.violations, key=_by_policy)],
        "remediations": [_remediation(each) for found in preview.analyses for each in _steps(found)],
        "notApplicable": [each for found in preview.analyses for each in _not_applicable(found)],
        "unanswered": [*sorted({each.token for each in preview.recording.lookups if not each.answered})],
        "encrypted": list(preview.project.encrypted),
        "seconds": {part: round(seconds, 3) for part, seconds in preview.seconds.items()},
    }


def _by_urn(registration: Registration) -> str:
    return registration.urn


def _by_policy(violation: Violation) -> tuple[str, str, str]:
    return violation.policy, violation.urn, violation.message


def _resource(registration: Registration) -> Properties:
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


def _steps(analysis: Analysis) -> list[Remediation]:
    """Sort by resource; what was done to one resource stays in the order in which it was done."""
    return sorted(analysis.remediations, key=lambda each: each.urn)


def _not_applicable(analysis: Analysis) -> list[Json]:
    return [
        {"pack": each.pack, "policy": each.policy, "reason": each.reason, "resources": len(each.urns)}
        for each in sorted(analysis.not_applicable, key=lambda each: (each.policy, each.reason))
    ]
