"""The function's parts, connected to a cloud in memory."""

import io
import json
from dataclasses import replace
from types import SimpleNamespace

import boto3
import botocore.endpoint
import pytest
from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from stack.functions import app
from stack.functions.audit import Audit
from stack.functions.bucket import Bucket
from stack.functions.clients import configuration, database_configuration
from stack.functions.database import Database
from stack.functions.environment import Environment
from stack.functions.outbox import Outbox
from stack.functions.runtime import Runtime
from stack.functions.table import Table
from tests.unit.functions.aurora import CLUSTER, SECRET
from tests.unit.functions.cloud import NOW, Cloud


class Context(LambdaContext):
    """The context of one invocation."""

    def __init__(self, request_id):
        self._aws_request_id = request_id


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
    made = {name: session.client(name, config=configuration()) for name in ("dynamodb", "s3")}
    return {**made, "rds-data": session.client("rds-data", config=database_configuration())}


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
def database(client):
    return Database(client("rds-data"), CLUSTER, SECRET, "audit")


@pytest.fixture
def outbox(table, database, logger):
    return Outbox(table, Audit(database), logger)


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
def audited(runtime, outbox):
    """Give the runtime of a system that has a database."""
    return replace(runtime, outbox=outbox)


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
