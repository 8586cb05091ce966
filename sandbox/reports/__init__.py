"""A preview as a report for other readers than the person at the terminal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from sandbox.preview import Preview
from sandbox.reports import junit, markdown, page, sarif

FORMATS: Final[Mapping[str, Callable[[Preview], str]]] = {
    "html": page.report,
    "md": markdown.report,
    "sarif": sarif.report,
    "junit": junit.report,
}
