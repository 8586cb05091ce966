"""A right that is taken from the function for a while, as a wrong policy would."""

import json
from contextlib import contextmanager

NAME = "live-test-denial"


@contextmanager
def denied(client, outputs, *actions):
    """Let the function do none of these, on anything."""
    role = f"dr-{outputs['suffix']}-function-role"
    statement = {"Effect": "Deny", "Action": list(actions), "Resource": "*"}
    document = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    client("iam").put_role_policy(RoleName=role, PolicyName=NAME, PolicyDocument=document)
    try:
        yield
    finally:
        client("iam").delete_role_policy(RoleName=role, PolicyName=NAME)
