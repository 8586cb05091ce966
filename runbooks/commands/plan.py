"""What a drill would do, as text for bash: its steps as comments, the page's commands as they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from runbooks.catalogue import Runbook
from runbooks.drill.durations import duration
from runbooks.drill.model import Step
from runbooks.page import Block, filled, placeholders

UNFILLED = "What stands in braces is of a stack: --running or --target aws fills it in."
SET = "What only people know, such as the moment before a fault, is exported by hand first: see the page."


def lines(of: Runbook, values: Mapping[str, object] | None) -> Iterator[str]:
    """Give the text line by line; without ``values`` of a stack its commands stay as the page has them."""
    control, name = of.drill.control, of.page.path.name
    yield from _comment(f"{of.drill.scenario}: {of.page.title} ({name})")
    if values is None and any(placeholders(each.commands) for step in of.page.steps for each in step.blocks):
        yield from _comment(UNFILLED)
    yield from _comment(SET)
    for step in of.drill.steps:
        yield ""
        yield from _step(step)
        for block in of.page.step(step.label).blocks if step.label.isdigit() else ():
            yield from _block(block, values, f"{name}, step {step.label}")
    yield ""
    yield from _comment(f"Control: {control.title}; it must fail at step {control.fails_at}.")
    yield ""


def _step(step: Step) -> Iterator[str]:
    yield from _comment(f"{step.label}. {step.title} ({step.phase}, at most {duration(step.within)})")
    if step.account_only:
        yield from _comment(f"Only in an account: {step.account_only}")


def _block(block: Block, values: Mapping[str, object] | None, where: str) -> Iterator[str]:
    """Give commands at the begin of their lines: an indent would be part of a text over several lines."""
    commands, expect = (
        each if values is None else filled(each, values, where) for each in (block.commands, block.expect)
    )
    yield from commands.splitlines()
    if expect:
        yield from _comment(f"{'repeat until' if block.repeat else 'expect'}: {expect}")


def _comment(text: str) -> Iterator[str]:
    yield f"# {' '.join(text.split())}"
