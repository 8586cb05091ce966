"""A cluster as the stack asks for it, and what tests do with its data."""

import json
from dataclasses import dataclass, field
from typing import Any

import pytest
from botocore.exceptions import ClientError

ZONES = ("us-west-2a", "us-west-2b")


@dataclass
class Database:
    """A cluster by its name, with two instances, and statements to it."""

    client: Any
    name: str
    key: str = ""
    secret: str = field(init=False)
    arn: str = field(init=False)

    def __post_init__(self):
        self.rds = self.client("rds")
        key = {"KmsKeyId": self.key, "MasterUserSecretKmsKeyId": self.key} if self.key else {}
        made = self.rds.create_db_cluster(
            DBClusterIdentifier=self.name,
            Engine="aurora-postgresql",
            EngineVersion="16.11",
            DatabaseName="audit",
            MasterUsername="keeper",
            ManageMasterUserPassword=True,
            StorageEncrypted=True,
            EnableHttpEndpoint=True,
            BackupRetentionPeriod=7,
            CopyTagsToSnapshot=True,
            Tags=[{"Key": "owner", "Value": "team"}],
            ServerlessV2ScalingConfiguration={"MinCapacity": 0.5, "MaxCapacity": 2},
            **key,
        )["DBCluster"]
        self.arn, self.secret = made["DBClusterArn"], made["MasterUserSecret"]["SecretArn"]

    def instances(self):
        """Give it a writer and a reader, each in a zone of its own."""
        for number, zone in enumerate(ZONES, 1):
            self.instance(f"{self.name}-{number}", number - 1, zone)
        return self

    def instance(self, identifier, tier=0, zone=ZONES[0], cluster=None):
        self.rds.create_db_instance(
            DBInstanceIdentifier=identifier,
            DBClusterIdentifier=cluster or self.name,
            DBInstanceClass="db.serverless",
            Engine="aurora-postgresql",
            PromotionTier=tier,
            AvailabilityZone=zone,
        )

    def run(self, sql, arn=None, client=None, **asked):
        data = client or self.client("rds-data")
        given = {"resourceArn": arn or self.arn, "secretArn": self.secret, **asked}
        return data.execute_statement(sql=sql, **given)

    def rows(self, sql, arn=None):
        """Return the rows of a statement, each a list of plain values."""
        found = self.run(sql, arn)["records"]
        return [[next(iter(value.values())) for value in row] for row in found]

    def described(self, name=None):
        (found,) = self.rds.describe_db_clusters(DBClusterIdentifier=name or self.name)["DBClusters"]
        return found

    def writer(self):
        members = self.described()["DBClusterMembers"]
        return [each["DBInstanceIdentifier"] for each in members if each["IsClusterWriter"]]

    def password(self):
        value = self.client("secretsmanager").get_secret_value(SecretId=self.secret)["SecretString"]
        return json.loads(value)["password"]

    def restored(self, name):
        """Let a restored cluster serve, and return its ARN."""
        self.rds.modify_db_cluster(DBClusterIdentifier=name, EnableHttpEndpoint=True, ApplyImmediately=True)
        self.instance(f"{name}-1", cluster=name)
        return self.described(name)["DBClusterArn"]


def named(**values):
    """Return parameters as the Data API takes them; each value is a field already."""
    return [{"name": name, "value": value} for name, value in values.items()]


def refused(cluster, sql, **asked):
    """Return the code, message and status by which a statement to a cluster is refused."""
    with pytest.raises(ClientError) as raised:
        cluster.run(sql, **asked)
    error = raised.value.response
    return (
        error["Error"]["Code"],
        error["Error"]["Message"],
        error["ResponseMetadata"]["HTTPStatusCode"],
    )
