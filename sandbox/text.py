"""A preview as text for a person: what would be there, what is wrong with it, and how to mend that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from rich.text import Text

from sandbox.preview import Preview
from sandbox.tree import Group, groups, path, resources
from sandbox.verdict import Violation

NEXT = "python -m sandbox status says how to reach it; forward and fault put it to the test; down ends it"
STYLES = {"mandatory": "bold red", "advisory": "yellow", "not run": "bold magenta"}


def text(preview: Preview) -> Iterator[Text]:
    """Yield the report line by line."""
    done = "deployed into the sandbox" if preview.deployed else "previewed offline; nothing is deployed"
    yield Text.assemble((f"{preview.project.name} / {preview.project.stack}", "bold"), f" {done}")
    yield Text()
    yield from _printed(preview.printed)
    yield from _tree(preview)
    yield from _remediations(preview)
    for violation in sorted(preview.violations, key=_most_serious):
        yield from _violation(preview, violation)
    yield from _notes(preview)
    yield totals(preview)
    if preview.deployed:
        yield Text(NEXT, style="dim")


def _most_serious(violation: Violation) -> tuple[bool, str, str]:
    return violation.level != "mandatory", violation.policy, violation.urn


def totals(preview: Preview) -> Text:
    """Say it all in one line."""
    mandatory = len(preview.mandatory)
    not_run = sum(each.did_not_run for each in preview.violations)
    advisory = len(preview.violations) - mandatory - not_run
    policies = sum(len(each.policies) for each in preview.analyses)
    count = len(resources(preview.recording))
    seconds = sum(preview.seconds.values())
    verdict = ("FAILED", "bold red") if mandatory else ("OK", "bold green")
    return Text.assemble(
        verdict,
        f": {_plural(mandatory, 'mandatory violation')}, {advisory} advisory",
        (f", {_plural(not_run, 'policy', 'policies')} not run; " if not_run else "; "),
        f"{_plural(count, 'resource')}{_changes(preview)}",
        f" held against {_plural(policies, 'policy', 'policies')} in {seconds:.1f} s",
    )


def _changes(preview: Preview) -> str:
    """Count what a deployment did to the resources."""
    states, own = preview.recording.states, resources(preview.recording)
    found = Counter(states[each.urn].change for each in own if each.urn in states)
    counts = ", ".join(f"{count} {change}" for change, count in sorted(found.items()))
    return f" ({counts})" if counts else ""


def _plural(number: int, one: str, many: str | None = None) -> str:
    return f"{number} {one if number == 1 else many or f'{one}s'}"


def _printed(printed: str) -> Iterator[Text]:
    lines = printed.strip().splitlines()
    if lines:
        yield Text("The program printed:", style="bold")
        yield from (Text(f"  | {line}", style="dim") for line in lines)
        yield Text()


def _tree(preview: Preview) -> Iterator[Text]:
    found = groups(preview.recording)
    width = max((len(_name(each)) for each in found), default=0)
    yield Text("Resources", style="bold")
    for group in found:
        kinds = ", ".join(f"{count} {kind}" if count > 1 else kind for kind, count in group.counts)
        yield Text.assemble(
            f"  {_name(group):<{width}}  ", (f"{len(group.resources):>3}", "cyan"), f"  {kinds}"
        )
    yield Text()


def _name(group: Group) -> str:
    return group.component.name if group.component else "(no component)"


def _remediations(preview: Preview) -> Iterator[Text]:
    for each in (found for analysis in preview.analyses for found in analysis.remediations):
        yield Text.assemble(("REMEDIATED", "bold cyan"), f" {each.policy} ({each.pack})")
        yield Text(f"  {path(preview.recording, each.urn)}: {', '.join(each.changed) or 'nothing'} changed")
        yield Text()


def _violation(preview: Preview, violation: Violation) -> Iterator[Text]:
    severity = f" {violation.severity}" if violation.severity else ""
    level = "not run" if violation.did_not_run else violation.level
    yield Text.assemble(
        (level.upper(), STYLES[level]),
        severity,
        (f" {violation.policy}", "bold"),
        f" ({violation.pack})",
    )
    yield Text(f"  {path(preview.recording, violation.urn)}")
    yield Text(f"  {violation.urn}", style="dim")
    yield from (Text(f"  {line}") for line in (violation.message or violation.description).splitlines())
    steps = violation.remediation.splitlines()
    if steps:
        yield Text(
            "\n    ".join(["  To mend it:", *steps] if steps[1:] else [f"  To mend it: {steps[0]}"]), "green"
        )
    yield Text()


def _notes(preview: Preview) -> Iterator[Text]:
    unanswered = sorted({each.token for each in preview.recording.lookups if not each.answered})
    notes = [
        *(f"{token} has no answer offline: its result is unknown (see --answers)" for token in unanswered),
        *(f"{key} is encrypted: a placeholder stands for it" for key in preview.project.encrypted),
    ]
    if notes:
        yield from (Text(f"Note: {note}", style="yellow") for note in notes)
        yield Text()
