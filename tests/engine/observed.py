"""What one preview asked, was answered and ended with, whoever ran it, as data that can be compared.

Every value stands under a place of its own; what comes in an order that changes from run to run is sorted.
"""

import json
import re
from dataclasses import dataclass

from sandbox.registration import SECRET, SIGNATURE

ASKED = ("Remediate", "Analyze")
COLOUR = re.compile(r"<\{%.*?%\}>")


@dataclass(frozen=True)
class Observed:
    """``asked`` and ``answered`` are what passed between engine and pack, by method and URN."""

    asked: dict
    answered: dict
    resources: dict
    findings: dict
    exports: dict
    status: int


def by_engine(outcome, said):
    """Take it from the events of a CLI's preview, and what its pack heard."""
    made = {each["metadata"]["urn"]: each["metadata"]["new"] for each in outcome.of_kind("resourcePreEvent")}
    ended = [each["metadata"] for each in outcome.of_kind("resOutputsEvent")]
    exports = [each["new"]["outputs"] for each in ended if each["type"] == "pulumi:pulumi:Stack"]
    if not exports:
        raise RuntimeError(f"the engine broke off: {outcome.stdout[-2000:]}{outcome.stderr}")
    findings = [
        *(
            (
                each["policyName"],
                each["resourceUrn"],
                each["enforcementLevel"],
                each.get("severity", ""),
                _unprefixed(each["message"]),
            )
            for each in outcome.of_kind("policyEvent")
        ),
        *(
            (
                each["policyName"],
                each["resourceUrn"],
                "remediated",
                *_changed(each.get("before", {}), each["after"]),
            )
            for each in outcome.of_kind("policyRemediationEvent")
        ),
    ]
    resources = {
        urn: {
            "type": new["type"],
            "custom": new.get("custom", False),
            "parent": new["parent"],
            "protect": new.get("protect", False),
            "provider": new["provider"].rpartition("::")[0],
            "read": new.get("external", False),
            "inputs": _sealed(new["inputs"]),
        }
        for urn, new in made.items()
    }
    return _observed(said, resources, findings, _sealed(exports[-1]), outcome.status)


def offline(preview, said):
    """Take it from a preview of the sandbox, and what its pack heard."""
    findings = [
        *((each.policy, each.urn, each.level, each.severity, each.message) for each in preview.violations),
        *(
            (each.policy, each.urn, "remediated", *each.changed)
            for analysis in preview.analyses
            for each in analysis.remediations
        ),
    ]
    resources = {
        each.urn: {
            "type": each.type,
            "custom": each.custom,
            "parent": each.parent,
            "protect": each.options.protect,
            "provider": each.provider,
            "read": each.read,
            "inputs": _sealed(each.inputs),
        }
        for each in preview.recording.registrations
    }
    return _observed(said, resources, findings, _sealed(preview.recording.exports), preview.status)


def heard(said):
    """Return what passed between an engine and its pack: requests and answers, by method and URN."""
    asked, answered = {}, {}
    for call in said:
        method, request, response = call["method"], call["request"], call["response"]
        if method in ASKED:
            asked[f"{method} {request['urn']}"] = request
            answered[f"{method} {request['urn']}"] = _in_order(response)
        elif method == "AnalyzeStack":
            asked.update((f"{method} {each['urn']}", _member(each)) for each in request["resources"])
            answered[method] = _in_order(response)
        elif method in ("Configure", "ConfigureStack"):
            asked[method] = {**request, "configSecretKeys": sorted(request.get("configSecretKeys", ()))}
    return asked, answered


def differences(case, engine, ours):
    """Yield a line for every value that is not the same on both sides."""
    for part, theirs in vars(engine).items():
        for path, one, other in _unlike(theirs, vars(ours)[part], part):
            yield f"{case}: {path} | {_shown(one)} | {_shown(other)}"


def _observed(said, resources, findings, exports, status):
    asked, answered = heard(said)
    by_subject = {}
    for policy, urn, *rest in findings:
        by_subject.setdefault(f"{policy} {urn}", []).append(rest)
    in_order = {subject: sorted(each) for subject, each in by_subject.items()}
    return Observed(asked, answered, resources, in_order, exports, status)


def _member(resource):
    depends = resource.get("propertyDependencies", {})
    return {
        **resource,
        "dependencies": sorted(resource.get("dependencies", ())),
        "propertyDependencies": {key: sorted(each["urns"]) for key, each in depends.items()},
    }


def _in_order(response):
    return {
        name: sorted(each, key=json.dumps) if isinstance(each, list) else each
        for name, each in response.items()
    }


def _unprefixed(message):
    text = COLOUR.sub("", message).removesuffix("\n")
    first, _, rest = text.partition("\n")
    return rest or first


def _changed(before, after):
    return sorted(key for key in {*before, *after} if before.get(key) != after.get(key))


def _sealed(value):
    """Return a value without its secrets, which the CLI does not tell."""
    if isinstance(value, dict):
        if value.get(SIGNATURE) == SECRET:
            return {SIGNATURE: SECRET}
        return {key: _sealed(each) for key, each in value.items()}
    return [_sealed(each) for each in value] if isinstance(value, list) else value


def _unlike(one, other, path):
    if isinstance(one, dict) and isinstance(other, dict):
        for key in sorted({*one, *other}):
            yield from _unlike(one.get(key, ...), other.get(key, ...), f"{path} {key}")
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for index, both in enumerate(zip(one, other, strict=True)):
            yield from _unlike(*both, f"{path} {index}")
    elif one != other:
        yield path, one, other


def _shown(value):
    return "nothing" if value is ... else json.dumps(value, ensure_ascii=False)
