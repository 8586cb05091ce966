"""The function's role is Lambda's alone and does what it is given."""

from __future__ import annotations

from stack.components.function_role import FunctionRole, FunctionRoleArgs
from stack.documents import Statement
from tests.unit.stack.recorded import SCOPE, TAGS, UNKNOWN, made, only, outputs, recorded, statements

READ = Statement("Read", ("s3:GetObject",), ("arn:o",))
RECORDING = recorded(lambda: FunctionRole("function-role", FunctionRoleArgs(SCOPE, (READ,))))


def test_only_lambda_takes_it_on():
    role = only(RECORDING, "aws:iam/role:Role")
    assert made(RECORDING) == ["Role function-role", "RolePolicy function-role"]
    assert (role.inputs["name"], role.inputs["tags"]) == ("dr-test-function-role", TAGS)
    assert statements(role.inputs["assumeRolePolicy"]) == {
        "Assume": {
            "Effect": "Allow",
            "Principal": {"Service": "lambda.amazonaws.com"},
            "Action": ["sts:AssumeRole"],
        }
    }


def test_it_may_do_what_it_is_given():
    policy = only(RECORDING, "aws:iam/rolePolicy:RolePolicy")
    assert (policy.inputs["name"], policy.inputs["role"]) == (
        "dr-test-function-policy",
        "dr-test-function-role",
    )
    assert statements(policy.inputs["policy"]) == {
        "Read": {"Effect": "Allow", "Action": ["s3:GetObject"], "Resource": "arn:o"}
    }


def test_its_arn_is_told():
    assert outputs(RECORDING, "function-role") == {"arn": UNKNOWN}
