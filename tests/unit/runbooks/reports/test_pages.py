"""A report as Markdown and as a page, many of them as an index, and all of them as files."""

import json
import re
from dataclasses import replace

import pytest
from markdown_it import MarkdownIt

from runbooks import reports
from runbooks.drill.report import Status, Verdict
from runbooks.reports import markdown, page, summary
from runbooks.reports.document import document, verify
from tests.rehearsed import CONTROL, ENDS, FAILED, HISTORY, INTERRUPTED, NOT_STEADY, PASSED
from tests.unit.runbooks.reports.reader import Reader

EVIDENCE = re.compile(
    r"[ ,:(]*measured in (?:a sandbox, (?:not AWS's|by its clock; no figure of AWS)|an account)"
)
EVIL = "</title><img src=x onerror=alert(1)> | `x` *y* [z](http://evil.test) &amp; \x00"


@pytest.mark.parametrize("end", ENDS)
def test_a_page_asks_for_nothing_and_runs_nothing(end):
    read = Reader(page.report(ENDS[end], HISTORY))
    assert {tag for tag, _ in read.tags} & {
        "script",
        "img",
        "link",
        "iframe",
        "object",
        "form",
        "base",
    } == set()
    asked = [
        name for _, held in read.tags for name in held if name in {"src", "href", "srcset", "style", "data"}
    ]
    assert asked == []
    assert [name for _, held in read.tags for name in held if name.startswith("on")] == []
    policy = next(held["content"] for tag, held in read.tags if held.get("http-equiv"))
    assert policy.startswith("default-src 'none'; ")


@pytest.mark.parametrize("end", ENDS)
def test_what_is_in_markdown_is_on_the_page(end):
    read = Reader(page.report(ENDS[end])).text
    drill = ENDS[end]
    wanted = [
        drill.title,
        drill.threat,
        drill.verdict.value,
        drill.evidence.value,
        document(drill)["digest"],
        *(f"{each.label}. {each.title}" for each in drill.outcomes),
        *drill.limits,
        *drill.left_behind,
        *drill.identity.resources,
    ]
    assert [each for each in wanted if each not in read] == []
    rendered = Reader(MarkdownIt().enable("table").render(markdown.report(drill))).text
    assert [each for each in wanted if each not in rendered] == []


@pytest.mark.parametrize("end", ["passed", "account", "promise broken"])
def test_no_measured_figure_stands_without_its_evidence(end):
    drill = ENDS[end]
    text = Reader(page.report(drill, HISTORY)).text
    for figure in ("23 min 3 s", "13 min", "2 min 3 s"):
        for found in re.finditer(rf"(?<![\w.]){figure}(?! \d)", text.partition("Steps step phase")[0]):
            assert EVIDENCE.match(text, found.end()), text[found.start() - 40 : found.end() + 60]


def test_a_figure_of_a_sandbox_is_called_so_wherever_it_is():
    for text in (
        page.report(PASSED, HISTORY[:1]),
        markdown.report(PASSED),
        summary.page([PASSED]),
        summary.markdown([PASSED]),
    ):
        said = Reader(text).text
        assert "not AWS's" in said
        assert "measured in an account" not in said
    assert "sandbox" not in Reader(page.report(ENDS["account"])).text.replace("Round: sandbox", "")


@pytest.mark.parametrize("end", ENDS)
def test_a_report_says_when_it_was_made_by_a_clock_that_nothing_moves(end):
    said = "2026-11-19 23:59:01 UTC, by the clock of the machine that drilled"
    assert f"\nThis report was made at {said}.\n" in markdown.report(ENDS[end])
    head, _, rest = Reader(page.report(ENDS[end])).text.partition("Recovery time and loss")
    assert f"items-corrupted, made at {said}, commit" in head
    for text in (rest, Reader(MarkdownIt().enable("table").render(markdown.report(ENDS[end]))).text):
        assert f"report made {said}" in text
    assert document(ENDS[end])["made"] == "2026-11-19T23:59:01+00:00"


def test_a_control_says_that_it_had_to_fail():
    assert "This is a control: the alarm's action is switched off." in Reader(page.report(CONTROL)).text
    assert "as it must" in Reader(page.report(CONTROL)).text.partition("Steps")[2].partition("Data")[0]
    assert "**This is a control**: the alarm's action is switched off." in markdown.report(CONTROL)
    assert markdown.report(CONTROL).startswith("# Items are corrupted or deleted, control: passed\n")
    assert "<h1>Items are corrupted or deleted, control</h1>" in page.report(CONTROL)
    assert "This is a control" not in page.report(FAILED)


def test_a_promise_is_said_to_be_kept_or_broken():
    said = {end: re.findall(r"^- Promised (.*)$", markdown.report(ENDS[end]), re.MULTILINE) for end in ENDS}
    mark = "(measured in a sandbox, not AWS's)"
    assert said["passed"] == [
        f"RTO: kept, with 36 min 57 s to spare {mark}",
        f"RPO: kept, with 4 min to spare {mark}",
    ]
    assert said["promise broken"] == [f"RTO: broken by 3 min 3 s {mark}", f"RPO: broken by 30 s {mark}"]
    assert said["without promise"] == ["RTO: nothing promised", "RPO: nothing promised"]
    assert said["failed"] == ["RTO: not measured", "RPO: not measured"]


def test_reasons_and_what_is_left_behind_are_said():
    read = Reader(page.report(INTERRUPTED)).text
    assert "3. Restore the table: interrupted" in read
    assert "Left behind: C1. The old table is deleted: AccessDenied" in read
    assert "Nothing was done to the system" in Reader(page.report(NOT_STEADY)).text
    assert "step C1, C2 held" in Reader(page.report(PASSED)).text


def test_commands_that_did_not_run_are_not_said_to_have_run():
    ran = replace(PASSED.outcomes[3], label="3", commands=("pulumi preview",))
    left = replace(ran, label="4", status=Status.ACCOUNT_ONLY, started=None, ended=None)
    lines = markdown.report(replace(PASSED, outcomes=(ran, left))).splitlines()
    said = [before for before, line in zip(lines, lines[2:], strict=False) if line == "    pulumi preview"]
    assert said == ["Step 3 ran:", "Step 4, which did not run:"]


def test_what_a_command_printed_stays_text():
    outcomes = (replace(PASSED.outcomes[3], found=EVIL, commands=(EVIL,), title=EVIL), *PASSED.outcomes)
    evil = replace(PASSED, title=EVIL, threat=EVIL, reasons=(EVIL,), outcomes=outcomes, limits=(EVIL,))
    shown = EVIL.replace("\x00", "\ufffd")
    for text in (page.report(evil), summary.page([evil])):
        read = Reader(text)
        assert [held for tag, held in read.tags if tag == "img"] == []
        assert shown in read.text
    rendered = Reader(MarkdownIt().enable("table").render(markdown.report(evil)))
    assert [tag for tag, _ in rendered.tags if tag in {"img", "a", "em"}] == []
    assert rendered.text.count(shown) >= 5


def test_a_table_of_markdown_has_as_many_cells_in_every_row():
    for end in ENDS.values():
        for block in re.findall(r"(?:^\|.*\n)+", markdown.report(end, HISTORY), re.MULTILINE):
            rows = block.splitlines()
            assert len({len(re.findall(r"(?<!\\)\|", row)) for row in rows}) == 1


def test_history_is_that_of_the_scenario():
    assert "3 min (measured in an account)" in markdown.report(PASSED, HISTORY)
    assert "9 min" not in markdown.report(PASSED, HISTORY)
    assert "No earlier rehearsal is known." in markdown.report(PASSED)


def test_an_index_puts_drill_and_control_side_by_side():
    lost = replace(FAILED, scenario="table-dropped", title="A table is dropped")
    unfailing = replace(CONTROL, scenario="table-dropped", verdict=Verdict.FAILED)
    found = summary.entries([PASSED, CONTROL, lost, unfailing, replace(NOT_STEADY, scenario="bad-release")])
    assert [(each.scenario, each.verdict, each.controlled) for each in found] == [
        ("items-corrupted", "passed", "fails as it must"),
        ("table-dropped", "failed", "does not fail as it must"),
        ("bad-release", "not begun: no steady state", "not drilled"),
    ]
    assert summary.totals(found) == "1 of 3 drills passed; 1 of 2 controls fail as they must"


def test_an_index_has_the_honest_columns():
    text = summary.markdown([PASSED, CONTROL])
    assert text.splitlines() == [
        "# Recovery drills",
        "",
        "1 of 1 drills passed; 1 of 1 controls fail as they must.",
        "Measured figures were measured in a sandbox, by its clock; no figure of AWS.",
        "",
        "| scenario | promised | published | modelled | measured | verdict | control |",
        "| --- | --- | --- | --- | --- | --- | --- |",
        (
            "| items-corrupted | RTO 1 h (promised), RPO 5 min (promised) "
            "| DynamoDB PITR: RTO not published, RPO 5 min (published by AWS) "
            "| RTO unknown, RPO 5 min (modelled) "
            "| RTO 23 min 3 s (measured in a sandbox, not AWS's), "
            "RPO 1 min (measured in a sandbox, not AWS's) "
            "| passed | fails as it must |"
        ),
    ]


def test_a_control_alone_has_no_figures():
    text = summary.markdown([CONTROL])
    assert text.splitlines()[-1] == "| items-corrupted |  |  |  |  | not drilled | fails as it must |"
    assert "0 of 0 drills passed; 1 of 1 controls" in summary.page([CONTROL])


def test_files_are_written_where_the_index_links_to(tmp_path):
    folder = reports.write(PASSED, tmp_path, HISTORY)
    reports.write(CONTROL, tmp_path)
    assert folder == tmp_path / PASSED.identity.drill_id
    names = {each.name for each in folder.iterdir()}
    assert names == {"report.json", "report.md", "report.html", "junit.xml", "chaos-journal.json"}
    verify(json.loads((folder / "report.json").read_text()))
    assert reports.index([PASSED, CONTROL], tmp_path) == tmp_path
    read = Reader((tmp_path / "index.html").read_text())
    links = [held["href"] for tag, held in read.tags if tag == "a"]
    assert len(links) == 2
    assert [each for each in links if not (tmp_path / each).is_file()] == []
    assert (tmp_path / "junit.xml").read_text().count("<testsuite ") == 2


def test_the_journal_by_which_a_run_is_taken_up_again_is_left_alone(tmp_path):
    kept = tmp_path / PASSED.identity.drill_id / "journal.json"
    kept.parent.mkdir()
    kept.write_text("{}")
    reports.write(PASSED, tmp_path)
    assert kept.read_text() == "{}"


def test_one_report_always_gives_the_same_files(tmp_path):
    first = reports.write(PASSED, tmp_path / "a", HISTORY)
    second = reports.write(PASSED, tmp_path / "b", HISTORY)
    assert [each.read_bytes() for each in sorted(first.iterdir())] == [
        each.read_bytes() for each in sorted(second.iterdir())
    ]
