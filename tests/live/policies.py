"""Policy documents in one form: AWS gives them back as text or parsed, and one value alone or in a list."""

import json

from tests.live.parts import has_database

LISTS = ("Action", "Resource")


def statements(document):
    """Return a document's statements in that form and in a fixed order, without their names."""
    parsed = json.loads(document) if isinstance(document, str) else document
    return in_order(parsed["Statement"])


def in_order(given):
    """Bring statements that are written down into the same form."""
    return sorted((_plain(each) for each in given), key=json.dumps)


def tls_only(actions, resources):
    """Return the statement that refuses whoever comes without TLS."""
    return {
        "Effect": "Deny",
        "Principal": "*",
        "Action": actions,
        "Resource": resources,
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
    }


def for_account(outputs):
    """Return the condition that a service acts for a resource of the stack's account."""
    return {"StringEquals": {"aws:SourceAccount": outputs["account"]}}


def for_source(outputs, arn):
    """Return the condition that a service acts for one resource of the stack's account."""
    return {**for_account(outputs), "ArnLike": {"aws:SourceArn": arn}}


def allowed(actions, resources, condition=None) -> dict:
    """Return the statement that lets whoever has it do this."""
    given = {"Effect": "Allow", "Action": actions, "Resource": resources}
    return {**given, "Condition": condition} if condition else given


def of_the_function(outputs):
    """Return the statements on the stack's data that the function has, by the service that holds it."""
    bucket, repairs = outputs["s3_bucket_arn"], outputs["self_repair"]
    table = ["DescribeContinuousBackups", "DescribeTable", "GetItem", "PutItem"]
    table += ["UpdateContinuousBackups"] * repairs
    settings = ["GetBucketVersioning", "ListBucket", *["PutBucketVersioning"] * repairs]
    documents = ["GetObject", "PutObject"]
    outbox = _of_the_outbox(outputs["dynamodb_table_arn"]) if has_database(outputs) else []
    return {
        "dynamodb": [allowed([f"dynamodb:{each}" for each in table], outputs["dynamodb_table_arn"]), *outbox],
        "s3": [
            allowed([f"s3:{each}" for each in settings], bucket),
            allowed([f"s3:{each}" for each in documents], f"{bucket}/documents/*"),
        ],
    }


def _of_the_outbox(table):
    """Return what it does to the items that wait for the database."""
    waiting = {
        "ForAllValues:StringLike": {"dynamodb:LeadingKeys": ["outbox#*"]},
        "Null": {"dynamodb:LeadingKeys": "false"},
    }
    return [
        allowed(["dynamodb:Query"], f"{table}/index/pending"),
        allowed(["dynamodb:DeleteItem"], table, waiting),
    ]


def _plain(statement):
    given = {name: value for name, value in statement.items() if name != "Sid"}
    if given.get("Principal") == "*":
        given["Principal"] = {"AWS": "*"}
    lists = {name: _listed(given[name]) for name in LISTS if name in given}
    nested = {name: _nested(given[name]) for name in ("Principal", "Condition") if name in given}
    return dict(sorted({**given, **lists, **nested}.items()))


def _nested(value):
    if isinstance(value, dict):
        return {name: _nested(each) for name, each in sorted(value.items())}
    return _listed(value)


def _listed(value):
    return [value] if isinstance(value, str) else sorted(value)
