"""Settings become the arguments that components ask for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from stack import arguments
from stack.components.topic import Subscriber
from stack.regions import Place
from stack.settings import settings_from
from stack.validation import Configuration
from tests.unit.stack.recorded import CONFIG, EPHEMERAL, SCOPE

SETTINGS = settings_from(Configuration(CONFIG, {"suffix": "test", "environment": "test"}))
PLACE = Place("123456789012", "aws", ("eu-west-1a", "eu-west-1b"))


def test_the_scope_is_where_the_stack_is():
    assert arguments.scope_of(SETTINGS, PLACE) == SCOPE
    assert arguments.scope_of(replace(SETTINGS, ephemeral=True), PLACE) == EPHEMERAL


def test_the_network_gets_its_blocks_as_text():
    args = arguments.network_args(SCOPE, SETTINGS, PLACE.zones)
    assert (args.vpc_cidr, args.zones) == ("10.0.0.0/16", ("eu-west-1a", "eu-west-1b"))
    assert args.public_cidrs == ("10.0.10.0/24", "10.0.11.0/24")
    assert args.private_cidrs == ("10.0.1.0/24", "10.0.2.0/24")


def test_documents_never_expire_and_are_backed_up():
    args = arguments.bucket_args(SCOPE, SETTINGS, "arn:key", "logs")
    assert (args.expiration_days, args.noncurrent_days) == (None, 35)
    assert (args.key_arn, args.log_bucket) == ("arn:key", "logs")
    assert args.tags == SCOPE.backed_up()


def test_access_logs_are_kept_as_long_as_other_logs():
    args = arguments.log_bucket_args(SCOPE, SETTINGS)
    assert (args.expiration_days, args.noncurrent_days) == (365, 35)
    assert (args.key_arn, args.log_bucket, args.tags) == (None, None, SCOPE.tags)


@pytest.mark.parametrize(("repair", "told"), [(True, "true"), (False, "false")])
def test_the_function_is_told_what_it_works_on(repair, told):
    assert arguments.variables(SCOPE, replace(SETTINGS, self_repair=repair), "t", "b") == {
        "TABLE_NAME": "t",
        "BUCKET_NAME": "b",
        "SELF_REPAIR": told,
        "PITR_DAYS": "35",
        "POWERTOOLS_SERVICE_NAME": "dr-test",
        "POWERTOOLS_METRICS_NAMESPACE": "DisasterRecovery",
        "POWERTOOLS_LOG_LEVEL": "INFO",
    }


def test_everyone_is_subscribed_by_their_own_means():
    everyone = replace(SETTINGS, alarm_phones=("+491511234567",), alarm_webhooks=("https://p.example.com",))
    assert arguments.subscribers(everyone) == (
        Subscriber("email", "alarms@example.com"),
        Subscriber("sms", "+491511234567"),
        Subscriber("https", "https://p.example.com"),
    )
