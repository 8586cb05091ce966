"""Which errors are a person's to put right, and how they are said: one message, no trace."""

from __future__ import annotations

from botocore.exceptions import BotoCoreError, ClientError

from runbooks.catalogue import UnknownScenarioError
from runbooks.drill.journal import JournalError
from runbooks.page import PageError
from runbooks.reports.history import HistoryError
from sandbox.errors import SandboxError
from sandbox.up import RefusedError

OURS = (
    BotoCoreError,
    ClientError,
    HistoryError,
    JournalError,
    OSError,
    PageError,
    SandboxError,
    UnknownScenarioError,
)


def said(error: Exception) -> str | None:
    """Word an error; ``None`` is a defect of ours, whose trace is wanted."""
    if isinstance(error, RefusedError):
        return f"the policy pack refuses the stack, with {error}; see: python -m sandbox preview"
    return str(error) if isinstance(error, OURS) else None
