"""Settings that cannot go together are faults, told of with all others at once."""

from __future__ import annotations

import pytest

from stack.settings import SettingsError
from tests.unit.stack.given import line, settings


def test_a_subnet_must_be_inside_the_network():
    with pytest.raises(SettingsError) as refused:
        settings(publicSubnetCidrs='["10.1.0.0/24", "10.0.11.0/24"]')
    assert str(refused.value) == line(
        "publicSubnetCidrs[0]",
        "10.1.0.0/24",
        "a block inside 10.0.0.0/16 (vpcCidr)",
        "AWS refuses the subnet",
    )


def test_subnets_must_not_overlap():
    with pytest.raises(SettingsError) as refused:
        settings(privateSubnetCidrs='["10.0.10.128/25", "10.0.2.0/24"]')
    assert str(refused.value) == line(
        "privateSubnetCidrs[0]",
        "10.0.10.128/25",
        "a block that does not overlap publicSubnetCidrs[0] (10.0.10.0/24)",
        "AWS refuses the second of the two subnets",
    )


IGNORED = "they are ignored, and there is no database"
NO_SETTINGS = "aurora, or no setting of a database that is not there"


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ({"databaseEngineVersion": "16.6"}, "none, with databaseEngineVersion"),
        ({"databaseMinAcu": "4", "databaseMaxAcu": "0.5"}, "none, with databaseMinAcu, databaseMaxAcu"),
        ({"database": "none", "databaseMaxAcu": "8"}, "none, with databaseMaxAcu"),
    ],
)
def test_settings_of_a_database_that_is_not_there_are_one_fault_that_names_them(said, found):
    with pytest.raises(SettingsError) as refused:
        settings(**said)
    assert str(refused.value) == line("database", found, NO_SETTINGS, IGNORED)


def test_a_project_s_defaults_which_every_stack_is_given_are_no_settings_of_a_database():
    """The engine hands them on as if the stack had said so."""
    defaults = {"databaseEngineVersion": "", "databaseMinAcu": "1.0", "databaseMaxAcu": "2"}
    assert settings(database="none", **defaults).database is None


def test_settings_of_a_database_that_cannot_be_used_are_told_of_by_themselves():
    with pytest.raises(SettingsError) as refused:
        settings(databaseMinAcu="?", databaseMaxAcu="8")
    assert [message.split(";")[0] for message in str(refused.value).split("\n")] == [
        "disaster-recovery:databaseMinAcu: found '?'",
        "disaster-recovery:database: found none, with databaseMaxAcu",
    ]


def test_where_nobody_knows_whether_there_is_a_database_its_settings_are_no_fault():
    with pytest.raises(SettingsError) as refused:
        settings(database="?", databaseMaxAcu="8")
    assert str(refused.value).count("\n") == 0


def test_the_least_capacity_is_not_above_the_most():
    with pytest.raises(SettingsError) as refused:
        settings(database="aurora", databaseMinAcu="2.5")
    assert str(refused.value) == line(
        "databaseMinAcu", "2.5", "at most 2 (databaseMaxAcu)", "AWS refuses the database"
    )


def test_a_database_s_names_have_no_two_hyphens_together():
    assert settings(suffix="pr--7").suffix == "pr--7"
    with pytest.raises(SettingsError) as refused:
        settings(suffix="pr--7", database="aurora")
    assert str(refused.value) == line(
        "suffix",
        "'pr--7', with a database",
        "no - after another, or database none",
        "AWS refuses the names of the database",
    )


def test_production_is_never_ephemeral():
    with pytest.raises(SettingsError) as refused:
        settings(ephemeral="true")
    assert str(refused.value) == line(
        "ephemeral",
        "true, with tier production",
        "false, or another tier",
        "production data is deleted together with the stack",
    )


def test_somebody_must_hear_the_alarms():
    with pytest.raises(SettingsError) as refused:
        settings(alarmEmails="[]")
    assert str(refused.value) == line(
        "alarmEmails",
        "nobody, in alarmPhones and alarmWebhooks neither",
        "at least one subscriber in one of the three",
        "every alarm rings unheard",
    )


@pytest.mark.parametrize("key", ["alarmPhones", "alarmWebhooks"])
def test_any_kind_of_subscriber_will_do(key):
    somebody = {"alarmPhones": '["+4915112345678"]', "alarmWebhooks": '["https://pager.example.com"]'}
    assert settings(**{"alarmEmails": "[]", key: somebody[key]}).alarm_emails == ()


def test_all_faults_are_reported_at_once_in_the_order_of_the_keys():
    with pytest.raises(SettingsError) as refused:
        settings(
            publicSubnetCidrs='["10.1.0.0/24", "10.0.11.0/24"]',
            owner="",
            ephemeral="true",
            pitrDays="0",
            piterDays="7",
        )
    assert [message.split(": ")[0] for message in str(refused.value).split("\n")] == [
        "disaster-recovery:owner",
        "disaster-recovery:pitrDays",
        "disaster-recovery:publicSubnetCidrs[0]",
        "disaster-recovery:ephemeral",
        "disaster-recovery:piterDays",
    ]


def test_values_that_cannot_be_used_are_not_held_against_others():
    with pytest.raises(SettingsError) as refused:
        settings(vpcCidr="?", ephemeral="?", alarmEmails="?", databaseMaxAcu="?")
    assert [message.split(": ")[0] for message in str(refused.value).split("\n")] == [
        "disaster-recovery:vpcCidr",
        "disaster-recovery:ephemeral",
        "disaster-recovery:alarmEmails",
        "disaster-recovery:databaseMaxAcu",
    ]
