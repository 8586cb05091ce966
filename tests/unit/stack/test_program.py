"""The whole program, as plain data: what holds for every resource, and how stacks differ."""

from __future__ import annotations

from dataclasses import fields

import pulumi_aws as aws
import pytest

from sandbox.recording import record
from stack import program
from stack.outputs import Outputs
from stack.settings import SettingsError
from tests.unit.stack.recorded import CONFIG, TAGS, by_urn, managed, named, only, project

COMPONENT = "disaster-recovery:components:"
ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm"
QUEUE = "aws:sqs/queue:Queue"
TABLE = "aws:dynamodb/table:Table"
PLAN = "aws:backup/plan:Plan"
LOCK = "aws:backup/vaultLockConfiguration:VaultLockConfiguration"
STATEFUL = {
    TABLE,
    "aws:s3/bucket:Bucket",
    "aws:backup/vault:Vault",
    "aws:kms/key:Key",
    "aws:cloudwatch/logGroup:LogGroup",
}
NAME_LIMITS = {
    "aws:apigatewayv2/api:Api": 128,
    "aws:backup/plan:Plan": 50,
    "aws:backup/selection:Selection": 50,
    "aws:backup/vault:Vault": 50,
    "aws:budgets/budget:Budget": 100,
    "aws:cloudwatch/eventRule:EventRule": 64,
    "aws:cloudwatch/metricAlarm:MetricAlarm": 255,
    "aws:dynamodb/table:Table": 255,
    "aws:ec2/securityGroup:SecurityGroup": 255,
    "aws:iam/role:Role": 64,
    "aws:iam/rolePolicy:RolePolicy": 128,
    "aws:lambda/function:Function": 64,
    "aws:s3/bucket:Bucket": 63,
    "aws:sns/topic:Topic": 256,
    "aws:sqs/queue:Queue": 80,
}
OTHER_NAMES = {
    "aws:apigatewayv2/stage:Stage": "$default",
    "aws:lambda/alias:Alias": "live",
}
UNDERSCORED = {
    "aws:backup/restoreTestingPlan:RestoreTestingPlan": 50,
    "aws:backup/restoreTestingSelection:RestoreTestingSelection": 50,
}


def takes_tags(type_token):
    """Ask the provider's own class whether the resource can be tagged."""
    package, name = type_token.split("/")[0].split(":")[1], type_token.rsplit(":", 1)[1]
    return hasattr(getattr(getattr(aws, package, None) or aws.lambda_, name), "tags")


def test_every_resource_is_a_child_of_a_component(system):
    every = by_urn(system)
    assert {every[each.parent].type.startswith(COMPONENT) for each in managed(system)} == {True}


def test_every_component_is_a_child_of_another_or_of_the_stack(system):
    every = by_urn(system)
    components = [each for each in system.registrations if each.type.startswith(COMPONENT)]
    assert len(components) == 27
    for each in components:
        parent = every[each.parent]
        assert parent is system.stack or parent.type.startswith(COMPONENT)


def test_every_component_says_that_it_is_done(system):
    components = {each.urn for each in system.registrations if each.type.startswith(COMPONENT)}
    assert components <= set(system.outputs)


def test_whatever_can_be_tagged_is_tagged(system):
    tagged = {each.urn for each in managed(system) if "tags" in each.inputs}
    assert tagged == {each.urn for each in managed(system) if takes_tags(each.type)}
    for each in managed(system):
        assert each.urn not in tagged or each.inputs["tags"].items() >= TAGS.items()


def test_what_can_be_restored_is_tagged_for_the_plan(system):
    selection = only(system, "aws:backup/selection:Selection").inputs["selectionTags"]
    tagged = {each.name for each in managed(system) if "backup" in (each.inputs.get("tags") or {})}
    assert selection == [{"type": "STRINGEQUALS", "key": "backup", "value": "dr-test-backup-plan"}]
    assert tagged == {"table", "bucket"}


def test_every_name_follows_the_pattern_within_aws_s_limits(system):
    for each in managed(system):
        name = each.inputs.get("bucket" if each.type == "aws:s3/bucket:Bucket" else "name")
        if each.type in NAME_LIMITS:
            assert name.startswith("dr-test-")
            assert len(name) <= NAME_LIMITS[each.type]
        elif each.type == "aws:cloudwatch/logGroup:LogGroup":
            assert name.rsplit("/", 1)[1].startswith("dr-test-")
        elif each.type == "aws:kms/alias:Alias":
            assert name.startswith("alias/dr-test-")
        elif each.type in UNDERSCORED:
            assert name.startswith("dr_test_")
            assert len(name) <= UNDERSCORED[each.type]
        else:
            assert name == OTHER_NAMES.get(each.type)


def test_what_has_no_name_has_a_name_tag(system):
    nameless = {
        each.inputs["tags"].get("Name")
        for each in managed(system)
        if each.type.startswith("aws:ec2/") and "tags" in each.inputs
    }
    assert None not in nameless
    assert all(name.startswith("dr-test-") for name in nameless)


def test_stateful_resources_are_protected_and_no_others(system):
    assert {each.type for each in managed(system) if each.options.protect} == STATEFUL
    assert all(each.options.protect for each in managed(system) if each.type in STATEFUL)


@pytest.mark.parametrize(
    ("alarm", "dimension", "kind", "name"),
    [
        ("function-errors-alarm", "FunctionName", "aws:lambda/function:Function", "function"),
        ("function-throttles-alarm", "FunctionName", "aws:lambda/function:Function", "function"),
        ("function-duration-alarm", "FunctionName", "aws:lambda/function:Function", "function"),
        ("table-read-throttles-alarm", "TableName", TABLE, "table"),
        ("table-write-throttles-alarm", "TableName", TABLE, "table"),
        ("api-5xx-alarm", "ApiId", "aws:apigatewayv2/api:Api", "api"),
        ("function-dead-letters-alarm", "QueueName", QUEUE, "function-dead-letters"),
        ("schedule-dead-letters-alarm", "QueueName", QUEUE, "schedule-dead-letters"),
        ("health-check-alarm", "HealthCheckId", "aws:route53/healthCheck:HealthCheck", "health-check"),
    ],
)
def test_an_alarm_s_dimension_is_a_resource_of_this_stack(system, alarm, dimension, kind, name):
    found = named(system, ALARM, alarm)
    assert list(found.inputs["dimensions"]) == [dimension]
    assert found.property_dependencies["dimensions"] == (named(system, kind, name).urn,)


def test_the_table_s_own_faults_are_counted_on_this_table(system):
    found = named(system, ALARM, "table-system-errors-alarm")
    assert found.property_dependencies["metricQueries"] == (only(system, TABLE).urn,)


def test_the_heartbeat_is_what_the_function_reports(system):
    variables = only(system, "aws:lambda/function:Function").inputs["environment"]["variables"]
    for name in ("heartbeat-missing-alarm", "unhealthy-alarm"):
        inputs = named(system, ALARM, name).inputs
        assert inputs["namespace"] == variables["POWERTOOLS_METRICS_NAMESPACE"]
        assert inputs["dimensions"] == {"service": variables["POWERTOOLS_SERVICE_NAME"]}


def test_every_alarm_calls_somebody_and_says_what_silence_means(system):
    topics = {each.urn for each in system.of_type("aws:sns/topic:Topic")}
    subscribed = {
        urn
        for each in system.of_type("aws:sns/topicSubscription:TopicSubscription")
        for urn in each.property_dependencies["topic"]
    }
    assert subscribed == topics
    for each in system.of_type(ALARM):
        assert set(each.property_dependencies["alarmActions"]) <= topics
        assert each.property_dependencies["alarmActions"] == each.property_dependencies["okActions"]
        assert each.inputs["treatMissingData"] in {"breaching", "notBreaching"}


def test_only_the_outside_view_lives_in_us_east_1(system):
    every = by_urn(system)
    watching = {each.name for each in managed(system) if every[each.provider].inputs["region"] == "us-east-1"}
    assert watching == {
        "health-check",
        "health-check-alarm",
        "watch-key",
        "watch-topic",
        "watch-topic-email-b88b557b",
    }


def test_in_us_east_1_the_same_is_made_by_one_provider(system, watch_region_system):
    assert {each.urn for each in managed(watch_region_system)} == {each.urn for each in managed(system)}
    assert {each.provider.rsplit("::", 1)[1] for each in managed(watch_region_system)} == {"main"}


def test_an_ephemeral_stack_gives_up_what_is_promised_and_nothing_else(system, ephemeral_system):
    kept, ephemeral = by_urn(system), by_urn(ephemeral_system)
    assert [kept[urn].type for urn in kept.keys() - ephemeral.keys()] == [LOCK]
    assert ephemeral.keys() <= kept.keys()
    for urn, each in ephemeral.items():
        assert each.options.protect is False
        assert each.inputs == as_if_ephemeral(kept[urn]), urn


def as_if_ephemeral(registration):
    """Change a lasting resource's inputs as an ephemeral stack promises to, and no further."""
    inputs = dict(registration.inputs)
    if "tags" in inputs:
        inputs["tags"] = {**inputs["tags"], "ephemeral": "true"}
    if registration.type == TABLE:
        inputs["deletionProtectionEnabled"] = False
    if registration.type == PLAN:
        (rule,) = inputs["rules"]
        inputs["rules"] = [{**rule, "recoveryPointTags": inputs["tags"]}]
    return inputs


def test_the_exports_are_the_fields_of_outputs(system, relational_system):
    names = {field.name for field in fields(Outputs)}
    assert set(relational_system.exports) == names
    assert set(system.exports) == {name for name in names if not name.startswith("database_")}


def test_the_exports_say_what_the_stack_promises(system):
    exports = system.exports
    assert exports["objectives"]["zone"] == {"rpo_minutes": 0, "rto_minutes": 5}
    assert (exports["region"], exports["account"], exports["suffix"]) == ("eu-west-1", "123456789012", "test")
    assert (exports["schedule_minutes"], exports["pitr_days"], exports["retention_days"]) == (5, 35, 35)
    assert (exports["log_retention_days"], exports["reserved_concurrency"]) == (365, 20)
    assert exports["monthly_budget_usd"] == 200
    assert (exports["tier"], exports["allow_drills"]) == ("staging", False)
    assert exports["self_repair"] is True


def test_the_exports_name_every_alarm(system):
    exports = system.exports
    assert exports["watch_alarm_names"] == ["dr-test-health-check-alarm"]
    assert sorted([*exports["alarm_names"], *exports["watch_alarm_names"]]) == sorted(
        each.inputs["name"] for each in system.of_type(ALARM)
    )


def test_settings_are_read_before_anything_is_made(monkeypatch):
    monkeypatch.setattr(program, "make_providers", lambda _: pytest.fail("something was made"))
    with pytest.raises(SettingsError):
        record(program.main, project({**CONFIG, "tier": "prod"}))
