"""A stack that the Pulumi CLI has deployed into an account; credentials are those of the environment."""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import boto3
from botocore.credentials import Credentials

from runbooks.drill.target import Target
from sandbox.aws import Client
from sandbox.errors import SandboxError


class AccountTarget(Target):
    """A stack in an account, where time passes by itself."""

    name = "aws"
    beat = timedelta(seconds=5)

    def __init__(self, stack: str, outputs: dict[str, Any]) -> None:
        self.stack = stack
        self.outputs = outputs
        self._session = boto3.Session(region_name=outputs["region"])

    def client(self, service: str, region: str | None = None) -> Client:
        """Return a client that asks AWS."""
        make = cast("Callable[..., Client]", self._session.client)  # its type lists every service by name
        return make(service, region_name=region or self.region)

    def credentials(self) -> Credentials:
        """Return the environment's. Raises ``SandboxError`` where it has none."""
        found = self._session.get_credentials()
        if found is None:
            raise SandboxError("there are no credentials of AWS in the environment")
        return cast("Credentials", found)

    def url(self, path: str) -> str:
        """Return the API's own address."""
        return f"{self.outputs['api_gateway_endpoint']}{path}"

    def store(self, path: str, *, plain: bool = False) -> tuple[str, Mapping[str, str]]:
        """Return the region's own address of S3."""
        return f"http{'' if plain else 's'}://s3.{self.region}.amazonaws.com{path}", {}

    def now(self) -> datetime:
        """Return this machine's time."""
        return datetime.now(UTC)

    def wait(self, time_to_pass: timedelta) -> None:
        """Sleep."""
        time.sleep(time_to_pass.total_seconds())

    def environment(self) -> dict[str, str]:
        """Return what points AWS's tools at the stack's region; who asks is the environment's matter."""
        return {**os.environ, "AWS_REGION": self.region, "AWS_DEFAULT_REGION": self.region}


def deployed(root: Path, stack: str) -> AccountTarget:
    """Read what the Pulumi CLI says of a stack. Raises ``SandboxError`` where it says nothing."""
    command = ["pulumi", "stack", "output", "--json", "--stack", stack]
    try:
        done = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True)
    except FileNotFoundError as error:
        raise SandboxError("the Pulumi CLI is not on PATH; it knows where the stack is") from error
    except subprocess.CalledProcessError as error:
        raise SandboxError(f"pulumi does not tell the outputs of stack {stack!r}: {error.stderr}") from error
    return AccountTarget(stack, json.loads(done.stdout))
