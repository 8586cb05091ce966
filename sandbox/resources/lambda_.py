"""Functions of Lambda: their code, their settings and their versions."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from sandbox.assets import ARCHIVE
from sandbox.aws import Client
from sandbox.errors import SandboxError
from sandbox.registration import SIGNATURE, Json, Properties
from sandbox.resources.change import lasting, retag
from sandbox.resources.kind import Kind, Made, Place
from sandbox.resources.request import block, camel, request, whole

SETTINGS = {
    "description": "Description",
    "handler": "Handler",
    "kmsKeyArn": "KMSKeyArn",
    "layers": "Layers",
    "memorySize": "MemorySize",
    "role": "Role",
    "runtime": "Runtime",
    "timeout": "Timeout",
}
BLOCKS = {
    "deadLetterConfig": "DeadLetterConfig",
    "ephemeralStorage": "EphemeralStorage",
    "loggingConfig": "LoggingConfig",
    "tracingConfig": "TracingConfig",
    "vpcConfig": "VpcConfig",
}
UNSET: dict[str, Any] = {
    "Description": "",
    "KMSKeyArn": "",
    "Layers": [],
    "MemorySize": 128,
    "Timeout": 3,
    "DeadLetterConfig": {"TargetArn": ""},
    "Environment": {"Variables": {}},
    "EphemeralStorage": {"Size": 512},
    "TracingConfig": {"Mode": "PassThrough"},
    "VpcConfig": {"SubnetIds": [], "SecurityGroupIds": []},
}
"""What AWS has where nothing is asked for, and an update puts back."""
INSTRUCTION_SET = "x86_64"
OWN = frozenset(
    {"architectures", "code", "environment", "name", "publish", "reservedConcurrentExecutions", "tags"}
)
LATEST = "$LATEST"
PATIENCE = {"Delay": 0.1, "MaxAttempts": 600}


def invoke_arn(place: Place, function: str) -> str:
    """Return the ARN by which API Gateway calls a function, a version or an alias."""
    return _action(place, f"2015-03-31/functions/{function}/invocations")


def _action(place: Place, path: str) -> str:
    return f"arn:{place.partition}:apigateway:{place.region}:lambda:path/{path}"


def _function(place: Place, asked: Properties) -> Made:
    client = place.client("lambda")
    named = request(asked, {"name": "FunctionName", "architectures": "Architectures"})
    client.create_function(
        **named,
        **_settings(asked),
        Code={"ZipFile": _code(place, asked)},
        Tags=asked.get("tags") or {},
    )
    name = str(asked["name"])
    client.get_waiter("function_active_v2").wait(FunctionName=name, WaiterConfig=PATIENCE)
    _reserve(client, name, asked)
    return _published(place, name, asked)


def _changed_function(place: Place, made: Made, asked: Properties) -> Made:
    client, function = place.client("lambda"), {"FunctionName": made.id}
    there = client.get_function_configuration(**function)
    _update_code(client, there, asked, _code(place, asked))
    logging = {"LoggingConfig": {"LogFormat": "Text", "LogGroup": f"/aws/lambda/{made.id}"}}
    wanted = {**UNSET, **logging, **_settings(asked)}
    if any(_differs(there.get(name), value) for name, value in wanted.items()):
        client.update_function_configuration(**function, **wanted)
        client.get_waiter("function_updated_v2").wait(**function, WaiterConfig=PATIENCE)
    _reserve(client, made.id, asked)
    resource = {"Resource": there["FunctionArn"]}
    retag(
        client.list_tags(**resource)["Tags"],
        asked,
        lambda tags: client.tag_resource(**resource, Tags=tags),
        lambda keys: client.untag_resource(**resource, TagKeys=keys),
    )
    return _published(place, made.id, asked)


def _update_code(client: Client, there: dict[str, Any], asked: Properties, code: bytes) -> None:
    architectures = asked.get("architectures") or [INSTRUCTION_SET]
    if there["CodeSha256"] == _digest(code) and there["Architectures"] == architectures:
        return
    function = {"FunctionName": there["FunctionName"]}
    client.update_function_code(**function, ZipFile=code, Architectures=architectures)
    client.get_waiter("function_updated_v2").wait(**function, WaiterConfig=PATIENCE)


def _settings(asked: Properties) -> dict[str, Any]:
    blocks = {BLOCKS[name]: block(value) for name, value in asked.items() if name in BLOCKS}
    return {**request(asked, SETTINGS), **blocks, **_environment(asked.get("environment"))}


def _environment(asked: Json) -> dict[str, Any]:
    """Return the variables under their own names, which are nobody's to change."""
    if not isinstance(asked, dict):
        return {}
    return {"Environment": {key[:1].upper() + key[1:]: value for key, value in asked.items()}}


def _differs(there: object, wanted: object) -> bool:
    """Say whether a setting is another than wanted; AWS adds to some, and leaves out some that are empty."""
    if isinstance(wanted, dict):
        found = there if isinstance(there, dict) else {}
        return any(_differs(found.get(name), value) for name, value in wanted.items())
    return (there or None) != (wanted or None)


def _reserve(client: Client, name: str, asked: Properties) -> None:
    reserved = asked.get("reservedConcurrentExecutions")
    if isinstance(reserved, float | int) and reserved >= 0:
        client.put_function_concurrency(FunctionName=name, ReservedConcurrentExecutions=whole(reserved))
    else:
        client.delete_function_concurrency(FunctionName=name)


def _code(place: Place, asked: Properties) -> bytes:
    code = asked.get("code")
    if not isinstance(code, dict) or code.get(SIGNATURE) != ARCHIVE or not isinstance(code.get("path"), str):
        raise SandboxError(f"{asked.get('name')}: code is {code!r}; wanted a FileArchive of a zip file")
    return (place.folder / str(code["path"])).read_bytes()


def _digest(code: bytes) -> str:
    return base64.b64encode(hashlib.sha256(code).digest()).decode()


def _published(place: Place, name: str, asked: Properties) -> Made:
    """Describe a function as it is now, after publishing it where that is asked for."""
    client = place.client("lambda")
    version = client.publish_version(FunctionName=name)["Version"] if asked.get("publish") else LATEST
    function = client.get_function_configuration(FunctionName=name)
    arn = function["FunctionArn"]
    qualified = f"{arn}:{version}"
    computed: Properties = {
        "arn": arn,
        "codeSha256": function["CodeSha256"],
        "invokeArn": invoke_arn(place, arn),
        "qualifiedArn": qualified,
        "qualifiedInvokeArn": invoke_arn(place, qualified),
        "responseStreamingInvokeArn": _action(
            place, f"2021-11-15/functions/{arn}/response-streaming-invocations"
        ),
        "signingJobArn": "",
        "signingProfileVersionArn": "",
        "sourceCodeHash": function["CodeSha256"],
        "sourceCodeSize": function["CodeSize"],
        "version": version,
    }
    kept = ("Architectures", "EphemeralStorage", "LastModified", "LoggingConfig", "Role", "TracingConfig")
    described: Properties = {each[:1].lower() + each[1:]: camel(function[each]) for each in kept}
    return Made(name, {"name": name, **described, **computed})


KINDS = {
    "aws:lambda/function:Function": Kind(
        _function, frozenset({*SETTINGS, *BLOCKS, *OWN}), lasting(_changed_function, "name")
    )
}
