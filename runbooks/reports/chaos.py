"""A drill as a journal in the form of the Chaos Toolkit, so that its tools can list and report it.

It is a record: the page's commands stand in it as they were run; what the drill does by itself is named by
the module that holds it, and is run by that module's drill alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, Final

from runbooks.drill.model import Phase
from runbooks.drill.report import Outcome, Report, Status, Verdict
from runbooks.reports.columns import columns
from runbooks.reports.document import document

VERSION: Final = "1.44.0"
"""Journals of this version of the Chaos Toolkit's library have this form."""
METHOD: Final = (Phase.INJECT, Phase.DETECT, Phase.RECOVER, Phase.VERIFY)
PROBES: Final = (Phase.STEADY, Phase.DETECT, Phase.VERIFY)
STATUSES: Final = {
    Verdict.PASSED: "completed",
    Verdict.PARTLY: "completed",
    Verdict.FAILED: "failed",
    Verdict.NOT_STEADY: "failed",
    Verdict.INTERRUPTED: "interrupted",
}
Json = dict[str, Any]


def report(drill: Report) -> str:
    """Return the journal as JSON."""
    return json.dumps(journal(drill), indent=2) + "\n"


def journal(drill: Report) -> Json:
    """Return the journal: ``run`` are the steps from the fault on, ``rollbacks`` those of the clean-up."""
    steady = _runs(drill, _of(drill, Phase.STEADY))
    met = all(each["status"] == "succeeded" for each in steady)
    return {
        "chaoslib-version": VERSION,
        "platform": f"{drill.identity.target}: {drill.evidence.value}",
        "node": f"{drill.identity.account}/{drill.identity.region}/{drill.identity.stack}",
        "experiment": _experiment(drill),
        "start": _time(drill.started),
        "status": STATUSES[drill.verdict],
        "deviated": drill.verdict is Verdict.FAILED and drill.timeline.injected is not None,
        "steady_states": {
            "before": {"steady_state_met": met, "probes": steady} if steady else None,
            "after": None,
            "during": [],
        },
        "run": _runs(drill, _of(drill, *METHOD)),
        "rollbacks": _runs(drill, _of(drill, Phase.CLEAN_UP)),
        "end": _time(drill.ended),
        "duration": (drill.ended - drill.started).total_seconds(),
    }


def _experiment(drill: Report) -> Json:
    return {
        "version": "1.0.0",
        "title": f"{drill.title}; control: {drill.control}" if drill.control else drill.title,
        "description": drill.threat,
        "tags": [drill.scenario, drill.identity.target, *(["control"] if drill.control else [])],
        "steady-state-hypothesis": {
            "title": "The system is steady before anything is done to it",
            "probes": [
                {**_activity(drill, each), "tolerance": each.wanted or "it does not fail"}
                for each in _of(drill, Phase.STEADY)
            ],
        },
        "method": [_activity(drill, each) for each in _of(drill, *METHOD)],
        "rollbacks": [_activity(drill, each) for each in _of(drill, Phase.CLEAN_UP)],
        "extensions": [
            {
                "name": "runbooks",
                "drill": drill.identity.drill_id,
                "control": drill.control or None,
                "verdict": drill.verdict.value,
                "reasons": [*drill.reasons],
                "figures": [{"of": each.of, "figures": each.figures} for each in columns(drill)],
                "digest": document(drill)["digest"],
            }
        ],
    }


def _activity(drill: Report, outcome: Outcome) -> Json:
    return {
        "type": "probe" if outcome.phase in PROBES else "action",
        "name": f"{outcome.label}. {outcome.title}",
        "provider": _provider(drill, outcome),
    }


def _provider(drill: Report, outcome: Outcome) -> Json:
    if outcome.commands:
        return {
            "type": "process",
            "path": "bash",
            "arguments": ["-euo", "pipefail", "-c", "\n".join(outcome.commands)],
        }
    module = f"runbooks.{drill.scenario.replace('-', '_')}"
    return {"type": "python", "module": module, "func": "DRILL", "arguments": {"step": outcome.label}}


def _runs(drill: Report, outcomes: Iterable[Outcome]) -> list[Json]:
    """Return the activities that were begun; what was not run has no entry, as in any journal."""
    return [
        {
            "activity": _activity(drill, each),
            "output": each.found,
            "status": "succeeded" if each.status is Status.HELD else "failed",
            "start": _time(each.started),
            "end": _time(each.ended or each.started),
            "duration": ((each.ended or each.started) - each.started).total_seconds(),
        }
        for each in outcomes
        if each.started
    ]


def _of(drill: Report, *phases: Phase) -> tuple[Outcome, ...]:
    return tuple(each for each in drill.outcomes if each.phase in phases)


def _time(at: datetime) -> str:
    return at.astimezone(UTC).replace(tzinfo=None).isoformat()
