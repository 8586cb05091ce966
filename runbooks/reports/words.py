"""How durations, moments and figures are worded: a figure never without the evidence that it has."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from runbooks.drill.durations import duration
from runbooks.drill.figures import Evidence
from runbooks.drill.report import Verdict

MARK: Final = {
    Evidence.PROMISED: "promised",
    Evidence.PUBLISHED: "published by AWS",
    Evidence.MODELLED: "modelled",
    Evidence.SANDBOX: "measured in a sandbox, not AWS's",
    Evidence.ACCOUNT: "measured in an account",
}
"""The evidence in few words, for where a figure stands alone."""
ABSENT: Final = {
    Evidence.PROMISED: "nothing promised",
    Evidence.PUBLISHED: "not published",
    Evidence.MODELLED: "unknown",
    Evidence.SANDBOX: "not measured",
    Evidence.ACCOUNT: "not measured",
}
"""What is said where there is no figure, which is never 0."""
CONTROLS: Final = {Verdict.PASSED: "fails as it must", Verdict.FAILED: "does not fail as it must"}
CLOCKS: Final = {
    Evidence.SANDBOX: "the sandbox's own clock, which is moved forward; UTC",
    Evidence.ACCOUNT: "the clock of the machine that drilled; UTC",
}
MADE: Final = "by the clock of the machine that drilled"
"""Whose clock the moment is by at which a report was made, whatever was drilled."""


def controlled(verdict: Verdict) -> str:
    """Word the verdict of a control, which passes when the drill fails."""
    return CONTROLS.get(verdict, verdict.value)


def figure(span: timedelta | None, evidence: Evidence) -> str:
    """Word a figure with its evidence; where there is none, say so."""
    return ABSENT[evidence] if span is None else f"{duration(span)} ({MARK[evidence]})"


def moment(at: datetime | None, absent: str = "did not come so far") -> str:
    """Word a moment in UTC, to the second."""
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC" if at else absent


def printable(text: str) -> str:
    """Replace what may stand in no XML, as commands print it now and then."""
    return "".join(
        each if each in "\t\n" or _is_text(ord(each)) else "\N{REPLACEMENT CHARACTER}" for each in text
    )


def _is_text(point: int) -> bool:
    return 0x20 <= point < 0x7F or 0xA0 <= point < 0xD800 or 0xE000 <= point < 0xFFFE or point > 0xFFFF  # noqa: PLR2004 the characters of XML, without controls
