"""A page for operators: what it says, step by step, and its commands filled in for one stack."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

STEP = re.compile(r"([SIC]?\d+)\. (.+)")
EXPECT = re.compile(r"(Expect|Repeat until): `([^`]+)`")
LIMIT = re.compile(r"Time limit: (\d+) (s|min|h)\b")
PLACEHOLDER = re.compile(r"(?<!\$)\{([a-z][a-z_0-9]*)\}")
UNITS = {"s": "seconds", "min": "minutes", "h": "hours"}


class PageError(Exception):
    """A page is not written as pages are; the message says where and what is wanted."""


@dataclass(frozen=True)
class Block:
    """Commands for a shell, and what their output must have in it; ``repeat`` runs them until it has."""

    commands: str
    expect: str = ""
    repeat: bool = False


@dataclass(frozen=True)
class PageStep:
    """A numbered step: its title, the section that it stands in, its commands, and how long it may take."""

    label: str
    title: str
    section: str
    blocks: tuple[Block, ...] = ()
    limit: timedelta | None = None


@dataclass(frozen=True)
class Page:
    """A whole page as it is written, and what a drill needs to know of it."""

    path: Path
    text: str
    title: str
    sections: tuple[str, ...]
    steps: tuple[PageStep, ...]

    def step(self, label: str) -> PageStep:
        """Return a step. Raises ``PageError`` where the page has none of that number."""
        for each in self.steps:
            if each.label == label:
                return each
        raise PageError(f"{self.path.name}: found no step {label}")


def load(path: Path) -> Page:
    """Read a page. Raises ``PageError``."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise PageError(f"{path.name} cannot be read: {error.strerror}") from error
    return parsed(path, text)


def parsed(path: Path, text: str) -> Page:
    """Read a page's text: ``#`` the title, ``##`` sections, ``### 1. Title`` steps with ``sh`` blocks."""
    titles: dict[str, list[str]] = {"h1": [], "h2": []}
    steps: list[PageStep] = []
    for kind, content in _lines(MarkdownIt().parse(text)):
        if kind in titles:
            titles[kind].append(content)
        elif kind == "h3":
            found = STEP.fullmatch(content)
            if not found:
                raise PageError(f"{path.name}: found the heading {content!r}; wanted one such as '1. Look'")
            steps.append(PageStep(found[1], found[2], titles["h2"][-1] if titles["h2"] else ""))
        elif steps and steps[-1].section == titles["h2"][-1]:
            steps[-1] = _with(steps[-1], kind, content)
    if len(titles["h1"]) != 1:
        raise PageError(f"{path.name}: found {len(titles['h1'])} titles; wanted one")
    return Page(path, text, titles["h1"][0], tuple(titles["h2"]), tuple(steps))


def filled(text: str, values: Mapping[str, object], where: str) -> str:
    """Put a stack's values where the text names them, as ``{dynamodb_table_name}``; a list's go side by side.

    Raises ``PageError``.
    """

    def value(match: re.Match[str]) -> str:
        if match[1] not in values:
            raise PageError(f"{where}: found {match[0]}, which is no output of the stack")
        found = values[match[1]]
        return " ".join(map(str, found)) if isinstance(found, (list, tuple)) else str(found)

    return PLACEHOLDER.sub(value, text)


def placeholders(text: str) -> set[str]:
    """Name the values that a text wants filled in."""
    return set(PLACEHOLDER.findall(text))


def _lines(tokens: list[Token]) -> Iterator[tuple[str, str]]:
    """Give headings by their tag, fences of a shell and paragraphs, each with its text."""
    for before, token in zip([Token("", "", 0), *tokens], tokens, strict=False):
        if token.type == "fence" and token.info == "sh":
            yield "sh", token.content.strip()
        elif token.type == "inline":
            yield before.tag if before.type == "heading_open" else "p", token.content


def _with(step: PageStep, kind: str, content: str) -> PageStep:
    """Add to a step what a line of it says."""
    if kind == "sh":
        return replace(step, blocks=(*step.blocks, Block(content)))
    act: list[Callable[[PageStep], PageStep]] = []
    if (found := EXPECT.search(content)) and step.blocks:
        last = replace(step.blocks[-1], expect=found[2], repeat=found[1] != "Expect")
        act.append(lambda of: replace(of, blocks=(*of.blocks[:-1], last)))
    if limit := LIMIT.search(content):
        span = timedelta(**{UNITS[limit[2]]: int(limit[1])})
        act.append(lambda of: replace(of, limit=span))
    for each in act:
        step = each(step)
    return step
