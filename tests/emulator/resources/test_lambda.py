"""Functions as AWS would have them, read back and called."""

import base64
import hashlib
import json
from pathlib import Path

import pytest

from sandbox.errors import SandboxError
from sandbox.resources import kinds
from tests.emulator.resources.functions import ALIAS, FUNCTION, PERMISSION, archive, role

EVENTS = "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig"
ARN = "arn:aws:lambda:us-west-2:123456789012:function"
INVOKE = "arn:aws:apigateway:us-west-2:lambda:path/2015-03-31/functions"
KEY = "arn:aws:kms:us-west-2:123456789012:key/1"
QUEUE = "arn:aws:sqs:us-west-2:123456789012:dead-letters"
SOURCE = """
import os
import boto3

def handler(event, context):
    print("asked for", event)
    queues = boto3.client("sqs").list_queues().get("QueueUrls", [])
    return {"release": 1, "colour": os.environ.get("colour"), "queues": queues}
"""


@pytest.fixture(scope="module")
def plain(make):
    """Return what every function has to be asked with."""
    arn = role(make, "runs", "logs:CreateLogStream", "logs:PutLogEvents", "sqs:ListQueues")
    return {"handler": "app.handler", "runtime": "python3.12", "role": arn}


def called(client, name, qualifier="$LATEST"):
    """Call a function and return what it returned."""
    answer = client("lambda").invoke(FunctionName=name, Qualifier=qualifier, Payload=b'{"number": 7}')
    returned = json.load(answer["Payload"])
    assert "FunctionError" not in answer, returned
    return returned


def test_a_function_has_all_that_it_was_asked_for(make, client, plain, tmp_path):
    code = archive(tmp_path, SOURCE)
    made = make(
        FUNCTION,
        **plain,
        name="whole",
        code=code,
        description="Stores records",
        architectures=["arm64"],
        memorySize=256.0,
        timeout=30.0,
        reservedConcurrentExecutions=20.0,
        publish=True,
        kmsKeyArn=KEY,
        environment={"variables": {"colour": "red"}},
        vpcConfig={"subnetIds": ["subnet-1", "subnet-2"], "securityGroupIds": ["sg-1"]},
        deadLetterConfig={"targetArn": QUEUE},
        ephemeralStorage={"size": 1024.0},
        loggingConfig={"logFormat": "Text", "logGroup": "/recovery/whole"},
        tracingConfig={"mode": "Active"},
        tags={"owner": "team"},
    )
    found = client("lambda").get_function(FunctionName="whole", Qualifier="1")
    settings = found["Configuration"]
    digest = base64.b64encode(hashlib.sha256(Path(code["path"]).read_bytes()).digest()).decode()
    last_modified = made.outputs.pop("lastModified")
    assert last_modified == settings["LastModified"]
    assert made.id == "whole"
    assert made.outputs == {
        "architectures": ["arm64"],
        "arn": f"{ARN}:whole",
        "codeSha256": digest,
        "ephemeralStorage": {"size": 1024},
        "invokeArn": f"{INVOKE}/{ARN}:whole/invocations",
        "loggingConfig": {"logFormat": "Text", "logGroup": "/recovery/whole"},
        "name": "whole",
        "qualifiedArn": f"{ARN}:whole:1",
        "qualifiedInvokeArn": f"{INVOKE}/{ARN}:whole:1/invocations",
        "responseStreamingInvokeArn": "arn:aws:apigateway:us-west-2:lambda:path/2021-11-15/functions/"
        f"{ARN}:whole/response-streaming-invocations",
        "role": plain["role"],
        "signingJobArn": "",
        "signingProfileVersionArn": "",
        "sourceCodeHash": digest,
        "sourceCodeSize": Path(code["path"]).stat().st_size,
        "tracingConfig": {"mode": "Active"},
        "version": "1",
    }
    assert settings["State"] == "Active"
    assert settings["Handler"] == "app.handler"
    assert settings["Runtime"] == "python3.12"
    assert settings["Role"] == plain["role"]
    assert settings["Description"] == "Stores records"
    assert settings["MemorySize"] == 256
    assert settings["Timeout"] == 30
    assert settings["KMSKeyArn"] == KEY
    assert settings["Environment"]["Variables"] == {"colour": "red"}
    assert settings["VpcConfig"]["SubnetIds"] == ["subnet-1", "subnet-2"]
    assert settings["VpcConfig"]["SecurityGroupIds"] == ["sg-1"]
    assert settings["DeadLetterConfig"] == {"TargetArn": QUEUE}
    assert settings["TracingConfig"] == {"Mode": "Active"}
    assert settings["LoggingConfig"] == {"LogFormat": "Text", "LogGroup": "/recovery/whole"}
    assert settings["Architectures"] == ["arm64"]
    concurrency = client("lambda").get_function_concurrency(FunctionName="whole")
    assert concurrency["ReservedConcurrentExecutions"] == 20
    assert client("lambda").list_tags(Resource=f"{ARN}:whole")["Tags"] == {"owner": "team"}


def test_a_function_runs_as_its_role_and_logs_where_it_was_told_to(make, client, plain, tmp_path):
    client("logs").create_log_group(logGroupName="/recovery/runs")
    make(
        FUNCTION,
        **plain,
        name="runs",
        code=archive(tmp_path, SOURCE),
        publish=True,
        environment={"variables": {"colour": "red"}},
        loggingConfig={"logFormat": "Text", "logGroup": "/recovery/runs"},
    )
    make(ALIAS, functionName="runs", functionVersion="1", name="live")
    assert called(client, "runs", "live") == {"release": 1, "colour": "red", "queues": []}
    logs = client("logs").filter_log_events(logGroupName="/recovery/runs")["events"]
    assert "asked for {'number': 7}" in [each["message"] for each in logs]


def test_a_function_cannot_do_what_its_role_may_not(make, client, plain, tmp_path):
    powerless = role(make, "powerless", "logs:PutLogEvents")
    code = archive(tmp_path, SOURCE)
    make(FUNCTION, **{**plain, "role": powerless}, name="powerless", code=code)
    answer = client("lambda").invoke(FunctionName="powerless", Payload=b"{}")
    assert "AccessDenied" in json.load(answer["Payload"])["errorMessage"]


def test_new_code_is_a_new_version_and_the_alias_stays_until_it_is_moved(
    make, change, client, plain, tmp_path
):
    asked = {**plain, "name": "released", "publish": True}
    made = make(FUNCTION, **asked, code=archive(tmp_path, SOURCE))
    alias = make(ALIAS, functionName="released", functionVersion="1", name="live")
    code = archive(tmp_path, SOURCE.replace('"release": 1', '"release": 2'))
    after = change(FUNCTION, made, **asked, code=code)
    assert after.outputs["version"] == "2"
    assert called(client, "released", "live")["release"] == 1
    change(ALIAS, alias, functionName="released", functionVersion="2", name="live")
    assert called(client, "released", "live")["release"] == 2
    change(ALIAS, alias, functionName="released", functionVersion="1", name="live")
    assert called(client, "released", "live")["release"] == 1


def test_a_change_of_settings_is_a_new_version_and_puts_back_what_is_no_longer_asked_for(
    make, change, client, plain, tmp_path
):
    asked = {**plain, "name": "changing", "publish": True, "code": archive(tmp_path, SOURCE)}
    made = make(
        FUNCTION,
        **asked,
        timeout=30.0,
        reservedConcurrentExecutions=5.0,
        deadLetterConfig={"targetArn": QUEUE},
        tracingConfig={"mode": "Active"},
        tags={"a": "1", "b": "2"},
    )
    after = change(FUNCTION, made, **asked, memorySize=512.0, tags={"b": "3"})
    assert after.outputs["version"] == "2"
    settings = client("lambda").get_function_configuration(FunctionName="changing")
    assert settings["MemorySize"] == 512
    assert settings["Timeout"] == 3
    assert settings["TracingConfig"] == {"Mode": "PassThrough"}
    assert settings.get("DeadLetterConfig", {}).get("TargetArn", "") == ""
    concurrency = client("lambda").get_function_concurrency(FunctionName="changing")
    assert "ReservedConcurrentExecutions" not in concurrency
    assert client("lambda").list_tags(Resource=f"{ARN}:changing")["Tags"] == {"b": "3"}


def test_a_change_of_tags_alone_is_no_new_version(make, change, plain, tmp_path):
    asked = {**plain, "name": "tagged", "publish": True, "code": archive(tmp_path, SOURCE), "timeout": 30.0}
    asked["environment"] = {"variables": {"colour": "red"}}
    made = make(FUNCTION, **asked)
    after = change(FUNCTION, made, **asked, tags={"owner": "team"})
    assert after.outputs["version"] == "1"


def test_a_function_that_is_not_published_has_no_number(make, plain, tmp_path):
    made = make(FUNCTION, **plain, name="unpublished", code=archive(tmp_path, SOURCE))
    assert made.outputs["version"] == "$LATEST"
    assert made.outputs["qualifiedArn"] == f"{ARN}:unpublished:$LATEST"


def test_code_that_is_no_archive_of_a_file_is_refused(place, plain):
    with pytest.raises(SandboxError, match="codeless: code is None; wanted a FileArchive of a zip file"):
        kinds()[FUNCTION].create(place, {**plain, "name": "codeless"})


def test_a_function_takes_no_settings_that_it_would_drop():
    assert {"snapStart", "imageUri", "s3Bucket", "fileSystemConfig"} & kinds()[FUNCTION].inputs == set()


@pytest.fixture(scope="module")
def released(make, plain, tmp_path_factory):
    """Return a function with the alias ``live``."""
    code = archive(tmp_path_factory.mktemp("code"), SOURCE)
    make(FUNCTION, **plain, name="callable", publish=True, code=code)
    return make(
        ALIAS,
        functionName="callable",
        functionVersion="1",
        name="live",
        description="The version that serves",
    )


def test_an_alias_has_an_address_of_its_own(released, client):
    found = client("lambda").get_alias(FunctionName="callable", Name="live")
    assert found["Description"] == "The version that serves"
    assert released.id == released.outputs["arn"] == found["AliasArn"] == f"{ARN}:callable:live"
    assert released.outputs["invokeArn"] == f"{INVOKE}/{ARN}:callable:live/invocations"


@pytest.mark.usefixtures("released")
def test_a_permission_is_for_one_alias_and_one_source(make, client):
    rule = "arn:aws:events:us-west-2:123456789012:rule/rule"
    made = make(
        PERMISSION,
        action="lambda:InvokeFunction",
        function="callable",
        qualifier="live",
        principal="events.amazonaws.com",
        sourceArn=rule,
    )
    policy = json.loads(client("lambda").get_policy(FunctionName="callable", Qualifier="live")["Policy"])
    assert policy["Statement"] == [
        {
            "Sid": made.id,
            "Effect": "Allow",
            "Principal": {"Service": "events.amazonaws.com"},
            "Action": "lambda:InvokeFunction",
            "Resource": f"{ARN}:callable:live",
            "Condition": {"ArnLike": {"AWS:SourceArn": rule}},
        }
    ]


@pytest.mark.usefixtures("released")
def test_failed_events_are_tried_again_and_then_kept(make, change, client):
    asked = {"functionName": "callable", "qualifier": "live"}
    where = {"onFailure": {"destination": QUEUE}}
    made = make(
        EVENTS,
        **asked,
        maximumRetryAttempts=0.0,
        maximumEventAgeInSeconds=3600.0,
        destinationConfig=where,
    )
    assert made.id == "callable:live"
    found = client("lambda").get_function_event_invoke_config(FunctionName="callable", Qualifier="live")
    assert found["MaximumRetryAttempts"] == 0
    assert found["MaximumEventAgeInSeconds"] == 3600
    assert found["DestinationConfig"]["OnFailure"] == {"Destination": QUEUE}
    change(EVENTS, made, **asked, maximumRetryAttempts=2.0, destinationConfig=where)
    found = client("lambda").get_function_event_invoke_config(FunctionName="callable", Qualifier="live")
    assert found["MaximumRetryAttempts"] == 2
