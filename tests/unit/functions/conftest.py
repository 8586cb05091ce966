"""A cloud in memory behind botocore's own wire: calls are signed, sent, retried and parsed as in earnest."""

import base64
import hashlib
import io
import json
from collections import defaultdict
from datetime import UTC, datetime
from types import SimpleNamespace
from urllib.parse import unquote, urlsplit

import boto3
import botocore.endpoint
import pytest
from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext
from botocore import xform_name
from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders
from botocore.exceptions import ConnectTimeoutError, ReadTimeoutError

from stack.functions import app
from stack.functions.bucket import Bucket
from stack.functions.clients import configuration
from stack.functions.environment import Environment
from stack.functions.runtime import Runtime
from stack.functions.table import Table

NOW = datetime(2026, 11, 21, 12, 30, tzinfo=UTC)
ARN = "arn:aws:dynamodb:eu-west-1:123456789012:table/dr-test-table"


class Raw(io.BytesIO):
    """A response's body as urllib3 would hand it over."""

    def stream(self):
        yield self.read()


def answered(status=200, body=b"", **headers):
    return AWSResponse("https://aws.test", status, HTTPHeaders.from_dict(headers), Raw(body))


class Context(LambdaContext):
    """The context of one invocation."""

    def __init__(self, request_id):
        self._aws_request_id = request_id


class Cloud:
    """One table and one bucket; whatever is queued for an operation happens before it, once."""

    def __init__(self):
        self.items = {}
        self.objects = {}
        self.status = "ACTIVE"
        self.pitr = {"PointInTimeRecoveryStatus": "ENABLED", "RecoveryPeriodInDays": 35}
        self.versioning = "Enabled"
        self.calls = []
        self.queued = defaultdict(list)

    def fail(self, operation, code, status=400, times=1):
        self.queued[operation] += [lambda: self.error(operation, code, status)] * times

    def hang(self, operation, error=ConnectTimeoutError, times=1):
        self.queued[operation] += [lambda: self._hung(error)] * times

    def meanwhile(self, operation, act):
        self.queued[operation].append(act)

    def lose_answer(self, operation):
        """Do what is asked, and lose the answer on its way."""
        self.queued[operation].append(lambda: "lost")

    def send(self, request, event_name, **_):
        operation = event_name.rpartition(".")[2]
        self.calls.append(operation)
        happened = self.queued[operation].pop(0)() if self.queued[operation] else None
        if isinstance(happened, AWSResponse):
            return happened
        answer = getattr(self, xform_name(operation))(request)
        if happened == "lost":
            raise ReadTimeoutError(endpoint_url=request.url)
        return answer

    def error(self, operation, code, status):
        message = f"User is not authorized to use {ARN}"
        if operation.startswith("Head"):
            return answered(status)
        if "Bucket" in operation or "Object" in operation:
            xml = f"<Error><Code>{code}</Code><Message>{message}</Message></Error>"
            return answered(status, xml.encode())
        return answered(status, json.dumps({"__type": f"aws#{code}", "message": message}).encode())

    def _hung(self, error):
        raise error(endpoint_url="https://aws.test")

    def get_item(self, request):
        asked = json.loads(request.body)
        assert asked["ConsistentRead"] is True
        item = self.items.get(asked["Key"]["id"]["S"])
        return answered(body=json.dumps({} if item is None else {"Item": item}).encode())

    def put_item(self, request):
        asked = json.loads(request.body)
        assert asked["ConditionExpression"] == "attribute_not_exists(id)"
        key = asked["Item"]["id"]["S"]
        if key in self.items:
            return self.error("PutItem", "ConditionalCheckFailedException", 400)
        self.items[key] = asked["Item"]
        return answered(body=b"{}")

    def describe_table(self, _):
        return answered(body=json.dumps({"Table": {"TableStatus": self.status}}).encode())

    def describe_continuous_backups(self, _):
        described = {"ContinuousBackupsStatus": "ENABLED", "PointInTimeRecoveryDescription": self.pitr}
        return answered(body=json.dumps({"ContinuousBackupsDescription": described}).encode())

    def update_continuous_backups(self, request):
        wanted = json.loads(request.body)["PointInTimeRecoverySpecification"]
        assert wanted["PointInTimeRecoveryEnabled"] is True
        self.pitr = {
            "PointInTimeRecoveryStatus": "ENABLED",
            "RecoveryPeriodInDays": wanted["RecoveryPeriodInDays"],
        }
        return answered(body=b"{}")

    def put_object(self, request):
        sent = request.body if isinstance(request.body, bytes) else request.body.read()
        digest = base64.b64encode(hashlib.sha256(sent).digest())
        assert request.headers["x-amz-checksum-sha256"] == digest
        assert request.headers["If-None-Match"] == b"*"
        key = unquote(urlsplit(request.url).path).removeprefix("/")
        if key in self.objects:
            return self.error("PutObject", "PreconditionFailed", 412)
        self.objects[key] = sent
        return answered(**self._version())

    def head_object(self, request):
        key = unquote(urlsplit(request.url).path).removeprefix("/")
        return answered(**self._version()) if key in self.objects else answered(404)

    def _version(self):
        return {"x-amz-version-id": "v1"} if self.versioning == "Enabled" else {}

    def head_bucket(self, _):
        return answered()

    def get_bucket_versioning(self, _):
        status = f"<Status>{self.versioning}</Status>" if self.versioning else ""
        return answered(body=f"<VersioningConfiguration>{status}</VersioningConfiguration>".encode())

    def put_bucket_versioning(self, request):
        assert b"<Status>Enabled</Status>" in request.body
        self.versioning = "Enabled"
        return answered()


@pytest.fixture(scope="session")
def session():
    """Load the service models once."""
    return boto3.Session("made-up", "made-up", region_name="eu-west-1")


@pytest.fixture
def cloud():
    return Cloud()


@pytest.fixture(autouse=True)
def naps(monkeypatch):
    """Give the seconds that botocore would have slept between its attempts."""
    slept = []
    monkeypatch.setattr(botocore.endpoint, "time", SimpleNamespace(sleep=slept.append))
    return slept


@pytest.fixture(scope="module")
def clients(session):
    """Make them once per module: that takes longer than a test, and their budget of retries lasts so long."""
    return {name: session.client(name, config=configuration()) for name in ("dynamodb", "s3")}


@pytest.fixture
def client(clients, cloud):
    """Connect a client to this test's cloud."""

    def connected(service):
        events = clients[service].meta.events
        events.register("before-send", cloud.send)
        connections.append(lambda: events.unregister("before-send", cloud.send))
        return clients[service]

    connections = []
    yield connected
    for disconnect in connections:
        disconnect()


@pytest.fixture
def table(client):
    return Table(client("dynamodb"), "dr-test-table")


@pytest.fixture
def bucket(client):
    return Bucket(client("s3"), "dr-test-bucket")


@pytest.fixture
def log():
    """Give what the function logged, one JSON text per line."""
    return io.StringIO()


@pytest.fixture
def logger(log, request):
    return Logger(service=request.node.name, stream=log)


@pytest.fixture
def environment():
    return Environment(
        table_name="dr-test-table",
        bucket_name="dr-test-bucket",
        self_repair=True,
        pitr_days=35,
        service="dr-test",
        metrics_namespace="DisasterRecovery",
    )


@pytest.fixture
def runtime(environment, table, bucket, logger):
    return Runtime(environment, table, bucket, logger, clock=lambda: NOW)


@pytest.fixture
def context():
    return Context("request-1")


@pytest.fixture
def ask(runtime):
    """Send one HTTP API request to the function and give its answer, with the body parsed."""

    def send(method, path, body=None, *, within=runtime, request_id="request-1", **event):
        asked = {
            "version": "2.0",
            "rawPath": path,
            "headers": {},
            "requestContext": {"stage": "$default", "http": {"method": method, "path": path}},
            "isBase64Encoded": False,
            **({} if body is None else {"body": body}),
            **event,
        }
        answer = app.respond(asked, Context(request_id), within)
        return SimpleNamespace(
            status=answer["statusCode"],
            headers=answer["headers"],
            body=json.loads(str(answer["body"])),
        )

    return send


@pytest.fixture
def logged(log):
    """Give the logged lines, parsed."""
    return lambda: [json.loads(line) for line in log.getvalue().splitlines()]


@pytest.fixture
def process_environment():
    """Give what Lambda would set for a process of the function."""
    return {
        "TABLE_NAME": "the-table",
        "BUCKET_NAME": "the-bucket",
        "SELF_REPAIR": "false",
        "PITR_DAYS": "7",
        "POWERTOOLS_SERVICE_NAME": "dr-test",
        "POWERTOOLS_METRICS_NAMESPACE": "Namespace",
        "AWS_DEFAULT_REGION": "eu-west-1",
        "AWS_ACCESS_KEY_ID": "made-up",
        "AWS_SECRET_ACCESS_KEY": "made-up",
    }
