"""Who may ask the emulator anything: whoever signs with its own key, or with one that it gave out."""

import hashlib
import json
import urllib.error
import urllib.request

import boto3
import pytest
from botocore.exceptions import ClientError

from sandbox.aws import CONFIG, Aws
from tests.emulator.apis import address, allow, api
from tests.emulator.functions import function

REGION = "us-west-2"
CALLS = {
    "apigatewayv2": ("get_apis", "UnrecognizedClientException", "InvalidSignatureException"),
    "cloudwatch": ("list_metrics", "InvalidClientTokenId", "SignatureDoesNotMatch"),
    "dynamodb": ("list_tables", "UnrecognizedClientException", "InvalidSignatureException"),
    "ec2": ("describe_vpcs", "AuthFailure", "AuthFailure"),
    "lambda": ("list_functions", "UnrecognizedClientException", "InvalidSignatureException"),
    "s3": ("list_buckets", "InvalidAccessKeyId", "SignatureDoesNotMatch"),
    "sns": ("list_topics", "InvalidClientTokenId", "SignatureDoesNotMatch"),
    "sqs": ("list_queues", "InvalidClientTokenId", "SignatureDoesNotMatch"),
    "sts": ("get_caller_identity", "InvalidClientTokenId", "SignatureDoesNotMatch"),
}


def refused(emulator, service, key, secret):
    """Return the code with which a service refuses a key and its secret."""
    with pytest.raises(ClientError) as error:
        getattr(Aws(emulator.aws.endpoint, key, secret).client(service, REGION), CALLS[service][0])()
    return error.value.response["Error"]["Code"]


def fetch(url, method="GET", data=None, **headers):
    """Return the status and body that a request without a signature is answered with."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(url, data=data, method=method, headers=named)  # noqa: S310 loopback
    try:
        with urllib.request.urlopen(request, timeout=10) as response:  # noqa: S310 the same
            return response.status, response.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


def test_the_account_is_the_clients(emulator, client):
    assert client("sts").get_caller_identity()["Account"] == emulator.aws.account


@pytest.mark.parametrize("key", ["test", "999999999999", "000000000000", "AKIAIOSFODNN7EXAMPLE"])
@pytest.mark.parametrize("service", CALLS)
def test_a_key_of_nobody_is_refused_as_aws_does(emulator, service, key):
    """By itself ministack takes ``test`` and any twelve digits for an account's root."""
    for secret in (emulator.aws.secret, "test"):
        assert refused(emulator, service, key, secret) == CALLS[service][1]


@pytest.mark.parametrize("service", CALLS)
def test_the_accounts_key_with_another_secret_is_refused_as_aws_does(emulator, service):
    """By itself ministack believes whoever names a root's key."""
    assert refused(emulator, service, emulator.aws.account, "another") == CALLS[service][2]


def test_a_users_key_is_one_only_with_its_secret(emulator, client):
    client("iam").create_user(UserName="operator")
    key = client("iam").create_access_key(UserName="operator")["AccessKey"]
    owned = Aws(emulator.aws.endpoint, key["AccessKeyId"], key["SecretAccessKey"])
    assert owned.client("sts", REGION).get_caller_identity()["Arn"].endswith(":user/operator")
    assert refused(emulator, "sts", key["AccessKeyId"], "another") == "SignatureDoesNotMatch"


def test_the_credentials_of_a_function_are_no_others_to_guess(emulator, client):
    """By itself ministack computes them from the function's name and its role's."""
    source = "import os\ndef handler(event, context):\n    return dict(os.environ)\n"
    arn = function(client, "guessed", source)
    seen = json.load(client("lambda").invoke(FunctionName=arn)["Payload"])
    session = boto3.Session(
        seen["AWS_ACCESS_KEY_ID"], seen["AWS_SECRET_ACCESS_KEY"], seen["AWS_SESSION_TOKEN"], REGION
    )
    sts = session.client("sts", endpoint_url=emulator.aws.endpoint, config=CONFIG)
    assert sts.get_caller_identity()["Arn"].endswith(":assumed-role/function/guessed")
    named = f"{seen['_LAMBDA_FUNCTION_ARN']}:arn:aws:iam::{emulator.aws.account}:role/function"
    digest = hashlib.sha256(named.encode()).hexdigest()
    assert seen["AWS_ACCESS_KEY_ID"] == f"ASIA{digest[:16].upper()}"
    assert seen["AWS_SECRET_ACCESS_KEY"] != hashlib.sha256(f"secret:{digest}".encode()).hexdigest()


def test_a_presigned_request_is_one_only_with_its_signature(emulator, client):
    client("s3").create_bucket(Bucket="signed", CreateBucketConfiguration={"LocationConstraint": REGION})
    client("s3").put_object(Bucket="signed", Key="a b/ü", Body=b"content")
    url = client("s3").generate_presigned_url("get_object", Params={"Bucket": "signed", "Key": "a b/ü"})
    assert fetch(url) == (200, b"content")
    status, body = fetch(url.replace("Signature=", "Signature=0"))
    assert (status, b"SignatureDoesNotMatch" in body) == (403, True)
    foreign = Aws(emulator.aws.endpoint, emulator.aws.account, "another").client("s3", REGION)
    status, body = fetch(
        foreign.generate_presigned_url("get_object", Params={"Bucket": "signed", "Key": "a b/ü"})
    )
    assert (status, b"SignatureDoesNotMatch" in body) == (403, True)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"path": "/"}, (403, b"AccessDenied")),
        ({"path": "/bucket/key"}, (403, b"AccessDenied")),
        ({"path": "/bucket/key", "method": "PUT", "data": b"x"}, (403, b"AccessDenied")),
        ({"path": "/", "method": "OPTIONS"}, (403, b"AccessDenied")),
        (
            {"path": "/", "data": b"{}", "X_Amz_Target": "DynamoDB_20120810.ListTables"},
            (400, b"MissingAuthenticationToken"),
        ),
        (
            {"path": "/", "data": b"Action=ListUsers&Version=2010-05-08"},
            (403, b"MissingAuthenticationToken"),
        ),
        (
            {"path": "/", "data": b"Action=AssumeRoleWithWebIdentity&Version=2011-06-15"},
            (403, b"MissingAuthenticationToken"),
        ),
        ({"path": "/2015-03-31/functions"}, (403, b"MissingAuthenticationToken")),
        ({"path": "/oauth2/authorize"}, (403, b"MissingAuthenticationToken")),
    ],
)
def test_what_nobody_signed_is_refused(emulator, asked, expected):
    status, body = fetch(emulator.aws.endpoint + asked.pop("path"), **asked)
    assert (status, expected[1] in body) == (expected[0], True)


@pytest.mark.parametrize(
    "path",
    [
        "/_ministack/health",
        "/_ministack/lambda-code/123456789012/us-west-2/worker",
        "/_ministack/sqs/messages",
        "/_ministack/ses/messages",
        "/_ministack/sns/sms-messages",
        "/_localstack/health",
        "/_aws/sqs/messages",
        "/_alb/any/",
        "/health",
        "/restapis/abc/prod/_user_request_/",
    ],
)
def test_what_ministack_shows_to_anyone_is_closed(emulator, path):
    assert fetch(emulator.aws.endpoint + path) == (404, b"")


def test_ministack_cannot_be_reset(emulator, client):
    client("sqs").create_queue(QueueName="kept")
    assert fetch(emulator.aws.endpoint + "/_ministack/reset", "POST") == (404, b"")
    assert client("sqs").get_queue_url(QueueName="kept")["QueueUrl"].endswith("/kept")


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80"])
def test_a_name_that_a_web_page_could_have_is_refused(emulator, host):
    status, _ = fetch(emulator.aws.endpoint + "/", Host=host)
    assert status == 421


def test_health_is_the_apis_own_whatever_host_it_is_asked_by(emulator, client):
    """By itself ministack answers ``/health`` for any host."""
    arn = function(client, "health", "def handler(event, context):\n    return {'own': event['rawPath']}\n")
    allow(client, arn, "apigateway.amazonaws.com")
    made = api(client, arn)
    host = f"{made}.execute-api.{REGION}.amazonaws.com"
    expected = (200, b'{"own": "/health"}')
    assert fetch(address(emulator, made, "/health")) == expected
    assert fetch(emulator.aws.endpoint + "/health", Host=host) == expected


@pytest.mark.parametrize("token", ["", "Bearer ", "Bearer test", "Bearer ümlaut"])
def test_the_controls_are_closed_to_whoever_has_no_token(emulator, token):
    url = f"{emulator.aws.endpoint}/_sandbox/state"
    status, body = fetch(url, Authorization=token)
    assert status == 403
    assert json.loads(body) == {"error": "found no valid token; wanted this sandbox's own"}


@pytest.mark.parametrize(
    ("method", "path", "body", "expected"),
    [
        ("PUT", "faults/a", b"{", (400, "found a body that is no JSON: ")),
        ("PUT", "faults/a", b"\xff", (400, "found a body that is no JSON: ")),
        ("PUT", "faults", b'{"kind": "lost"}', (400, "found a fault without a name; ")),
        ("POST", "clock", b"{}", (400, "found {} for the clock; wanted forward, a number of seconds")),
        ("POST", "clock", b'{"forward": -1}', (400, "found {'forward': -1} for the clock; ")),
        ("POST", "clock", b'{"forward": NaN}', (400, "found {'forward': nan} for the clock; ")),
        ("POST", "clock", b"[1]", (400, "found [1] for the clock; ")),
        ("GET", "nothing", None, (404, "found GET /_sandbox/nothing; wanted GET state, ")),
    ],
)
def test_the_controls_say_what_is_wrong_with_a_request(emulator, method, path, body, expected):
    url = f"{emulator.aws.endpoint}/_sandbox/{path}"
    status, answer = fetch(url, method, body, Authorization=f"Bearer {emulator.aws.secret}")
    assert status == expected[0]
    assert json.loads(answer)["error"].startswith(expected[1])
