"""Event subscriptions of RDS: which topics are told of which events."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sandbox.emulator.clock import Clock
from sandbox.emulator.databases.forms import Act, Form, fields, word, words, xml
from sandbox.emulator.databases.news import News, Subscription
from sandbox.emulator.databases.store import private
from sandbox.emulator.requests.answers import Refused
from sandbox.emulator.requests.operations import Answer

COMMON = frozenset({"configuration change", "creation", "deletion", "failover", "failure", "maintenance"})
CATEGORIES: Mapping[str, frozenset[str]] = {
    "db-cluster": COMMON | {"global failover", "migration", "notification", "serverless"},
    "db-cluster-snapshot": frozenset({"backup", "creation", "deletion", "notification", "restoration"}),
    "db-instance": COMMON
    | {
        "availability",
        "backtrack",
        "backup",
        "low storage",
        "notification",
        "read replica",
        "recovery",
        "restoration",
        "security",
        "security patching",
    },
    "db-parameter-group": frozenset({"configuration change"}),
    "db-security-group": frozenset({"configuration change", "failure"}),
}
TAG = "EventSubscription"


@dataclass(frozen=True)
class Subscriptions:
    """Answers for the subscriptions that the news is told to."""

    news: News
    clock: Clock

    def operations(self) -> Mapping[str, Callable[[Act], Act]]:
        """What it answers."""
        return {
            "CreateEventSubscription": lambda _: self._create,
            "DescribeEventSubscriptions": lambda _: self._describe,
            "ModifyEventSubscription": lambda _: self._modify,
            "DeleteEventSubscription": lambda _: self._delete,
        }

    def _create(self, given: Form) -> Answer:
        account, region = _scope()
        name = word(given, "SubscriptionName")
        if (region, name) in self.news.subscriptions:
            raise Refused("SubscriptionAlreadyExist", f"Event subscription {name} already exists.")
        made = Subscription(
            f"arn:aws:rds:{region}:{account}:es:{name}", name, word(given, "SnsTopicArn"), self.clock.now()
        )
        self._set(made, given)
        if made.sources and not made.source_type:
            raise Refused("InvalidParameterCombination", "SourceIds require a SourceType.")
        self.news.subscriptions[region, name] = made
        tags = private("_parse_tags")(given)
        if tags:
            private("_tags")[made.arn] = tags
        return xml("CreateEventSubscription", TAG, _written(made))

    def _describe(self, given: Form) -> Answer:
        asked, (_, region) = word(given, "SubscriptionName"), _scope()
        found = (
            [self._of(asked)]
            if asked
            else [each for (where, _), each in self.news.subscriptions.items() if where == region]
        )
        inner = "".join(f"<{TAG}>{_written(each)}</{TAG}>" for each in found)
        return xml("DescribeEventSubscriptions", "EventSubscriptionsList", inner)

    def _modify(self, given: Form) -> Answer:
        there = self._of(word(given, "SubscriptionName"))
        changed = Subscription(**vars(there))
        changed.topic = word(given, "SnsTopicArn") or there.topic
        self._set(changed, given)
        self.news.subscriptions[_scope()[1], there.name] = changed
        return xml("ModifyEventSubscription", TAG, _written(changed))

    def _delete(self, given: Form) -> Answer:
        gone = self._of(word(given, "SubscriptionName"))
        del self.news.subscriptions[_scope()[1], gone.name]
        private("_tags").pop(gone.arn, None)
        return xml("DeleteEventSubscription", TAG, _written(gone))

    def _of(self, name: str) -> Subscription:
        found = self.news.subscriptions.get((_scope()[1], name))
        if found is None:
            raise Refused("SubscriptionNotFound", f"Subscription {name} not found.")
        return found

    def _set(self, subscription: Subscription, given: Form) -> None:
        """Take over what a request says of a subscription, if RDS may publish to its topic."""
        subscription.source_type = word(given, "SourceType") or subscription.source_type
        subscription.categories = words(given, "EventCategories") or subscription.categories
        subscription.sources = words(given, "SourceIds") or subscription.sources
        if word(given, "Enabled"):
            subscription.enabled = word(given, "Enabled") == "true"
        known = CATEGORIES.get(subscription.source_type)
        if subscription.source_type and known is None:
            raise Refused("InvalidParameterValue", f"Invalid source type: {subscription.source_type}")
        for each in subscription.categories:
            if known is not None and each not in known:
                message = f"Event category {each} is not valid for {subscription.source_type}."
                raise Refused("SubscriptionCategoryNotFound", message)
        self._reach(subscription)

    def _reach(self, subscription: Subscription) -> None:
        from ministack.services import sns  # noqa: PLC0415 it reads the environment when it is loaded

        if vars(sns)["_topic_by_arn_any_scope"](subscription.topic) is None:
            raise Refused("SNSTopicArnNotFound", f"The SNS topic {subscription.topic} does not exist.")
        if not self.news.may_publish(subscription):
            message = f"You do not have permission to publish to the SNS topic ARN {subscription.topic}."
            raise Refused("SNSNoAuthorization", message)


def _written(subscription: Subscription) -> str:
    account = subscription.arn.split(":")[4]
    created = time.strftime("%Y-%m-%d %H:%M:%S.000", time.gmtime(subscription.created))
    return fields(
        {
            "CustomerAwsId": account,
            "CustSubscriptionId": subscription.name,
            "SnsTopicArn": subscription.topic,
            "Status": "active",
            "SubscriptionCreationTime": created,
            **({"SourceType": subscription.source_type} if subscription.source_type else {}),
            "SourceIdsList": subscription.sources,
            "EventCategoriesList": subscription.categories,
            "Enabled": subscription.enabled,
            "EventSubscriptionArn": subscription.arn,
        }
    )


def _scope() -> tuple[str, str]:
    from ministack.core import responses  # noqa: PLC0415 it reads the environment when it is loaded

    return responses.get_account_id(), responses.get_region()
