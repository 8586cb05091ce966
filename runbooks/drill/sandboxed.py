"""A stack in an emulated AWS, where time passes when it is told to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from botocore.credentials import Credentials

from runbooks.drill.target import Target
from sandbox import pack, project, session
from sandbox.aws import Aws, Client
from sandbox.emulator.process import Emulator
from sandbox.errors import SandboxError
from sandbox.job import Job, Progress
from sandbox.preview import Preview
from sandbox.up import deploy, exported

ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess"
WAIT_SECONDS = 600.0


class SandboxTarget(Target):
    """A stack in an emulator; whoever asks may do everything, and policies bind all the same."""

    name = "sandbox"
    beat = timedelta(seconds=30)

    def __init__(self, stack: str, aws: Aws, outputs: dict[str, Any], run: Preview | None = None) -> None:
        self.stack = stack
        self._emulator = aws
        self.outputs = outputs
        self.deployment = run

    @cached_property
    def aws(self) -> Aws:
        """The administrator's way to the emulator, with a key made when it is first asked for."""
        return _as_administrator(self._emulator)

    def client(self, service: str, region: str | None = None) -> Client:
        """Return a client that asks the emulator."""
        return self.aws.client(service, region or self.region)

    def credentials(self) -> Credentials:
        """Return the administrator's."""
        key, secret = self.aws.user or (self.aws.account, self.aws.secret)
        return Credentials(key, secret)

    def url(self, path: str) -> str:
        """Return the address on loopback."""
        return f"{self._emulator.api(self.outputs['api_id'])}{path}"

    def store(self, path: str, *, plain: bool = False) -> tuple[str, Mapping[str, str]]:
        """Return the emulator's own address; loopback stands for TLS unless a header says otherwise."""
        return f"{self.aws.endpoint}{path}", {"x-sandbox-plain": "1"} if plain else {}

    def now(self) -> datetime:
        """Return the sandbox's own time."""
        return datetime.fromtimestamp(self.aws.control("GET", "clock")["now"], UTC)

    def wait(self, time_to_pass: timedelta) -> None:
        """Let time pass at once, with all that happens in it."""
        forward = {"forward": time_to_pass.total_seconds()}
        self.aws.control("POST", "clock", forward, seconds=WAIT_SECONDS)

    def environment(self) -> dict[str, str]:
        """Point AWS's tools at the emulator, and away from all that is the user's."""
        credentials = self.credentials()
        return {
            "AWS_ENDPOINT_URL": self.aws.endpoint,
            "AWS_ACCESS_KEY_ID": str(credentials.access_key),
            "AWS_SECRET_ACCESS_KEY": str(credentials.secret_key),
            "AWS_REGION": self.region,
            "AWS_DEFAULT_REGION": self.region,
            "AWS_CONFIG_FILE": "/dev/null",
            "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
            "AWS_EC2_METADATA_DISABLED": "true",
            # The CLI's first version asks SQS at an address of its own unless it is told so.
            "BASH_FUNC_aws%%": '() { command aws --endpoint-url "$AWS_ENDPOINT_URL" "$@"; }',
            "NO_PROXY": "127.0.0.1",
            "no_proxy": "127.0.0.1",
        }


@contextmanager
def sandboxed(root: Path, stack: str, progress: Progress = lambda *_: None) -> Iterator[SandboxTarget]:
    """Deploy into an emulator that goes with the context. Raises ``SandboxError``."""
    job = Job(project.load(root, stack), (pack.load(root / "policy_pack"),))
    with Emulator("us-east-1") as emulator:
        done = deploy(job, emulator.aws, progress)
        yield SandboxTarget(stack, emulator.aws, done.outputs, done.run)


def running(root: Path, stack: str) -> SandboxTarget:
    """Return the stack's sandbox that is up. Raises ``SandboxError`` where none is."""
    up = session.running(root, stack)
    outputs = exported(up.exports)
    if "region" not in outputs:
        raise SandboxError(f"stack {stack!r} exports no region; wanted a stack of this project")
    return SandboxTarget(stack, up.aws, outputs)


def _as_administrator(aws: Aws) -> Aws:
    """Return the way to AWS of a user who may do everything, whom policies bind all the same."""
    iam = aws.client("iam", "us-east-1")
    name = "administrator"
    if not any(each["UserName"] == name for each in iam.list_users()["Users"]):
        iam.create_user(UserName=name)
        iam.attach_user_policy(UserName=name, PolicyArn=ADMINISTRATOR)
    for each in iam.list_access_keys(UserName=name)["AccessKeyMetadata"]:
        iam.delete_access_key(UserName=name, AccessKeyId=each["AccessKeyId"])
    key = iam.create_access_key(UserName=name)["AccessKey"]
    return replace(aws, user=(key["AccessKeyId"], key["SecretAccessKey"]))
