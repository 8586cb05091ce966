"""Clusters of RDS and what belongs to them are made with all that is asked of them."""

import json

import pytest
from botocore.exceptions import ClientError

from sandbox import data_sources
from sandbox.errors import SandboxError
from sandbox.resources import kinds

CLUSTER = "aws:rds/cluster:Cluster"
INSTANCE = "aws:rds/clusterInstance:ClusterInstance"
PARAMETERS = "aws:rds/clusterParameterGroup:ClusterParameterGroup"
SUBNETS = "aws:rds/subnetGroup:SubnetGroup"
EVENTS = "aws:rds/eventSubscription:EventSubscription"
VERSION = "aws:rds/getEngineVersion:getEngineVersion"
TAGS = {"owner": "team"}
FORCED = {"name": "rds.force_ssl", "value": "1", "applyMethod": "immediate"}


@pytest.fixture(scope="module")
def key(client):
    return client("kms").create_key()["KeyMetadata"]["Arn"]


@pytest.fixture(scope="module")
def subnets(client):
    ec2 = client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.9.0.0/16")["Vpc"]["VpcId"]
    return [
        ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.9.{number}.0/24", AvailabilityZone=f"us-west-2{zone}")[
            "Subnet"
        ]["SubnetId"]
        for number, zone in enumerate("ab")
    ]


@pytest.fixture(scope="module")
def groups(make, subnets):
    make(SUBNETS, name="private", subnetIds=subnets, description="where it is", tags=TAGS)
    make(PARAMETERS, name="forced", family="aurora-postgresql16", parameters=[FORCED], tags=TAGS)


def of_stack(name, key):
    return {
        "clusterIdentifier": name,
        "engine": "aurora-postgresql",
        "engineVersion": "16.11",
        "databaseName": "audit",
        "masterUsername": "keeper",
        "manageMasterUserPassword": True,
        "masterUserSecretKmsKeyId": key,
        "storageEncrypted": True,
        "kmsKeyId": key,
        "dbSubnetGroupName": "private",
        "dbClusterParameterGroupName": "forced",
        "vpcSecurityGroupIds": ["sg-1"],
        "serverlessv2ScalingConfiguration": {"minCapacity": 0.5, "maxCapacity": 2.0},
        "backupRetentionPeriod": 7.0,
        "preferredBackupWindow": "05:00-06:00",
        "copyTagsToSnapshot": True,
        "deletionProtection": True,
        "enableHttpEndpoint": True,
        "enabledCloudwatchLogsExports": ["postgresql"],
        "iamDatabaseAuthenticationEnabled": True,
        "skipFinalSnapshot": False,
        "finalSnapshotIdentifier": f"{name}-final",
        "tags": TAGS,
    }


def described(client, name):
    (found,) = client("rds").describe_db_clusters(DBClusterIdentifier=name)["DBClusters"]
    return found


@pytest.mark.usefixtures("groups")
def test_a_cluster_is_as_the_program_asks_for_it(make, client, key):
    """By itself ministack forgets log exports and zones, and puts the password under no key."""
    made = make(CLUSTER, **of_stack("asked", key))
    found = described(client, "asked")
    assert made.id == "asked"
    assert found["ServerlessV2ScalingConfiguration"] == {"MinCapacity": 0.5, "MaxCapacity": 2.0}
    assert found["EnabledCloudwatchLogsExports"] == ["postgresql"]
    assert found["AvailabilityZones"] == ["us-west-2a", "us-west-2b"]
    assert (found["BackupRetentionPeriod"], found["PreferredBackupWindow"]) == (7, "05:00-06:00")
    assert (found["DeletionProtection"], found["HttpEndpointEnabled"]) == (True, True)
    assert found["IAMDatabaseAuthenticationEnabled"] is True
    assert found["DBClusterParameterGroup"] == "forced"
    assert found["TagList"] == [{"Key": "owner", "Value": "team"}]
    assert made.outputs["endpoint"] == found["Endpoint"]
    assert made.outputs["readerEndpoint"] == found["ReaderEndpoint"]
    assert made.outputs["endpoint"].startswith("asked.cluster-")
    assert made.outputs["engineVersionActual"] == "16.11"


@pytest.mark.usefixtures("groups")
def test_the_managed_password_is_in_secrets_manager_and_nowhere_else(make, client, key):
    made = make(CLUSTER, **of_stack("secretive", key))
    (secret,) = made.outputs["masterUserSecrets"]
    manager = client("secretsmanager")
    assert manager.describe_secret(SecretId=secret["secretArn"])["KmsKeyId"] == key
    value = json.loads(manager.get_secret_value(SecretId=secret["secretArn"])["SecretString"])
    assert value["username"] == "keeper"
    assert value["password"] not in json.dumps(made.outputs)
    assert "masterPassword" not in kinds()[CLUSTER].inputs


@pytest.mark.usefixtures("groups")
def test_a_cluster_changes_in_place(make, change, client, key):
    asked = of_stack("changing", key)
    made = make(CLUSTER, **asked)
    wanted = {
        **asked,
        "deletionProtection": False,
        "enabledCloudwatchLogsExports": [],
        "serverlessv2ScalingConfiguration": {"minCapacity": 1.0, "maxCapacity": 4.0},
        "tags": {"owner": "others"},
    }
    change(CLUSTER, made, **wanted)
    found = described(client, "changing")
    assert found["DeletionProtection"] is False
    assert found["EnabledCloudwatchLogsExports"] == []
    assert found["ServerlessV2ScalingConfiguration"] == {"MinCapacity": 1.0, "MaxCapacity": 4.0}
    assert found["TagList"] == [{"Key": "owner", "Value": "others"}]
    with pytest.raises(SandboxError, match="changing: databaseName is 'audit' and cannot become 'other'"):
        change(CLUSTER, made, **{**wanted, "databaseName": "other"})


@pytest.mark.usefixtures("groups")
def test_instances_write_and_read_each_in_its_zone(make, client, key):
    make(CLUSTER, **of_stack("served", key))
    common = {
        "clusterIdentifier": "served",
        "engine": "aurora-postgresql",
        "instanceClass": "db.serverless",
        "performanceInsightsEnabled": True,
        "performanceInsightsKmsKeyId": key,
        "tags": TAGS,
    }
    writer, reader = (
        make(INSTANCE, **common, identifier=f"served-{number}", promotionTier=float(number - 1))
        for number in (1, 2)
    )
    assert (writer.outputs["writer"], reader.outputs["writer"]) == (True, False)
    assert (writer.outputs["availabilityZone"], reader.outputs["availabilityZone"]) == (
        "us-west-2a",
        "us-west-2b",
    )
    assert writer.outputs["endpoint"].startswith("served-1.")
    assert writer.outputs["endpoint"].endswith(".us-west-2.rds.amazonaws.com")
    assert (writer.outputs["storageEncrypted"], writer.outputs["kmsKeyId"]) == (True, key)
    assert writer.outputs["dbSubnetGroupName"] == "private"
    assert [each["PromotionTier"] for each in described(client, "served")["DBClusterMembers"]] == [0, 1]
    (found,) = client("rds").describe_db_instances(DBInstanceIdentifier="served-1")["DBInstances"]
    assert found["PerformanceInsightsKMSKeyId"] == key


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"dbSubnetGroupName": "nowhere"}, "DBSubnetGroupNotFoundFault"),
        ({"dbClusterParameterGroupName": "nothing"}, "DBClusterParameterGroupNotFound"),
        ({"engineVersion": "15.4"}, "Cannot find version 15.4 for aurora-postgresql"),
        ({"masterUsername": "admin"}, "admin cannot be used as it is a reserved word"),
        ({"manageMasterUserPassword": None}, "MasterUserPassword must be provided"),
    ],
)
@pytest.mark.usefixtures("groups")
def test_a_cluster_that_aws_refuses_is_refused(make, key, wrong, message):
    with pytest.raises(ClientError, match=message):
        make(CLUSTER, **{**of_stack("refused", key), **wrong})


@pytest.mark.usefixtures("groups")
def test_a_serverless_instance_wants_the_clusters_capacity(make, key):
    asked = of_stack("provisioned", key)
    del asked["serverlessv2ScalingConfiguration"]
    make(CLUSTER, **asked)
    with pytest.raises(ClientError, match="Set the Serverless v2 scaling configuration"):
        make(
            INSTANCE,
            clusterIdentifier="provisioned",
            engine="aurora-postgresql",
            identifier="provisioned-1",
            instanceClass="db.serverless",
        )


def test_a_parameter_group_has_its_parameters_and_no_others(make, change, client):
    def there():
        found = client("rds").describe_db_cluster_parameters(
            DBClusterParameterGroupName="changing", Source="user"
        )["Parameters"]
        return {each["ParameterName"]: each["ParameterValue"] for each in found}

    asked = {"name": "changing", "family": "aurora-postgresql16", "tags": TAGS}
    logged = {"name": "log_connections", "value": "1"}
    made = make(PARAMETERS, **asked, parameters=[FORCED, logged])
    assert there() == {"rds.force_ssl": "1", "log_connections": "1"}
    change(PARAMETERS, made, **asked, parameters=[FORCED])
    assert there() == {"rds.force_ssl": "1"}


def test_a_subnet_group_is_in_the_network_of_its_subnets(make, change, client, subnets):
    made = make(SUBNETS, name="changing", subnetIds=subnets)
    (found,) = client("rds").describe_db_subnet_groups(DBSubnetGroupName="changing")["DBSubnetGroups"]
    assert made.outputs["vpcId"] == found["VpcId"]
    assert made.outputs["subnetIds"] == subnets
    changed = change(SUBNETS, made, name="changing", subnetIds=subnets[:1], description="fewer")
    assert changed.outputs["subnetIds"] == subnets[:1]
    assert changed.outputs["description"] == "fewer"


def topic(client, name, service):
    sns = client("sns")
    arn = sns.create_topic(Name=name)["TopicArn"]
    allowed = {"Effect": "Allow", "Principal": {"Service": service}, "Action": "sns:Publish", "Resource": arn}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [allowed]})
    sns.set_topic_attributes(TopicArn=arn, AttributeName="Policy", AttributeValue=policy)
    return arn


def test_a_topic_subscribes_to_events_and_stops(make, change, client):
    """By itself ministack knows no subscriptions to events."""
    arn = topic(client, "events", "events.rds.amazonaws.com")
    asked = {"name": "news", "snsTopic": arn, "sourceType": "db-cluster", "tags": TAGS}
    made = make(EVENTS, **asked, eventCategories=["failover", "failure"], sourceIds=["asked"])
    (found,) = client("rds").describe_event_subscriptions(SubscriptionName="news")["EventSubscriptionsList"]
    assert found["EventCategoriesList"] == ["failover", "failure"]
    assert (found["SourceIdsList"], found["Enabled"], found["Status"]) == (["asked"], True, "active")
    change(EVENTS, made, **asked, eventCategories=["failover"], sourceIds=["asked"], enabled=False)
    (found,) = client("rds").describe_event_subscriptions(SubscriptionName="news")["EventSubscriptionsList"]
    assert (found["EventCategoriesList"], found["Enabled"]) == (["failover"], False)
    tags = client("rds").list_tags_for_resource(ResourceName=made.outputs["arn"])["TagList"]
    assert tags == [{"Key": "owner", "Value": "team"}]


@pytest.mark.parametrize(
    ("service", "category", "message"),
    [
        ("backup.amazonaws.com", "failover", "SNSNoAuthorization"),
        ("events.rds.amazonaws.com", "recovery", "SubscriptionCategoryNotFound"),
    ],
)
def test_a_subscription_that_aws_refuses_is_refused(make, client, service, category, message):
    arn = topic(client, f"refusing-{category}", service)
    with pytest.raises(ClientError, match=message):
        make(EVENTS, name="refused", snsTopic=arn, sourceType="db-cluster", eventCategories=[category])


def test_an_engine_version_is_looked_up_as_the_provider_does(place):
    def looked_up(**arguments):
        return data_sources.answer(VERSION, {"engine": "aurora-postgresql", **arguments}, place)

    assert looked_up()["version"] == "17.7"
    assert looked_up(version="16.11")["parameterGroupFamily"] == "aurora-postgresql16"
    assert looked_up(version="16", defaultOnly=True)["version"] == "16.11"
    assert looked_up(version="16", latest=True)["version"] == "16.14"
    assert looked_up(preferredVersions=["15.4", "16.8"], defaultOnly=False)["versionActual"] == "16.8"
    with pytest.raises(SandboxError, match=r"no RDS engine versions found: .*15\.4"):
        looked_up(version="15.4")
    with pytest.raises(SandboxError, match=r"multiple RDS engine versions \(16.4-limitless, .* match"):
        looked_up(version="16")
    with pytest.raises(SandboxError, match=r"no RDS engine versions match .* preferred versions: .'9\.6'."):
        looked_up(preferredVersions=["9.6"])
    with pytest.raises(SandboxError, match="the sandbox does not know what to do with hasMajorTarget"):
        looked_up(hasMajorTarget=True)
