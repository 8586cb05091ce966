"""The tables, in each form in which one is copied to another region, and both in which it is billed."""

from __future__ import annotations

from typing import Any

import pulumi
import pulumi_aws as aws

from tests.mutations.reference.place import ACCOUNT, BACKED_UP, Place
from tests.mutations.reference.policies import document

DIMENSIONS = {"read": "ReadCapacityUnits", "write": "WriteCapacityUnits"}
KEY = [{"name": "id", "type": "S"}]


def tables(
    main: Place, recovery: Place, key_arn: pulumi.Output[str], replica_key_arn: pulumi.Output[str]
) -> aws.dynamodb.Table:
    """Make the tables, and return the one whose changes are followed."""
    replica = {
        "region_name": recovery.region,
        "kms_key_arn": replica_key_arn,
        "point_in_time_recovery": True,
        "deletion_protection_enabled": True,
        "propagate_tags": True,
    }
    orders = _table(main, "orders", key_arn, billing_mode="PAY_PER_REQUEST", replicas=[replica])
    _policy(main, orders)
    stock = _table(
        main,
        "stock",
        key_arn,
        billing_mode="PROVISIONED",
        read_capacity=5,
        write_capacity=5,
        replicas=[replica],
    )
    for noun, units in DIMENSIONS.items():
        _scaling(main, stock, noun, f"dynamodb:table:{units}")
    # The replica is a resource of its own, which the table would remove.
    carts = _table(main, "carts", key_arn, ["replicas"], billing_mode="PAY_PER_REQUEST")
    aws.dynamodb.TableReplica(
        "carts",
        global_table_arn=carts.arn,
        kms_key_arn=replica_key_arn,
        point_in_time_recovery=True,
        deletion_protection_enabled=True,
        opts=recovery.stateful,
    )
    return orders


def _table(
    place: Place, name: str, key_arn: pulumi.Output[str], ignored: list[str] | None = None, **more: Any
) -> aws.dynamodb.Table:
    return aws.dynamodb.Table(
        name,
        name=name,
        hash_key="id",
        attributes=KEY,
        stream_enabled=True,
        stream_view_type="NEW_AND_OLD_IMAGES",
        point_in_time_recovery={"enabled": True, "recovery_period_in_days": 35},
        deletion_protection_enabled=True,
        server_side_encryption={"enabled": True, "kms_key_arn": key_arn},
        tags=BACKED_UP,
        opts=pulumi.ResourceOptions(provider=place.provider, protect=True, ignore_changes=ignored),
        **more,
    )


def _policy(place: Place, table: aws.dynamodb.Table) -> None:
    """Let the readers of reports read a table."""
    reader = {
        "Effect": "Allow",
        "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:role/reports"},
        "Action": ["dynamodb:GetItem", "dynamodb:Query"],
        "Resource": place.arn("dynamodb", "table/orders"),
    }
    aws.dynamodb.ResourcePolicy("orders", resource_arn=table.arn, policy=document(reader), opts=place.opts)


def _scaling(place: Place, table: aws.dynamodb.Table, noun: str, dimension: str) -> None:
    """Let the capacity of a table follow its load."""
    target = aws.appautoscaling.Target(
        f"stock-{noun}",
        service_namespace="dynamodb",
        resource_id=table.name.apply(lambda name: f"table/{name}"),
        scalable_dimension=dimension,
        min_capacity=5,
        max_capacity=100,
        opts=place.opts,
    )
    aws.appautoscaling.Policy(
        f"stock-{noun}",
        policy_type="TargetTrackingScaling",
        service_namespace=target.service_namespace,
        resource_id=target.resource_id,
        scalable_dimension=target.scalable_dimension,
        target_tracking_scaling_policy_configuration={
            "predefined_metric_specification": {
                "predefined_metric_type": f"DynamoDB{noun.title()}CapacityUtilization"
            },
            "target_value": 70,
        },
        opts=place.opts,
    )
