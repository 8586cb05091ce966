"""What a scope puts together is what AWS would answer."""

from __future__ import annotations

from tests.unit.stack.recorded import EPHEMERAL, SCOPE, TAGS, Seen


def test_the_service_is_named_like_its_resources():
    assert SCOPE.service == "dr-test"


def test_a_bucket_s_name_holds_the_account():
    assert SCOPE.bucket_name("log-bucket") == "dr-test-log-bucket-123456789012"


def test_a_log_group_stands_among_those_of_its_service():
    assert SCOPE.log_group_name("function") == "/aws/lambda/dr-test-function"


def test_rds_names_the_log_group_of_the_database():
    assert SCOPE.database_log_group_name == "/aws/rds/cluster/dr-test-database/postgresql"


def test_a_resource_without_a_name_gets_one_as_a_tag():
    assert SCOPE.tagged("vpc") == {**TAGS, "Name": "dr-test-vpc"}


def test_what_is_backed_up_is_tagged_for_the_plan():
    assert SCOPE.backed_up() == {**TAGS, "backup": "dr-test-backup-plan"}


def test_a_regional_arn_names_region_and_account():
    assert SCOPE.arn("sqs", "queue") == "arn:aws:sqs:eu-west-1:123456789012:queue"


def test_a_bucket_s_arn_names_neither():
    assert SCOPE.bucket_arn("bucket") == "arn:aws:s3:::dr-test-bucket-123456789012"


def test_a_managed_policy_belongs_to_aws():
    assert SCOPE.managed_policy_arn("service-role/X") == "arn:aws:iam::aws:policy/service-role/X"


def test_another_region_changes_nothing_else():
    assert SCOPE.in_region("us-east-1").arn("sns", "t") == "arn:aws:sns:us-east-1:123456789012:t"
    assert SCOPE.in_region("us-east-1").in_region("eu-west-1") == SCOPE


def test_stateful_resources_are_protected_unless_ephemeral():
    nobody: Seen = None
    assert SCOPE.stateful(nobody).protect is True
    assert EPHEMERAL.stateful(nobody).protect is False
