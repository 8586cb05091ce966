"""The cluster can be restored, fails over, and gives its password to nobody."""

from __future__ import annotations

import pytest

from stack.components.database import Database, DatabaseArgs
from stack.engine import Engine
from stack.links import Logs, Site
from tests.unit.stack.recorded import (
    EPHEMERAL,
    SCOPE,
    TAGS,
    UNKNOWN,
    made,
    named,
    only,
    outputs,
    recorded,
)

CLUSTER = "aws:rds/cluster:Cluster"
INSTANCE = "aws:rds/clusterInstance:ClusterInstance"
PARAMETERS = "aws:rds/clusterParameterGroup:ClusterParameterGroup"
PINNED = Engine("16.6", "aurora-postgresql16", is_pinned=True)
LOOKED_UP = Engine("16.8", "aurora-postgresql16", is_pinned=False)


def record_database(scope=SCOPE, engine=PINNED):
    site = Site("vpc-1", ("subnet-1", "subnet-2"), ("eu-west-1a", "eu-west-1b"))
    args = DatabaseArgs(scope, site, engine, (0.5, 2), "arn:key", Logs("arn:logs", 365), 35)
    return recorded(lambda: Database("database", args))


RECORDING = record_database()


def test_everything_a_database_needs_is_made():
    assert made(RECORDING) == [
        "Cluster database",
        "ClusterInstance database-1",
        "ClusterInstance database-2",
        "ClusterParameterGroup database",
        "LogGroup database-log",
        "LogMetricFilter database-log",
        "SecurityGroup database",
        "SubnetGroup database",
    ]


def test_the_cluster_is_serverless_encrypted_backed_up_and_keeps_its_password():
    cluster = only(RECORDING, CLUSTER)
    assert cluster.inputs == {
        "clusterIdentifier": "dr-test-database",
        "engine": "aurora-postgresql",
        "engineVersion": "16.6",
        "databaseName": "audit",
        "port": 5432,
        "masterUsername": "audit_owner",
        "manageMasterUserPassword": True,
        "masterUserSecretKmsKeyId": "arn:key",
        "iamDatabaseAuthenticationEnabled": True,
        "enableHttpEndpoint": True,
        "serverlessv2ScalingConfiguration": {"minCapacity": 0.5, "maxCapacity": 2},
        "storageEncrypted": True,
        "kmsKeyId": "arn:key",
        "dbSubnetGroupName": "dr-test-database-subnets",
        "dbClusterParameterGroupName": "dr-test-database-parameters",
        "vpcSecurityGroupIds": [UNKNOWN],
        "enabledCloudwatchLogsExports": ["postgresql"],
        "backupRetentionPeriod": 35,
        "copyTagsToSnapshot": True,
        "deleteAutomatedBackups": False,
        "deletionProtection": True,
        "skipFinalSnapshot": False,
        "finalSnapshotIdentifier": "dr-test-database-final-snapshot",
        "tags": {**TAGS, "backup": "dr-test-backup-plan"},
    }
    assert cluster.options.protect is True


def test_an_ephemeral_cluster_goes_and_leaves_nothing():
    ephemeral = only(record_database(EPHEMERAL), CLUSTER)
    kept = {
        key: value for key, value in only(RECORDING, CLUSTER).inputs.items() if "finalSnapshot" not in key
    }
    assert ephemeral.inputs == {
        **kept,
        "deleteAutomatedBackups": True,
        "deletionProtection": False,
        "skipFinalSnapshot": True,
        "tags": {**TAGS, "ephemeral": "true", "backup": "dr-test-backup-plan"},
    }
    assert ephemeral.options.protect is False


@pytest.mark.parametrize(("number", "zone"), [(1, "eu-west-1a"), (2, "eu-west-1b")])
def test_a_writer_and_a_reader_stand_in_different_zones_and_are_first_in_line(number, zone):
    assert named(RECORDING, INSTANCE, f"database-{number}").inputs == {
        "identifier": f"dr-test-database-{number}",
        "clusterIdentifier": "dr-test-database",
        "engine": "aurora-postgresql",
        "instanceClass": "db.serverless",
        "availabilityZone": zone,
        "promotionTier": number - 1,
        "dbSubnetGroupName": "dr-test-database-subnets",
        "publiclyAccessible": False,
        "autoMinorVersionUpgrade": True,
        "copyTagsToSnapshot": True,
        "performanceInsightsEnabled": True,
        "performanceInsightsKmsKeyId": "arn:key",
        "tags": TAGS,
    }


def test_the_writer_is_there_before_the_reader():
    """RDS lets the instance write that is there first, whatever its tier."""
    writer, reader = (named(RECORDING, INSTANCE, f"database-{number}") for number in (1, 2))
    assert (writer.inputs["promotionTier"], reader.inputs["promotionTier"]) == (0, 1)
    assert writer.urn in reader.dependencies
    assert reader.urn not in writer.dependencies


def test_it_lies_in_both_private_subnets():
    assert only(RECORDING, "aws:rds/subnetGroup:SubnetGroup").inputs == {
        "name": "dr-test-database-subnets",
        "description": "The private subnets",
        "subnetIds": ["subnet-1", "subnet-2"],
        "tags": TAGS,
    }


def test_nobody_talks_to_it_in_plain_text():
    assert only(RECORDING, PARAMETERS).inputs == {
        "name": "dr-test-database-parameters",
        "description": "No connection without TLS",
        "family": "aurora-postgresql16",
        "parameters": [
            {"name": "rds.force_ssl", "value": "1"},
            {"name": "log_statement", "value": "ddl"},
            {"name": "log_min_duration_statement", "value": "1000"},
        ],
        "tags": TAGS,
    }


def test_its_group_has_no_rule_of_its_own():
    group = only(RECORDING, "aws:ec2/securityGroup:SecurityGroup")
    assert (group.inputs["name"], group.inputs["vpcId"]) == ("dr-test-database-security-group", "vpc-1")
    assert not {"ingress", "egress"} & set(group.inputs)


def test_its_log_is_there_before_rds_writes_to_it():
    log = only(RECORDING, "aws:cloudwatch/logGroup:LogGroup")
    assert log.urn in only(RECORDING, CLUSTER).dependencies


def test_a_version_that_nobody_pinned_is_brought_forward_by_aws():
    looked_up = record_database(engine=LOOKED_UP)
    assert only(looked_up, CLUSTER).inputs["engineVersion"] == "16.8"
    assert only(looked_up, CLUSTER).options.ignore_changes == ("engineVersion",)
    assert only(looked_up, PARAMETERS).options.ignore_changes == ("family",)


def test_a_pinned_version_is_moved_by_its_owner():
    assert only(RECORDING, CLUSTER).options.ignore_changes == ()
    assert only(RECORDING, PARAMETERS).options.ignore_changes == ()


def test_of_the_password_only_the_secret_s_arn_is_told():
    assert outputs(RECORDING, "database") == {
        "id": "dr-test-database",
        "arn": UNKNOWN,
        "secretArn": UNKNOWN,
    }
