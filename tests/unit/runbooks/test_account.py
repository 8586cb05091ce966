"""A stack in an account is what the Pulumi CLI says of it, or it is said why that is not known."""

import json
import subprocess
from types import SimpleNamespace

import pytest

from runbooks.drill import account
from sandbox.errors import SandboxError
from tests.unit.runbooks.fake import OUTPUTS


def answers(monkeypatch, found):
    """Let the CLI answer so, or raise."""
    asked = []

    def run(command, **options):
        asked.append((command, options["cwd"]))
        if isinstance(found, Exception):
            raise found
        return SimpleNamespace(stdout=found)

    monkeypatch.setattr(subprocess, "run", run)
    return asked


def test_the_cli_tells_what_a_stack_exports(tmp_path, monkeypatch):
    asked = answers(monkeypatch, json.dumps({**OUTPUTS, "api_gateway_endpoint": "https://api.test"}))
    found = account.deployed(tmp_path, "prod")
    assert asked == [(["pulumi", "stack", "output", "--json", "--stack", "prod"], tmp_path)]
    assert (found.stack, found.region, found.name) == ("prod", "eu-west-1", "aws")
    assert found.url("/health") == "https://api.test/health"
    assert found.store("/x", plain=True)[0] == "http://s3.eu-west-1.amazonaws.com/x"
    assert found.environment()["AWS_REGION"] == "eu-west-1"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (FileNotFoundError(), "the Pulumi CLI is not on PATH"),
        (subprocess.CalledProcessError(1, "pulumi", stderr="no stack"), "outputs of stack 'prod': no stack"),
    ],
)
def test_where_the_cli_says_nothing_it_is_said_why(tmp_path, monkeypatch, error, said):
    answers(monkeypatch, error)
    with pytest.raises(SandboxError, match=said):
        account.deployed(tmp_path, "prod")


def test_without_credentials_nothing_is_signed(tmp_path, monkeypatch):
    answers(monkeypatch, json.dumps(OUTPUTS))
    found = account.deployed(tmp_path, "prod")
    monkeypatch.setattr(found, "_session", SimpleNamespace(get_credentials=lambda: None))
    with pytest.raises(SandboxError, match="no credentials of AWS"):
        found.credentials()
