"""Policies: what an identity's, a resource's and a function's own allow is served, and nothing else."""

import io
import json
import time

import boto3
import pytest
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from botocore.exceptions import ClientError

from sandbox.aws import CONFIG, Aws
from tests.emulator.apis import address, allow, api, ask
from tests.emulator.functions import ROLE, function

REGION, ACCOUNT = "us-west-2", "123456789012"
GETTER = """
import boto3
def handler(event, context):
    client = boto3.client(event["service"])
    try:
        getattr(client, event["operation"])(**event["parameters"])
    except Exception as error:
        return str(error)
    return "served"
"""


def policy(*statements):
    """Write a policy document of statements."""
    return json.dumps({"Version": "2012-10-17", "Statement": statements})


def statement(effect, action, resource="*", **parts):
    """Write a statement of a policy."""
    return {"Effect": effect, "Action": action, "Resource": resource, **parts}


@pytest.fixture(scope="module")
def user(emulator, client):
    """Return what makes a user with a policy of these statements, and gives the way to AWS as that user."""

    def make(name, *statements):
        client("iam").create_user(UserName=name)
        if statements:
            client("iam").put_user_policy(UserName=name, PolicyName="own", PolicyDocument=policy(*statements))
        key = client("iam").create_access_key(UserName=name)["AccessKey"]
        return Aws(emulator.aws.endpoint, key["AccessKeyId"], key["SecretAccessKey"])

    return make


@pytest.fixture(scope="module")
def tables(client):
    """Make two tables, and return their ARNs."""
    made = [
        client("dynamodb").create_table(
            TableName=name,
            KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
            BillingMode="PAY_PER_REQUEST",
        )
        for name in ("one", "two")
    ]
    return [each["TableDescription"]["TableArn"] for each in made]


def code(act, **parameters):
    """Return the code that a request is refused with, ``""`` where it is served."""
    try:
        act(**parameters)
    except ClientError as error:
        return error.response["Error"]["Code"]
    return ""


def test_a_user_may_do_what_a_policy_allows_on_what_and_where(user, tables):
    one, _ = tables
    here = {"StringEquals": {"aws:RequestedRegion": REGION}}
    items = user("reader", statement("Allow", "dynamodb:GetItem", one, Condition=here))
    key = {"id": {"S": "1"}}
    dynamodb = items.client("dynamodb", REGION)
    assert code(dynamodb.get_item, TableName="one", Key=key) == ""
    assert code(dynamodb.get_item, TableName="two", Key=key) == "AccessDeniedException"
    assert code(dynamodb.put_item, TableName="one", Item=key) == "AccessDeniedException"
    elsewhere = items.client("dynamodb", "us-east-1")
    assert code(elsewhere.get_item, TableName="one", Key=key) == "AccessDeniedException"


def test_a_denial_wins(user, tables):
    one, _ = tables
    both = user("both", statement("Allow", "dynamodb:*"), statement("Deny", "dynamodb:PutItem", one))
    dynamodb = both.client("dynamodb", REGION)
    assert code(dynamodb.put_item, TableName="two", Item={"id": {"S": "1"}}) == ""
    assert code(dynamodb.put_item, TableName="one", Item={"id": {"S": "1"}}) == "AccessDeniedException"


def test_a_function_may_do_what_its_role_may(client, tables):
    one, two = tables
    arn = function(client, "getter", GETTER)
    roles = client("iam")
    roles.put_role_policy(
        RoleName=ROLE, PolicyName="all", PolicyDocument=policy(statement("Allow", "dynamodb:GetItem", one))
    )

    def call(operation, **parameters):
        event = {"service": "dynamodb", "operation": operation, "parameters": parameters}
        payload = client("lambda").invoke(FunctionName=arn, Payload=json.dumps(event))["Payload"]
        return json.load(payload)

    key = {"id": {"S": "1"}}
    assert call("get_item", TableName="one", Key=key) == "served"
    denied = "An error occurred (AccessDeniedException) when calling the "
    assert call("get_item", TableName="two", Key=key).startswith(denied)
    assert call("put_item", TableName="one", Item=key).startswith(denied)
    assert call("list_tables").startswith(denied)
    assert two.endswith("/two")


def plain(aws):
    """Return a client of S3 whose requests stand for ones without TLS."""
    session = boto3.Session(aws.account, aws.secret, region_name=REGION)
    client = session.client("s3", endpoint_url=aws.endpoint, config=CONFIG)
    client.meta.events.register(
        "before-sign.s3", lambda request, **_: request.headers.add_header("x-sandbox-plain", "1")
    )
    return client


def test_a_bucket_refuses_plain_http_and_what_its_policy_denies_whoever_asks(emulator, client, user):
    """By itself ministack serves root all the same."""
    s3 = client("s3")
    s3.create_bucket(Bucket="guarded", CreateBucketConfiguration={"LocationConstraint": REGION})
    s3.put_object(Bucket="guarded", Key="kept", Body=b"1")
    both = ["arn:aws:s3:::guarded", "arn:aws:s3:::guarded/*"]
    insecure = {"Bool": {"aws:SecureTransport": "false"}}
    s3.put_bucket_policy(
        Bucket="guarded",
        Policy=policy(
            statement("Deny", "s3:*", both, Principal="*", Condition=insecure),
            statement("Deny", "s3:DeleteObject", both[1], Principal="*"),
        ),
    )
    for aws in (emulator.aws, user("keeper", statement("Allow", "s3:*"))):
        one = {"Bucket": "guarded", "Key": "kept"}
        assert code(aws.client("s3", REGION).get_object, **one) == ""
        assert code(plain(aws).get_object, **one) == "AccessDenied"
        assert code(aws.client("s3", REGION).delete_object, **one) == "AccessDenied"
    assert code(s3.delete_bucket_policy, Bucket="guarded") == ""


def test_a_bucket_lets_in_whom_its_policy_names(client, user):
    client("s3").create_bucket(Bucket="open", CreateBucketConfiguration={"LocationConstraint": REGION})
    guest = user("guest").client("s3", REGION)
    assert code(guest.put_object, Bucket="open", Key="a", Body=b"") == "AccessDenied"
    named = {"AWS": f"arn:aws:iam::{ACCOUNT}:user/guest"}
    client("s3").put_bucket_policy(
        Bucket="open",
        Policy=policy(statement("Allow", "s3:PutObject", "arn:aws:s3:::open/*", Principal=named)),
    )
    assert code(guest.put_object, Bucket="open", Key="a", Body=b"") == ""


def test_a_key_is_for_whom_its_policy_allows_root_included(client, user):
    """By itself ministack serves root all the same."""
    kms = client("kms")
    everyone = statement("Allow", "kms:*", Principal={"AWS": f"arn:aws:iam::{ACCOUNT}:root"})
    admin = statement("Allow", "kms:*", Principal={"AWS": f"arn:aws:iam::{ACCOUNT}:user/admin"})
    shared, closed = (
        kms.create_key(Policy=policy(each), BypassPolicyLockoutSafetyCheck=True)["KeyMetadata"]["KeyId"]
        for each in (everyone, admin)
    )
    mine = user("cryptographer", statement("Allow", "kms:Encrypt")).client("kms", REGION)
    other = user("illiterate").client("kms", REGION)
    assert code(mine.encrypt, KeyId=shared, Plaintext=b"x") == ""
    assert code(other.encrypt, KeyId=shared, Plaintext=b"x") == "AccessDeniedException"
    assert code(mine.encrypt, KeyId=closed, Plaintext=b"x") == "AccessDeniedException"
    assert code(kms.encrypt, KeyId=shared, Plaintext=b"x") == ""
    assert code(kms.encrypt, KeyId=closed, Plaintext=b"x") == "AccessDeniedException"


def signed(url, who, service="execute-api", region=REGION):
    """Return how an API answers a request that is signed."""
    request = AWSRequest("GET", url)
    SigV4Auth(Credentials(who.account, who.secret), service, region).add_auth(request)
    return ask(url, dict(request.headers))


FORBIDDEN = (403, {"message": "Forbidden"})


def test_a_route_with_iam_lets_in_only_who_signs_and_may_invoke_it(emulator, client, user):
    """By itself ministack takes the unsigned for root, and any service's signature."""
    arn = function(client, "routed", "def handler(event, context):\n    return {'reached': True}\n")
    made = api(client, arn, "AWS_IAM")
    allow(client, arn, "apigateway.amazonaws.com", f"arn:aws:execute-api:{REGION}:{ACCOUNT}:{made}/*")
    url = address(emulator, made, "/process")
    here = f"arn:aws:execute-api:{REGION}:{ACCOUNT}:{made}/$default/GET/process"
    wrong = Aws(emulator.aws.endpoint, ACCOUNT, "wrong")
    assert signed(url, emulator.aws) == (200, {"reached": True})
    assert signed(url, user("caller", statement("Allow", "execute-api:Invoke", here))) == (
        200,
        {"reached": True},
    )
    assert signed(url, user("other", statement("Allow", "execute-api:Invoke", f"{here}/more"))) == FORBIDDEN
    assert signed(url, user("nobody")) == FORBIDDEN
    assert signed(url, wrong) == FORBIDDEN
    assert signed(url, Aws(emulator.aws.endpoint, "test", "test")) == FORBIDDEN
    assert signed(url, emulator.aws, service="s3") == FORBIDDEN
    assert signed(url, emulator.aws, region="us-east-1") == FORBIDDEN
    assert ask(url) == FORBIDDEN
    assert ask(url, {"Authorization": "Bearer token"}) == FORBIDDEN


def test_an_api_calls_only_a_function_that_lets_it(emulator, client):
    """By itself ministack calls any."""
    arn = function(client, "private", "def handler(event, context):\n    return {'reached': True}\n")
    made = api(client, arn)
    url = address(emulator, made)
    failed = (500, {"message": "Internal Server Error"})
    assert ask(url) == failed
    allow(client, arn, "apigateway.amazonaws.com", f"arn:aws:execute-api:{REGION}:{ACCOUNT}:other/*/*")
    assert ask(url) == failed
    client("lambda").remove_permission(FunctionName="private", Qualifier="live", StatementId="apigateway")
    allow(client, arn, "apigateway.amazonaws.com", f"arn:aws:execute-api:{REGION}:{ACCOUNT}:{made}/*/*")
    assert ask(url) == (200, {"reached": True})


def bodies(client, queue, seconds):
    """Return the messages that reach a queue within some seconds, at least one where there is one."""
    found = (
        client("sqs")
        .receive_message(QueueUrl=queue, WaitTimeSeconds=seconds, MaxNumberOfMessages=10)
        .get("Messages", [])
    )
    for each in found:
        client("sqs").delete_message(QueueUrl=queue, ReceiptHandle=each["ReceiptHandle"])
    return [each["Body"] for each in found]


def test_a_topic_reaches_only_a_queue_that_lets_it(client):
    queue = client("sqs").create_queue(QueueName="subscriber")["QueueUrl"]
    arn = f"arn:aws:sqs:{REGION}:{ACCOUNT}:subscriber"
    topic = client("sns").create_topic(Name="news")["TopicArn"]
    client("sns").subscribe(
        TopicArn=topic, Protocol="sqs", Endpoint=arn, Attributes={"RawMessageDelivery": "true"}
    )
    client("sns").publish(TopicArn=topic, Message="unheard")
    source = {"ArnEquals": {"aws:SourceArn": topic}}
    service = {"Service": "sns.amazonaws.com"}
    permitted = statement("Allow", "sqs:SendMessage", arn, Principal=service, Condition=source)
    client("sqs").set_queue_attributes(QueueUrl=queue, Attributes={"Policy": policy(permitted)})
    client("sns").publish(TopicArn=topic, Message="heard")
    assert bodies(client, queue, 5) == ["heard"]


def test_a_topic_calls_only_a_function_that_lets_it(client):
    """By itself ministack calls any."""
    source = "def handler(event, context):\n    print('told ' + event['Records'][0]['Sns']['Message'])\n"
    arn = function(client, "listener", source)
    topic = client("sns").create_topic(Name="told")["TopicArn"]
    client("sns").subscribe(TopicArn=topic, Protocol="lambda", Endpoint=arn)
    client("sns").publish(TopicArn=topic, Message="unheard")
    time.sleep(0.5)
    allow(client, arn, "sns.amazonaws.com", topic)
    client("sns").publish(TopicArn=topic, Message="heard")
    said = io.StringIO()
    deadline = time.monotonic() + 10
    while "told heard" not in said.getvalue() and time.monotonic() < deadline:
        time.sleep(0.05)
        if client("logs").describe_log_groups(logGroupNamePrefix="/aws/lambda/listener")["logGroups"]:
            events = client("logs").filter_log_events(logGroupName="/aws/lambda/listener")["events"]
            said = io.StringIO("".join(each["message"] for each in events))
    assert "told heard" in said.getvalue()
    assert "told unheard" not in said.getvalue()
