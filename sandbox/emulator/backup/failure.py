"""Why a job comes to nothing."""

from __future__ import annotations


class Failed(Exception):  # noqa: N818 it is what becomes of a job, not a fault of ours
    """A job's end, with the message that its status gives."""
