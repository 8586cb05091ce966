"""What a recovery point holds, whatever it was made of."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping

from sandbox.emulator.requests.answers import Given


class Content(ABC):
    """What was backed up. It raises ``Failed``; a restore acts in the account and region that are current."""

    @property
    @abstractmethod
    def size(self) -> int:
        """How many bytes it is."""

    @property
    @abstractmethod
    def metadata(self) -> dict[str, str]:
        """What a restore should know of it."""

    @abstractmethod
    def target(self, asked: Mapping[str, str], region: str, account: str) -> str:
        """Return the ARN of what a restore with this metadata makes."""

    @abstractmethod
    def restore(self, asked: Mapping[str, str], region: str) -> str:
        """Restore it, and return what is to be said of it."""

    @property
    def arn(self) -> str | None:
        """What the recovery point is called; ``None`` where that is for AWS Backup to say."""
        return None

    def sealing(self, key: str | None) -> Given:
        """Return how it is encrypted, as AWS describes a point in a vault with that key."""
        return {"IsEncrypted": True, **({"EncryptionKeyArn": key} if key else {})}

    def copied(self, region: str, account: str, key: str | None) -> Content:
        """Return what a vault with that key, in a region, gets of it; that may be the same."""
        del region, account, key
        return self

    def keep(self, arn: str) -> None:  # noqa: B027 most have nothing to do
        """Take note of the recovery point that it is in."""

    def drop(self) -> None:  # noqa: B027 the same
        """Take away what nobody can restore any more."""
