"""Faults for as long as a drill or a test wants them, and not a moment longer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict

from sandbox.aws import Aws
from sandbox.emulator.faults.fault import Fault


@contextmanager
def fault(aws: Aws, name: str, wanted: Fault) -> Iterator[None]:
    """Have an emulator fail as wanted until the context ends, however it ends; ``name`` tells faults apart.

    Raises ``SandboxError`` where the emulator does not answer, also in the end: then nothing is known of it.
    """
    try:
        aws.control("PUT", f"faults/{name}", asdict(wanted))
        yield
    finally:
        aws.control("DELETE", f"faults/{name}")
