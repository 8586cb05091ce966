"""Roles of IAM, and what they may do."""

from __future__ import annotations

from sandbox.registration import Properties
from sandbox.resources.change import lasting, retag_pairs
from sandbox.resources.kind import Kind, Made, Place, tag_list
from sandbox.resources.request import given, request

ROLE = {
    "assumeRolePolicy": "AssumeRolePolicyDocument",
    "description": "Description",
    "maxSessionDuration": "MaxSessionDuration",
    "name": "RoleName",
    "path": "Path",
    "permissionsBoundary": "PermissionsBoundary",
}
ROLE_POLICY = {"name": "PolicyName", "policy": "PolicyDocument", "role": "RoleName"}
ATTACHMENT = {"policyArn": "PolicyArn", "role": "RoleName"}
LONGEST_SESSION_SECONDS = 3600


def _role(place: Place, asked: Properties) -> Made:
    client = place.client("iam")
    role = client.create_role(**request(asked, ROLE), Tags=tag_list(asked.get("tags")))["Role"]
    outputs: Properties = {
        "arn": role["Arn"],
        "createDate": role["CreateDate"].strftime("%Y-%m-%dT%H:%M:%SZ"),
        "inlinePolicies": [],
        "managedPolicyArns": [],
        "name": role["RoleName"],
        "namePrefix": "",
        "path": role["Path"],
        "uniqueId": role["RoleId"],
    }
    return Made(role["RoleName"], outputs)


def _changed_role(place: Place, made: Made, asked: Properties) -> Made:
    client, role = place.client("iam"), {"RoleName": made.id}
    client.update_assume_role_policy(**role, PolicyDocument=asked["assumeRolePolicy"])
    longest = {"MaxSessionDuration": LONGEST_SESSION_SECONDS, "Description": ""}
    settings = request(asked, {name: ROLE[name] for name in ("description", "maxSessionDuration")})
    client.update_role(**role, **{**longest, **settings})
    if asked.get("permissionsBoundary"):
        client.put_role_permissions_boundary(**role, PermissionsBoundary=asked["permissionsBoundary"])
    elif "PermissionsBoundary" in client.get_role(**role)["Role"]:
        client.delete_role_permissions_boundary(**role)
    retag_pairs(
        client.list_role_tags(**role)["Tags"],
        asked,
        lambda tags: client.tag_role(**role, Tags=tags),
        lambda keys: client.untag_role(**role, TagKeys=keys),
    )
    return made


def _role_policy(place: Place, asked: Properties) -> Made:
    place.client("iam").put_role_policy(**request(asked, ROLE_POLICY))
    return Made(f"{asked['role']}:{asked['name']}", {"namePrefix": "", **given(asked, "name", "role")})


def _attachment(place: Place, asked: Properties) -> Made:
    place.client("iam").attach_role_policy(**request(asked, ATTACHMENT))
    return Made(f"{asked['role']}/{asked['policyArn']}", {})


KINDS = {
    "aws:iam/role:Role": Kind(_role, frozenset({"tags", *ROLE}), lasting(_changed_role, "name", "path")),
    "aws:iam/rolePolicy:RolePolicy": Kind(
        _role_policy,
        frozenset(ROLE_POLICY),
        lasting(lambda place, _, asked: _role_policy(place, asked), "name", "role"),
    ),
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment": Kind(_attachment, frozenset(ATTACHMENT)),
}
