"""What the policy pack says of a program, and what was made of it: a finding a line, in a file beside it.

A line reads ``policy | subject | clause | judgement | reason``. The judgement is whether what is said is so
of that program, and wanted there: ``true``, ``false`` or ``unclear``. A line without is not judged.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

HERE: Final = Path(__file__).parent
PROGRAMS: Final = tuple(sorted(path.parent.name for path in HERE.glob("*/Pulumi.yaml")))
JUDGEMENTS: Final = ("true", "false", "unclear")
FILE: Final = "findings.txt"
BETWEEN: Final = " | "


@dataclass(frozen=True, order=True)
class Finding:
    """One finding; ``subject`` is the resource's kind and name, ``clause`` what is said of it."""

    policy: str
    subject: str
    clause: str
    judgement: str = ""
    reason: str = ""

    @property
    def bare(self) -> Finding:
        """The finding without what was made of it."""
        return replace(self, judgement="", reason="")

    @property
    def line(self) -> str:
        """The finding as it stands in a file."""
        return BETWEEN.join((self.policy, self.subject, self.clause, self.judgement, self.reason)).rstrip(
            " |"
        )


def read(program: str) -> tuple[Finding, ...]:
    """Return what stands in a program's file, nothing where there is none."""
    file = HERE / program / FILE
    lines = file.read_text().splitlines() if file.exists() else ()
    return tuple(Finding(*line.split(BETWEEN)) for line in lines)


def write(program: str, found: Iterable[Finding]) -> None:
    """Write a program's file anew; what is still found keeps its judgement."""
    judged = {each.bare: each for each in read(program)}
    lines = (judged.get(each, each).line for each in sorted(found))
    (HERE / program / FILE).write_text("".join(f"{line}\n" for line in lines))


def arguments(program: str) -> list[str]:
    """Return how the sandbox is asked to preview a program under the pack."""
    folder, answers = HERE / program, HERE / program / "answers.json"
    pack = ["--policy-pack", str(HERE.parents[1] / "policy_pack")]
    return [
        "preview",
        "--json",
        "--cwd",
        str(folder),
        *pack,
        *(["--answers", str(answers)] * answers.exists()),
    ]


def findings(violations: Iterable[Mapping[str, str]]) -> tuple[Finding, ...]:
    """Return the violations of a preview in the order of the files."""
    return tuple(sorted(_finding(each["policy"], each["message"]) for each in violations))


def _finding(policy: str, message: str) -> Finding:
    """Take a message apart into who it is about and what is found."""
    subject, _, clause = message.partition(": ")
    return Finding(policy, subject, clause.rstrip("."))
