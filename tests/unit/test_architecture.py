"""Who may import whom, and that what the pages point at is there."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OURS = {"stack", "policy_pack", "dr_guard", "runbooks", "sandbox", "tests", "noxfile"}
MAY_IMPORT = {
    "stack/functions": set(),
    "stack": {"stack"},
    "policy_pack": {"dr_guard"},
    "sandbox": {"sandbox"},
    "runbooks": {"runbooks", "sandbox"},
}
FILES = subprocess.check_output(["git", "ls-files"], cwd=ROOT, text=True).splitlines()
PAGES = [each for each in FILES if each.endswith(".md")]
IMPORT = re.compile(r"^ *(?:from|import) (\w[\w.]*)", re.MULTILINE)
SESSION = re.compile(r'@nox\.session\ndef (\w+)\(.*\n    """(.*)"""\n')
CODE = re.compile(r"`([\w./-]+/[\w./-]*|[\w-]+\.(?:py|md|yaml|txt|toml))`")
LINK = re.compile(r"\]\((?!https?:)([^)#]+)")


def imported(path):
    return {name.split(".")[0] for name in IMPORT.findall(path.read_text())}


@pytest.mark.parametrize("folder", MAY_IMPORT)
def test_a_part_imports_only_what_it_may(folder):
    inner = [other for other in MAY_IMPORT if other.startswith(f"{folder}/")]
    files = [
        path
        for path in (ROOT / folder).rglob("*.py")
        if not any(path.is_relative_to(ROOT / other) for other in inner)
    ]
    found = {name for path in files for name in imported(path)} & OURS
    assert files
    assert found <= MAY_IMPORT[folder]


@pytest.mark.parametrize("page", PAGES)
def test_what_a_page_points_at_exists(page):
    text = (ROOT / page).read_text()
    named = [each for each in CODE.findall(text) if ".venv" not in each]
    assert [each for each in named if not any(f"/{each}" in f"/{file}" for file in FILES)] == []
    linked = [each for each in LINK.findall(text) if ".venv" not in each]
    assert [each for each in linked if not ((ROOT / page).parent / each).exists()] == []


def test_every_session_says_in_one_sentence_what_it_does():
    text = (ROOT / "noxfile.py").read_text()
    said = SESSION.findall(text)
    assert len(said) == text.count("@nox.session")
    assert [name for name, sentence in said if not re.fullmatch(r"[^\n]+[^.]\.", sentence)] == []
