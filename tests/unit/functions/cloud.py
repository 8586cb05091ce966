"""A cloud in memory behind botocore's own wire: calls are signed, sent, retried and parsed as in earnest."""

import base64
import hashlib
import json
from collections import defaultdict
from datetime import UTC, datetime
from urllib.parse import unquote, urlsplit

from botocore import xform_name
from botocore.awsrequest import AWSResponse
from botocore.exceptions import ConnectTimeoutError, ReadTimeoutError

from tests.unit.functions.aurora import Aurora, refused
from tests.unit.functions.wire import answered

NOW = datetime(2026, 11, 21, 12, 30, tzinfo=UTC)
ARN = "arn:aws:dynamodb:eu-west-1:123456789012:table/dr-test-table"


class Cloud:
    """One table, one bucket and one database; whatever is queued for an operation happens before it, once."""

    def __init__(self):
        self.items = {}
        self.objects = {}
        self.tokens = set()
        self.aurora = Aurora()
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
        if operation == "ExecuteStatement":
            return refused(code, message, status)
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

    def transact_write_items(self, request):
        asked = json.loads(request.body)
        if asked["ClientRequestToken"] in self.tokens:
            return answered(body=b"{}")
        record, companion = (each["Put"] for each in asked["TransactItems"])
        assert record["ConditionExpression"] == "attribute_not_exists(id)"
        assert "ConditionExpression" not in companion
        if record["Item"]["id"]["S"] in self.items:
            return self.cancelled("ConditionalCheckFailed", "None")
        self.items |= {put["Item"]["id"]["S"]: put["Item"] for put in (record, companion)}
        self.tokens.add(asked["ClientRequestToken"])
        return answered(body=b"{}")

    def cancelled(self, *codes):
        body = {
            "__type": "aws#TransactionCanceledException",
            "Message": f"Transaction cancelled for {codes} at {ARN}",
            "CancellationReasons": [{"Code": code} for code in codes],
        }
        return answered(400, json.dumps(body).encode())

    def query(self, request):
        asked = json.loads(request.body)
        assert (asked["IndexName"], asked["KeyConditionExpression"]) == ("pending", "pending = :what")
        what = asked["ExpressionAttributeValues"][":what"]
        keys = [key for key in sorted(self.items) if self.items[key].get("pending") == what]
        if asked.get("Select") == "COUNT":
            return answered(body=json.dumps({"Count": len(keys)}).encode())
        after = asked.get("ExclusiveStartKey", {"id": {"S": ""}})["id"]["S"]
        page = [key for key in keys if key > after][: asked["Limit"]]
        # DynamoDB names a last key whenever it stops at the limit, even where nothing follows.
        last = {"LastEvaluatedKey": {"id": {"S": page[-1]}}} if len(page) == asked["Limit"] else {}
        return answered(body=json.dumps({"Items": [self.items[key] for key in page], **last}).encode())

    def delete_item(self, request):
        self.items.pop(json.loads(request.body)["Key"]["id"]["S"], None)
        return answered(body=b"{}")

    def execute_statement(self, request):
        return self.aurora.execute(json.loads(request.body))

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
