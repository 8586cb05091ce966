"""The differences between the engine and the sandbox that have a reason, from the file of them."""

import json
from fnmatch import fnmatchcase
from pathlib import Path

FILE = Path(__file__).with_name("differences.json")
PATTERNS = tuple(each["where"] for each in json.loads(FILE.read_text()))


def matched(line):
    """Return the first pattern that a difference fits, ``None`` where it has no reason."""
    return next((each for each in PATTERNS if fnmatchcase(line, each)), None)


def unlisted(lines):
    """Return the differences that have no reason."""
    return [each for each in lines if matched(each) is None]
