"""The API: what it stores, what it refuses, and whom."""

import json
import uuid

import pytest
from botocore.credentials import Credentials

from runbooks.drill.target import NOBODY
from tests.live.parts import parts


@pytest.fixture
def key():
    return f"live-test-{uuid.uuid4()}"


@pytest.fixture
def posted(target, client, outputs):
    """Send a record; what was stored is removed in the end."""
    stored = []

    def post(body, **more):
        answer = target.call("POST", "/process", body, **more)
        stored.append(answer.body)
        return answer

    yield post
    for record in (each["record"] for each in stored if isinstance(each, dict) and "record" in each):
        client("dynamodb").delete_item(
            TableName=outputs["dynamodb_table_name"], Key={"id": {"S": record["id"]}}
        )
        client("s3").delete_object(
            Bucket=outputs["s3_bucket_name"],
            Key=record["document_key"],
            VersionId=record["document_version"],
        )


def item(client, outputs, key):
    found = client("dynamodb").get_item(
        TableName=outputs["dynamodb_table_name"], Key={"id": {"S": key}}, ConsistentRead=True
    )
    return {name: value["S"] for name, value in found.get("Item", {}).items()}


def test_it_is_healthy_and_says_so_to_anyone(target, outputs):
    answer = target.call("GET", "/health", signer=NOBODY)
    assert answer.status == 200
    assert answer.body == {"status": "healthy", "parts": parts(outputs)}


def test_a_record_and_its_document_are_stored(client, outputs, posted, key):
    document = {"text": "caf\u00e9", "number": 1, "unique": key}
    answer = posted({"id": key, "document": document})
    assert answer.status == 201
    assert answer.body["stored"] is True
    record = item(client, outputs, key)
    assert answer.body["record"] == record
    found = client("s3").get_object(
        Bucket=outputs["s3_bucket_name"], Key=record["document_key"], VersionId=record["document_version"]
    )
    assert json.loads(found["Body"].read()) == document
    assert (found["ServerSideEncryption"], found["SSEKMSKeyId"]) == ("aws:kms", outputs["data_key_arn"])


def test_the_same_request_sent_twice_is_stored_once(client, outputs, posted, key):
    body = {"id": key, "document": {"unique": key}}
    first, second = posted(body), posted(body)
    assert (first.status, second.status) == (201, 200)
    assert second.body == {"record": first.body["record"], "stored": False}
    versions = client("s3").list_object_versions(
        Bucket=outputs["s3_bucket_name"], Prefix=first.body["record"]["document_key"]
    )["Versions"]
    assert len(versions) == 1


def test_one_key_does_not_stand_for_two_documents(posted, key):
    headers = {"Idempotency-Key": key}
    assert posted({"id": key, "document": {"unique": key}}, headers=headers).status == 201
    answer = posted({"id": key, "document": {"other": key}}, headers=headers)
    assert answer.status == 409
    assert answer.body == {"error": "the idempotency key was used before for another document"}


def test_one_key_does_not_stand_for_two_ids(posted, key):
    body, headers = {"document": {"unique": key}}, {"Idempotency-Key": key}
    assert posted({"id": key, **body}, headers=headers).status == 201
    answer = posted({"id": "live-test-other", **body}, headers=headers)
    assert answer.status == 409
    assert answer.body == {"error": "the idempotency key was used before for another id"}


def test_a_record_stands_under_the_key_that_came_with_it(client, outputs, posted, key):
    answer = posted({"id": "live-test", "document": {"unique": key}}, headers={"Idempotency-Key": key})
    assert answer.status == 201
    assert item(client, outputs, key) == answer.body["record"]
    assert (answer.body["record"]["id"], answer.body["record"]["record_id"]) == (key, "live-test")


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (b"{", "the body is not JSON: "),
        ([], "the body is an array; it must be an object with id and document"),
        ({"id": "a"}, "document is missing; the body must have id and document"),
        ({"id": 1, "document": {}}, "id is a number; it must be a string of "),
        ({"id": "a", "document": []}, "document is an array; it must be an object"),
        ({"id": "a b", "document": {}}, "id has 3 characters, not "),
        ({"id": "a", "document": {}, "more": 1}, "the body has 3 fields; it must have only id and document"),
        (b" " * (256 * 1024 + 1), "the body has 262145 bytes; at most 262144 are accepted"),
    ],
    ids=[
        "no-json",
        "no-object",
        "no-document",
        "id-a-number",
        "document-a-list",
        "id-with-a-space",
        "a-field-too-many",
        "too-large",
    ],
)
def test_a_bad_body_is_refused_with_what_is_wanted(posted, body, error):
    answer = posted(body)
    assert answer.status == 400
    assert answer.body["error"].startswith(error)


def test_a_request_that_nobody_signed_is_refused(client, outputs, posted, key):
    answer = posted({"id": key, "document": {"unique": key}}, signer=NOBODY)
    assert (answer.status, answer.body) == (403, {"message": "Forbidden"})
    assert item(client, outputs, key) == {}


def test_a_request_that_was_signed_wrongly_is_refused(target, client, outputs, posted, key):
    impostor = Credentials(target.credentials().access_key, "wrong" * 8)
    answer = posted({"id": key, "document": {"unique": key}}, signer=impostor)
    assert answer.status == 403
    assert item(client, outputs, key) == {}


@pytest.mark.parametrize(("method", "path"), [("GET", "/process"), ("GET", "/other"), ("DELETE", "/health")])
def test_there_is_no_other_route(target, method, path):
    answer = target.call(method, path)
    assert (answer.status, answer.body) == (404, {"message": "Not Found"})


def test_writing_takes_a_signature_and_asking_after_health_does_not(client, outputs):
    routes = client("apigatewayv2").get_routes(ApiId=outputs["api_id"])["Items"]
    found = {each["RouteKey"]: each["AuthorizationType"] for each in routes}
    assert found == {"GET /health": "NONE", "POST /process": "AWS_IAM"}


def test_it_calls_the_alias(client, outputs):
    [found] = client("apigatewayv2").get_integrations(ApiId=outputs["api_id"])["Items"]
    assert outputs["lambda_alias_arn"] in found["IntegrationUri"]
    assert (found["IntegrationType"], found["PayloadFormatVersion"]) == ("AWS_PROXY", "2.0")


def test_no_page_but_of_a_named_origin_may_call_it(client, outputs):
    cors = client("apigatewayv2").get_api(ApiId=outputs["api_id"]).get("CorsConfiguration", {})
    origins = cors.get("AllowOrigins", [])
    assert [each for each in origins if "*" in each or not each.startswith("https://")] == []
    assert cors.get("AllowCredentials", False) is False


def test_it_is_throttled_and_its_requests_are_logged(client, outputs):
    stage = client("apigatewayv2").get_stage(ApiId=outputs["api_id"], StageName="$default")
    settings = stage["DefaultRouteSettings"]
    assert (settings["ThrottlingRateLimit"], settings["ThrottlingBurstLimit"]) == (50.0, 100)
    assert stage["AutoDeploy"] is True
    assert settings["DetailedMetricsEnabled"] is True
    logged = stage["AccessLogSettings"]
    assert logged["DestinationArn"].rpartition(":")[2] == outputs["api_log_group_name"]
    who_asked_what = {
        "requestId",
        "requestTime",
        "routeKey",
        "status",
        "identity.sourceIp",
        "identity.userArn",
    }
    assert who_asked_what - json.loads(logged["Format"]).keys() == set()


def test_only_its_own_routes_may_call_the_function(client, outputs):
    policy = client("lambda").get_policy(
        FunctionName=outputs["lambda_function_name"], Qualifier=outputs["lambda_alias_name"]
    )["Policy"]
    statements = json.loads(policy)["Statement"]
    callers = {each["Principal"]["Service"]: [] for each in statements}
    for each in statements:
        callers[each["Principal"]["Service"]].append(each["Condition"]["ArnLike"]["AWS:SourceArn"])
    api = f"arn:aws:execute-api:{outputs['region']}:{outputs['account']}:{outputs['api_id']}"
    assert sorted(callers.pop("apigateway.amazonaws.com")) == [f"{api}/*/GET/health", f"{api}/*/POST/process"]
    rule = f"arn:aws:events:{outputs['region']}:{outputs['account']}:rule/{outputs['event_rule_name']}"
    assert callers == {"events.amazonaws.com": [rule]}
