"""The outputs that the SDK waits for, kept so that waiting for many costs no more than each of them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import TypeAlias

Output: TypeAlias = asyncio.Future[object]


class Outputs(set[Output]):
    """The SDK's set of outputs: who goes through it meets those that failed, or one that stands for the rest.

    By itself the SDK wakes up whenever some output is there, and looks at all others anew, by which a
    program's time grows as the square of its resources. The one that stands for the rest is done when an
    output fails, whenever it was made, and when none is left.
    """

    def __init__(self) -> None:
        super().__init__()
        self._failed: list[Output] = []
        self._rest: Output | None = None

    def __iter__(self) -> Iterator[Output]:
        """Yield what there is to wait for; the caller is in an event loop."""
        failed = [each for each in self._failed if each in self]
        return iter(failed or [self._standing_for_the_rest()])

    def add(self, output: Output, /) -> None:
        """Take an output in."""
        super().add(output)
        output.add_done_callback(self._done)

    def remove(self, output: Output, /) -> None:
        """Take out an output that is there. Raises ``KeyError`` for one that is unknown."""
        super().remove(output)
        self._wake_if_none_is_left()

    def discard(self, output: object, /) -> None:
        """Let go of an output for which another now answers."""
        super().discard(output)
        self._wake_if_none_is_left()

    def clear(self) -> None:
        """Keep all: the SDK means to put back those that are not done, of which it has seen none."""

    def _standing_for_the_rest(self) -> Output:
        if self._rest is None or self._rest.done():
            self._rest = asyncio.get_running_loop().create_future()
        return self._rest

    def _done(self, output: Output) -> None:
        if output.cancelled() or output.exception() is not None:
            self._failed.append(output)
            self._wake()

    def _wake_if_none_is_left(self) -> None:
        if not self:
            self._wake()

    def _wake(self) -> None:
        if self._rest is not None and not self._rest.done():
            self._rest.set_result(None)
