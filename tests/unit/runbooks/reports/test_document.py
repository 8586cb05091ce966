"""A report as a JSON document, its schema and its checksum."""

import copy
import json
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest

from runbooks.drill.losses import Losses
from runbooks.drill.report import Status, Verdict
from runbooks.reports.document import (
    DocumentError,
    digest,
    document,
    seal,
    text,
    verify,
)
from tests.rehearsed import (
    BROKEN,
    CONTROL,
    ENDS,
    FAILED,
    INTERRUPTED,
    NOT_STEADY,
    PASSED,
    UNBEGUN,
    UNPROMISED,
)

UNHEALTHY = "dr-dev-unhealthy-alarm"


@pytest.mark.parametrize("end", ENDS)
def test_a_document_has_the_form_and_keeps_it_in_a_file(end):
    kept = json.loads(text(document(ENDS[end])))
    verify(kept)
    assert kept == document(ENDS[end])


def test_the_checksum_is_over_the_canonical_text_of_all_but_itself():
    kept = document(PASSED)
    rest = {name: value for name, value in kept.items() if name != "digest"}
    plain = json.dumps(rest, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert kept["digest"] == sha256(plain.encode()).hexdigest()
    assert digest(dict(reversed(kept.items()))) == kept["digest"]


def places(value, path: tuple[Any, ...] = ()):
    """Yield the path of each value in a document that is no list or object."""
    entries = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for key, inner in entries:
        yield from places(inner, (*path, key))
    if not isinstance(value, (dict, list)):
        yield path


def test_no_value_can_be_changed_unseen():
    kept = document(PASSED)
    unseen = []
    for path in places(kept):
        changed = copy.deepcopy(kept)
        inner: Any = changed
        for key in path[:-1]:
            inner = inner[key]
        inner[path[-1]] = "other"
        try:
            verify(changed)
        except DocumentError:
            continue
        unseen.append(path)
    assert unseen == []


def test_what_is_wrong_is_said():
    kept = document(PASSED)
    with pytest.raises(DocumentError, match=r"^\$: Additional properties are not allowed \('more' was"):
        verify(seal({**kept, "more": 1}))
    with pytest.raises(DocumentError, match=r"^\$\.form: found 3; wanted one of 1, 2$"):
        verify(seal({**kept, "form": 3}))
    changed = {**kept, "threat": "None."}
    with pytest.raises(DocumentError, match=f"^digest: found {kept['digest']}; wanted {digest(changed)}"):
        verify(changed)


WRONG = {
    "a hash that is none": ("identity", "stack_sha256", "a" * 63),
    "a time that is not UTC": ("started", "2026-11-20T08:00:00+01:00"),
    "a verdict that there is not": ("verdict", "fine"),
    "a step of no number": ("steps", 0, "label", "Q1"),
    "a step that ended otherwise": ("steps", 0, "status", "passed"),
    "a promise called a measure": ("figures", "promised", "evidence", "sandbox"),
    "a measure called published": ("figures", "measured", "evidence", "published"),
    "a span in words": ("figures", "measured", "rto_seconds", "23 min"),
    "a lost record twice": ("losses", "lost", [1, 1]),
    "a state that no alarm has": ("alarm_states", "states", 0, "state", "RINGING"),
    "an unfound person": ("roles", "approver", {"name": "x"}),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_document_of_another_form_is_refused_even_if_sealed(case):
    *path, last, value = WRONG[case]
    changed = copy.deepcopy(document(PASSED))
    inner: Any = changed
    for key in path:
        inner = inner[key]
    inner[last] = value
    with pytest.raises(DocumentError, match=rf"^\$\.{[*path, last][0]}\b"):
        verify(seal(changed))


def test_people_fill_in_their_places_and_seal_it_again():
    kept = document(PASSED)
    assert kept["roles"] == {
        "operator": {"name": "ada", "signature": "", "date": ""},
        "approver": {"name": "", "signature": "", "date": ""},
        "observer": {"name": "", "signature": "", "date": ""},
    }
    assert (kept["deviations"], kept["corrective_actions"]) == ([], [])
    action = {"what": "Ring sooner.", "owner": "grace", "due": "2026-12-01"}
    verify(seal({**kept, "deviations": ["Begun late."], "corrective_actions": [action]}))
    with pytest.raises(DocumentError, match=r"^\$\.corrective_actions\[0\]: 'due' is a required property$"):
        verify(seal({**kept, "corrective_actions": [{"what": "Ring.", "owner": "grace"}]}))


def test_the_decision_lies_between_the_detection_and_the_recovery():
    line = document(PASSED)["timeline"]
    assert [line[name] for name in ("detected", "declared", "recovering")] == [
        "2026-11-20T08:17:00+00:00",
        "2026-11-20T08:17:30+00:00",
        "2026-11-20T08:18:00+00:00",
    ]


def test_the_rpo_lies_between_the_last_good_and_the_last_recovered_write():
    losses = document(PASSED)["losses"]
    assert losses["last_good_write"] == "2026-11-20T08:10:00+00:00"
    assert losses["last_recovered_write"] == "2026-11-20T08:09:00+00:00"
    assert losses["span_seconds"] == 60
    unsent = document(replace(PASSED, losses=Losses(0, (), timedelta())))["losses"]
    assert (unsent["last_good_write"], unsent["last_recovered_write"]) == (None, None)


def test_states_of_alarms_have_no_moment_that_was_not_told():
    states = document(PASSED)["alarm_states"]
    assert (states["listened_from"], states["listened_to"]) == (
        "2026-11-20T08:04:00+00:00",
        "2026-11-20T08:35:00+00:00",
    )
    assert states["states"][:3] == [
        {"alarm": UNHEALTHY, "state": "OK", "from": None, "to": "2026-11-20T08:16:00+00:00"},
        {
            "alarm": UNHEALTHY,
            "state": "ALARM",
            "from": "2026-11-20T08:16:00+00:00",
            "to": "2026-11-20T08:32:30+00:00",
        },
        {"alarm": UNHEALTHY, "state": "OK", "from": "2026-11-20T08:32:30+00:00", "to": None},
    ]


def test_figures_keep_their_kinds_apart():
    figures = document(PASSED)["figures"]
    assert figures["promised"] == {
        "evidence": "promised",
        "disruption": "corruption",
        "rpo_seconds": 300,
        "rto_seconds": 3600,
    }
    assert [
        (each["evidence"], each["rto_seconds"], each["rpo_seconds"]) for each in figures["published"]
    ] == [("published", None, 300)]
    assert (figures["modelled"]["evidence"], figures["modelled"]["rto_seconds"]) == ("modelled", None)
    assert [part["seconds"] for part in figures["modelled"]["parts"]] == [360, 300, None, 60]
    assert figures["measured"] == {
        "evidence": "sandbox",
        "rpo_seconds": 60,
        "rto_seconds": 1383,
        "parts": {"detect": 420, "decide": 60, "recover": 780, "verify": 123},
    }
    assert document(ENDS["account"])["figures"]["measured"]["evidence"] == "account"


def test_measured_parts_add_up_to_what_was_measured():
    measured = document(PASSED)["figures"]["measured"]
    assert sum(measured["parts"].values()) == measured["rto_seconds"]


def test_a_margin_is_what_a_promise_leaves():
    found = {end: [each["seconds"] for each in document(ENDS[end])["margins"]] for end in ENDS}
    assert found["passed"] == [3600 - 1383, 240]
    assert found["promise broken"] == [1200 - 1383, -30]
    assert found["without promise"] == [None, None]
    assert found["failed"] == [None, None]


def test_what_a_drill_did_not_come_to_is_null():
    kept = document(NOT_STEADY)
    assert kept["timeline"] == dict.fromkeys(
        ["injected", "detected", "declared", "recovering", "recovered", "verified", "cleaned"]
    )
    assert (kept["losses"], kept["integrity"]) == (None, None)
    assert kept["figures"]["measured"]["rto_seconds"] is None
    assert (kept["alarm_states"]["listened_from"], kept["alarm_states"]["states"]) == (None, [])
    assert document(PASSED)["timeline"]["injected"] == "2026-11-20T08:10:00+00:00"


def test_a_step_has_what_was_run_and_asked():
    steps = {each["label"]: each for each in document(PASSED)["steps"]}
    assert steps["I1"]["requests"] == ["REQ-1 200", "REQ-2 200"]
    assert steps["3"]["commands"] == [*PASSED.outcomes[5].commands]
    assert (steps["4"]["status"], steps["4"]["started"]) == ("needs an account", None)


def test_integrity_differs_where_records_are_lost_and_only_there():
    lost = document(PASSED)["integrity"]
    assert (lost["before"]["records"], lost["after"]["records"]) == (48, 46)
    assert lost["before"]["sha256"] != lost["after"]["sha256"]
    whole = document(replace(PASSED, losses=Losses(48, (), timedelta())))["integrity"]
    assert whole["before"] == whole["after"] == lost["before"]


CLEAN_UPS = {
    "passed": (PASSED, True, True),
    "failed": (FAILED, True, True),
    "not steady": (NOT_STEADY, False, True),
    "left behind": (INTERRUPTED, True, False),
    "control not undone": (UNBEGUN, True, False),
    "not run": (
        replace(
            PASSED, outcomes=(*PASSED.outcomes[:-1], replace(PASSED.outcomes[-1], status=Status.NOT_RUN))
        ),
        True,
        False,
    ),
}


@pytest.mark.parametrize("case", CLEAN_UPS)
def test_a_clean_up_is_complete_only_where_all_of_it_held(case):
    report, needed, complete = CLEAN_UPS[case]
    kept = document(report)["clean_up"]
    assert (kept["needed"], kept["complete"]) == (needed, complete)
    assert kept["left_behind"] == [*report.left_behind]


def test_a_control_is_called_one():
    assert document(CONTROL)["control"] == "the alarm's action is switched off"
    assert [document(each)["control"] for each in (PASSED, BROKEN, UNPROMISED)] == [None] * 3
    assert document(CONTROL)["verdict"] == Verdict.PASSED
