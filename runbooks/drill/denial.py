"""A right that is taken from the function for a while, as a policy made by hand would."""

from __future__ import annotations

import json

from botocore.exceptions import ClientError

from runbooks.drill.scene import Scene


def deny(scene: Scene, name: str, *actions: str) -> None:
    """Let the function do none of these, on anything, by a policy of this name on its role."""
    statement = {"Effect": "Deny", "Action": [*actions], "Resource": "*"}
    document = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    scene.client("iam").put_role_policy(RoleName=role(scene), PolicyName=name, PolicyDocument=document)


def lift(scene: Scene, name: str) -> None:
    """Delete the policy; it may be gone already."""
    try:
        scene.client("iam").delete_role_policy(RoleName=role(scene), PolicyName=name)
    except ClientError as error:
        if error.response["Error"]["Code"] != "NoSuchEntity":
            raise


def role(scene: Scene) -> str:
    """Name the function's role."""
    return f"dr-{scene.outputs['suffix']}-function-role"
