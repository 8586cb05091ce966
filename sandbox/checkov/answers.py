"""What is answered to a check of checkov's: the controls that cover it, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from sandbox.checkov.controls import Controls
from sandbox.registration import Json
from sandbox.yaml_1_2 import load_yaml

FILE = Path(__file__).with_name("answers.yaml")
NAMES = frozenset({"out_of_scope", "wrong", "but"})


@dataclass(frozen=True)
class Answer:
    """The controls that ask for the same or more; else why there is none.

    ``wrong`` is why the check says what is not so, ``out_of_scope`` why nobody here asks for it; ``but`` is
    where the controls and the check differ. Of the controls, ``off`` are those that are not enforced.
    """

    controls: tuple[str, ...] = ()
    out_of_scope: str = ""
    wrong: str = ""
    but: str = ""
    off: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The answer in one line; empty where there is none."""
        named = [f"{each} (off)" if each in self.off else each for each in self.controls]
        told = (
            f"covered by {', '.join(named)}" if named else "",
            f"out of scope: {self.out_of_scope}" if self.out_of_scope else "",
            f"wrong: {self.wrong}" if self.wrong else "",
            f"but {self.but}" if self.but else "",
        )
        return "; ".join(each for each in told if each)


NONE = Answer()


def answers(controls: Controls) -> dict[str, Answer]:
    """Return the answers by the id of the check: what is written down, and what controls cover."""
    written = load()
    found = {}
    for check in sorted({*written, *controls.by_check}):
        names = controls.by_check.get(check, ())
        off = tuple(each for each in names if each not in controls.enforced)
        found[check] = replace(written.get(check, NONE), controls=names, off=off)
    return found


@cache
def load() -> dict[str, Answer]:
    """Read what is written down of checks that no control covers whole."""
    rows = load_yaml(FILE.read_text(encoding="utf-8"))
    if not isinstance(rows, dict):
        raise TypeError(f"{FILE.name}: wanted answers by the id of a check")
    return {check: _answer(check, row) for check, row in rows.items()}


def _answer(check: str, row: Json) -> Answer:
    if not isinstance(row, dict) or set(row) - NAMES or not row:
        raise TypeError(f"{FILE.name}: {check}: found {row!r}; wanted {', '.join(sorted(NAMES))}")
    texts = {name: str(value) for name, value in row.items()}
    return Answer((), texts.get("out_of_scope", ""), texts.get("wrong", ""), texts.get("but", ""))
