"""What stands behind the engine: nothing at a preview, an AWS at a deployment."""

from __future__ import annotations

from typing import Protocol

from sandbox import lookups
from sandbox.registration import Properties, Registration, State


class Cloud(Protocol):
    """Makes resources, and answers the provider's functions; may be asked from several threads at once."""

    dry_run: bool

    def make(self, registration: Registration, provider: Registration | None, region: str) -> State | None:
        """Make a resource real; ``None`` where nothing is made."""

    def answer(self, token: str, arguments: Properties, region: str) -> Properties | None:
        """Return what the function ``token`` says in a region, ``None`` where nobody knows."""

    def keep(self) -> None:
        """Remember what was made, however the program ended; nothing is made any more."""

    def finish(self, exports: Properties) -> None:
        """Remember what a program that ended well exports. Raises ``SandboxError`` for what is left over."""


class Nowhere(Cloud):
    """A preview's: it makes nothing, and knows what holds for every account."""

    dry_run = True

    def make(self, registration: Registration, provider: Registration | None, region: str) -> None:
        """Make nothing."""

    def answer(self, token: str, arguments: Properties, region: str) -> Properties | None:
        """Answer from data."""
        return lookups.answer(token, arguments, region)

    def keep(self) -> None:
        """Remember nothing."""

    def finish(self, exports: Properties) -> None:
        """Remember nothing."""
