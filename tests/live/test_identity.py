"""Names and tags: whose everything is."""

import pytest

from tests.live.tagged import OF_DATABASE, READERS, of_alarm


@pytest.fixture(scope="module")
def wanted(client, outputs):
    """The tags that every resource has, as the table has them."""
    names = ["owner", "cost-centre", "environment", "tier", *["ephemeral"] * outputs["ephemeral"]]
    [tags] = sets(READERS["table"](client, outputs))
    return {name: tags[name] for name in names}


def sets(found):
    return found if isinstance(found, list) else [found]


@pytest.fixture
def kind(request):
    """What is looked at; what is of a database is left out where there is none."""
    if request.param in OF_DATABASE:
        request.getfixturevalue("with_database")
    return request.param


@pytest.mark.parametrize("kind", [*READERS, *OF_DATABASE], indirect=True)
def test_it_says_whose_it_is(client, outputs, wanted, kind):
    for tags in sets({**READERS, **OF_DATABASE}[kind](client, outputs)):
        assert {name: tags.get(name) for name in wanted} == wanted


@pytest.mark.parametrize(
    ("names", "region"), [("alarm_names", "region"), ("watch_alarm_names", "watch_region")]
)
def test_every_alarm_says_whose_it_is(client, outputs, wanted, names, region):
    found = {each: of_alarm(client, outputs, each, outputs[region]) for each in outputs[names]}
    told = {name: {tag: tags.get(tag) for tag in wanted} for name, tags in found.items()}
    assert told == dict.fromkeys(outputs[names], wanted)


def test_the_tags_say_something(wanted):
    assert [name for name, value in wanted.items() if not value] == []


def test_what_the_stack_names_has_its_name(outputs):
    prefix = f"dr-{outputs['suffix']}-"
    last = {
        "dynamodb_table_name": "table",
        "lambda_function_name": "function",
        "event_rule_name": "rule",
        "backup_vault_name": "backup-vault",
        "dashboard_name": "dashboard",
    }
    assert {name: outputs[name] for name in last} == {name: prefix + kind for name, kind in last.items()}
    assert outputs["s3_bucket_name"] == f"{prefix}bucket-{outputs['account']}"
    assert outputs["sns_topic_arn"].rpartition(":")[2] == f"{prefix}topic"
    assert outputs["lambda_log_group_name"] == f"/aws/lambda/{prefix}function"


def test_the_credentials_are_of_the_stacks_account(client, outputs):
    assert client("sts").get_caller_identity()["Account"] == outputs["account"]
