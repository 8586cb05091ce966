"""The pages of drills as a real browser shows them: on a screen, light and dark, narrow, and printed."""

import re

import pytest

from runbooks import reports
from tests.browser import chromium
from tests.rehearsed import CONTROL, ENDS, HISTORY, PASSED

pytestmark = pytest.mark.skipif(
    chromium.found() is None,
    reason="no Chromium on PATH looks at the pages; on Debian: apt-get install chromium",
)
LOOKS = {
    "light": {"scheme": "light"},
    "dark": {"scheme": "dark"},
    "narrow": {"width": 400},
    "printed": {"media": "print", "width": 700},
}
WORDS = """[...document.querySelectorAll('svg text')].map(text => {
    const inner = text.getBoundingClientRect(), outer = text.ownerSVGElement.getBoundingClientRect();
    return {said: text.textContent, left: inner.left - outer.left, right: outer.right - inner.right,
            top: inner.top - outer.top, bottom: outer.bottom - inner.bottom};
})"""
INSIDE = """[...document.querySelectorAll('svg text.inside, svg text.outside')].filter(text => {
    const inner = text.getBoundingClientRect(), bar = text.previousElementSibling.getBoundingClientRect();
    return inner.left < bar.left || inner.right > bar.right;
}).map(text => text.textContent)"""
COVERED = """[...document.querySelectorAll('svg')].flatMap(svg => {
    const texts = [...svg.querySelectorAll('text')];
    const boxes = texts.map(text => [text.textContent, text.getBoundingClientRect()]);
    return boxes.flatMap(([said, a], place) => boxes.slice(place + 1).filter(([, b]) =>
        a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 4 && b.top < a.bottom - 4
    ).map(([other]) => [said, other]));
})"""
CUT = """[...document.querySelectorAll('td, th, li, p, figcaption, pre')].filter(
    each => each.scrollWidth > each.clientWidth + 1 && each.clientWidth
).map(each => each.textContent)"""
PALE = """(() => {
    const parts = color => color.match(/[0-9.]+/g).map(Number);
    const light = color => parts(color).slice(0, 3).map(each => each / 255)
        .map(each => each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4)
        .reduce((sum, each, place) => sum + each * [0.2126, 0.7152, 0.0722][place], 0);
    const ratio = (a, b) => (Math.max(light(a), light(b)) + 0.05) / (Math.min(light(a), light(b)) + 0.05);
    const ground = getComputedStyle(document.body).backgroundColor;
    return [...document.querySelectorAll('td, th, p, li, span, figcaption, a, svg text')].map(each => {
        const style = getComputedStyle(each), bar = each.previousElementSibling;
        const front = each instanceof SVGElement ? style.fill : style.color;
        const back = each.matches('.inside') ? getComputedStyle(bar).fill : ground;
        return [each.textContent, ratio(front, back)];
    }).filter(([, found]) => found < 4.5);
})()"""


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """Return the pages by their names."""
    folder = tmp_path_factory.mktemp("pages")
    pages = {end: reports.write(drill, folder / end, HISTORY) / "report.html" for end, drill in ENDS.items()}
    return {**pages, "index": reports.index([PASSED, CONTROL], folder) / "index.html"}


@pytest.fixture(scope="module")
def tab():
    """Return a tab of a browser, which ends with the tests of this module."""
    with chromium.tab() as tab:
        yield tab


@pytest.fixture(params=[*ENDS, "index"])
def shown(request, tab, written):
    """Return the tab with a page in it."""
    tab.open(written[request.param].as_uri())
    return tab


def test_a_page_asks_for_nothing_and_the_console_is_silent(shown):
    asked = [each["request"]["url"] for each in shown.named("Network.requestWillBeSent")]
    assert [each.rpartition("/")[2] in {"report.html", "index.html"} for each in asked] == [True]
    heard = ("Log.entryAdded", "Runtime.exceptionThrown", "Runtime.consoleAPICalled")
    assert shown.named(*heard) == []


@pytest.mark.parametrize("look", LOOKS)
def test_all_that_is_written_can_be_read(shown, look):
    shown.look(**LOOKS[look])
    assert shown.value("[...document.querySelectorAll('svg')].filter(each => !each.clientHeight).length") == 0
    words = shown.value(WORDS)
    assert [each for each in words if min(each["left"], each["right"], each["top"], each["bottom"]) < 0] == []
    assert shown.value(INSIDE) == []
    assert shown.value(COVERED) == []
    assert shown.value(CUT) == []
    assert shown.value(PALE) == []
    assert shown.value("document.documentElement.scrollWidth - innerWidth") <= 0


def test_every_picture_is_there_and_has_a_name(tab, written):
    tab.open(written["passed"].as_uri())
    tab.look()
    named = tab.value(
        "[...document.querySelectorAll('figure')].map(each => [each.querySelector('h3').textContent, "
        "each.querySelector('svg[role=img]').getAttribute('aria-label').length > 20, "
        "each.querySelector('svg').getBoundingClientRect().height > 80])"
    )
    assert named == [
        [name, True, True]
        for name in ("Objective", "Timeline", "Availability", "Alarms", "Recovered data", "History")
    ]


def test_dark_is_dark_and_paper_is_white(tab, written):
    tab.open(written["passed"].as_uri())
    grounds = {}
    for look, how in LOOKS.items():
        tab.look(**{**how, "scheme": how.get("scheme", "dark")})
        grounds[look] = tab.value("getComputedStyle(document.body).backgroundColor")
    assert grounds == {
        "light": "rgb(255, 255, 255)",
        "dark": "rgb(20, 24, 29)",
        "narrow": "rgb(20, 24, 29)",
        "printed": "rgb(255, 255, 255)",
    }


def test_it_prints_on_few_pages_and_looks_like_something(tab, written):
    tab.open(written["passed"].as_uri())
    tab.look()
    assert tab.picture().startswith(b"\x89PNG")
    assert len(re.findall(rb"/Type /Page\b", tab.printed())) in range(3, 9)
