"""What came of drills as files for other readers: each made of the report, and of nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from runbooks.drill.report import Report
from runbooks.reports import chaos, document, junit, markdown, page, summary
from runbooks.reports.history import Past


def write(report: Report, folder: Path, history: Iterable[Past] = ()) -> Path:
    """Write all files of a report into the folder of its drill's id within ``folder``; return that one."""
    history = tuple(history)
    return _written(
        folder / report.identity.drill_id,
        {
            "report.json": document.text(document.document(report)),
            "report.md": markdown.report(report, history),
            "report.html": page.report(report, history),
            "junit.xml": junit.report([report]),
            # The run's own journal, by which it is taken up again, may stand beside it as journal.json.
            "chaos-journal.json": chaos.report(report),
        },
    )


def index(reports: Iterable[Report], folder: Path) -> Path:
    """Write one summary over reports that were written into ``folder``; return it."""
    reports = tuple(reports)
    return _written(
        folder,
        {
            "index.html": summary.page(reports),
            "index.md": summary.markdown(reports),
            "junit.xml": junit.report(reports),
        },
    )


def _written(folder: Path, texts: dict[str, str]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder
