"""What checkov says of three programs that are not ours: a finding a line, in a file beside each."""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROGRAMS = ("clinic", "web_app", "website")
FILE = "checkov.txt"


def found():
    """Run checkov on each program; return the lines of its file by name."""
    with ThreadPoolExecutor(2) as pool:
        return dict(zip(PROGRAMS, pool.map(_lines, PROGRAMS), strict=True))


def file(name):
    """Return where a program's findings stand."""
    return ROOT / "tests" / "programs" / name / FILE


def _lines(name):
    folder = ROOT / "tests" / "programs" / name
    answers = folder / "answers.json"
    command = [sys.executable, "-m", "sandbox", "checkov", "--json", "--cwd", str(folder)]
    told = [*command, *(["--answers", str(answers)] if answers.exists() else [])]
    done = subprocess.run(told, cwd=ROOT, capture_output=True, text=True, check=False)
    document = json.loads(done.stdout)
    rows = [
        " | ".join((each["check"], each["path"], ", ".join(each["controls"]))).rstrip(" |")
        for each in document["findings"]
    ]
    covered = sum(bool(each["controls"]) for each in document["findings"])
    head = (
        f"# {document['resources']} resources: {document['passed']} passed, {len(rows)} failed, "
        f"{covered} of them covered by controls; check | resource | controls"
    )
    return [head, *rows]


def main():
    """Write the files anew."""
    for name, lines in found().items():
        file(name).write_text("".join(f"{line}\n" for line in lines))


if __name__ == "__main__":
    main()
