"""A report as one self-contained page: no script, nothing from elsewhere, fit to be printed."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from runbooks.drill.durations import duration
from runbooks.drill.figures import Evidence
from runbooks.drill.report import Report
from runbooks.reports import alarms, budget, plots, tables, trend
from runbooks.reports.columns import columns, margins, phases
from runbooks.reports.document import document
from runbooks.reports.history import Past
from runbooks.reports.junit import expected_failure
from runbooks.reports.words import MADE, MARK, figure, moment, printable

TEMPLATES: Final = Path(__file__).parent
PAGE: Final = "page.html.jinja"


def report(drill: Report, history: Iterable[Past] = ()) -> str:
    """Return the page as HTML."""
    kept = document(drill)
    drawn = (
        budget.objective(drill),
        plots.timeline(drill),
        plots.availability(drill),
        alarms.strips(drill),
        plots.recovered(drill),
        trend.trend(drill.scenario, history),
    )
    return render(
        PAGE,
        drill=drill,
        columns=columns(drill),
        margins=margins(drill),
        phases=phases(drill),
        modelled=Evidence.MODELLED,
        plots=plots.drawn(drawn),
        moments=(("began", moment(drill.started)), *tables.moments(drill), ("ended", moment(drill.ended))),
        expected=expected_failure(drill),
        heard=alarms.said(drill),
        alarm_columns=alarms.COLUMNS,
        states=alarms.rows(drill),
        records=tables.integrity(drill),
        facts=tables.facts(drill, kept["digest"]),
        clean_up=tables.said_of(drill),
        made=MADE,
    )


def render(template: str, **values: object) -> str:
    """Fill a template of this folder in; every text is escaped, and a missing value is an error."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_printable,
    )
    worded = {"duration": duration, "figure": figure, "moment": moment, "mark": MARK.__getitem__}
    return environment.get_template(template).render(**worded, **values)


def _printable(value: object) -> object:
    """Leave what is markup already as it is."""
    return printable(value) if type(value) is str else value
