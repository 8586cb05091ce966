"""Makes a program's resources real in an emulator, and remembers there what it made.

What was made before and is asked for unchanged is left alone; what a type cannot change in place is refused.
"""

from __future__ import annotations

import json
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from sandbox import data_sources
from sandbox.assets import digests
from sandbox.aws import Aws
from sandbox.cloud import Cloud
from sandbox.errors import SandboxError
from sandbox.registration import UNKNOWN, Change, Json, Properties, Registration, State
from sandbox.resources import kinds
from sandbox.resources.kind import Kind, Made, Place
from sandbox.secrecy import hidden, is_secret, revealed

EVERY_TYPES = frozenset({"region", "tags"})
AGAIN = "the sandbox deletes and replaces nothing: run down, then up"


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
        self._lock = threading.Lock()

    def make(self, registration: Registration, provider: Registration | None, region: str) -> State:
        """Make a resource real, change it, or leave it alone. Raises ``SandboxError`` naming it."""
        if registration.is_provider:
            identity = str(uuid.uuid5(uuid.NAMESPACE_URL, registration.urn))
            return State(identity, registration.outputs, "unchanged")
        kind = _kind(registration)
        before = self._before.get(registration.urn, {})
        asked = _asked(registration, provider, before)
        with _refusals(registration.urn):
            files: Properties = dict(digests(asked, self._folder))
            change, made = _applied(kind, Place(self._aws, region, self._folder), asked, before, files)
        tags: Properties = {"tagsAll": asked.get("tags") or {}} if "tags" in kind.inputs else {}
        outputs = {**asked, "region": region, "id": made.id, **tags, **made.outputs}
        kept: Properties = {"inputs": asked, "files": files, "id": made.id, "outputs": made.outputs}
        with self._lock:
            self._now[registration.urn] = kept
            self._made(registration)
        return State(made.id, hidden(outputs, _secret(registration)), change)

    def answer(self, token: str, arguments: Properties, region: str) -> Properties:
        """Answer from the emulator, or from what always holds."""
        with _refusals(token):
            return data_sources.answer(token, arguments, Place(self._aws, region, self._folder))

    def keep(self) -> None:
        """Remember in the emulator what there is by now."""
        with self._lock:
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
        orphans = sorted(self._before.keys() - self._now.keys())
        if orphans:
            listed = "".join(f"\n  {urn}" for urn in orphans)
            raise SandboxError(f"the program does not ask for these any more, and {AGAIN}{listed}")


def _kind(registration: Registration) -> Kind:
    """Return what is known of a type, or say what of the resource is not."""
    urn = registration.urn
    known = kinds().get(registration.type)
    if known is None:
        raise SandboxError(f"{urn}: the sandbox does not know the type {registration.type}")
    if registration.import_id:
        raise SandboxError(f"{urn}: found an import; the sandbox starts empty, there is nothing to import")
    unheeded = sorted(registration.inputs.keys() - known.inputs - EVERY_TYPES)
    if unheeded:
        raise SandboxError(f"{urn}: the sandbox does not know what to do with {', '.join(unheeded)}")
    return known


def _asked(registration: Registration, provider: Registration | None, before: Properties) -> Properties:
    """Return the inputs in plain, with default tags, and as they were where changes are ignored."""
    asked = {name: revealed(value) for name, value in registration.inputs.items()}
    if UNKNOWN in json.dumps(asked):
        raise SandboxError(f"{registration.urn}: found an unknown value, which nothing will ever make known")
    defaults = _default_tags(provider)
    if defaults:
        own = asked.get("tags")
        asked["tags"] = {**defaults, **(own if isinstance(own, dict) else {})}
    ignored, was = registration.options.ignore_changes, before.get("inputs")
    kept = {name: was[name] for name in ignored if name in was} if isinstance(was, dict) else {}
    return {**asked, **kept}


def _default_tags(provider: Registration | None) -> Properties:
    given = revealed(provider.inputs.get("defaultTags")) if provider else None
    block: Json = json.loads(given) if isinstance(given, str) else given
    tags = block.get("tags") if isinstance(block, dict) else None
    return tags if isinstance(tags, dict) else {}


def _applied(
    kind: Kind, place: Place, asked: Properties, before: Properties, files: Properties
) -> tuple[Change, Made]:
    if not before:
        return "created", kind.create(place, asked)
    outputs = before["outputs"]
    there = Made(str(before["id"]), outputs if isinstance(outputs, dict) else {})
    if before["inputs"] == asked and before["files"] == files:
        return "unchanged", there
    if kind.update is None:
        was = before["inputs"]
        changed = sorted(name for name in asked if not isinstance(was, dict) or was.get(name) != asked[name])
        raise SandboxError(
            f"found a change of {', '.join(changed)}, which AWS makes by replacing the resource; {AGAIN}"
        )
    return "updated", kind.update(place, there, asked)


def _secret(registration: Registration) -> frozenset[str]:
    marked = {name for name, value in registration.inputs.items() if is_secret(value)}
    return frozenset({*marked, *registration.options.additional_secret_outputs})


@contextmanager
def _refusals(about: str) -> Iterator[None]:
    """Say in one sentence what AWS refused, and of what."""
    try:
        yield
    except ClientError as error:
        refused = error.response["Error"]
        operation = error.operation_name
        raise SandboxError(
            f"{about}: {operation} was refused: {refused.get('Code')}: {refused.get('Message')}"
        ) from error
    except BotoCoreError as error:
        raise SandboxError(f"{about}: {' '.join(str(error).split())}") from error
    except SandboxError as error:
        raise SandboxError(f"{about}: {error}") from error
