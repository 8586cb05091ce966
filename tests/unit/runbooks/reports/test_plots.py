"""What the pictures of a report show."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from runbooks.drill.losses import Losses
from runbooks.reports import alarms, budget, plots, svg, trend
from tests.rehearsed import (
    ACCOUNT,
    BROKEN,
    CONTROL,
    ENDS,
    FAILED,
    HISTORY,
    NOT_STEADY,
    PASSED,
    UNPROMISED,
    past,
)


def tree(plot) -> Any:
    return ET.fromstring(plot.image)  # noqa: S314 it was just made here


def shapes(plot, kind):
    """Return the shapes of a class."""
    return [each for each in tree(plot).iter() if kind in (each.get("class") or "").split()]


def titles(plot, kind):
    return [each.findtext("title") for each in shapes(plot, kind)]


def texts(plot, kind):
    return [each.text for each in shapes(plot, kind)]


def width(shape):
    return float(shape.get("width"))


def all_of(report):
    drawn = [
        plots.timeline(report),
        plots.availability(report),
        plots.recovered(report),
        alarms.strips(report),
    ]
    return plots.drawn([budget.objective(report), *drawn, trend.trend(report.scenario, HISTORY)])


@pytest.mark.parametrize("end", ENDS)
def test_a_picture_is_one_image_with_a_title_that_says_its_evidence(end):
    mark = "in an account" if end == "account" else "in a sandbox"
    for plot in all_of(ENDS[end]):
        root = tree(plot)
        assert (root.tag, root.get("role"), root[0].tag) == ("svg", "img", "title")
        assert root[0].text == root.get("aria-label")
        measured = plot.name != "Objective" or ENDS[end].measured_rto is not None
        assert (mark in root[0].text) is measured
        assert [each for each in root.iter() if each.tag in {"a", "image", "script", "style", "use"}] == []


@pytest.mark.parametrize("end", ENDS)
def test_nothing_is_drawn_outside_of_a_picture(end):
    for plot in all_of(ENDS[end]):
        root = tree(plot)
        _, _, right, bottom = map(float, root.get("viewBox").split())
        for each in root.iter():
            x = [float(each.get(name, 0)) for name in ("x", "x1", "x2", "cx")]
            y = [float(each.get(name, 0)) for name in ("y", "y1", "y2", "cy")]
            assert min(x + y) >= 0
            assert max(x) + (width(each) if each.tag == "rect" else 0) <= right
            assert max(y) + (float(each.get("height")) if each.tag == "rect" else 0) <= bottom


def test_the_objective_bar_is_as_long_as_its_phases_against_the_promise():
    plot = budget.objective(PASSED)
    widths = [width(each) for each in shapes(plot, "phase")]
    assert titles(plot, "phase") == [
        "detect 7 min", "decide 1 min", "recover 13 min", "verify 2 min 3 s",
        "detect 6 min", "decide 5 min", "verify 1 min",
    ]  # fmt: skip
    limit = float(shapes(plot, "limit")[0].get("x1")) - budget.LEFT
    assert sum(widths[:4]) / limit == pytest.approx(1383 / 3600, rel=1e-3)
    assert titles(plot, "limit") == ["RTO 1 h (promised)"]


def test_an_unknown_part_is_drawn_as_unknown_and_not_as_nothing():
    plot = budget.objective(PASSED)
    assert titles(plot, "unknown") == ["recover: unknown"]
    assert texts(plot, "row") == ["measured in a sandbox, not AWS's: RTO 23 min 3 s", "modelled: RTO unknown"]


def test_parts_follow_each_other_without_a_gap_and_without_covering():
    plot = budget.objective(PASSED)
    bars = [each for each in tree(plot) if each.tag == "rect"]
    for before, bar in pairwise([each for each in bars if each.get("y") == bars[-1].get("y")]):
        assert float(bar.get("x")) == pytest.approx(float(before.get("x")) + width(before), abs=0.11)


def test_a_broken_promise_lies_within_the_bar():
    plot = budget.objective(BROKEN)
    end = max(float(each.get("x")) + width(each) for each in shapes(plot, "phase")[:4])
    assert float(shapes(plot, "limit")[0].get("x1")) < end


def test_without_a_promise_there_is_no_line_of_one():
    plot: Any = budget.objective(UNPROMISED)
    assert shapes(plot, "limit") == []
    assert "nothing promised" in plot.caption


def test_the_timeline_has_a_bar_for_each_step_that_was_begun():
    assert [said.partition(":")[0] for said in titles(plots.timeline(FAILED), "phase")] == [
        f"{each.label}. {each.title}" for each in FAILED.outcomes if each.started
    ]
    assert titles(plots.timeline(FAILED), "failed")[0].startswith(
        "1. The alarm has called: failed, 6 min 18 s"
    )
    assert shapes(plots.timeline(PASSED), "failed") == []


def test_moments_stand_where_they_were_and_do_not_cover_each_other():
    plot = plots.timeline(PASSED)
    named = {each.text: each for each in shapes(plot, "name")}
    moments = ["cleaned", "verified", "recovered", "recovering", "declared", "detected", "injected"]
    assert [*named] == moments
    taken = sorted((float(each.get("y")), float(each.get("x")), each.text) for each in named.values())
    for (y, x, text), (below, after, _) in pairwise(taken):
        assert below > y or after >= x + len(text) * svg.LETTER


def test_what_was_not_come_to_has_no_moment():
    assert texts(plots.timeline(NOT_STEADY), "name") == []
    plot: Any = plots.timeline(NOT_STEADY)
    assert plot.caption.startswith("Time since the drill began")


def test_the_strip_joins_what_went_alike():
    plot: Any = plots.availability(PASSED)
    assert titles(plot, "bad") == [
        "41 health probes failed, from 30 s to 21 min",
        "20 writes failed, from 30 s to 10 min 30 s",
    ]
    assert len(shapes(plot, "good")) == 4
    assert plot.caption == (
        "Availability: 27 of 68 health probes went well; 48 of 68 writes went well, "
        "measured in a sandbox, not AWS's."
    )


def test_without_probes_there_is_no_strip():
    assert plots.availability(replace(PASSED, beats=())) is None


def heights(plot, kind):
    points = shapes(plot, kind)[0].get("points").split()
    return [float(point.partition(",")[2]) for point in points]


def test_the_curve_of_what_is_there_falls_short_by_what_is_lost():
    plot = plots.recovered(PASSED)
    top, bottom = min(heights(plot, "acknowledged")), max(heights(plot, "acknowledged"))
    assert (bottom - min(heights(plot, "there"))) / (bottom - top) == pytest.approx(46 / 48, rel=1e-3)
    gap = shapes(plot, "gap")[0]
    scale = (plots.RIGHT - plots.LEFT) / (35 * 60)
    assert width(gap) == pytest.approx(60 * scale, abs=0.1)
    assert titles(plot, "gap") == ["RPO 1 min, measured in a sandbox, not AWS's"]


def test_where_nothing_is_lost_there_is_no_gap():
    plot = plots.recovered(replace(PASSED, losses=Losses(48, (), timedelta())))
    assert shapes(plot, "gap") == []
    assert heights(plot, "acknowledged") == heights(plot, "there")


def test_where_no_record_was_counted_there_is_no_curve():
    assert plots.recovered(FAILED) is None
    assert plots.recovered(replace(PASSED, losses=Losses(0, (), timedelta()))) is None


def test_history_marks_what_did_not_pass_and_what_an_account_measured():
    plot = trend.trend("items-corrupted", HISTORY)
    assert [each.tag for each in shapes(plot, "point")] == [
        "circle",
        "circle",
        "circle",
        "rect",
        "circle",
    ] * 2
    assert titles(plot, "hollow") == [
        "2026-11-22 2222222: 28 min (measured in a sandbox, not AWS's), failed",
        "2026-11-22 2222222: 4 min 30 s (measured in a sandbox, not AWS's), failed",
    ]
    assert texts(plot, "tick")[-5:] == ["5555555", "4444444", "3333333", "2222222", "1111111"]


def test_history_shows_the_newest_of_many_and_names_what_there_is_room_for():
    plot = trend.trend("items-corrupted", [past(day, day, 0) for day in range(100)])
    assert len(shapes(plot, "point")) == 2 * trend.SHOWN
    named = [each for each in shapes(plot, "tick") if len(each.text) == trend.COMMIT]
    assert named[0].text == "9" * trend.COMMIT
    apart = [float(a.get("x")) - float(b.get("x")) for a, b in pairwise(named)]
    assert min(apart) > trend.COMMIT * svg.LETTER


def test_without_a_measured_run_there_is_no_history():
    assert trend.trend("bad-release", HISTORY) is None
    assert trend.trend("items-corrupted", [replace(HISTORY[0], rto=None, rpo=None)]) is None
    assert trend.trend("items-corrupted", [HISTORY[0]]) is not None


def test_ticks_are_round_and_not_too_many():
    scale = svg.Scale(timedelta(minutes=-7), timedelta(minutes=52), 0, 590)
    assert [each.total_seconds() / 60 for each in scale.ticks()] == [0, 10, 20, 30, 40, 50]
    assert [round(scale.at(each)) for each in scale.ticks()] == [70, 170, 270, 370, 470, 570]
    for seconds in (1, 3, 59, 601, 9000, 90_000, 4_000_000):
        assert 1 < len(svg.Scale(timedelta(), timedelta(seconds=seconds), 0, 1).ticks()) <= svg.TICKS + 2


def test_a_drill_that_took_no_time_is_drawn_all_the_same():
    first = replace(NOT_STEADY.outcomes[0], ended=NOT_STEADY.started)
    still = replace(NOT_STEADY, ended=NOT_STEADY.started, outcomes=(first,), beats=())
    assert titles(plots.timeline(still), "phase") == ["S1. The API is healthy: held, 0 s"]


def test_where_no_step_was_begun_there_is_no_timeline():
    assert plots.timeline(replace(NOT_STEADY, outcomes=())) is None


def test_text_in_a_picture_is_only_text():
    evil = replace(CONTROL.outcomes[0], title="</title><script>x</script>\x00")
    plot = plots.timeline(replace(ACCOUNT, outcomes=(evil,)))
    assert titles(plot, "phase") == ["S1. </title><script>x</script>\ufffd: held, 30 s"]
