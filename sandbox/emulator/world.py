"""What the parts of the emulator share."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from sandbox.emulator.clock import Clock
from sandbox.emulator.faults.fault import Faults


@dataclass(frozen=True)
class Identity:
    """Who asks: the one account there is, and the secret that signs for it and opens the controls."""

    account: str
    secret: str


@dataclass(frozen=True)
class World:
    """One emulator: its identity, its port on loopback, a folder that goes when it goes, time and faults."""

    identity: Identity
    port: int
    folder: Path
    clock: Clock = field(default_factory=Clock)
    faults: Faults = field(default_factory=Faults)

    @property
    def endpoint(self) -> str:
        """Where it serves."""
        return f"http://127.0.0.1:{self.port}"
