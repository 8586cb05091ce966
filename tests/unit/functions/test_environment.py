"""Which environment variables make a function."""

import pytest

from stack.functions.environment import DatabaseSettings, Environment, MisconfiguredError, read

GOOD = {
    "TABLE_NAME": "the-table",
    "BUCKET_NAME": "the-bucket",
    "SELF_REPAIR": "true",
    "PITR_DAYS": "35",
    "POWERTOOLS_SERVICE_NAME": "dr-test",
    "POWERTOOLS_METRICS_NAMESPACE": "Namespace",
    "PATH": "/bin",
}
DATABASE = {
    "DATABASE_CLUSTER_ARN": "the-cluster",
    "DATABASE_SECRET_ARN": "the-secret",
    "DATABASE_NAME": "the-database",
}


def test_settings_are_read():
    assert read(GOOD) == Environment(
        table_name="the-table",
        bucket_name="the-bucket",
        self_repair=True,
        pitr_days=35,
        service="dr-test",
        metrics_namespace="Namespace",
    )


def test_without_its_variables_there_is_no_database():
    assert read(GOOD).database is None
    assert read({**GOOD, **dict.fromkeys(DATABASE, "")}).database is None


def test_a_database_is_read():
    assert read({**GOOD, **DATABASE}).database == DatabaseSettings(
        cluster_arn="the-cluster", secret_arn="the-secret", name="the-database"
    )


@pytest.mark.parametrize("missing", DATABASE)
def test_a_database_of_which_something_is_missing_is_refused(missing):
    with pytest.raises(MisconfiguredError) as caught:
        read({**GOOD, **DATABASE, missing: ""})
    assert str(caught.value) == (
        f"{missing} is not set; "
        "a database needs all of DATABASE_CLUSTER_ARN, DATABASE_SECRET_ARN, DATABASE_NAME"
    )


def test_each_missing_part_of_a_database_is_named_besides_other_faults():
    with pytest.raises(MisconfiguredError) as caught:
        read({**GOOD, "TABLE_NAME": "", "DATABASE_NAME": "the-database"})
    all_needed = "a database needs all of DATABASE_CLUSTER_ARN, DATABASE_SECRET_ARN, DATABASE_NAME"
    assert str(caught.value) == (
        "TABLE_NAME is not set; "
        f"DATABASE_CLUSTER_ARN is not set; {all_needed}; "
        f"DATABASE_SECRET_ARN is not set; {all_needed}"
    )


def test_self_repair_can_be_off():
    assert read({**GOOD, "SELF_REPAIR": "false"}).self_repair is False


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"TABLE_NAME": ""}, "TABLE_NAME is not set"),
        ({"BUCKET_NAME": ""}, "BUCKET_NAME is not set"),
        ({"SELF_REPAIR": ""}, "SELF_REPAIR is not set"),
        ({"SELF_REPAIR": "True"}, "SELF_REPAIR is 'True'; it must be 'true' or 'false'"),
        ({"PITR_DAYS": ""}, "PITR_DAYS is not set"),
        ({"PITR_DAYS": "0"}, "PITR_DAYS is '0'; it must be a whole number from 1 to 35"),
        ({"PITR_DAYS": "36"}, "PITR_DAYS is '36'; it must be a whole number from 1 to 35"),
        ({"PITR_DAYS": "7.0"}, "PITR_DAYS is '7.0'; it must be a whole number from 1 to 35"),
        ({"POWERTOOLS_SERVICE_NAME": ""}, "POWERTOOLS_SERVICE_NAME is not set"),
        ({"POWERTOOLS_METRICS_NAMESPACE": ""}, "POWERTOOLS_METRICS_NAMESPACE is not set"),
        (
            {"TABLE_NAME": "", "PITR_DAYS": "x"},
            "TABLE_NAME is not set; PITR_DAYS is 'x'; it must be a whole number from 1 to 35",
        ),
    ],
)
def test_every_fault_is_named(change, message):
    with pytest.raises(MisconfiguredError) as caught:
        read({**GOOD, **change})
    assert str(caught.value) == message


def test_a_variable_that_is_absent_is_not_set():
    with pytest.raises(MisconfiguredError) as caught:
        read({})
    assert str(caught.value).count(" is not set") == 6
