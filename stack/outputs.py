"""What a stack tells the world: the field names are the export keys, and what drills read back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import TypeAlias

import pulumi

Text: TypeAlias = pulumi.Input[str]


@dataclass(frozen=True)
class Outputs:
    """Names and ARNs are AWS's; ``objectives`` are the owner's promises, in minutes, by disruption.

    Of a database there is the ARN of its secret, and never the secret.
    """

    vpc_id: Text
    private_subnet_ids: Sequence[Text]
    dynamodb_table_name: Text
    dynamodb_table_arn: Text
    s3_bucket_name: Text
    s3_bucket_arn: Text
    lambda_function_name: Text
    lambda_function_arn: Text
    api_gateway_endpoint: Text
    sns_topic_arn: Text
    event_rule_name: Text
    region: Text
    account: Text
    suffix: Text
    ephemeral: pulumi.Input[bool]
    tier: Text
    allow_drills: pulumi.Input[bool]
    lambda_alias_name: Text
    lambda_alias_arn: Text
    lambda_log_group_name: Text
    api_id: Text
    api_log_group_name: Text
    flow_log_group_name: Text
    log_bucket_name: Text
    function_dead_letters_url: Text
    schedule_dead_letters_url: Text
    backup_vault_name: Text
    backup_plan_id: Text
    data_key_arn: Text
    logs_key_arn: Text
    messages_key_arn: Text
    backup_key_arn: Text
    health_check_id: Text
    watch_region: Text
    watch_topic_arn: Text
    alarm_names: Sequence[str]
    watch_alarm_names: Sequence[str]
    dashboard_name: Text
    metrics_namespace: Text
    metrics_service: Text
    schedule_minutes: pulumi.Input[int]
    pitr_days: pulumi.Input[int]
    retention_days: pulumi.Input[int]
    log_retention_days: pulumi.Input[int]
    monthly_budget_usd: pulumi.Input[int]
    reserved_concurrency: pulumi.Input[int]
    self_repair: pulumi.Input[bool]
    objectives: Mapping[str, Mapping[str, int]]
    database_writer_endpoint: Text | None = None
    database_reader_endpoint: Text | None = None
    database_cluster_id: Text | None = None
    database_cluster_arn: Text | None = None
    database_secret_arn: Text | None = None
    database_name: Text | None = None


def export(outputs: Outputs) -> None:
    """Make every field an output of the running stack, but for those of what it does not have."""
    for field in fields(outputs):
        value = getattr(outputs, field.name)
        if value is not None:
            pulumi.export(field.name, list(value) if isinstance(value, tuple) else value)
