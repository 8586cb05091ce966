"""A program becomes a plan that says what refers to what, and what could not be mapped for sure."""

import json
from typing import Any

import pulumi
import pulumi_aws as aws
import pytest

from sandbox.project import Project
from sandbox.recording import record
from sandbox.registration import UNKNOWN, Registration
from sandbox.terraform.plan import document, plan
from sandbox.terraform.told import told

SHOP = Project("shop", "dev", config={"aws:region": "eu-west-1"})


def planned(program) -> dict[str, Any]:
    return document(plan(record(program, SHOP).registrations))


def configured(found, address):
    resources = found["configuration"]["root_module"]["resources"]
    return next(each["expressions"] for each in resources if each["address"] == address)


def test_a_reference_stands_at_the_argument_that_depends_on_it():
    def program():
        bucket = aws.s3.Bucket("data")
        aws.s3.BucketVersioning("data", bucket=bucket.id, versioning_configuration={"status": "Enabled"})

    found = planned(program)
    assert configured(found, "aws_s3_bucket_versioning.data") == {
        "bucket": {"references": ["aws_s3_bucket.data.id", "aws_s3_bucket.data"]}
    }
    [_, change] = found["resource_changes"]
    assert change["change"]["after"] == {"versioning_configuration": [{"status": "Enabled"}]}
    assert change["change"]["after_unknown"] == {"id": True, "bucket": True}


@pytest.mark.parametrize(
    ("make", "attribute"),
    [
        (lambda key: aws.cloudwatch.LogGroup("log", kms_key_id=key.arn), "id"),
        (lambda key: aws.backup.Vault("log", kms_key_arn=key.arn), "arn"),
        (lambda key: aws.sns.TopicPolicy("log", arn="t", policy=key.arn), "arn"),
    ],
)
def test_a_reference_is_to_what_the_argument_is_called_after(make, attribute):
    found = planned(lambda: make(aws.kms.Key("data")))
    made = found["configuration"]["root_module"]["resources"]
    [expression] = [said for each in made for said in each["expressions"].values()]
    assert expression == {"references": [f"aws_kms_key.data.{attribute}", "aws_kms_key.data"]}


def test_a_plan_does_not_tell_in_which_order_resources_were_registered():
    made = [
        Registration(f"urn::{name}", "aws:sns/topic:Topic", name, custom=True, parent="", inputs={})
        for name in ("b", "a/b", "a b", "c")
    ]
    assert document(plan(made)) == document(plan(reversed(made)))


def test_values_stand_where_the_resource_is_planned_and_where_it_changes():
    found = planned(lambda: aws.sns.Topic("t", name="n", display_name=pulumi.Output.secret("hush")))
    [resource], [change] = found["planned_values"]["root_module"]["resources"], found["resource_changes"]
    assert resource["values"] == change["change"]["after"] == {"name": "n", "display_name": "[secret]"}
    assert change["change"]["after_sensitive"] == {"display_name": True}
    assert resource["address"] == change["address"] == "aws_sns_topic.t"


def test_a_reference_in_a_block_stands_where_something_is_unknown_and_the_words_fit():
    def program():
        subnet = aws.ec2.Subnet("private", vpc_id="vpc-1")
        group = aws.ec2.SecurityGroup("function")
        aws.lambda_.Function(
            "f", role="r", vpc_config={"subnet_ids": [subnet.id], "security_group_ids": [group.id]}
        )

    assert configured(planned(program), "aws_lambda_function.f") == {
        "vpc_config": [
            {
                "security_group_ids": {
                    "references": ["aws_security_group.function.id", "aws_security_group.function"]
                },
                "subnet_ids": {"references": ["aws_subnet.private.id", "aws_subnet.private"]},
            }
        ]
    }


def test_a_reference_in_a_block_that_is_known_stands_where_the_name_is():
    def program():
        group = aws.cloudwatch.LogGroup("log", name="/shop/f")
        aws.lambda_.Function("f", role="r", logging_config={"log_group": group.name, "log_format": "Text"})

    assert configured(planned(program), "aws_lambda_function.f") == {
        "logging_config": [
            {"log_group": {"references": ["aws_cloudwatch_log_group.log.id", "aws_cloudwatch_log_group.log"]}}
        ]
    }


def test_of_several_references_the_first_is_what_the_argument_is_called_after():
    kinds = {"urn::b": "aws:sns/topic:Topic", "urn::c": "aws:ec2/vpc:Vpc", "urn::a": "aws:sqs/queue:Queue"}
    made = [Registration(urn, kind, urn[-1], True, "", {}) for urn, kind in kinds.items()]  # noqa: FBT003 as it is declared
    peering = Registration(
        "urn::p",
        "aws:ec2/vpcPeeringConnection:VpcPeeringConnection",
        "p",
        custom=True,
        parent="",
        inputs={"vpcId": UNKNOWN},
        property_dependencies={"vpcId": tuple(kinds)},
    )
    found: dict[str, Any] = document(plan((*made, peering)))
    [expression] = configured(found, "aws_vpc_peering_connection.p").values()
    assert expression["references"][1::2] == ["aws_vpc.c", "aws_sns_topic.b", "aws_sqs_queue.a"]


ZONE = {"references": ["aws_vpc.shop.id", "aws_vpc.shop"]}


@pytest.mark.parametrize(
    ("alias", "expected"),
    [
        ({"name": "known.example.com", "evaluateTargetHealth": True}, [{"evaluate_target_health": ZONE}]),
        ({}, ZONE),
    ],
)
def test_a_reference_whose_place_is_not_told_is_not_lost(alias, expected):
    """What a resource computes inside of an input is nothing at a preview, and depends on the resource."""
    vpc = Registration("urn::shop", "aws:ec2/vpc:Vpc", "shop", custom=True, parent="", inputs={})
    alias_of = Registration(
        "urn::www",
        "aws:route53/record:Record",
        "www",
        custom=True,
        parent="",
        inputs={"aliases": [alias]},
        property_dependencies={"aliases": ("urn::shop",)},
    )
    found: dict[str, Any] = document(plan((vpc, alias_of)))
    assert configured(found, "aws_route53_record.www") == {"alias": expected}


def test_addresses_are_unique_and_lead_back_to_urns():
    def program():
        aws.sns.Topic("a/b")
        aws.sns.Topic("a b")
        aws.sns.Topic("1st")

    assert planned(program)["pulumi"]["urns"] == {
        "aws_sns_topic.a_b": "urn:pulumi:dev::shop::aws:sns/topic:Topic::a b",
        "aws_sns_topic.a_b__2": "urn:pulumi:dev::shop::aws:sns/topic:Topic::a/b",
        "aws_sns_topic._1st": "urn:pulumi:dev::shop::aws:sns/topic:Topic::1st",
    }


def test_what_is_not_in_the_plan_or_only_guessed_is_told():
    class Novelty(pulumi.CustomResource):
        def __init__(self):
            super().__init__("aws:novelty/thing:Thing", "new", {"size": 1})

    class Zone(pulumi.CustomResource):
        def __init__(self):
            super().__init__("dns:index:Zone", "zone", {})

    def program():
        Novelty()
        Zone()
        aws.sns.Topic("t", maximum_message_size=1024)
        aws.sns.Topic.get("old", "arn:aws:sns:eu-west-1:123456789012:old")

    said = planned(program)["pulumi"]
    prefix = "urn:pulumi:dev::shop::"
    assert said["left_out"] == [f"{prefix}aws:sns/topic:Topic::old", f"{prefix}dns:index:Zone::zone"]
    assert said["unsure_types"] == [f"{prefix}aws:novelty/thing:Thing::new"]
    assert said["unsure_inputs"] == {f"{prefix}aws:sns/topic:Topic::t": ["maximumMessageSize"]}
    gone = "is not in the plan: it is no resource that the program makes in AWS"
    assert [*told(plan(record(program, SHOP).registrations))] == [
        f"{prefix}aws:sns/topic:Topic::old {gone}",
        f"{prefix}dns:index:Zone::zone {gone}",
        f"{prefix}aws:novelty/thing:Thing::new: what Terraform calls its type is a guess",
        f"{prefix}aws:sns/topic:Topic::t: what Terraform calls maximumMessageSize is a guess",
    ]


def test_a_provider_keeps_its_plain_settings_and_hides_its_secrets():
    def program():
        aws.Provider("west", region="us-west-2", secret_key=pulumi.Output.secret("hush"))

    found = planned(program)["configuration"]["provider_config"]
    settings = found["aws.west"]["expressions"]
    assert settings["region"] == {"constant_value": "us-west-2"}
    assert settings["secret_key"] == {"constant_value": "[secret]"}
    assert "version" not in settings
    assert "hush" not in json.dumps(found)


def test_what_is_secret_is_told_to_be_hidden():
    def program():
        aws.Provider("west", secret_key="hush")
        aws.ssm.Parameter("key", type="String", value=pulumi.Output.secret("hush"))

    found = plan(record(program, SHOP).registrations)
    urns, hidden = "urn:pulumi:dev::shop::", "is secret and hidden, so that nothing is found in it"
    assert [*told(found)] == [
        f"{urns}aws:ssm/parameter:Parameter::key: value {hidden}",
        f"{urns}pulumi:providers:aws::west: secret_key {hidden}",
    ]
    assert "hush" not in json.dumps(document(found))


def test_what_the_provider_fills_in_is_known_where_nothing_is_said():
    def program():
        aws.ec2.SecurityGroup("a")
        aws.ec2.SecurityGroup("b", description="of a function")
        aws.ec2.SecurityGroup("c", description=aws.kms.Key("k", is_enabled=False).arn)

    found = {each["address"]: each["change"] for each in planned(program)["resource_changes"]}
    assert found["aws_security_group.a"]["after"] == {"description": "Managed by Pulumi"}
    assert found["aws_security_group.b"]["after"] == {"description": "of a function"}
    assert found["aws_security_group.c"]["after"] == {}
    assert found["aws_kms_key.k"]["after"] == {
        "customer_master_key_spec": "SYMMETRIC_DEFAULT",
        "is_enabled": False,
    }
