"""What is different between two previews, as lines for a person."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from sandbox.preview import Preview
from sandbox.tree import path, resources


def changes(before: Preview, after: Preview) -> Iterator[Text]:
    """Yield what came and went: resources first, then violations."""
    lines = [*_resources(before, after), *_violations(before, after)]
    yield Text("Against the last preview:", style="bold")
    yield from lines or [Text("  no resource or violation came or went")]


def _resources(before: Preview, after: Preview) -> Iterator[Text]:
    old = {each.urn: each for each in resources(before.recording)}
    new = {each.urn: each for each in resources(after.recording)}
    for urn, registration in new.items():
        if urn not in old:
            yield Text(f"  + {path(after.recording, urn)}", style="green")
        elif registration != old[urn]:
            yield Text(f"  ~ {path(after.recording, urn)}", style="yellow")
    for urn in old:
        if urn not in new:
            yield Text(f"  - {path(before.recording, urn)}", style="red")


def _violations(before: Preview, after: Preview) -> Iterator[Text]:
    old = {(each.policy, each.urn): each for each in before.violations}
    new = {(each.policy, each.urn): each for each in after.violations}
    for key in new:
        if key not in old:
            yield Text(f"  new: {key[0]} on {path(after.recording, key[1])}", style="red")
    for key in old:
        if key not in new:
            yield Text(f"  mended: {key[0]} on {path(before.recording, key[1])}", style="green")
