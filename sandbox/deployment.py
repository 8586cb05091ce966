"""Makes a program's resources real in an emulator, and remembers there what it made.

What was made before and is asked for unchanged is left alone; what a type cannot change in place is refused.
"""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from sandbox import data_sources
from sandbox.admission import AGAIN, check_lasting, check_provider, inputs_of, kind_of
from sandbox.assets import digests
from sandbox.aws import Aws
from sandbox.cloud import Cloud
from sandbox.errors import RefusedError, SandboxError
from sandbox.registration import Change, Json, Properties, Registration, State
from sandbox.resources.kind import Kind, Made, Place
from sandbox.secrecy import censored, hidden, is_secret, secret_texts


class Deployment(Cloud):
    """The resources of one stack in one emulator; ``folder`` is the program's, for its files.

    ``made`` is told of each resource that is there.
    """

    dry_run = False

    def __init__(self, aws: Aws, folder: Path, made: Callable[[Registration], None]) -> None:
        self._aws, self._folder, self._made = aws, folder, made
        self._state: dict[str, Properties] = aws.control("GET", "state") or {}
        self._before: dict[str, Any] = self._state.get("resources", {})
        self._now: dict[str, Properties] = {}
        self._lock = threading.Condition()
        self._under_way = 0
        self._over = False

    def make(self, registration: Registration, provider: Registration | None, region: str) -> State:
        """Make a resource real, change it, or leave it alone. Raises ``SandboxError`` naming it."""
        if registration.is_provider:
            identity = str(uuid.uuid5(uuid.NAMESPACE_URL, registration.urn))
            return State(identity, registration.planned(), "unchanged")
        secrets = tuple(secret_texts(registration.inputs))
        with _refusals(registration.urn, secrets), self._counted():
            return self._make(registration, provider, region)

    def _make(self, registration: Registration, provider: Registration | None, region: str) -> State:
        kind = kind_of(registration)
        check_provider(provider)
        before = self._before.get(registration.urn, {})
        if not before and self._before and registration.options.aliased:
            raise SandboxError(f"found aliases of what is new here; the sandbox follows none, and {AGAIN}")
        asked = inputs_of(registration, kind, provider, before)
        check_lasting(registration, asked, before, region)
        files: Properties = dict(digests(asked, self._folder))
        change, made = _applied(kind, Place(self._aws, region, self._folder), asked, before, files)
        tags: Properties = {"tagsAll": asked.get("tags") or {}} if "tags" in kind.inputs else {}
        outputs = {**asked, "region": region, "id": made.id, **tags, **made.outputs}
        kept: Properties = {
            "inputs": asked,
            "files": files,
            "id": made.id,
            "outputs": made.outputs,
            "region": region,
        }
        with self._lock:
            self._now[registration.urn] = kept
            self._made(registration)
        return State(made.id, hidden(outputs, _secret(registration)), change)

    def answer(self, token: str, arguments: Properties, region: str) -> Properties:
        """Answer from the emulator, or from what always holds."""
        with _refusals(token):
            return data_sources.answer(token, arguments, Place(self._aws, region, self._folder))

    def keep(self) -> None:
        """Remember in the emulator what there is, once whatever is being made is; from now on nothing is."""
        with self._lock:
            self._over = True
            self._lock.wait_for(lambda: not self._under_way)
            self._state = {**self._state, "resources": {**self._before, **self._now}}
            self._aws.control("PUT", "state", self._state)

    def finish(self, exports: Properties) -> None:
        """Remember what the stack exports.

        Raises ``SandboxError`` where an earlier deployment made what this one did not ask for.
        """
        self._aws.control("PUT", "state", {**self._state, "outputs": exports})
        orphans = sorted(self._before.keys() - self._now.keys())
        if orphans:
            listed = "".join(f"\n  {urn}" for urn in orphans)
            raise SandboxError(f"the program does not ask for these any more, and {AGAIN}{listed}")

    @contextmanager
    def _counted(self) -> Iterator[None]:
        """Count what is being made: when a program fails, other threads of it are still at work."""
        with self._lock:
            if self._over:
                raise SandboxError("nothing more is made, because the program has failed")
            self._under_way += 1
        try:
            yield
        finally:
            with self._lock:
                self._under_way -= 1
                self._lock.notify_all()


def _applied(
    kind: Kind, place: Place, asked: Properties, before: dict[str, Any], files: Properties
) -> tuple[Change, Made]:
    if not before:
        return "created", kind.create(place, asked)
    outputs = before["outputs"]
    there = Made(str(before["id"]), outputs if isinstance(outputs, dict) else {})
    if before["inputs"] == asked and before["files"] == files:
        return "unchanged", there
    if kind.update is None:
        changed = _changed(asked, before["inputs"], files, before["files"])
        raise SandboxError(
            f"found a change of {', '.join(changed)}, which AWS makes by replacing the resource; {AGAIN}"
        )
    left = sorted(name for name in kind.keeps & before["inputs"].keys() if asked.get(name) is None)
    if left:
        raise SandboxError(
            f"found {', '.join(left)} no more, which only a new resource can be without; {AGAIN}"
        )
    return "updated", kind.update(place, there, asked)


def _changed(asked: Json, was: Json, files: Json, were: Json) -> list[str]:
    """Name the inputs, and the files, that are other than they were, those that are gone included."""
    pairs = [(asked, was), (files, were)]
    return sorted(
        name
        for new, old in pairs
        if isinstance(new, dict) and isinstance(old, dict)
        for name in {*new, *old}
        if new.get(name) != old.get(name)
    )


def _secret(registration: Registration) -> frozenset[str]:
    marked = {name for name, value in registration.inputs.items() if is_secret(value)}
    return frozenset({*marked, *registration.options.additional_secret_outputs})


@contextmanager
def _refusals(about: str, secrets: Iterable[str] = ()) -> Iterator[None]:
    """Say in one sentence what was refused, and of what, without ``secrets``.

    What is for the program to hear is left as it is.
    """
    try:
        yield
    except RefusedError:
        raise
    except ClientError as error:
        refused = error.response["Error"]
        operation = error.operation_name
        said = f"{operation} was refused: {refused.get('Code')}: {refused.get('Message')}"
        raise SandboxError(f"{about}: {censored(said, secrets)}") from error
    except BotoCoreError as error:
        raise SandboxError(f"{about}: {censored(' '.join(str(error).split()), secrets)}") from error
    except SandboxError as error:
        raise SandboxError(f"{about}: {censored(str(error), secrets)}") from error
