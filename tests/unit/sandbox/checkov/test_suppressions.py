"""What a project lets stand is written down whole, or refused."""

from datetime import date

import pytest

from sandbox.checkov.suppressions import Suppression, load, require
from sandbox.errors import SandboxError
from sandbox.registration import Registration

ENTRY = {
    "check": "CKV_AWS_1",
    "resource": "data",
    "type": "aws:s3/bucket:Bucket",
    "reason": "because",
    "choice": "so it was decided",
    "review": "2030-01-31",
    "stacks": ["dev"],
}
HELD = Suppression(
    "CKV_AWS_1",
    "because",
    date(2030, 1, 31),
    "data",
    "aws:s3/bucket:Bucket",
    "",
    "so it was decided",
    ("dev",),
)


def written(tmp_path, *entries):
    file = tmp_path / "s.yaml"
    file.write_text(str([*entries]))
    return file


def test_an_entry_is_read(tmp_path):
    assert load(written(tmp_path, ENTRY)) == (HELD,)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"check": ""}, "wanted a text under every name but 'stacks'"),
        ({"reason": None}, "wanted a text under every name but 'stacks'"),
        ({"review": "soon"}, "wanted 'review', a day such as 2030-01-31"),
        ({"control": "x"}, "wanted either 'control' or 'choice'"),
        ({"stacks": "dev"}, "wanted a list of names under 'stacks'"),
        (
            {"until": "x"},
            "found until; wanted check, choice, control, reason, resource, review, stacks, type",
        ),
    ],
)
def test_an_entry_that_is_not_as_it_must_be_is_refused(tmp_path, change, fault):
    file = written(tmp_path, {**ENTRY, **{name: value or "" for name, value in change.items()}})
    with pytest.raises(SandboxError) as caught:
        load(file)
    assert str(caught.value) == f"{file}: 1: {fault}"


@pytest.mark.parametrize(
    ("missing", "fault"),
    [
        (("check",), "wanted 'check'"),
        (("reason",), "wanted 'reason'"),
        (("choice",), "wanted either 'control' or 'choice'"),
        (("resource", "type"), "wanted 'resource' or 'type', or both"),
        (("review",), "wanted 'review', a day such as 2030-01-31"),
    ],
)
def test_an_entry_that_lacks_something_is_refused(tmp_path, missing, fault):
    file = written(tmp_path, ENTRY, {name: value for name, value in ENTRY.items() if name not in missing})
    with pytest.raises(SandboxError) as caught:
        load(file)
    assert str(caught.value) == f"{file}: 2: {fault}"


def test_controls_and_stacks_that_there_are_not_are_refused():
    held = Suppression("C", "r", date(2030, 1, 1), type="t", control="table-pitr-on", stacks=("prod",))
    with pytest.raises(SandboxError) as caught:
        require((held, HELD), ("dev",), ("table-pitr-enabled",))
    assert str(caught.value) == "C on t: no control 'table-pitr-on' is enforced\nC on t: no stack 'prod'"
    require((HELD,), ("dev",), ())


@pytest.mark.parametrize(
    ("check", "kind", "name", "expected"),
    [
        ("CKV_AWS_1", "aws:s3/bucket:Bucket", "data", True),
        ("CKV_AWS_11", "aws:s3/bucket:Bucket", "data", False),
        ("CKV_AWS_1", "aws:s3/bucket:Bucket", "data2", False),
        ("CKV_AWS_1", "aws:sns/topic:Topic", "data", False),
    ],
)
def test_it_is_about_no_more_than_it_says(check, kind, name, expected):
    found = Registration(f"urn::{name}", kind, name, custom=True, parent="", inputs={})
    assert HELD.about(check, found) is expected


def test_it_is_about_nothing_that_is_no_resource_of_the_program():
    assert HELD.about("CKV_AWS_1", None) is False
