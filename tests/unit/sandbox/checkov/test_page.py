"""Every check of checkov's on our types is answered, on a page that says so."""

import pytest

from sandbox import pack, project
from sandbox.checkov import answers, catalogue
from sandbox.checkov.answers import Answer
from sandbox.checkov.controls import Controls, of_packs
from sandbox.checkov.page import PAGE, page, unanswered
from sandbox.checkov.program import ROOT


@pytest.fixture(scope="module")
def controls():
    return of_packs((pack.load(ROOT / "policy_pack"),), project.load(ROOT, "dev"), 60)


def test_page_is_current(controls):
    assert PAGE.read_text("utf-8") == page(controls), "write it anew: nox -s docs"


def test_every_check_is_answered_and_every_answer_is_to_a_check(controls):
    assert unanswered(controls) == ()


def test_a_check_without_an_answer_is_named():
    written = {*answers.load()}
    assert unanswered(Controls()) == tuple(each.id for each in catalogue.load() if each.id not in written)


def test_an_answer_to_no_check_of_ours_is_named(controls, monkeypatch):
    monkeypatch.setattr(answers, "load", lambda: {"CKV_AWS_0": Answer(wrong="x")})
    assert "CKV_AWS_0" in unanswered(controls)


def test_only_what_no_control_covers_is_out_of_scope(controls):
    found = answers.answers(controls)
    assert [check for check, each in found.items() if each.controls and each.out_of_scope] == []


def test_a_control_that_is_off_is_said_to_be(controls):
    assert answers.answers(controls)["CKV_AWS_272"].text == "covered by function-code-signed (off)"
    assert answers.answers(controls)["CKV_AWS_28"].text == "covered by table-pitr-enabled"


@pytest.mark.parametrize("row", ["{}", "{scope: x}", "x"])
def test_a_row_that_says_nothing_known_is_refused(tmp_path, monkeypatch, row):
    file = tmp_path / "answers.yaml"
    file.write_text(f"CKV_AWS_1: {row}\n")
    monkeypatch.setattr(answers, "FILE", file)
    with pytest.raises(
        TypeError, match=r"^answers\.yaml: CKV_AWS_1: found .*; wanted but, out_of_scope, wrong$"
    ):
        answers.load.__wrapped__()
