"""Functions for tests: their code as an archive, and a role that lets them write their log."""

import json
import zipfile

FUNCTION, ALIAS = "aws:lambda/function:Function", "aws:lambda/alias:Alias"
PERMISSION = "aws:lambda/permission:Permission"
TRUST = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"Service": "lambda.amazonaws.com"},
                "Action": "sts:AssumeRole",
            }
        ],
    }
)


def archive(folder, source):
    """Zip a function's source and return the archive as the SDK registers it."""
    path = folder / "function.zip"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("app.py", source)
    return {"4dabf18193072939515e22adb298388d": "0def7320c3a5731c473e5ecbe6d01bc7", "path": str(path)}


def role(make, name, *actions):
    """Make a role for functions and return its ARN."""
    made = make("aws:iam/role:Role", name=name, assumeRolePolicy=TRUST)
    allowed = {"Effect": "Allow", "Action": list(actions), "Resource": "*"}
    document = json.dumps({"Version": "2012-10-17", "Statement": [allowed]})
    make("aws:iam/rolePolicy:RolePolicy", name="own", role=name, policy=document)
    return made.outputs["arn"]
