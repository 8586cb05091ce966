"""What RDS tells of the database, to those whom alarms go to."""

import pytest

from tests.live.patience import until
from tests.live.subscriber import listening

pytestmark = pytest.mark.usefixtures("with_database")
TOLD = {
    "cluster": ("deletion", "failover", "failure", "maintenance", "notification"),
    "instance": ("availability", "deletion", "failover", "failure", "maintenance", "recovery"),
}
"""By kind of source the categories of events."""
FAILED_OVER = "#RDS-EVENT-0071"


def members(client, outputs):
    name = outputs["database_cluster_id"]
    [cluster] = client("rds").describe_db_clusters(DBClusterIdentifier=name)["DBClusters"]
    return sorted(each["DBInstanceIdentifier"] for each in cluster["DBClusterMembers"])


@pytest.mark.parametrize("kind", TOLD)
def test_failures_of_the_cluster_and_of_each_instance_are_told(client, outputs, kind):
    name = f"dr-{outputs['suffix']}-database-{kind}-events"
    asked = client("rds").describe_event_subscriptions(SubscriptionName=name)
    [found] = asked["EventSubscriptionsList"]
    assert (found["Enabled"], found["Status"]) == (True, "active")
    assert (found["SnsTopicArn"], found["SourceType"]) == (outputs["sns_topic_arn"], f"db-{kind}")
    assert sorted(found["EventCategoriesList"]) == sorted(TOLD[kind])
    sources = {"cluster": [outputs["database_cluster_id"]], "instance": members(client, outputs)}
    assert sorted(found["SourceIdsList"]) == sources[kind]


@pytest.mark.disruptive
def test_a_failover_reaches_whoever_listens(target, client, outputs):
    name = outputs["database_cluster_id"]
    with listening(target, outputs["sns_topic_arn"]) as messages:
        client("rds").failover_db_cluster(DBClusterIdentifier=name)

        def told():
            return [each for each in messages() if each.get("Event ID", "").endswith(FAILED_OVER)]

        [message] = until(target, "the failover is told", told)
    assert (message["Event Source"], message["Source ID"]) == ("db-cluster", name)
    assert message["Event Message"].rpartition(" ")[2] in members(client, outputs)
