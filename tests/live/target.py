"""Where the live tests run: a sandbox of their own, or a stack in an account. Both are used the same way."""

import json
import subprocess
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import boto3
from botocore.auth import S3SigV4Auth, SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from sandbox import pack, project
from sandbox.emulator.process import Emulator
from sandbox.job import Job
from sandbox.up import deploy

STEP = timedelta(seconds=30)
NOBODY = Credentials("", "")
"""Signs nothing."""


@dataclass(frozen=True)
class Answer:
    """What the API answers; ``body`` is its JSON, ``None`` where it sent none."""

    status: int
    headers: dict[str, str]
    body: object


class Target:
    """A stack that is deployed; ``outputs`` are what it exports."""

    name: str
    outputs: dict

    @property
    def region(self):
        return self.outputs["region"]

    @property
    def watch(self):
        """The region where the health check reports."""
        return self.outputs["watch_region"]

    def client(self, service, region=None):
        raise NotImplementedError

    def credentials(self):
        raise NotImplementedError

    def url(self, path):
        raise NotImplementedError

    def now(self):
        """The time where the stack is."""
        raise NotImplementedError

    def wait(self, time_to_pass):
        raise NotImplementedError

    def status_with_tls(self, path):
        """Return the status of a signed request to S3."""
        raise NotImplementedError

    def status_without_tls(self, path):
        """Return the status of the same request that comes by plain HTTP."""
        raise NotImplementedError

    def _status_of_s3(self, url, headers):
        request = AWSRequest("GET", url, headers=headers)
        S3SigV4Auth(self.credentials(), "s3", self.region).add_auth(request)
        sent = urllib.request.Request(str(request.url), headers=dict(request.headers))  # noqa: S310 the store or the sandbox
        try:
            with urllib.request.urlopen(sent, timeout=40) as response:  # noqa: S310 the same
                return response.status
        except urllib.error.HTTPError as error:
            with error:
                return error.code

    def call(self, method, path, body=None, *, signer=None, headers=None):
        """Send a request to the API, signed with these credentials, by default the stack owner's."""
        data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        given = {"Content-Type": "application/json", **(headers or {})}
        request = AWSRequest(method, self.url(path), data=data, headers=given)
        if signer is not NOBODY:
            SigV4Auth(signer or self.credentials(), "execute-api", self.region).add_auth(request)
        sent = urllib.request.Request(str(request.url), data, dict(request.headers), method=method)  # noqa: S310 the same
        try:
            with urllib.request.urlopen(sent, timeout=40) as response:  # noqa: S310 the stack's own API
                return _answer(response)
        except urllib.error.HTTPError as error:
            with error:
                return _answer(error)

    def impostor(self):
        """Return credentials with the right name and the wrong secret."""
        return Credentials(self.credentials().access_key, "wrong" * 8)

    def until(self, what, probe, within=timedelta(minutes=15)):
        """Let time pass until ``probe`` finds something, and return that; fail when it takes too long."""
        passed = timedelta()
        while not (found := probe()):
            assert passed < within, f"waited {within} for this, which did not happen: {what}"
            self.wait(STEP)
            passed += STEP
        return found


class SandboxTarget(Target):
    """An emulator of this process's own, in which time passes when it is told to."""

    name = "sandbox"

    def __init__(self, deployed):
        self.deployment = deployed.run
        self.aws = as_administrator(deployed.aws)
        self.outputs = deployed.outputs

    def client(self, service, region=None):
        return self.aws.client(service, region or self.region)

    def credentials(self):
        return Credentials(*self.aws.user)

    def url(self, path):
        return f"{self.aws.endpoint}/_aws/execute-api/{self.outputs['api_id']}/$default{path}"

    def now(self):
        return datetime.fromtimestamp(self.aws.control("GET", "clock")["now"], UTC)

    def wait(self, time_to_pass):
        self.aws.control("POST", "clock", {"forward": time_to_pass.total_seconds()})

    def status_with_tls(self, path):
        return self._status_of_s3(f"{self.aws.endpoint}{path}", {})

    def status_without_tls(self, path):
        given = {"x-sandbox-plain": "1"}
        return self._status_of_s3(f"{self.aws.endpoint}{path}", given)


class AccountTarget(Target):
    """A stack that the Pulumi CLI has deployed; credentials are those of the environment."""

    name = "aws"

    def __init__(self, outputs):
        self.outputs = outputs
        self._session = boto3.Session(region_name=outputs["region"])

    def client(self, service, region=None):
        return self._session.client(service, region_name=region or self.region)

    def credentials(self):
        found = self._session.get_credentials()
        assert found, "there are no credentials of AWS in the environment"
        return found

    def url(self, path):
        return f"{self.outputs['api_gateway_endpoint']}{path}"

    def now(self):
        return datetime.now(UTC)

    def wait(self, time_to_pass):
        time.sleep(time_to_pass.total_seconds())

    def status_with_tls(self, path):
        return self._status_of_s3(f"https://s3.{self.region}.amazonaws.com{path}", {})

    def status_without_tls(self, path):
        return self._status_of_s3(f"http://s3.{self.region}.amazonaws.com{path}", {})


def as_administrator(aws):
    """Return the way to AWS of a user who may do everything, whom policies bind all the same."""
    iam = aws.client("iam", "us-east-1")
    iam.create_user(UserName="administrator")
    iam.attach_user_policy(UserName="administrator", PolicyArn="arn:aws:iam::aws:policy/AdministratorAccess")
    key = iam.create_access_key(UserName="administrator")["AccessKey"]
    return replace(aws, user=(key["AccessKeyId"], key["SecretAccessKey"]))


@contextmanager
def sandboxed(root, stack):
    """Deploy into an emulator that goes with the context."""
    job = Job(project.load(root, stack), (pack.load(root / "policy_pack"),))
    with Emulator("us-east-1") as emulator:
        yield SandboxTarget(deploy(job, emulator.aws, lambda *_: None))


def deployed(root, stack):
    """Read what the Pulumi CLI says of a stack."""
    command = ["pulumi", "stack", "output", "--json", "--stack", stack]
    done = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True)
    return AccountTarget(json.loads(done.stdout))


def _answer(response):
    text = response.read().decode()
    headers = {name.lower(): value for name, value in response.headers.items()}
    return Answer(response.status, headers, json.loads(text) if text else None)
