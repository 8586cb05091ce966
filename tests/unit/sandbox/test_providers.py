"""A resource has the provider that the engine would have given it."""

import pulumi
import pulumi_aws as aws
from pulumi import ResourceOptions

from sandbox.project import Project
from sandbox.recording import record
from sandbox.registration import SECRET, SIGNATURE
from tests.unit.sandbox.recorded import SHOP, Storage, named


def test_a_resource_without_a_provider_gets_the_default_one_with_the_package_s_config():
    recording = record(lambda: aws.sns.Topic("topic"), SHOP)
    provider = named(recording, "default_7_51_1")
    assert provider.inputs == {"region": "eu-west-1", "version": "7.51.1"}
    assert provider.urn == "urn:pulumi:dev::shop::pulumi:providers:aws::default_7_51_1"
    assert named(recording, "topic").provider == provider.urn


def test_a_component_hands_its_provider_and_its_protection_down():
    def program():
        west = aws.Provider("west", region="us-west-2")
        Storage("storage", ResourceOptions(providers=[west], protect=True))

    recording = record(program, SHOP)
    bucket = named(recording, "bucket")
    assert bucket.provider == named(recording, "west").urn
    assert bucket.options.protect is True
    assert named(recording, "west").inputs["version"] == "7.51.1"


def test_default_provider_is_named_by_its_version_and_by_where_its_plugin_comes_from():
    def program():
        aws.sns.Topic("old", opts=ResourceOptions(version="6.1.0-beta.2"))
        aws.sns.Topic("own", opts=ResourceOptions(plugin_download_url="https://example.com/a b/"))

    recording = record(program, SHOP)
    assert [each.name for each in recording.of_type("pulumi:providers:aws")] == [
        "default_6_1_0_beta_2",
        "default_7_51_1_https_/example.com/a_b",
    ]
    assert named(recording, "default_7_51_1_https_/example.com/a_b").inputs == {
        "region": "eu-west-1",
        "version": "7.51.1",
    }


def test_version_that_nobody_names_is_that_of_the_installed_sdk():
    def program():
        pulumi.CustomResource("aws:sns/topic:Topic", "topic")
        pulumi.CustomResource("shop:index:Thing", "thing")

    recording = record(program, SHOP)
    assert [each.provider.rpartition(":")[2] for each in recording.registrations if each.custom] == [
        "",
        "default_7_51_1",
        "",
        "default",
    ]


def test_provider_says_where_its_plugin_comes_from_to_the_engine_alone():
    options = ResourceOptions(version="6.0.0", plugin_download_url="https://example.com")
    recording = record(lambda: aws.Provider("own", region="us-east-2", opts=options), SHOP)
    assert named(recording, "own").inputs["version"] == "6.0.0"
    assert "pluginDownloadURL" not in named(recording, "own").inputs


def test_child_of_a_resource_has_its_provider_before_that_of_the_component_above():
    def program():
        west, north = aws.Provider("west", region="us-west-2"), aws.Provider("north", region="eu-north-1")
        component = pulumi.ComponentResource(
            "shop:index:Empty", "empty", None, ResourceOptions(providers=[west])
        )
        queue = aws.sqs.Queue("queue", opts=ResourceOptions(parent=component, provider=north))
        pulumi.CustomResource("aws:sns/topic:Topic", "topic", opts=ResourceOptions(parent=queue))

    recording = record(program, SHOP)
    assert named(recording, "topic").provider == named(recording, "north").urn


def test_default_provider_is_told_what_is_secret_in_its_configuration():
    config = {"aws:region": "eu-west-1", "aws:token": "hush", "shop:colour": "red"}
    project = Project("shop", "dev", config=config, secret_keys=("aws:token",))

    def program():
        aws.sns.Topic("topic")
        pulumi.CustomResource("pulumi-python:dynamic:Resource", "dynamic")

    recording = record(program, project)
    hidden = {SIGNATURE: SECRET, "value": "hush"}
    assert named(recording, "default_7_51_1").inputs == {
        "region": "eu-west-1",
        "token": hidden,
        "version": "7.51.1",
    }
    assert named(recording, "default").inputs == {
        "aws:region": "eu-west-1",
        "aws:token": hidden,
        "shop:colour": "red",
    }
