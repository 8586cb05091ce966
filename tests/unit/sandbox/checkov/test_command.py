"""The command joins checkov's verdict with the program that it is about."""

import json
import sys
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree as ET

import pytest

from sandbox.__main__ import main

PREFIX = "urn:pulumi:dev::shop::"
PARENT = f"{PREFIX}shop:parts:Store::store"
URN = f"{PREFIX}shop:parts:Store$aws:s3/bucket:Bucket::data"
STATE = {
    "deployment": {
        "resources": [
            {"urn": f"{PREFIX}pulumi:pulumi:Stack::shop-dev", "type": "pulumi:pulumi:Stack"},
            {"urn": PARENT, "type": "shop:parts:Store", "parent": f"{PREFIX}pulumi:pulumi:Stack::shop-dev"},
            {
                "urn": URN,
                "type": "aws:s3/bucket:Bucket",
                "custom": True,
                "parent": PARENT,
                "inputs": {},
                "sourcePosition": "project:///store.py#7,3",
            },
            {
                "urn": f"{PREFIX}aws:sns/topic:Topic::t",
                "type": "aws:sns/topic:Topic",
                "custom": True,
                "inputs": {"maximumMessageSize": 1024},
            },
        ]
    }
}
CHECK = {"check_id": "CKV_AWS_21", "check_name": "Ensure versioning"}
ANSWER = {
    "results": {
        "passed_checks": [{**CHECK, "resource": "aws_sns_topic.t", "check_result": {"result": "PASSED"}}],
        "failed_checks": [{**CHECK, "resource": "aws_s3_bucket.data", "check_result": {"result": "FAILED"}}],
    },
    "summary": {"checkov_version": "3.3.30"},
}
LATER = (datetime.now(UTC).date() + timedelta(days=30)).isoformat()
SUPPRESSION = {
    "check": "CKV_AWS_21",
    "resource": "data",
    "reason": "it holds copies",
    "choice": "copies are made anew",
    "review": LATER,
}
GUESS = f"{PREFIX}aws:sns/topic:Topic::t: what Terraform calls maximumMessageSize is a guess"


@pytest.fixture
def asked(tmp_path, capsys):
    """Run the command on the state, with a program in checkov's place that gives one answer."""

    def ask(*arguments, answer=ANSWER, suppressions=()):
        program, state, kept = tmp_path / "checkov", tmp_path / "state.json", tmp_path / "kept.yaml"
        program.write_text(f"#!{sys.executable}\nprint({json.dumps(json.dumps(answer))})\n")
        program.chmod(0o755)
        state.write_text(json.dumps(STATE))
        kept.write_text(json.dumps([*suppressions]))
        named = [*(["--suppressions", str(kept)] if suppressions else [])]
        status = main(
            ["checkov", str(state), "--cwd", str(tmp_path), "--checkov", str(program), *named, *arguments]
        )
        return status, *capsys.readouterr()

    return ask


def test_a_finding_names_the_resource_its_component_its_line_and_what_covers_it(asked):
    status, printed, _ = asked()
    assert status == 1
    assert printed.splitlines()[:3] == [
        "FAILED CKV_AWS_21 Ensure versioning",
        "  store / data  store.py:7",
        f"  {URN}",
    ]
    assert "bucket-versioning-configured" in printed.splitlines()[3]
    assert printed.splitlines()[-2] == f"Note: {GUESS}"
    assert printed.splitlines()[-1] == (
        "FAILED: shop / dev: 1 failed, 0 suppressed, 1 passed; "
        "2 resources held against checkov 3.3.30 (terraform_plan)"
    )


def test_a_suppressed_finding_does_not_fail_and_is_still_told(asked):
    status, printed, _ = asked(suppressions=[SUPPRESSION])
    assert status == 0
    assert printed.splitlines()[:2] == [
        "suppressed CKV_AWS_21 store / data  store.py:7",
        f"  it holds copies (copies are made anew; review {LATER})",
    ]
    assert printed.splitlines()[-1].startswith("OK: shop / dev: 0 failed, 1 suppressed, 1 passed; ")


def test_a_suppression_that_nothing_needs_fails(asked):
    status, printed, _ = asked(suppressions=[SUPPRESSION, {**SUPPRESSION, "resource": "other"}])
    assert status == 1
    assert f"UNUSED suppression CKV_AWS_21 on other (review {LATER})" in printed


def test_from_its_day_of_review_on_a_suppression_holds_no_longer(asked):
    today = datetime.now(UTC).date().isoformat()
    status, printed, _ = asked(suppressions=[{**SUPPRESSION, "review": today}])
    assert status == 1
    assert f"EXPIRED suppression CKV_AWS_21 on data (review {today})" in printed
    assert "FAILED CKV_AWS_21" in printed
    assert "UNUSED" not in printed


@pytest.mark.parametrize("control", ["no-such-control", "function-code-signed"], ids=["unknown", "off"])
def test_a_suppression_by_a_control_that_is_not_enforced_is_refused(asked, control):
    entry = {name: value for name, value in SUPPRESSION.items() if name != "choice"}
    status, printed, error = asked(suppressions=[{**entry, "control": control}])
    assert (status, printed) == (2, "")
    assert error == f"error: CKV_AWS_21 on data: no control '{control}' is enforced\n"


def test_a_suppression_of_a_stack_that_there_is_not_is_refused(asked):
    status, _, error = asked(suppressions=[{**SUPPRESSION, "stacks": ["prod"]}])
    assert (status, error) == (2, "error: CKV_AWS_21 on data: no stack 'prod'\n")


def test_as_json_it_says_all_of_it(asked):
    status, printed, _ = asked("--json")
    found = json.loads(printed)
    [finding] = found.pop("findings")
    assert found == {
        "form": 1,
        "status": status,
        "project": "shop",
        "stack": "dev",
        "checkov": "3.3.30",
        "frameworks": ["terraform_plan"],
        "resources": 2,
        "passed": 1,
        "suppressed": [],
        "unused": [],
        "expired": [],
        "notes": [GUESS],
    }
    assert finding.pop("answer").startswith("covered by bucket-versioning-configured")
    assert finding == {
        "check": "CKV_AWS_21",
        "title": "Ensure versioning",
        "address": "aws_s3_bucket.data",
        "urn": URN,
        "path": "store / data",
        "madeAt": {"file": "store.py", "line": 7},
        "controls": ["bucket-versioning-configured", "bucket-versioning-enabled"],
    }


def test_sarif_shows_the_line_and_what_is_suppressed(asked):
    _, printed, _ = asked("--report", "sarif", suppressions=[SUPPRESSION])
    [run] = json.loads(printed)["runs"]
    [result] = run["results"]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["CKV_AWS_21"]
    place = result["locations"][0]
    assert place["physicalLocation"] == {
        "artifactLocation": {"uri": "store.py", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 7},
    }
    assert place["logicalLocations"] == [{"fullyQualifiedName": URN, "kind": "resource"}]
    assert result["suppressions"] == [{"kind": "external", "justification": "it holds copies"}]


def test_junit_fails_a_case_for_each_finding_and_each_suppression_that_does_not_hold(asked, tmp_path):
    file = tmp_path / "report.xml"
    status, printed, _ = asked(
        "--report", f"junit={file}", suppressions=[{**SUPPRESSION, "check": "CKV_AWS_18"}]
    )
    root = ET.fromstring(file.read_text())  # noqa: S314 it was written here
    assert status == 1
    assert "FAILED CKV_AWS_21" in printed
    assert {name: root.get(name) for name in ("tests", "failures", "skipped")} == {
        "tests": "3",
        "failures": "2",
        "skipped": "0",
    }
    assert [(case.get("classname"), case.get("name")) for case in root.iter("testcase") if len(case)] == [
        ("checkov.CKV_AWS_21", "store / data"),
        ("checkov.suppressions", "CKV_AWS_18 on data"),
    ]


def test_an_answer_about_nothing_is_no_pass(asked):
    status, _, error = asked(answer={"passed": 0})
    assert (status, error) == (2, "error: checkov checked none of 2 resources\n")


def test_without_checkov_it_says_what_installs_it(tmp_path, capsys):
    missing = tmp_path / "none"
    assert main(["checkov", "--checkov", str(missing)]) == 2
    assert capsys.readouterr().err == f"error: no checkov at {missing}; wanted a program\n"


def test_a_stack_and_a_document_are_one_too_many(asked):
    status, _, error = asked("--stack", "dev")
    assert status == 2
    assert error.startswith("error: found --stack dev and the document ")


def test_a_plan_is_printed_with_what_it_does_not_say_beside_it(tmp_path, capsys):
    state = tmp_path / "state.json"
    state.write_text(json.dumps(STATE))
    assert main(["plan", str(state)]) == 0
    printed, told = capsys.readouterr()
    assert json.loads(printed)["pulumi"]["urns"]["aws_s3_bucket.data"] == URN
    assert told == f"note: {GUESS}\n"


def test_a_plan_is_made_of_a_file_that_stdin_is_redirected_from(tmp_path, capsys, monkeypatch):
    state = tmp_path / "state.json"
    state.write_text(json.dumps(STATE))
    with state.open() as file:
        monkeypatch.setattr(sys, "stdin", file)
        assert main(["plan"]) == 0
    assert json.loads(capsys.readouterr().out)["pulumi"]["urns"]["aws_s3_bucket.data"] == URN
