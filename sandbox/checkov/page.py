"""The page of checkov's checks and what answers each, for people: ``python -m sandbox.checkov.page``.

It stands in ``CHECKOV.md``. What checkov checks of our types is in ``checks.json``, the policy pack says
which controls cover it, and the rest of the answers is in ``answers.yaml``.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from sandbox import pack, project
from sandbox.checkov import catalogue
from sandbox.checkov.answers import NONE, Answer, answers
from sandbox.checkov.catalogue import Check
from sandbox.checkov.controls import Controls, of_packs
from sandbox.checkov.program import ROOT

PAGE = Path(__file__).resolve().parents[1] / "CHECKOV.md"
CONTROLS = "../policy_pack/CONTROLS.md"
MANY = 12
PATIENCE = 60


def page(controls: Controls) -> str:
    """Return the page as Markdown."""
    found = answers(controls)
    rows = [(check, found.get(check.id, NONE)) for check in catalogue.load()]
    return "\n".join((*_head(rows), *(_row(*row) for row in rows), ""))


def unanswered(controls: Controls) -> tuple[str, ...]:
    """Name the checks that nothing answers, and the answers to what is no check of ours."""
    found, checks = answers(controls), [each.id for each in catalogue.load()]
    written = {name for name, each in found.items() if each.out_of_scope or each.wrong or each.but}
    return (*(each for each in checks if not found.get(each, NONE).text), *sorted(written - {*checks}))


def _head(rows: list[tuple[Check, Answer]]) -> Iterator[str]:
    covered = [answer for _, answer in rows if answer.controls]
    off = sum(set(answer.controls) == set(answer.off) for answer in covered)
    outside = sum(bool(answer.out_of_scope) for _, answer in rows)
    wrong = sum(bool(answer.wrong) for _, answer in rows)
    yield "# What checkov checks, and what answers it"
    yield ""
    yield (
        f"checkov has {len(rows)} checks on the types of this project's stacks: {len(covered)} are covered "
        f"by controls of the policy pack ({off} of them by controls that are off until a configuration turns "
        f"them on), {outside} are out of scope, and {wrong} say what is not so of some programs."
    )
    yield ""
    yield "This page is written by `python -m sandbox.checkov.page`; it is not edited."
    yield ""
    yield "| check | says | of | answer |"
    yield "|---|---|---|---|"


def _row(check: Check, answer: Answer) -> str:
    types = ", ".join(f"`{each}`" for each in check.types) if len(check.types) <= MANY else "every type"
    parts = (
        ", ".join(_control(each, answer) for each in answer.controls),
        f"Out of scope: {answer.out_of_scope}" if answer.out_of_scope else "",
        f"Wrong: {answer.wrong}" if answer.wrong else "",
        f"But {answer.but}" if answer.but else "",
    )
    return f"| {check.id} | {check.name.strip()} | {types} | {'. '.join(each for each in parts if each)} |"


def _control(name: str, answer: Answer) -> str:
    return f"[{name}]({CONTROLS}#{name}){' (off)' if name in answer.off else ''}"


def main() -> int:
    """Write the page; fail where a check has no answer."""
    pack_of_ours = pack.load(ROOT / "policy_pack")
    controls = of_packs((pack_of_ours,), project.load(ROOT, project.DEFAULT_STACK), PATIENCE)
    missing = unanswered(controls)
    if missing:
        sys.stderr.write(f"error: found no answer, or no check, for {', '.join(missing)}\n")
        return 1
    PAGE.write_text(page(controls), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
