"""The one way in which the sandbox says that it could not do its work."""

from __future__ import annotations


class SandboxError(Exception):
    """What was wrong, where, and what is wanted, for a person to read; the command ends with status 2."""
