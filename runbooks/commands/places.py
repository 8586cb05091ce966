"""Where drills run: sandboxes of their own, one that is up, or an account, which is guarded."""

from __future__ import annotations

import sys
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from runbooks.drill import account, sandboxed
from runbooks.drill.model import Drill
from runbooks.drill.target import Target
from sandbox import project, session
from sandbox.errors import SandboxError
from sandbox.job import Progress

WITH_DATABASE = "aurora"
"""The stack whose own sandbox drills of a database run in, where none is named."""


class Place(ABC):
    """Gives each drill its target; ``own`` is a place that is made for the drills, and anew where spoilt."""

    own: bool

    @abstractmethod
    def target(self, drill: Drill) -> Target:
        """Return where a drill runs. Raises ``SandboxError``."""

    @abstractmethod
    def spoil(self) -> None:
        """Take note that what a run left is nothing for the next one."""


class Own(Place):
    """Sandboxes that go with this process, one at a time, each for as long as it is as it was."""

    own = True

    def __init__(self, root: Path, stack: str | None, progress: Progress) -> None:
        self._root, self._stack, self._progress = root, stack, progress
        self._open = ExitStack()
        self._target: Target | None = None

    def target(self, drill: Drill) -> Target:
        """Return the sandbox that is there if it is fit for the drill, else a new one."""
        stack = self._stack or (WITH_DATABASE if drill.needs_database else named(self._root, None))
        if self._target is None or self._target.stack != stack:
            self.spoil()
            self._target = self._open.enter_context(sandboxed.sandboxed(self._root, stack, self._progress))
        return self._target

    def spoil(self) -> None:
        """End the sandbox."""
        self._target = None
        self._open.close()


class Given(Place):
    """A target that is there anyway, and is never made anew."""

    own = False

    def __init__(self, target: Target) -> None:
        self._target = target
        self._spoilt = False

    def target(self, drill: Drill) -> Target:
        """Return it. Raises ``SandboxError`` where an earlier drill left something behind."""
        del drill
        if self._spoilt:
            raise SandboxError("an earlier drill did not leave this stack as it was")
        return self._target

    def spoil(self) -> None:
        """Let no drill follow."""
        self._spoilt = True


@contextmanager
def own(root: Path, stack: str | None, progress: Progress) -> Iterator[Place]:
    """Make sandboxes as they are needed; none outlives the context."""
    place = Own(root, stack, progress)
    try:
        yield place
    finally:
        place.spoil()


@contextmanager
def running(root: Path, stack: str | None) -> Iterator[Place]:
    """Take the sandbox that is up, and keep other commands from it. Raises ``SandboxError``."""
    name = named(root, stack)
    with session.alone(root, name):
        yield Given(sandboxed.running(root, name))


@contextmanager
def guarded(root: Path, stack: str | None, confirmed: str | None) -> Iterator[Place]:
    """Take a stack in an account, once it is sure that it is meant and may be drilled.

    Raises ``SandboxError``.
    """
    target = deployed(root, stack)
    refuse(target)
    confirm(target, confirmed)
    yield Given(target)


def deployed(root: Path, stack: str | None) -> Target:
    """Return a stack in an account. Raises ``SandboxError`` where none is named."""
    if not stack:
        raise SandboxError("found --target aws without a stack; wanted --stack NAME with it")
    return account.deployed(root, stack)


def seen(root: Path, stack: str | None, kind: str) -> Target:
    """Return a stack in an account, or its sandbox that is up, only to read it. Raises ``SandboxError``."""
    return deployed(root, stack) if kind == "aws" else sandboxed.running(root, named(root, stack))


def named(root: Path, stack: str | None) -> str:
    """Return the name of the stack that is meant. Raises ``SandboxError``."""
    return project.load(root, stack).stack


def needs_database(drill: Drill, target: Target) -> None:
    """Raise ``SandboxError`` where a drill is about a database and the stack has none."""
    if drill.needs_database and not target.outputs.get("database_cluster_id"):
        raise SandboxError(f"{drill.scenario} is about a database, and stack {target.stack!r} has none")


def refuse(target: Target) -> None:
    """Raise ``SandboxError`` unless a stack may be drilled, and the credentials are its account's."""
    outputs = target.outputs
    if "tier" not in outputs:
        raise SandboxError(f"stack {target.stack!r} does not say of which tier it is; deploy it anew first")
    if outputs["tier"] == "production" and outputs.get("allow_drills") is not True:
        raise SandboxError(
            f"stack {target.stack!r} is of the tier production; wanted allowDrills: true in its settings"
        )
    found = target.client("sts").get_caller_identity()["Account"]
    if found != outputs["account"]:
        raise SandboxError(f"found credentials of account {found}; wanted {outputs['account']}, the stack's")


def confirm(target: Target, confirmed: str | None) -> None:
    """Have the stack's name typed, unless it was given. Raises ``SandboxError`` where it is another."""
    if confirmed is None:
        if not sys.stdin.isatty():
            raise SandboxError(f"wanted --confirm {target.stack}, where nobody can be asked for the name")
        where = f"account {target.outputs['account']}, {target.region}"
        print(f"This breaks stack {target.stack!r} ({where}) on purpose, and mends it.", file=sys.stderr)
        print("Type the stack's name to go on: ", end="", file=sys.stderr, flush=True)
        confirmed = sys.stdin.readline().strip()
    if confirmed != target.stack:
        raise SandboxError(f"found the name {confirmed!r}; wanted {target.stack!r}: nothing was done")
