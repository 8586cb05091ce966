"""The way to AWS, real or emulated: clients of boto3, and the sandbox's own requests to its emulator."""

from __future__ import annotations

import functools
import json
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol, cast

import boto3
from botocore.config import Config

from sandbox.errors import SandboxError

CONFIG = Config(
    s3={"addressing_style": "path"},
    retries={"total_max_attempts": 1},
    connect_timeout=5,
    read_timeout=60,
    max_pool_connections=32,
)


class Client(Protocol):
    """A client of boto3: its operations take and return what the service's model says."""

    def __getattr__(self, operation: str) -> Callable[..., Any]: ...


@dataclass(frozen=True)
class Aws:
    """An emulator's address, its one account, and the secret that signs for it.

    ``user`` is who asks, as an access key and its secret; by default the account itself.
    """

    endpoint: str
    account: str
    secret: str
    user: tuple[str, str] | None = None

    def client(self, service: str, region: str) -> Client:
        """Return boto3's client of a service in a region; there is one of each."""
        return _client(self, service, region)

    def control(self, method: str, path: str, given: object = None, seconds: float = 60) -> Any:  # noqa: ANN401 JSON
        """Ask the emulator itself, as ``emulator.control`` describes, and return its answer."""
        request = urllib.request.Request(  # noqa: S310 its own loopback address
            f"{self.endpoint}/_sandbox/{path}",
            data=None if given is None else json.dumps(given).encode(),
            method=method,
            headers={"Authorization": f"Bearer {self.secret}"},
        )
        try:
            with urllib.request.urlopen(request, timeout=seconds) as response:  # noqa: S310 the same
                return json.load(response)
        except urllib.error.HTTPError as error:
            raise SandboxError(f"the emulator refused {method} {path}: {error.read().decode()}") from error
        except OSError as error:
            raise SandboxError(f"the emulator at {self.endpoint} does not answer: {error}") from error


@functools.cache
def _client(aws: Aws, service: str, region: str) -> Client:
    key, secret = aws.user or (aws.account, aws.secret)
    session = boto3.Session(aws_access_key_id=key, aws_secret_access_key=secret, region_name=region)
    make = cast("Callable[..., Client]", session.client)  # its type lists every service by name
    return make(service, endpoint_url=aws.endpoint, config=CONFIG)
