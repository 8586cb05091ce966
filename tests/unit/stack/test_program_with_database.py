"""The whole program with a relational database: what is there besides, and what it is wired to."""

from __future__ import annotations

import pytest

from sandbox.cloud import Nowhere
from sandbox.recording import record
from sandbox.registration import State
from stack import program
from stack.engine import LOOKUP
from tests.unit.stack.recorded import (
    CONFIG,
    TAGS,
    UNKNOWN,
    Seen,
    by_urn,
    managed,
    named,
    only,
    project,
    statements,
)
from tests.unit.stack.test_program import takes_tags

ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm"
CLUSTER = "aws:rds/cluster:Cluster"
INSTANCE = "aws:rds/clusterInstance:ClusterInstance"
GROUP = "aws:ec2/securityGroup:SecurityGroup"
INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"
EGRESS = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"
SUBSCRIPTION = "aws:rds/eventSubscription:EventSubscription"
ADDED = {
    "ClusterInstance": 2,
    "Cluster": 1,
    "ClusterParameterGroup": 1,
    "SubnetGroup": 1,
    "EventSubscription": 2,
    "LogGroup": 1,
    "LogMetricFilter": 1,
    "MetricAlarm": 8,
    "RestoreTestingSelection": 1,
    "SecurityGroup": 2,
    "SecurityGroupEgressRule": 1,
    "SecurityGroupIngressRule": 2,
    "VpcEndpoint": 1,
}
CHANGED = {
    "Function function",
    "Key logs-key",
    "Key messages-key",
    "MetricAlarm table-system-errors-alarm",
    "RolePolicy function-role",
    "Table table",
    "TopicPolicy topic",
    "VpcEndpoint dynamodb",
}


class Made(Nowhere):
    """Says of the cluster what AWS does once it is there, and which version AWS takes by default."""

    def answer(self, token: str, arguments: Seen, region: str) -> Seen:
        if token == LOOKUP:
            return {"version": "17.4", "parameterGroupFamily": "aurora-postgresql17"}
        return super().answer(token, arguments, region)

    def make(self, registration: Seen, provider: Seen, region: str) -> Seen:  # noqa: ARG002 it makes but one
        if registration.type != CLUSTER:
            return None
        told: Seen = {
            "arn": "arn:cluster",
            "endpoint": "writer.example",
            "readerEndpoint": "reader.example",
            "masterUserSecrets": [{"secretArn": "arn:secret", "kmsKeyId": "k", "secretStatus": "active"}],
        }
        return State("dr-test-database", {**registration.inputs, **told}, "created")


@pytest.fixture(scope="module")
def made_system():
    """Record a stack whose cluster is there; no two of its settings are alike."""
    settings = {"retentionDays": "31", "pitrDays": "7", "databaseMinAcu": "1.5", "databaseMaxAcu": "4"}
    config = project({**CONFIG, "database": "aurora", **settings})
    return record(program.main, config, cloud=Made())


def called(registration):
    return f"{registration.type.rpartition(':')[2]} {registration.name}"


def variables(recording):
    return only(recording, "aws:lambda/function:Function").inputs["environment"]["variables"]


def test_it_adds_what_a_database_takes(system, relational_system):
    before = {each.urn for each in managed(system)}
    added = [each for each in managed(relational_system) if each.urn not in before]
    kinds = [called(each).split()[0] for each in added]
    assert {kind: kinds.count(kind) for kind in kinds} == ADDED
    assert before <= {each.urn for each in managed(relational_system)}


def test_it_changes_only_what_has_to_know_of_it(system, relational_system):
    after = by_urn(relational_system)
    changed = {called(each) for each in managed(system) if after[each.urn].inputs != each.inputs}
    assert changed == CHANGED  # and the dashboard, whose text is unknown in a preview


def test_everything_is_tagged_and_the_cluster_is_backed_up(relational_system):
    every = managed(relational_system)
    assert {each.urn for each in every if "tags" in each.inputs} == {
        each.urn for each in every if takes_tags(each.type)
    }
    assert all(each.inputs["tags"].items() >= TAGS.items() for each in every if "tags" in each.inputs)
    backed_up = {each.name for each in every if "backup" in (each.inputs.get("tags") or {})}
    assert backed_up == {"table", "bucket", "database"}


def test_it_and_its_log_are_protected(system, relational_system):
    before = {each.urn for each in managed(system)}
    found = {called(each) for each in managed(relational_system) if each.options.protect}
    assert found - {called(each) for each in managed(system) if each.urn in before} == {
        "Cluster database",
        "LogGroup database-log",
    }


def test_every_policy_document_is_known_in_a_preview(relational_system):
    unknown = [each.urn for each in managed(relational_system) if each.inputs.get("policy") == UNKNOWN]
    assert unknown == []


def test_the_function_is_told_where_it_is_and_not_how_to_get_in(system, relational_system):
    assert variables(relational_system) == {
        **variables(system),
        "DATABASE_CLUSTER_ARN": UNKNOWN,
        "DATABASE_SECRET_ARN": UNKNOWN,
        "DATABASE_NAME": "audit",
    }
    function = only(relational_system, "aws:lambda/function:Function")
    cluster = only(relational_system, CLUSTER).urn
    assert cluster in function.property_dependencies["environment"]


def test_only_the_function_reaches_it_and_the_data_api(relational_system):
    function, group, endpoint = (
        named(relational_system, GROUP, name).urn for name in ("function", "database", "rds-data")
    )
    for name, target in (("database", group), ("rds-data", endpoint)):
        rule = named(relational_system, INGRESS, name)
        assert rule.property_dependencies["securityGroupId"] == (target,)
        assert rule.property_dependencies["referencedSecurityGroupId"] == (function,)
    way_out = named(relational_system, EGRESS, "rds-data")
    assert way_out.property_dependencies["securityGroupId"] == (function,)
    assert way_out.property_dependencies["referencedSecurityGroupId"] == (endpoint,)
    assert only(relational_system, CLUSTER).property_dependencies["vpcSecurityGroupIds"] == (group,)


def test_its_writer_and_its_reader_are_in_the_zones_of_the_private_subnets(relational_system):
    zones = [
        named(relational_system, "aws:ec2/subnet:Subnet", f"private-{number}").inputs["availabilityZone"]
        for number in (1, 2)
    ]
    found = [each.inputs["availabilityZone"] for each in relational_system.of_type(INSTANCE)]
    assert found == zones == ["eu-west-1a", "eu-west-1b"]


@pytest.mark.parametrize(
    ("kind", "name", "prop", "key"),
    [
        (CLUSTER, "database", "kmsKeyId", "data-key"),
        (CLUSTER, "database", "masterUserSecretKmsKeyId", "data-key"),
        (INSTANCE, "database-1", "performanceInsightsKmsKeyId", "data-key"),
        (INSTANCE, "database-2", "performanceInsightsKmsKeyId", "data-key"),
        ("aws:cloudwatch/logGroup:LogGroup", "database-log", "kmsKeyId", "logs-key"),
    ],
)
def test_each_thing_is_encrypted_with_the_key_of_its_purpose(relational_system, kind, name, prop, key):
    found = named(relational_system, kind, name).property_dependencies[prop]
    assert found == (named(relational_system, "aws:kms/key:Key", key).urn,)


def test_rds_may_publish_what_happens_to_it(relational_system):
    topic = named(relational_system, "aws:sns/topicPolicy:TopicPolicy", "topic").inputs["policy"]
    key = named(relational_system, "aws:kms/key:Key", "messages-key").inputs["policy"]
    for policy in (topic, key):
        found = statements(policy)["Publishers"]["Principal"]["Service"]
        assert "events.rds.amazonaws.com" in found
    cluster, instances = relational_system.of_type(SUBSCRIPTION)
    assert cluster.property_dependencies["sourceIds"] == (only(relational_system, CLUSTER).urn,)
    assert set(instances.property_dependencies["sourceIds"]) == {
        each.urn for each in relational_system.of_type(INSTANCE)
    }


def test_its_alarms_are_about_this_cluster(relational_system):
    cluster = only(relational_system, CLUSTER).urn
    found = [each for each in relational_system.of_type(ALARM) if each.inputs.get("namespace") == "AWS/RDS"]
    assert len(found) == 6
    assert {each.property_dependencies["dimensions"] for each in found} == {(cluster,)}


def test_the_alarm_of_refused_connections_is_about_what_is_counted(relational_system):
    counted = only(relational_system, "aws:cloudwatch/logMetricFilter:LogMetricFilter").inputs
    alarm = named(relational_system, ALARM, "database-connection-failures-alarm").inputs
    measured = counted["metricTransformation"]
    assert (alarm["metricName"], alarm["namespace"]) == (measured["name"], measured["namespace"])


def test_the_outputs_say_where_it_is_and_never_its_password(system, relational_system):
    added = {name: value for name, value in relational_system.exports.items() if name not in system.exports}
    assert added == {
        "database_writer_endpoint": UNKNOWN,
        "database_reader_endpoint": UNKNOWN,
        "database_cluster_id": "dr-test-database",
        "database_cluster_arn": UNKNOWN,
        "database_secret_arn": UNKNOWN,
        "database_name": "audit",
    }


def test_what_is_told_of_it_is_what_it_says_of_itself(made_system):
    found = {name: value for name, value in made_system.exports.items() if name.startswith("database_")}
    assert found == {
        "database_writer_endpoint": "writer.example",
        "database_reader_endpoint": "reader.example",
        "database_cluster_id": "dr-test-database",
        "database_cluster_arn": "arn:cluster",
        "database_secret_arn": "arn:secret",
        "database_name": "audit",
    }
    told = {name: value for name, value in variables(made_system).items() if name.startswith("DATABASE_")}
    assert told == {
        "DATABASE_CLUSTER_ARN": "arn:cluster",
        "DATABASE_SECRET_ARN": "arn:secret",
        "DATABASE_NAME": "audit",
    }


def test_its_size_and_its_backups_are_as_the_settings_say(made_system):
    cluster = only(made_system, CLUSTER).inputs
    assert cluster["serverlessv2ScalingConfiguration"] == {"minCapacity": 1.5, "maxCapacity": 4}
    assert cluster["backupRetentionPeriod"] == 31
    memory = named(made_system, ALARM, "database-memory-alarm").inputs
    assert memory["threshold"] == 0.1 * 4 * 2 * 1024**3


def test_its_parameters_are_of_the_version_that_aws_takes(made_system):
    assert only(made_system, CLUSTER).inputs["engineVersion"] == "17.4"
    parameters = only(made_system, "aws:rds/clusterParameterGroup:ClusterParameterGroup")
    assert parameters.inputs["family"] == "aurora-postgresql17"


def test_through_its_endpoint_nothing_passes_but_statements_for_it(relational_system):
    endpoint = named(relational_system, "aws:ec2/vpcEndpoint:VpcEndpoint", "rds-data")
    assert statements(endpoint.inputs["policy"]).keys() == {"Database"}


def test_it_and_its_endpoint_lie_in_the_private_subnets(relational_system):
    private = {
        named(relational_system, "aws:ec2/subnet:Subnet", f"private-{number}").urn for number in (1, 2)
    }
    subnets = only(relational_system, "aws:rds/subnetGroup:SubnetGroup")
    endpoint = named(relational_system, "aws:ec2/vpcEndpoint:VpcEndpoint", "rds-data")
    assert [{*each.property_dependencies["subnetIds"]} for each in (subnets, endpoint)] == [private, private]


def test_it_is_restored_on_trial_in_its_own_network(relational_system):
    kind = "aws:backup/restoreTestingSelection:RestoreTestingSelection"
    trial = named(relational_system, kind, "restore-aurora").inputs
    assert trial["protectedResourceType"] == "Aurora"
    assert trial["restoreMetadataOverrides"] == {"dbSubnetGroupName": "dr-test-database-subnets"}
