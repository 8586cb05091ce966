"""The table says what Terraform calls Pulumi's types and inputs; spot checks, and what holds of all of it."""

import json
from importlib.metadata import version

import pytest

from sandbox.terraform import facts
from sandbox.terraform.words import by_rule

TABLE = facts.load()


@pytest.mark.parametrize(
    ("token", "expected"),
    [
        ("aws:s3/bucket:Bucket", "aws_s3_bucket"),
        ("aws:s3/bucketV2:BucketV2", "aws_s3_bucket"),
        ("aws:ec2/securityGroup:SecurityGroup", "aws_security_group"),
        ("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "aws_vpc_security_group_ingress_rule"),
        ("aws:rds/instance:Instance", "aws_db_instance"),
        ("aws:rds/cluster:Cluster", "aws_rds_cluster"),
        ("aws:cloudwatch/metricAlarm:MetricAlarm", "aws_cloudwatch_metric_alarm"),
        ("aws:cloudtrail/trail:Trail", "aws_cloudtrail"),
        ("aws:apigateway/stage:Stage", "aws_api_gateway_stage"),
        ("aws:lb/loadBalancer:LoadBalancer", "aws_lb"),
    ],
)
def test_a_type_has_terraforms_name(token, expected):
    assert TABLE.type(token) == expected
    assert TABLE.knows(token)


@pytest.mark.parametrize(
    ("token", "path", "name", "form"),
    [
        ("aws:dynamodb/table:Table", "attributes", "attribute", "map"),
        ("aws:dynamodb/table:Table", "globalSecondaryIndexes", "global_secondary_index", ""),
        ("aws:dynamodb/table:Table", "globalSecondaryIndexes.keySchemas", "key_schema", ""),
        ("aws:ec2/securityGroup:SecurityGroup", "ingress", "ingress", ""),
        ("aws:lambda/function:Function", "environment", "environment", "block"),
        ("aws:lambda/function:Function", "environment.variables", "variables", "map"),
        ("aws:lambda/function:Function", "code", "filename", ""),
        ("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", "rules", "rule", ""),
        ("aws:s3tables/table:Table", "encryptionConfiguration", "encryption_configuration", "object"),
        ("aws:elasticache/cluster:Cluster", "snapshotArns", "snapshot_arns", "list"),
        ("aws:iam/role:Role", "assumeRolePolicy", "assume_role_policy", "json"),
        ("aws:sns/topic:Topic", "tags", "tags", "map"),
    ],
)
def test_an_input_has_terraforms_name_and_form(token, path, name, form):
    assert TABLE.word(token, path) == facts.Word(name, form, sure=True)


def test_a_type_that_terraforms_description_lacks_is_a_guess():
    token = "aws:novelty/thing:Thing"
    assert TABLE.type(token) == "aws_novelty_thing"
    assert not TABLE.knows(token)


def test_an_input_that_terraforms_description_lacks_is_a_guess():
    assert TABLE.word("aws:sns/topic:Topic", "maximumMessageSize") == facts.Word(
        "maximum_message_size", "", sure=False
    )


def test_only_exceptions_are_in_the_table():
    rows = json.loads(facts.FILE.read_text())
    assert [token for token, name in rows["types"].items() if by_rule(token)[0] == name] == []
    assert [token for token in rows["types"] if not TABLE.knows(token)] == []


def test_the_table_is_of_the_sdk_that_is_installed():
    assert json.loads(facts.FILE.read_text())["pulumi-aws"] == version("pulumi-aws")
