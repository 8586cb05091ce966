"""What is to be run: a program with its settings, the packs that judge it, and where it is deployed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sandbox.aws import Aws
    from sandbox.pack import Pack
    from sandbox.project import Project

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Job:
    """What to run. ``patience`` is how many seconds a pack may take to start and for each answer.

    With ``aws`` it is deployed there; ``expected`` is how many resources that will probably be.
    """

    project: Project
    packs: tuple[Pack, ...]
    patience: float = 60
    aws: Aws | None = None
    expected: int = 0
