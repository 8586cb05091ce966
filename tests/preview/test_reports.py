"""Reports from the command line on."""

import json
from xml.etree import ElementTree as ET

import pytest

PACK = """
    def check(args, report):
        if args.resource_type == "aws:dynamodb/table:Table":
            report("no recovery")

    PolicyPack("guard", [ResourceValidationPolicy("pitr", "Recovery is on.", check, tags=["NIST CP-10"])])
"""


@pytest.fixture
def previewed(workshop):
    """Preview a table that violates its one, advisory, policy."""
    workshop.project()
    pack = workshop.pack(PACK)
    return lambda *reports: workshop.preview("--policy-pack", pack, *reports)


def test_report_takes_the_place_of_the_text(previewed):
    """So that it can be piped."""
    outcome = previewed("--report", "sarif")
    [result] = json.loads(outcome.stdout)["runs"][0]["results"]
    place = result["locations"][0]["physicalLocation"]
    assert (place["artifactLocation"]["uri"], place["region"]["startLine"]) == ("__main__.py", 3)
    assert outcome.status == 0


def test_reports_to_files_stand_beside_the_text(previewed, tmp_path):
    """One run gives a person the text and a pipeline its files."""
    page, suite = tmp_path / "page.html", tmp_path / "suite.xml"
    outcome = previewed("--report", f"html={page}", "--report", f"junit={suite}")
    assert "OK: 0 mandatory violations, 1 advisory" in outcome.stdout
    assert "no recovery" in page.read_text()
    assert ET.parse(suite).getroot().get("failures") == "0"  # noqa: S314 # our own


@pytest.mark.parametrize("value", ["pdf", "sarif=", "=x", "", "html:x"])
def test_form_that_does_not_exist_is_refused_with_those_that_do(previewed, value):
    """Before anything runs."""
    outcome = previewed("--report", value)
    assert outcome.status == 2
    assert f"found {value!r}; wanted html or md or sarif or junit, or that and =FILE" in outcome.stderr


@pytest.mark.parametrize("others", [["--report", "md", "--report", "junit"], ["--report", "md", "--json"]])
def test_only_one_thing_is_printed(previewed, others):
    """Two documents in one stream are none."""
    outcome = previewed(*others)
    assert outcome.status == 2
    assert "wanted one of --json and --report without a file" in outcome.stderr


def test_report_that_cannot_be_written_is_one_line(previewed, tmp_path):
    """The preview has not told what it should have."""
    outcome = previewed("--report", f"md={tmp_path / 'none' / 'x.md'}")
    assert outcome.status == 2
    assert (
        outcome.stderr.strip().splitlines()[-1].endswith("x.md cannot be written: No such file or directory")
    )
