"""The one way in which the sandbox says that it could not do its work."""

from __future__ import annotations

import json
import sys

FAILED = 2


class SandboxError(Exception):
    """What was wrong, where, and what is wanted, for a person to read; the command ends with status 2."""


class RefusedError(SandboxError):
    """What AWS, or its provider, refuses to answer: the program is told, and may go on."""


def failed(error: SandboxError, *, as_json: bool) -> int:
    """Say on stderr, and as a document where one was asked for, what went wrong; return the exit status."""
    if as_json:
        print(json.dumps({"form": 1, "status": FAILED, "error": str(error)}), flush=True)
    print(f"error: {error}", file=sys.stderr)
    return FAILED
