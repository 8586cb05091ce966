"""The page of a deleted table tells a record that is whole from one that is lost."""

from hashlib import sha256

import pytest

from runbooks import table_dropped
from runbooks.catalogue import runbook
from runbooks.drill import records
from runbooks.page import filled
from tests.unit.runbooks.fake import MINUTE, a_scene

SUM = sha256(b"{}").hexdigest()
ITEM = f"documents/{SUM}.json\t{SUM}"
AWS = r"""aws() {
  case "$*" in
    "dynamodb get-item"*'"one"'*) printf '%s\n' "$ONE" ;;
    "dynamodb get-item"*) printf '%s\n' "$OTHER" ;;
    *"s3://shelf/documents/"*) printf '%s' "$DOCUMENT" ;;
    *) echo "not found: $*" >&2; return 1 ;;
  esac
}
"""


@pytest.fixture
def ask(tmp_path):
    """Run the page's commands where the CLI answers so; returns whether that is well, and the last line."""
    scene = a_scene(tmp_path)
    [block] = runbook("table-dropped").page.step("8").blocks
    commands = filled(block.commands, {"dynamodb_table_name": "table", "s3_bucket_name": "shelf"}, "")

    def asked(**variables):
        scene.shell.export(**variables)
        ran = scene.shell.run(AWS + commands, 60)
        well = ran.status == 0 and block.expect in ran.output
        return well, ran.output.splitlines()[-1]

    return asked


def test_records_are_there_when_each_has_its_document(ask):
    found = ask(RECORDS="one other", ONE=ITEM, OTHER=ITEM, DOCUMENT="{}")
    assert found == (True, "all of these are there")


@pytest.mark.parametrize(
    ("item", "document"),
    [("None", "{}"), (ITEM, "[]"), (ITEM, ""), (ITEM.replace("documents", "elsewhere"), "{}")],
    ids=["no item", "another document", "an empty document", "no document"],
)
def test_a_record_without_its_item_or_its_document_is_lost(ask, item, document):
    assert ask(RECORDS="one", ONE=item, DOCUMENT=document) == (False, "one is lost")


def test_one_lost_record_is_not_hidden_by_a_later_one(ask):
    assert ask(RECORDS="one other", ONE="None", OTHER=ITEM, DOCUMENT="{}") == (False, "one is lost")


def test_without_a_record_to_look_for_nothing_is_said_to_be_there(ask):
    well, said = ask()
    assert (well, said.endswith("RECORDS: is not set")) == (False, True)


def test_the_drill_names_the_last_records_before_the_fault(tmp_path, monkeypatch):
    scene = a_scene(tmp_path)
    monkeypatch.setattr(records, "lost", lambda _: 0)
    for _ in range(5):
        scene.load.beat()
        scene.target.wait(MINUTE)
    scene.injected = scene.now()
    scene.target.wait(MINUTE)
    scene.load.beat()
    [act] = [each.act for each in table_dropped.DRILL.steps if each.label == "8" and each.act]
    assert act(scene) == 0
    assert scene.shell.exported["RECORDS"] == "drill-test-3 drill-test-4 drill-test-5"
