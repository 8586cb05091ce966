"""An API in a sandbox is asked as the documentation says, at the address that ``status`` prints."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

from tests.emulator.functions import archive
from tests.up.steps import up

ROOT = Path(__file__).parents[2]
README = (ROOT / "sandbox" / "README.md").read_text()
SOURCE = """
import json
def handler(event, context):
    return {"statusCode": 200, "body": json.dumps([event["rawPath"], event.get("body")])}
"""
ANSWERS = """
    import json
    import pulumi
    import pulumi_aws as aws

    trust = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "lambda.amazonaws.com"}}
    role = aws.iam.Role(
        "role", name="answers", assume_role_policy=json.dumps({"Version": "2012-10-17", "Statement": [trust]})
    )
    code = pulumi.FileArchive("app.zip")
    function = aws.lambda_.Function(
        "function", name="answers", role=role.arn, runtime="python3.11", handler="app.handler", code=code
    )
    api = aws.apigatewayv2.Api("api", name="answers", protocol_type="HTTP")
    target = aws.apigatewayv2.Integration(
        "target", api_id=api.id, integration_type="AWS_PROXY", integration_uri=function.arn,
        payload_format_version="2.0",
    )
    for route, authorization in {"GET /health": "NONE", "POST /process": "AWS_IAM"}.items():
        aws.apigatewayv2.Route(
            route, api_id=api.id, route_key=route, authorization_type=authorization,
            target=target.id.apply(lambda id: f"integrations/{id}"),
        )
    aws.apigatewayv2.Stage("stage", api_id=api.id, name="$default", auto_deploy=True)
    aws.lambda_.Permission(
        "permission", function=function.name, action="lambda:InvokeFunction",
        principal="apigateway.amazonaws.com",
    )
    pulumi.export("api_id", api.id)
"""


def documented(path):
    """Return the one call of the README's that asks an API for a path."""
    [call] = re.findall(rf"^    curl (?:.*\\\n)*.*{path}\"$", README, re.MULTILINE)
    return call


def run(workshop, command):
    """Run a command in the project's folder, in a shell that AWS's tools are pointed at the sandbox in."""
    script = f'to=$(python -m sandbox env) && eval "$to"\n{command} --silent --show-error'
    tools = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    proxy = dict.fromkeys(("http_proxy", "https_proxy"), "http://127.0.0.1:9")
    environment = {"PATH": tools, "PYTHONPATH": str(ROOT), **proxy}
    project = workshop.root / "project"
    done = subprocess.run(
        ["sh", "-c", script], cwd=project, env=environment, capture_output=True, text=True, check=False
    )
    assert (done.stderr, done.returncode) == ("", 0)
    return json.loads(done.stdout)


def test_it_answers_the_documented_calls_at_the_address_that_status_prints(workshop):
    """Below the emulator's own address an API is found too, and a signature of curl's is wrong."""
    (workshop.project(ANSWERS) / "app.zip").write_bytes(archive(SOURCE))
    up(workshop)
    assert "status --json | jq -r .api" in documented("/process")
    assert run(workshop, documented("/health")) == ["/health", None]
    sent = '{"id": "first", "document": {"answer": 42}}'
    assert run(workshop, documented("/process")) == ["/process", sent]
    unsigned = re.sub(r"--aws-sigv4 .*\\\n", "", documented("/process"))
    assert run(workshop, unsigned) == {"message": "Forbidden"}
