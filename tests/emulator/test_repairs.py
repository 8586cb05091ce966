"""Every repair is installed, and the sandbox's README says what it puts right."""

import re
from pathlib import Path

from sandbox.emulator import repairs

PAGE = Path(repairs.__file__).parents[2] / "README.md"


def test_every_file_is_a_repair_that_is_installed():
    files = {each.stem for each in Path(repairs.__file__).parent.glob("*.py")} - {"__init__"}
    assert sorted(each.__name__.rpartition(".")[2] for each in repairs.REPAIRS) == sorted(files)


def test_the_page_says_of_each_what_is_wrong_without_it():
    text = PAGE.read_text()
    section = text[text.index("### What is put right") : text.index("### What it does not prove")]
    rows = [line.split("|")[1] for line in section.splitlines() if line.startswith("| `")]
    named = {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    assert named == {each.__name__.rpartition(".")[2] for each in repairs.REPAIRS}
