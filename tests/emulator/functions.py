"""Makes functions that run in the emulator, from their source, with a role that may do what they are told."""

import io
import json
import zipfile

ROLE = "function"
TRUST = {
    "Version": "2012-10-17",
    "Statement": [
        {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
    ],
}
RIGHTS = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}


def archive(source):
    """Return a deployment package with one module, ``app``."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("app.py", source)
    return packed.getvalue()


def role(client):
    """Return the ARN of a role for functions that may do everything; there is one."""
    roles = client("iam")
    if ROLE not in [each["RoleName"] for each in roles.list_roles()["Roles"]]:
        roles.create_role(RoleName=ROLE, AssumeRolePolicyDocument=json.dumps(TRUST))
        roles.put_role_policy(RoleName=ROLE, PolicyName="all", PolicyDocument=json.dumps(RIGHTS))
    return roles.get_role(RoleName=ROLE)["Role"]["Arn"]


def function(client, name, source, **settings):
    """Make a function with an alias ``live`` of its first version, and return the alias's ARN."""
    made = client("lambda").create_function(
        FunctionName=name,
        Runtime="python3.12",
        Handler="app.handler",
        Role=role(client),
        Code={"ZipFile": archive(source)},
        Publish=True,
        **settings,
    )
    alias = client("lambda").create_alias(FunctionName=name, Name="live", FunctionVersion=made["Version"])
    return alias["AliasArn"]
