"""Notes that steps leave each other, and whoever cleans up: each is kept when it is made."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class Notes(dict[str, Any]):
    """JSON by name; ``keep`` is told after each note that is set, not of what changes within one."""

    keep: Callable[[], None] = staticmethod(lambda: None)

    def __setitem__(self, name: str, value: Any) -> None:  # noqa: ANN401 any JSON
        """Set a note, and have all of them kept."""
        super().__setitem__(name, value)
        self.keep()
