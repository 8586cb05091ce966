"""Protections that are on, off, turned on again, or not to be turned on."""

import pytest

from stack.functions.repair import protections, verify

OFF = {"PointInTimeRecoveryStatus": "DISABLED"}


@pytest.fixture
def states(table, bucket, logger):
    """Verify all protections and give their states by name."""

    def verified(*, self_repair):
        watched = protections(table, bucket, pitr_days=14)
        return {each.name: verify(each, logger, self_repair=self_repair) for each in watched}

    return verified


def test_what_is_on_is_left_alone(states, cloud):
    assert states(self_repair=True) == {"table_pitr": "on", "bucket_versioning": "on"}
    assert cloud.calls == ["DescribeContinuousBackups", "GetBucketVersioning"]


def test_what_is_off_is_turned_on(states, cloud):
    cloud.pitr, cloud.versioning = OFF, "Suspended"
    assert states(self_repair=True) == {"table_pitr": "repaired", "bucket_versioning": "repaired"}
    assert cloud.pitr == {"PointInTimeRecoveryStatus": "ENABLED", "RecoveryPeriodInDays": 14}
    assert cloud.versioning == "Enabled"
    assert states(self_repair=True) == {"table_pitr": "on", "bucket_versioning": "on"}


@pytest.mark.parametrize(("days", "state"), [(13, "repaired"), (14, "on"), (35, "on")])
def test_recovery_must_reach_back_as_far_as_is_wanted(states, cloud, days, state):
    cloud.pitr = {"PointInTimeRecoveryStatus": "ENABLED", "RecoveryPeriodInDays": days}
    assert states(self_repair=True)["table_pitr"] == state


def test_without_self_repair_what_is_off_is_only_told(states, cloud):
    cloud.pitr, cloud.versioning = OFF, ""
    assert states(self_repair=False) == {"table_pitr": "off", "bucket_versioning": "off"}
    assert (cloud.pitr, cloud.versioning) == (OFF, "")


def test_a_denied_repair_is_named_and_logged_with_the_exception(states, cloud, logged):
    cloud.pitr = OFF
    cloud.fail("UpdateContinuousBackups", "AccessDeniedException")
    assert states(self_repair=True) == {"table_pitr": "AccessDeniedException", "bucket_versioning": "on"}
    (line,) = logged()
    assert (line["level"], line["protection"]) == ("ERROR", "table_pitr")
    assert "UpdateContinuousBackups" in line["exception"]


def test_what_cannot_be_verified_is_not_repaired(states, cloud):
    cloud.hang("GetBucketVersioning", times=3)
    assert states(self_repair=True) == {"table_pitr": "on", "bucket_versioning": "ConnectTimeoutError"}
    assert "PutBucketVersioning" not in cloud.calls
