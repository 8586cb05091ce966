"""The way to AWS, real or emulated: clients of boto3, and the sandbox's own requests to its emulator."""

from __future__ import annotations

import functools
import http.client
import json
import os
import threading
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol, cast

import boto3
import botocore.loaders
import botocore.session
from botocore.config import Config

from sandbox.errors import SandboxError

IGNORED = {
    "profile": (None, None, None, None),
    "config_file": (None, None, os.devnull, None),
    "credentials_file": (None, None, os.devnull, None),
}
"""The user's profile and files, which are about another AWS."""
DIRECTLY = urllib.request.build_opener(urllib.request.ProxyHandler({}))
CONFIG = Config(
    proxies={},
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

    def api(self, api_id: str) -> str:
        """Return where an HTTP API's default stage is asked, without a slash at the end.

        It takes no name below ``localhost``, which not every machine knows.
        """
        return f"{self.endpoint}/_aws/execute-api/{api_id}/$default"

    def named_api(self, api_id: str) -> str:
        """Return the same as AWS forms it: by the API's own name and with nothing but paths of its own.

        Here what curl signs is what the emulator checks. It and browsers know every name below ``localhost``.
        """
        port = urllib.parse.urlsplit(self.endpoint).port
        return f"http://{api_id}.execute-api.localhost:{port}"

    def control(self, method: str, path: str, given: object = None, seconds: float = 60) -> Any:  # noqa: ANN401 JSON
        """Ask the emulator itself, as ``emulator.control`` describes, and return its answer."""
        request = urllib.request.Request(  # noqa: S310 its own loopback address
            f"{self.endpoint}/_sandbox/{urllib.parse.quote(path)}",
            data=None if given is None else json.dumps(given).encode(),
            method=method,
            headers={"Authorization": f"Bearer {self.secret}"},
        )
        try:
            with DIRECTLY.open(request, timeout=seconds) as response:
                return json.load(response)
        except urllib.error.HTTPError as error:
            raise SandboxError(f"the emulator refused {method} {path}: {error.read().decode()}") from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise SandboxError(f"the emulator at {self.endpoint} does not answer: {error}") from error


_clients: dict[tuple[Aws, str, str], Client] = {}
_making = threading.Lock()


def _client(aws: Aws, service: str, region: str) -> Client:
    """Make a client once, one at a time: botocore's sessions are not safe to share while they make one."""
    asked = (aws, service, region)
    with _making:
        if asked not in _clients:
            key, secret = aws.user or (aws.account, aws.secret)
            session = boto3.Session(key, secret, region_name=region, botocore_session=_core())
            make = cast("Callable[..., Client]", session.client)  # its type lists every service by name
            _clients[asked] = make(service, endpoint_url=aws.endpoint, config=CONFIG)
        return _clients[asked]


def _core() -> botocore.session.Session:
    """Return a session that heeds none of the user's settings, and shares what describes the services."""
    core = botocore.session.Session(session_vars=IGNORED)
    core.register_component("data_loader", _loader())
    return core


@functools.cache
def _loader() -> botocore.loaders.Loader:
    return botocore.loaders.create_loader()
