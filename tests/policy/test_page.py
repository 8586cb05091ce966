"""The page of all controls."""

from __future__ import annotations

import re
import runpy
import sys
from pathlib import Path

import pytest
from dr_guard.catalogue import CONTROLS
from dr_guard.page import PAGE, page

HEADING = re.compile(r"^### (.+)$", re.MULTILINE)


def test_page_is_current():
    """Whoever changes the catalogue writes the page anew."""
    assert PAGE.read_text("utf-8") == page(), "write it anew: nox -s docs"


def test_page_is_written_where_it_is_looked_for(monkeypatch: pytest.MonkeyPatch):
    """Beside the pack, by running the module."""
    written = []
    monkeypatch.setattr(Path, "write_text", lambda path, text, _: written.append((path, text)))
    monkeypatch.delitem(sys.modules, "dr_guard.page")
    runpy.run_module("dr_guard.page", run_name="__main__")
    assert written == [(PAGE, page())]


def test_page_has_a_section_for_every_control():
    """The links of the index lead to them."""
    assert HEADING.findall(page()) == [control.id for control in CONTROLS]


@pytest.mark.parametrize("control", CONTROLS, ids=lambda control: control.id)
def test_section_says_all_that_the_catalogue_does(control):
    """Its steps, its options and its names elsewhere."""
    section = page().partition(f"### {control.id}\n")[2].partition("\n##")[0]
    said = (control.title, control.why, control.severity, *control.remediation, *control.references)
    assert [
        each for each in (*said, *(option.name for option in control.options)) if each not in section
    ] == []
