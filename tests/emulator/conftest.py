"""An emulator for each file of tests; everything in it is made by the tests themselves."""

import tempfile

import pytest

from sandbox.deployment import Deployment
from sandbox.emulator.process import Emulator
from tests.emulator.backups import Jobs, role

REGION = "us-west-2"


@pytest.fixture(scope="module")
def emulator():
    with Emulator(REGION) as running:
        yield running


@pytest.fixture(scope="module")
def client(emulator):
    """Return boto3's client of a service, in the emulator's own region unless told otherwise."""
    return lambda service, region=REGION: emulator.aws.client(service, region)


@pytest.fixture(scope="module")
def roled(client):
    """Return the ARN of a role that AWS Backup may do its work with."""
    return role(client)


@pytest.fixture(scope="module")
def jobs(emulator, client, roled):
    """Start jobs of AWS Backup with that role, and let time pass until they are done."""
    return Jobs(emulator, client, roled)


@pytest.fixture
def place(tmp_path, monkeypatch):
    """Have temporary files made in a folder of the test's own."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.fixture
def deploy(emulator, tmp_path):
    """Deploy registrations as one program would, in a sandbox that forgets them afterwards."""

    def run(*registrations, provider=None, region=REGION):
        deployment = Deployment(emulator.aws, tmp_path, lambda _: None)
        try:
            return [deployment.make(each, provider, region) for each in registrations]
        finally:
            deployment.keep()

    yield run
    emulator.aws.control("PUT", "state", None)
    sqs = emulator.aws.client("sqs", REGION)
    for url in sqs.list_queues().get("QueueUrls", []):
        sqs.delete_queue(QueueUrl=url)
