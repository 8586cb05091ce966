"""The alarms of a region, and a board that shows them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from tests.mutations.reference.place import Place

TABLE = ("ReadThrottleEvents", "WriteThrottleEvents", "SystemErrors")
CLUSTER = ("CPUUtilization", "FreeableMemory", "DatabaseConnections")
INSTANCE = (*CLUSTER, "FreeStorageSpace")
TABLES = ("orders", "stock", "carts")
INSTANCES = ("reports", "shop", "billing")


@dataclass(frozen=True)
class Subject:
    """What alarms watch: metrics of one thing, by its dimensions."""

    name: str
    namespace: str
    metrics: tuple[str, ...]
    dimensions: Mapping[str, pulumi.Input[str]]


def watch(place: Place, topic_arn: pulumi.Output[str], subjects: list[Subject]) -> None:
    """Call somebody when anything is wrong with one of these."""
    for subject in subjects:
        for metric in subject.metrics:
            name = f"{subject.name}-{metric}"
            aws.cloudwatch.MetricAlarm(
                name,
                name=name,
                namespace=subject.namespace,
                metric_name=metric,
                dimensions=subject.dimensions,
                statistic="Maximum",
                period=60,
                evaluation_periods=3,
                comparison_operator="GreaterThanThreshold",
                threshold=0,
                treat_missing_data="notBreaching",
                alarm_actions=[topic_arn],
                opts=place.opts,
            )


def of_region(place: Place, api: aws.apigatewayv2.Api) -> list[Subject]:
    """Return what is watched in each of the regions."""
    name = place.called("orders")
    cluster, letters = place.called("ledger"), place.called("dead-letters")
    return [
        Subject(name, "AWS/Lambda", ("Errors", "Throttles"), {"FunctionName": name}),
        Subject(f"{name}-api", "AWS/ApiGateway", ("5xx",), {"ApiId": api.id}),
        Subject(cluster, "AWS/RDS", CLUSTER, {"DBClusterIdentifier": cluster}),
        Subject(letters, "AWS/SQS", ("ApproximateNumberOfMessagesVisible",), {"QueueName": letters}),
    ]


def of_data() -> list[Subject]:
    """Return what of the data is watched in the region that serves."""
    return [
        *(Subject(f"table-{name}", "AWS/DynamoDB", TABLE, {"TableName": name}) for name in TABLES),
        *(
            Subject(f"database-{name}", "AWS/RDS", INSTANCE, {"DBInstanceIdentifier": name})
            for name in INSTANCES
        ),
    ]


def of_checks(checks: list[aws.route53.HealthCheck]) -> list[Subject]:
    """Return what Route 53 reports, which it does in us-east-1 alone."""
    return [
        Subject(f"check-{number}", "AWS/Route53", ("HealthCheckStatus",), {"HealthCheckId": check.id})
        for number, check in enumerate(checks)
    ]


def board(place: Place) -> None:
    """Show how the orders are."""
    lines = [
        ["AWS/Lambda", "Errors", "FunctionName", place.called("orders")],
        ["AWS/DynamoDB", "SystemErrors", "TableName", "orders"],
    ]
    widgets = [
        {"type": "metric", "properties": {"metrics": lines, "region": place.region}},
        {
            "type": "alarm",
            "properties": {"alarms": [place.arn("cloudwatch", "alarm:table-orders-SystemErrors")]},
        },
    ]
    aws.cloudwatch.Dashboard(
        "orders",
        dashboard_name="orders",
        dashboard_body=json.dumps({"widgets": widgets}),
        opts=place.opts,
    )
