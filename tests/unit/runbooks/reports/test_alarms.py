"""What a report shows of alarms: a table, a strip for each, and what is not known."""

from dataclasses import replace
from typing import Any
from xml.etree import ElementTree as ET

from runbooks.drill.alarms import Watch
from runbooks.reports import alarms, markdown, page
from tests.rehearsed import ACCOUNT, NOT_STEADY, PASSED, after

NAME, OTHER = "dr-dev-unhealthy-alarm", "dr-dev-api-5xx-alarm"


def bars(drill) -> list[Any]:
    """Return the bars of the strips, in the order in which they are drawn."""
    plot: Any = alarms.strips(drill)
    return [each for each in ET.fromstring(plot.image).iter() if each.tag == "rect"]  # noqa: S314 ours


def edges(bar):
    left = float(bar.get("x"))
    return left, left + float(bar.get("width"))


def test_each_state_is_a_row_with_the_moments_that_were_told():
    assert alarms.rows(PASSED)[:2] == (
        (NAME, "OK", "not told", "2026-11-20 08:16:00 UTC"),
        (NAME, "ALARM", "2026-11-20 08:16:00 UTC", "2026-11-20 08:32:30 UTC"),
    )
    assert alarms.rows(PASSED)[3] == (OTHER, "ALARM", "2026-11-20 08:18:00 UTC", "not told")


def test_both_reports_list_the_states_and_say_who_listened():
    text, html = markdown.report(PASSED), page.report(PASSED)
    assert f"| {NAME} | ALARM | 2026-11-20 08:16:00 UTC | 2026-11-20 08:32:30 UTC |" in text
    assert '<td class="short">ALARM<td>2026-11-20 08:16:00 UTC<td>2026-11-20 08:32:30 UTC' in html
    for found in (text, html):
        assert "listened from 2026-11-20 08:04:00 UTC to 2026-11-20 08:35:00 UTC" in found
        assert found.count("not told") >= 4
    assert 'aria-label="States of 2 alarms, measured in a sandbox' in html


def test_where_nobody_listened_or_nothing_was_told_it_is_said_and_nothing_is_drawn():
    nobody = "No subscriber of the drill's own listened: nothing is known of the states of alarms."
    assert alarms.said(NOT_STEADY) == nobody
    quiet = replace(PASSED, watch=Watch(after(4), after(35)), alarms=())
    assert "It was told of no change of an alarm." in alarms.said(quiet)
    for drill in (NOT_STEADY, quiet):
        assert (alarms.rows(drill), alarms.strips(drill)) == ((), None)
        assert "| alarm | state |" not in markdown.report(drill)
        assert "States of" not in page.report(drill)
    assert nobody in markdown.report(NOT_STEADY)


def test_a_moment_that_was_not_kept_is_said_to_be_unknown():
    unkept = replace(PASSED, watch=replace(PASSED.watch, begin=None, end=None))
    assert "from a moment that was not kept to a moment that was not kept" in alarms.said(unkept)
    assert len(bars(unkept)) == len(PASSED.watch.spells)


def test_figures_of_an_account_are_called_so():
    assert "measured in an account" in alarms.said(ACCOUNT)
    plot: Any = alarms.strips(ACCOUNT)
    assert plot.caption.startswith("States of 2 alarms, measured in an account. ")


def test_states_follow_each_other_and_what_was_missed_is_left_blank():
    drawn = bars(PASSED)
    assert [each.get("class") for each in drawn] == [
        "good open", "bad", "good open", "bad open", "silence open", "good open",
    ]  # fmt: skip
    assert [each.findtext("title").partition(",")[0] for each in drawn][:3] == [
        f"{NAME}: OK",
        f"{NAME}: ALARM",
        f"{NAME}: OK",
    ]
    first, ringing, last, lost, silent, again = map(edges, drawn)
    assert abs(first[1] - ringing[0]) < 0.2
    assert abs(ringing[1] - last[0]) < 0.2
    assert lost[1] - lost[0] < 2.1
    assert silent[1] - silent[0] < 2.1
    assert lost[1] < silent[0] <= again[0] + 0.1


def test_an_open_end_is_drawn_for_as_long_as_somebody_listened():
    whole = bars(PASSED)
    short = bars(replace(PASSED, watch=replace(PASSED.watch, begin=after(10), end=after(33))))
    assert edges(short[0])[0] > edges(whole[0])[0]
    assert edges(short[2])[1] < edges(whole[2])[1]
