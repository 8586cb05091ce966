"""Findings are those of the program, less what is let stand in this stack and to this day."""

from datetime import date, timedelta

import pytest

from sandbox.checkov.judgement import Case, judge
from sandbox.checkov.process import Answer, Said
from sandbox.checkov.suppressions import Suppression
from sandbox.registration import Registration
from sandbox.terraform.plan import plan

TODAY = date(2030, 1, 1)
BUCKET = Registration(
    "urn:pulumi:dev::shop::aws:s3/bucket:Bucket::b",
    "aws:s3/bucket:Bucket",
    "b",
    custom=True,
    parent="",
    inputs={},
)
FAILED = Answer((Said("CKV_AWS_21", "Ensure", "aws_s3_bucket.b", passed=False),), "3.3.30")
PASSED = Answer((Said("CKV_AWS_21", "Ensure", "aws_s3_bucket.b", passed=True),), "3.3.30")
OF_THE_PLAN = Answer((Said("CKV_AWS_21", "Ensure", "d70eab08", passed=False),), "3.3.30")


def held(days=1, stacks=()):
    return Suppression(
        "CKV_AWS_21", "because", TODAY + timedelta(days), type="aws:s3/bucket:Bucket", stacks=stacks
    )


def judged(answer, *suppressions):
    case = Case("shop", "dev", (BUCKET,), plan((BUCKET,)), suppressions, {})
    return judge(case, answer, ("terraform_plan",), TODAY)


@pytest.mark.parametrize(
    ("answer", "suppressions", "expected"),
    [
        (PASSED, (), (0, 0, 0, 0, 0)),
        (FAILED, (), (1, 0, 0, 0, 1)),
        (FAILED, (held(),), (0, 1, 0, 0, 0)),
        (FAILED, (held(stacks=("dev", "prod")),), (0, 1, 0, 0, 0)),
        (FAILED, (held(stacks=("prod",)),), (1, 0, 0, 0, 1)),
        (PASSED, (held(stacks=("prod",)),), (0, 0, 0, 0, 0)),
        (PASSED, (held(-1, ("prod",)),), (0, 0, 0, 0, 0)),
        (PASSED, (held(),), (0, 0, 1, 0, 1)),
        (PASSED, (held(0),), (0, 0, 0, 1, 1)),
        (FAILED, (held(0),), (1, 0, 0, 1, 1)),
        (OF_THE_PLAN, (held(),), (1, 0, 1, 0, 1)),
    ],
)
def test_what_is_let_stand_is_no_finding(answer, suppressions, expected):
    """Counted are findings, suppressed, unused and expired, and there is the status."""
    found = judged(answer, *suppressions)
    counts = [len(each) for each in (found.findings, found.suppressed, found.unused, found.expired)]
    assert (*counts, found.status) == expected
