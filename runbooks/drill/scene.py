"""What a step of a drill gets: the target, the load on it, and the notes that steps leave each other."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, TypeVar, cast

from botocore.awsrequest import AWSResponse

from runbooks.drill.durations import duration
from runbooks.drill.load import Load
from runbooks.drill.losses import Losses
from runbooks.drill.shell import Shell
from runbooks.drill.target import Target
from sandbox.aws import Client

Found = TypeVar("Found")


class LimitError(Exception):
    """Something did not happen within its limit."""


class StepError(Exception):
    """A step found what makes it fail; the message says what was found and what was wanted."""


class Scene:
    """A drill under way. ``notes`` hold JSON alone, because they are kept for who resumes or cleans up."""

    def __init__(self, target: Target, load: Load, shell: Shell, notes: dict[str, Any] | None = None) -> None:
        self.target, self.load, self.shell = target, load, shell
        self.outputs = target.outputs
        self.notes: dict[str, Any] = {} if notes is None else notes
        self.requests: list[str] = []
        self.losses: Losses | None = None
        self.injected: datetime | None = None
        self.waiting: Callable[[str, timedelta, timedelta], None] = lambda *_: None

    @property
    def values(self) -> dict[str, object]:
        """What a page's commands are filled in with."""
        return self.target.values

    def client(self, service: str, region: str | None = None) -> Client:
        """Return boto3's client of a service, in the stack's own region unless told otherwise.

        The ids of its requests are kept.
        """
        client: Any = self.target.client(service, region)
        client.meta.events.register("after-call", self._heard, unique_id=f"drill-{id(self)}")
        return cast("Client", client)

    def _heard(self, http_response: AWSResponse, parsed: dict[str, Any], **_: object) -> None:
        metadata = parsed.get("ResponseMetadata", {})
        self.requests.append(f"{metadata.get('RequestId', 'none')} {http_response.status_code}")

    def now(self) -> datetime:
        """Return the time where the stack is."""
        return self.target.now()

    def wait(self, span: timedelta) -> None:
        """Let time pass, with the load going on in it."""
        passed = timedelta()
        while passed < span:
            step = min(self.target.beat, span - passed)
            self.target.wait(step)
            self.load.beat()
            passed += step

    def until(self, what: str, probe: Callable[[], Found], within: timedelta) -> Found:
        """Let time pass until ``probe`` finds something, and return that. Raises ``LimitError``."""
        began = self.now()
        while not (found := probe()):
            passed = self.now() - began
            if passed >= within:
                raise LimitError(f"waited {duration(within)} for this, which did not happen: {what}")
            self.waiting(what, passed, within)
            self.wait(self.target.beat)
        return found
