"""A report as a JSON document in the form of ``schema/form-2.json``, with a checksum over all of it.

What people add after a drill (sign-offs, deviations, corrective actions) has its empty places here; whoever
fills them in seals the document again. The checksum finds a document that was changed; it is no signature.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from jsonschema import Draft202012Validator

from runbooks.drill.alarms import Watch
from runbooks.drill.figures import Evidence
from runbooks.drill.load import Beat, checksum
from runbooks.drill.model import Phase
from runbooks.drill.report import Identity, Outcome, Report, Status
from runbooks.reports.columns import margins, phases
from runbooks.reports.words import CLOCKS

FORM = 2
SCHEMAS: Final = Path(__file__).with_name("schema")
FORMS: Final = (1, 2)
"""All that can be verified. Form 1 has no moment of the decision, no last writes and no states of alarms."""
CLASSES: Final = {evidence: evidence.name.lower() for evidence in Evidence}
Json = dict[str, Any]


class DocumentError(Exception):
    """A document is not what it was when it was sealed, or has another form; the message says which."""


def document(report: Report) -> Json:
    """Return the sealed document; spans are seconds, times are ISO 8601 in UTC, unknown is ``null``."""
    return seal(
        {
            "form": FORM,
            "scenario": report.scenario,
            "title": report.title,
            "threat": report.threat,
            "control": report.control or None,
            "verdict": report.verdict.value,
            "reasons": [*report.reasons],
            "evidence": {"class": CLASSES[report.evidence], "words": report.evidence.value},
            "clock": CLOCKS[report.evidence],
            "started": _time(report.started),
            "ended": _time(report.ended),
            "made": _time(report.made),
            "identity": _identity(report.identity),
            "roles": _roles(report.identity.operator),
            "figures": _figures(report),
            "margins": [
                {"name": each.name, "seconds": _seconds(each.left), "evidence": CLASSES[each.evidence]}
                for each in margins(report)
            ],
            "timeline": {name: _time(at) for name, at in vars(report.timeline).items()},
            "steps": [_step(each) for each in report.outcomes],
            "probes": [_probe(each) for each in report.beats],
            "losses": _losses(report),
            "integrity": _integrity(report),
            "alarms": [*report.alarms],
            "alarm_states": _watch(report.watch),
            "limits": [*report.limits],
            "clean_up": _clean_up(report),
            "deviations": [],
            "corrective_actions": [],
        }
    )


def seal(content: Json) -> Json:
    """Return a document with the checksum that its content has."""
    return {**content, "digest": digest(content)}


def digest(content: Json) -> str:
    """Return the SHA-256 over a document's canonical text: all but ``digest``, keys sorted, no blanks."""
    kept = {name: value for name, value in content.items() if name != "digest"}
    text = json.dumps(kept, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def verify(found: Json) -> None:
    """Hold a document against the schema of its form and its own checksum. Raises ``DocumentError``."""
    form = found.get("form")
    if form not in FORMS:
        raise DocumentError(f"$.form: found {form!r}; wanted one of {', '.join(map(str, FORMS))}")
    for fault in _validator(form).iter_errors(found):
        raise DocumentError(f"{fault.json_path}: {fault.message}")
    if found["digest"] != digest(found):
        raise DocumentError(f"digest: found {found['digest']}; wanted {digest(found)}, as its content has")


def schema(form: int) -> Json:
    """Return the schema of a form in one piece: each reference is replaced by what it stands for."""
    name = f"form-{form}.json"
    whole: Json = _inlined(_part(name), name)
    return whole


def _inlined(node: Any, name: str) -> Any:  # noqa: ANN401 any JSON
    """Replace references within a part of that name; what stands beside a reference stays."""
    if isinstance(node, list):
        return [_inlined(each, name) for each in node]
    if not isinstance(node, dict):
        return node
    beside = {key: _inlined(value, name) for key, value in node.items() if key != "$ref"}
    if "$ref" not in node:
        return beside
    file, _, key = node["$ref"].partition("#/$defs/")
    return _inlined(_part(file or name)["$defs"][key], file or name) | beside


@cache
def _part(name: str) -> Json:
    part: Json = json.loads((SCHEMAS / name).read_text(encoding="utf-8"))
    return part


@cache
def _validator(form: int) -> Draft202012Validator:
    return Draft202012Validator(schema(form))


def text(content: Json) -> str:
    """Return a document as a file holds it."""
    return json.dumps(content, indent=2, ensure_ascii=True) + "\n"


def _identity(identity: Identity) -> Json:
    renamed = {f"{name}_hash": f"{name}_sha256" for name in ("stack", "page", "drill")}
    kept = {renamed.get(name, name): value for name, value in vars(identity).items() if name != "operator"}
    return {**kept, "resources": [*identity.resources]}


def _roles(operator: str) -> Json:
    """Name the operator; the others, and every signature, are for people to fill in."""
    names = {"operator": operator, "approver": "", "observer": ""}
    return {role: {"name": name, "signature": "", "date": ""} for role, name in names.items()}


def _figures(report: Report) -> Json:
    model = report.model
    return {
        "promised": {
            "evidence": CLASSES[Evidence.PROMISED],
            "disruption": report.promised.disruption,
            **_objectives(report.promised.rpo, report.promised.rto),
        },
        "published": [
            {
                "evidence": CLASSES[Evidence.PUBLISHED],
                "mechanism": each.mechanism,
                "words": each.words,
                "source": each.source,
                **_objectives(each.rpo, each.rto),
            }
            for each in report.published
        ],
        "modelled": {
            "evidence": CLASSES[Evidence.MODELLED],
            **_objectives(model.rpo, model.rto),
            "rpo_source": model.rpo_source,
            "parts": [
                {"name": part.name, "seconds": _seconds(part.takes), "source": part.source}
                for part in model.parts
            ],
        },
        "measured": {
            "evidence": CLASSES[report.evidence],
            **_objectives(report.measured_rpo, report.measured_rto),
            "parts": {each.name: _seconds(each.measured) for each in phases(report)[:4]},
        },
    }


def _objectives(rpo: timedelta | None, rto: timedelta | None) -> Json:
    return {"rpo_seconds": _seconds(rpo), "rto_seconds": _seconds(rto)}


def _step(outcome: Outcome) -> Json:
    return {
        **vars(outcome),
        "status": outcome.status.value,
        "phase": str(outcome.phase),
        "started": _time(outcome.started),
        "ended": _time(outcome.ended),
        "commands": [*outcome.commands],
        "requests": [*outcome.requests],
    }


def _probe(beat: Beat) -> Json:
    return {**vars(beat), "at": _time(beat.at)}


def _losses(report: Report) -> Json | None:
    if report.losses is None:
        return None
    return {
        "evidence": CLASSES[report.evidence],
        "acknowledged": report.losses.acknowledged,
        "lost": [*report.losses.lost],
        "span_seconds": _seconds(report.losses.span),
        "last_good_write": _time(report.losses.last_good),
        "last_recovered_write": _time(report.losses.last_recovered),
    }


def _watch(watch: Watch) -> Json:
    return {
        "listened_from": _time(watch.begin),
        "listened_to": _time(watch.end),
        "states": [
            {"alarm": each.alarm, "state": each.state, "from": _time(each.begin), "to": _time(each.end)}
            for each in watch.spells
        ],
    }


def _integrity(report: Report) -> Json | None:
    """Sum up the records that were acknowledged when the losses were counted, and those found whole."""
    losses = report.losses
    if losses is None:
        return None
    before = [beat.number for beat in report.beats if beat.written][: losses.acknowledged]
    after = [number for number in before if number not in losses.lost]
    return {
        "method": "each record's item and document hold the checksum that was acknowledged",
        "before": _summed(before),
        "after": _summed(after),
    }


def _summed(numbers: list[int]) -> Json:
    over = "\n".join(f"{number} {checksum(number)}" for number in sorted(numbers))
    return {"records": len(numbers), "sha256": sha256(over.encode()).hexdigest()}


def _clean_up(report: Report) -> Json:
    steps = [each for each in report.outcomes if each.phase == Phase.CLEAN_UP]
    needed = report.timeline.injected is not None or bool(report.left_behind)
    done = all(each.status in {Status.HELD, Status.ACCOUNT_ONLY} for each in steps)
    return {
        "needed": needed,
        "complete": not report.left_behind and (done or not needed),
        "left_behind": [*report.left_behind],
        "steps": [each.label for each in steps],
    }


def _seconds(span: timedelta | None) -> float | None:
    return None if span is None else span.total_seconds()


def _time(at: datetime | None) -> str | None:
    return at.astimezone(UTC).isoformat() if at else None
