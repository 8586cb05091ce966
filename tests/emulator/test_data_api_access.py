"""Who may ask the Data API what, and by which password."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from botocore.exceptions import ClientError

from tests.emulator.databases import Database, refused


@pytest.fixture(scope="module")
def key(client):
    return client("kms").create_key()["KeyMetadata"]["Arn"]


@pytest.fixture(scope="module")
def database(client, key):
    return Database(client, "asked", key).instances()


def test_only_the_secret_s_password_opens_the_database(database, client):
    wrong = json.dumps({"username": "keeper", "password": "guessed"})
    arn = client("secretsmanager").create_secret(Name="wrong", SecretString=wrong)["ARN"]
    code, message, _ = refused(database, "select 1", secretArn=arn)
    assert code == "InvalidSecretException"
    assert 'password authentication failed for user "keeper"' in message
    absent = arn.replace("wrong", "absent")
    assert refused(database, "select 1", secretArn=absent)[0] == "SecretsErrorException"


def test_a_password_that_rotates_opens_it_from_then_on(database):
    before = database.password()
    database.rds.modify_db_cluster(
        DBClusterIdentifier="asked", RotateMasterUserPassword=True, ApplyImmediately=True
    )
    assert database.password() != before
    assert database.rows("select 1") == [[1]]


def caller(client, emulator, name, *statements):
    """Return the Data API's client of a user who may do what the statements say."""
    iam = client("iam")
    iam.create_user(UserName=name)
    policy = {"Version": "2012-10-17", "Statement": list(statements)}
    iam.put_user_policy(UserName=name, PolicyName="own", PolicyDocument=json.dumps(policy))
    made = iam.create_access_key(UserName=name)["AccessKey"]
    user = (made["AccessKeyId"], made["SecretAccessKey"])
    return replace(emulator.aws, user=user).client("rds-data", "us-west-2")


def test_who_asks_must_be_allowed_the_statement_the_secret_and_its_key(database, client, emulator, key):
    needed = (
        ("rds-data:ExecuteStatement", database.arn),
        ("secretsmanager:GetSecretValue", database.secret),
        ("kms:Decrypt", key),
    )
    allowed = [{"Effect": "Allow", "Action": action, "Resource": where} for action, where in needed]
    for number, (action, _) in enumerate(needed):
        rest = [each for each in allowed if each["Action"] != action]
        data = caller(client, emulator, f"without-{number}", *rest)
        with pytest.raises(ClientError, match=f"AccessDenied.*not authorized to perform: {action}"):
            database.run("select 1", client=data)
    tagged = {"StringEquals": {"aws:ResourceTag/aws:rds:primaryDBClusterArn": database.arn}}
    via = {"StringEquals": {"kms:ViaService": "secretsmanager.us-west-2.amazonaws.com"}}
    allowed[1]["Condition"], allowed[2]["Condition"] = tagged, via
    data = caller(client, emulator, "complete", *allowed)
    assert database.run("select 1", client=data)["records"] == [[{"longValue": 1}]]


def test_a_cluster_serves_only_what_it_was_made_for(client, database):
    bare = Database(client, "bare")
    assert refused(bare, "select 1")[0] == "DatabaseNotFoundException"
    bare.rds.modify_db_cluster(DBClusterIdentifier="bare", EnableHttpEndpoint=False, ApplyImmediately=True)
    assert refused(bare, "select 1")[0] == "HttpEndpointNotEnabledException"
    nowhere = database.arn.replace("asked", "nowhere")
    assert refused(database, "select 1", arn=nowhere)[0] == "BadRequestException"


def test_the_password_is_in_no_file_and_no_log(database, emulator):
    database.run("select 1")
    password = database.password().encode()
    refused(database, f"alter role nobody password '{password.decode()}'")
    seen = [path for path in emulator.folder.rglob("*") if path.is_file()]
    assert [path for path in seen if password in path.read_bytes()] == []
    assert any(path.name == "PG_VERSION" for path in seen)
    for process in Path("/proc").glob("[0-9]*/environ"):
        try:
            assert password not in process.read_bytes()
            assert password not in (process.parent / "cmdline").read_bytes()
        except OSError:
            continue
