"""From settings to the arguments of components, where that takes more than passing a value on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stack.components.bucket import BucketArgs, access_logs
from stack.components.network import NetworkArgs
from stack.components.topic import Subscriber
from stack.naming import METRICS_NAMESPACE
from stack.scope import Scope

if TYPE_CHECKING:
    import pulumi

    from stack.regions import Place
    from stack.settings import Settings


def scope_of(settings: Settings, place: Place) -> Scope:
    """Say where the stack's own region is and what everything in it carries."""
    return Scope(
        suffix=settings.suffix,
        region=settings.region,
        account=place.account,
        partition=place.partition,
        tags=settings.tags,
        ephemeral=settings.ephemeral,
    )


def network_args(scope: Scope, settings: Settings, zones: tuple[str, ...]) -> NetworkArgs:
    """Lay the network out as the settings say, one subnet of a kind in each zone."""
    return NetworkArgs(
        scope=scope,
        vpc_cidr=str(settings.vpc_cidr),
        public_cidrs=tuple(str(block) for block in settings.public_subnet_cidrs),
        private_cidrs=tuple(str(block) for block in settings.private_subnet_cidrs),
        zones=zones,
    )


def bucket_args(
    scope: Scope, settings: Settings, key_arn: pulumi.Input[str], log_bucket: pulumi.Input[str]
) -> BucketArgs:
    """Describe the bucket that holds the documents: nothing in it expires but what was replaced."""
    return BucketArgs(
        scope=scope,
        kind="bucket",
        tags=scope.backed_up(),
        noncurrent_days=settings.retention_days,
        key_arn=key_arn,
        log_bucket=log_bucket,
    )


def log_bucket_args(scope: Scope, settings: Settings) -> BucketArgs:
    """Describe the bucket that S3 writes access logs to, which it cannot do under a key of ours."""
    return BucketArgs(
        scope=scope,
        kind="log-bucket",
        tags=scope.tags,
        noncurrent_days=settings.retention_days,
        expiration_days=settings.log_retention_days,
        statements=(access_logs(scope),),
    )


def variables(
    scope: Scope, settings: Settings, table: pulumi.Input[str], bucket: pulumi.Input[str]
) -> dict[str, pulumi.Input[str]]:
    """Tell the function, by its environment, what it works on."""
    return {
        "TABLE_NAME": table,
        "BUCKET_NAME": bucket,
        "SELF_REPAIR": "true" if settings.self_repair else "false",
        "PITR_DAYS": str(settings.pitr_days),
        "POWERTOOLS_SERVICE_NAME": scope.service,
        "POWERTOOLS_METRICS_NAMESPACE": METRICS_NAMESPACE,
        "POWERTOOLS_LOG_LEVEL": "INFO",
    }


def subscribers(settings: Settings) -> tuple[Subscriber, ...]:
    """Return everyone whom an alarm must reach."""
    endpoints = {
        "email": settings.alarm_emails,
        "sms": settings.alarm_phones,
        "https": settings.alarm_webhooks,
    }
    return tuple(Subscriber(protocol, each) for protocol, found in endpoints.items() for each in found)
