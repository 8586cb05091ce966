"""checkov's verdict as text for a person: each finding where the program makes it, and what answers it."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from sandbox.checkov.judgement import Finding, Judgement
from sandbox.terraform.told import told


def text(judgement: Judgement) -> Iterator[Text]:
    """Yield the report line by line."""
    for finding in judgement.findings:
        yield from _finding(finding)
    for finding in judgement.suppressed:
        yield from _suppressed(finding)
    for kind, found in (("UNUSED", judgement.unused), ("EXPIRED", judgement.expired)):
        for each in found:
            yield Text.assemble((f"{kind} suppression", "bold red"), f" {each.text} (review {each.review})")
    yield from (Text(f"Note: {note}", style="yellow") for note in (*judgement.notes, *told(judgement.plan)))
    yield _totals(judgement)


def where(finding: Finding) -> str:
    """Name the line that makes it; empty where nobody told."""
    return f"{finding.position.file}:{finding.position.line}" if finding.position else ""


def _finding(finding: Finding) -> Iterator[Text]:
    yield Text.assemble(("FAILED", "bold red"), (f" {finding.check}", "bold"), f" {finding.title}")
    yield Text("  " + "  ".join(each for each in (finding.path or finding.address, where(finding)) if each))
    if finding.urn:
        yield Text(f"  {finding.urn}", style="dim")
    yield Text(f"  {finding.answer.text or 'this project has no answer to this check'}", style="green")
    yield Text()


def _suppressed(finding: Finding) -> Iterator[Text]:
    if finding.suppression is None:
        return
    held = finding.suppression
    yield Text.assemble(
        ("suppressed", "cyan"), (f" {finding.check}", "bold"), f" {finding.path}  {where(finding)}"
    )
    yield Text(f"  {held.reason} ({held.control or held.choice}; review {held.review})", style="dim")


def _totals(judgement: Judgement) -> Text:
    verdict = ("FAILED", "bold red") if judgement.status else ("OK", "bold green")
    stale = len(judgement.unused) + len(judgement.expired)
    return Text.assemble(
        verdict,
        f": {judgement.project} / {judgement.stack}: {len(judgement.findings)} failed, ",
        f"{len(judgement.suppressed)} suppressed, {judgement.passed} passed",
        f", {stale} suppressions that do not hold" if stale else "",
        f"; {len(judgement.plan.resources)} resources held against checkov {judgement.version}".rstrip(),
        f" ({', '.join(judgement.frameworks)})",
    )
