"""The shape of a rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from dr_guard.finding import Outcome

# It takes a resource or the graph, and the settings of its control.
Rule: TypeAlias = Callable[..., Iterator[Outcome]]
