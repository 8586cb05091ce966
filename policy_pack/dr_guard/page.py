"""The page of all controls, for people, written from the catalogue: ``python -m dr_guard.page``.

It stands in ``CONTROLS.md`` beside the pack, with a section for each control under its id.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from dr_guard.catalogue import CONTROLS
from dr_guard.control import FRAMEWORKS, GROUPS
from dr_guard.omitted import OMITTED
from dr_guard.remedy import Chosen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dr_guard.control import Control
    from dr_guard.option import Option
    from dr_guard.remedy import Fix, Value

PAGE: Final = Path(__file__).parents[1] / "CONTROLS.md"
MANY: Final = 12


def page(controls: Iterable[Control] = CONTROLS) -> str:
    """Return the page as Markdown."""
    rows = tuple(controls)
    return "\n".join(
        (*_head(rows), *_index(rows), *(line for row in rows for line in _section(row)), *_omitted())
    )


def _head(controls: tuple[Control, ...]) -> Iterator[str]:
    levels = {
        level: sum(row.enforcement == level for row in controls)
        for level in ("mandatory", "advisory", "disabled")
    }
    mendable = sum(bool(row.fixes) for row in controls)
    yield "# Controls"
    yield ""
    yield (
        f"{len(controls)} controls: {levels['mandatory']} mandatory, {levels['advisory']} advisory, and "
        f"{levels['disabled']} that are off until a configuration turns them on. {mendable} mend what they "
        "find where they are set to `remediate`."
    )
    yield ""
    yield "This page is written from the catalogue by `python -m dr_guard.page`; it is not edited."
    yield ""
    yield "References are the names that a control has elsewhere:"
    yield ""
    yield from (f"- **{name}**: {title}" for name, title in FRAMEWORKS.items())
    yield ""


def _index(controls: tuple[Control, ...]) -> Iterator[str]:
    for group in GROUPS:
        yield f"## {group.capitalize()}"
        yield ""
        yield "| control | | severity | default |"
        yield "|---|---|---|---|"
        for row in controls:
            if row.group == group:
                yield f"| [{row.id}](#{row.id}) | {row.title} | {row.severity} | {row.enforcement} |"
        yield ""
    yield "## Every control"
    yield ""


def _section(control: Control) -> Iterator[str]:
    scope = "a single resource" if control.scope == "resource" else "the whole stack"
    yield f"### {control.id}"
    yield ""
    yield f"**{control.title}.** {control.why}"
    yield ""
    yield f"- Severity {control.severity}, {control.enforcement} by default; looks at {scope}."
    yield f"- Group `{control.group}`."
    yield f"- About {_types(control.types)}."
    yield f"- Elsewhere: {', '.join(control.references)}; [what AWS says]({control.url})."
    yield from _numbered("To satisfy it", control.remediation)
    if control.options:
        yield "- Options:"
        yield from (f"  - {_option(option)}" for option in control.options)
    if control.fixes:
        yield "- On `remediate`:"
        yield from (f"  - {_fix(fix)}" for fix in control.fixes)
    yield ""


def _types(types: tuple[str, ...]) -> str:
    if len(types) > MANY:
        return f"{len(types)} types of resource"
    return ", ".join(f"`{token}`" for token in types)


def _numbered(title: str, steps: tuple[str, ...]) -> Iterator[str]:
    yield f"- {title}:"
    yield from (f"  {number}. {step}" for number, step in enumerate(steps, start=1))


def _option(option: Option) -> str:
    default = option.default
    if isinstance(default, tuple):
        shown = ", ".join(f"`{each}`" for each in default) or "empty"
    else:
        shown = f"`{default}`" if isinstance(default, int) else "empty"
    return f"`{option.name}` (default: {shown}): {option.description}"


def _fix(fix: Fix) -> str:
    value = f"the option `{fix.value.option}`" if isinstance(fix.value, Chosen) else f"`{_shown(fix.value)}`"
    bound = "" if fix.bound == "exactly" else f" {fix.bound}"
    where = f" of {_types(fix.types)}" if fix.types else ""
    return f"`{fix.path}`{where} is set to{bound} {value}"


def _shown(value: Value) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return ", ".join(value) or "an empty list" if isinstance(value, tuple) else str(value)


def _omitted() -> Iterator[str]:
    yield "## What no control decides"
    yield ""
    yield from (f"- **{name}.** {reason}" for name, reason in OMITTED.items())
    yield ""


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
