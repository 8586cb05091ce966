"""Roles as AWS would have them, read back."""

import json

import pytest

from sandbox.errors import SandboxError
from sandbox.resources import kinds

ROLE, POLICY = "aws:iam/role:Role", "aws:iam/rolePolicy:RolePolicy"
ATTACHMENT = "aws:iam/rolePolicyAttachment:RolePolicyAttachment"
READING = "arn:aws:iam::aws:policy/ReadOnlyAccess"


def trust(service="lambda.amazonaws.com"):
    allowed = {"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}
    return json.dumps({"Version": "2012-10-17", "Statement": [allowed]})


def policy(action="s3:GetObject"):
    allowed = {"Effect": "Allow", "Action": action, "Resource": "*"}
    return json.dumps({"Version": "2012-10-17", "Statement": [allowed]})


def test_a_role_has_all_that_it_was_asked_for(make, client):
    made = make(
        ROLE,
        name="whole",
        path="/recovery/",
        description="Restores",
        assumeRolePolicy=trust(),
        maxSessionDuration=7200.0,
        permissionsBoundary=READING,
        tags={"owner": "team"},
    )
    role = client("iam").get_role(RoleName="whole")["Role"]
    assert made.id == "whole"
    assert made.outputs == {
        "arn": "arn:aws:iam::123456789012:role/recovery/whole",
        "createDate": role["CreateDate"].strftime("%Y-%m-%dT%H:%M:%SZ"),
        "inlinePolicies": [],
        "managedPolicyArns": [],
        "name": "whole",
        "namePrefix": "",
        "path": "/recovery/",
        "uniqueId": role["RoleId"],
    }
    assert role["Description"] == "Restores"
    assert role["AssumeRolePolicyDocument"] == json.loads(trust())
    assert role["MaxSessionDuration"] == 7200
    assert role["PermissionsBoundary"]["PermissionsBoundaryArn"] == READING
    assert role["Tags"] == [{"Key": "owner", "Value": "team"}]


def test_a_role_is_changed_in_place(make, change, client):
    asked = {"name": "changing", "assumeRolePolicy": trust()}
    made = make(
        ROLE, **asked, maxSessionDuration=7200.0, permissionsBoundary=READING, tags={"a": "1", "b": "2"}
    )
    other = trust("backup.amazonaws.com")
    change(ROLE, made, name="changing", assumeRolePolicy=other, description="New", tags={"b": "3"})
    role = client("iam").get_role(RoleName="changing")["Role"]
    assert role["AssumeRolePolicyDocument"] == json.loads(other)
    assert role["Description"] == "New"
    assert role["MaxSessionDuration"] == 3600
    assert "PermissionsBoundary" not in role
    assert role["Tags"] == [{"Key": "b", "Value": "3"}]


def test_a_role_without_a_boundary_is_changed_too(make, change, client):
    asked = {"name": "boundless", "assumeRolePolicy": trust()}
    made = make(ROLE, **asked)
    change(ROLE, made, **asked, permissionsBoundary=READING)
    role = client("iam").get_role(RoleName="boundless")["Role"]
    assert role["PermissionsBoundary"]["PermissionsBoundaryArn"] == READING
    change(ROLE, made, **asked)
    change(ROLE, made, **asked)
    assert "PermissionsBoundary" not in client("iam").get_role(RoleName="boundless")["Role"]


def test_a_role_cannot_get_another_name(make, change):
    made = make(ROLE, name="fixed", assumeRolePolicy=trust())
    with pytest.raises(SandboxError, match=r"^fixed: name is 'fixed' and cannot become 'other'; only a new"):
        change(ROLE, made, name="other", assumeRolePolicy=trust())


def test_a_roles_own_policy_is_made_and_changed(make, change, client):
    make(ROLE, name="owner", assumeRolePolicy=trust())
    made = make(POLICY, name="own", role="owner", policy=policy())
    assert made.id == "owner:own"
    change(POLICY, made, name="own", role="owner", policy=policy("s3:PutObject"))
    found = client("iam").get_role_policy(RoleName="owner", PolicyName="own")
    assert found["PolicyDocument"] == json.loads(policy("s3:PutObject"))


def test_a_managed_policy_is_attached(make, client):
    make(ROLE, name="reader", assumeRolePolicy=trust())
    made = make(ATTACHMENT, role="reader", policyArn=READING)
    assert made.id == f"reader/{READING}"
    attached = client("iam").list_attached_role_policies(RoleName="reader")["AttachedPolicies"]
    assert [each["PolicyArn"] for each in attached] == [READING]


def test_a_role_takes_no_policies_that_would_only_be_said_to_be_there():
    assert {"inlinePolicies", "managedPolicyArns", "forceDetachPolicies"} & kinds()[ROLE].inputs == set()
