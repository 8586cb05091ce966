"""The whole system: settings in, components wired in order, outputs out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import pulumi

from stack import alarm_rules, grants, key_policies
from stack.charts import Watched, charts
from stack.components.alarms import Alarms, AlarmsArgs
from stack.components.api import HEALTH_PATH, Api, ApiArgs
from stack.components.backup import Backup, BackupArgs
from stack.components.bucket import Bucket, BucketArgs, access_logs
from stack.components.budget import Budget, BudgetArgs
from stack.components.dashboard import Dashboard, DashboardArgs
from stack.components.dead_letters import DeadLetters, DeadLettersArgs
from stack.components.endpoints import Endpoints, EndpointsArgs
from stack.components.flow_log import FlowLog, FlowLogArgs
from stack.components.function import TIMEOUT, Function, FunctionArgs
from stack.components.function_role import FunctionRole, FunctionRoleArgs
from stack.components.health_check import HealthCheck, HealthCheckArgs
from stack.components.key import Key, KeyArgs
from stack.components.network import Network, NetworkArgs
from stack.components.schedule import Schedule, ScheduleArgs, undelivered
from stack.components.table import Table, TableArgs
from stack.components.topic import Subscriber, Topic, TopicArgs
from stack.naming import LOG_GROUPS, METRICS_NAMESPACE
from stack.outputs import Outputs, export
from stack.regions import WATCH_REGION, Place, Providers, look_up, make_providers
from stack.scope import Scope
from stack.settings import load_settings

if TYPE_CHECKING:
    from stack.documents import Statement
    from stack.settings import Settings

FUNCTION_DEAD_LETTERS: Final = "function-dead-letters"
SCHEDULE_DEAD_LETTERS: Final = "schedule-dead-letters"
ALARM_SENDERS: Final = ("cloudwatch.amazonaws.com",)


@dataclass(frozen=True)
class Keys:
    """One key for each purpose."""

    data: Key
    logs: Key
    messages: Key
    backup: Key


def main() -> None:
    """Build the running stack from its settings and export what it has become."""
    settings = load_settings()
    providers = make_providers(settings.region)
    place = look_up(settings.region, providers.main)
    export(System(settings, place, providers).outputs())


class System:
    """Every component, in the order in which one needs another."""

    def __init__(self, settings: Settings, place: Place, providers: Providers) -> None:
        self.settings = settings
        self.scope = Scope(
            suffix=settings.suffix,
            region=settings.region,
            account=place.account,
            partition=place.partition,
            tags=settings.tags,
            ephemeral=settings.ephemeral,
        )
        self.service = f"dr-{settings.suffix}"
        self.here = pulumi.ResourceOptions(provider=providers.main)
        self.there = pulumi.ResourceOptions(provider=providers.watch)

        self.keys = self._keys()
        self.network = self._network(place.zones)
        self.flow_log = self._flow_log()
        self.endpoints = self._endpoints()
        self.table = self._table()
        self.log_bucket = self._log_bucket()
        self.bucket = self._bucket()
        self.topic = self._topic()
        self.function_dead_letters = self._dead_letters(FUNCTION_DEAD_LETTERS)
        self.function = self._function(self._function_role())
        self.api = self._api()
        self.schedule_dead_letters = self._dead_letters(
            SCHEDULE_DEAD_LETTERS, undelivered(self.scope, SCHEDULE_DEAD_LETTERS)
        )
        self.schedule = self._schedule()
        self.alarms = self._alarms()
        self.health_check = self._health_check()
        self.watch_topic = self._watch_topic()
        self.watch_alarms = self._watch_alarms()
        self.dashboard = self._dashboard()
        self.backup = self._backup()
        self.budget = self._budget()

    def _keys(self) -> Keys:
        scope = self.scope
        groups = tuple(scope.log_group_name(kind) for kind in LOG_GROUPS)
        senders = ("backup.amazonaws.com", "budgets.amazonaws.com", "events.amazonaws.com", *ALARM_SENDERS)
        return Keys(
            data=Key("data-key", KeyArgs(scope, "data-key", "Records and documents"), self.here),
            logs=Key(
                "logs-key",
                KeyArgs(scope, "logs-key", "Log groups", (key_policies.log_groups(scope, groups),)),
                self.here,
            ),
            messages=Key(
                "messages-key",
                KeyArgs(
                    scope,
                    "messages-key",
                    "Alarms and dead letters",
                    (key_policies.publishers(scope, senders),),
                ),
                self.here,
            ),
            backup=Key("backup-key", KeyArgs(scope, "backup-key", "Backups"), self.here),
        )

    def _network(self, zones: tuple[str, ...]) -> Network:
        settings = self.settings
        args = NetworkArgs(
            scope=self.scope,
            vpc_cidr=str(settings.vpc_cidr),
            public_cidrs=tuple(str(block) for block in settings.public_subnet_cidrs),
            private_cidrs=tuple(str(block) for block in settings.private_subnet_cidrs),
            zones=zones,
        )
        return Network("network", args, self.here)

    def _flow_log(self) -> FlowLog:
        args = FlowLogArgs(
            self.scope, self.network.vpc_id, self.keys.logs.arn, self.settings.log_retention_days
        )
        return FlowLog("flow-log", args, self.here)

    def _endpoints(self) -> Endpoints:
        args = EndpointsArgs(
            scope=self.scope,
            vpc_id=self.network.vpc_id,
            route_table_id=self.network.private_route_table_id,
            table=grants.table_statements(self.scope, self_repair=self.settings.self_repair),
            bucket=grants.bucket_statements(self.scope, self_repair=self.settings.self_repair),
        )
        return Endpoints("endpoints", args, self.here)

    def _table(self) -> Table:
        return Table("table", TableArgs(self.scope, self.keys.data.arn, self.settings.pitr_days), self.here)

    def _log_bucket(self) -> Bucket:
        args = BucketArgs(
            scope=self.scope,
            kind="log-bucket",
            tags=self.scope.tags,
            noncurrent_days=self.settings.retention_days,
            expiration_days=self.settings.log_retention_days,
            statements=(access_logs(self.scope),),
        )
        return Bucket("log-bucket", args, self.here)

    def _bucket(self) -> Bucket:
        args = BucketArgs(
            scope=self.scope,
            kind="bucket",
            tags=self.scope.backed_up(),
            noncurrent_days=self.settings.retention_days,
            key_arn=self.keys.data.arn,
            log_bucket=self.log_bucket.name,
        )
        return Bucket("bucket", args, self.here)

    def _topic(self) -> Topic:
        publishers = ("backup.amazonaws.com", "budgets.amazonaws.com", *ALARM_SENDERS)
        args = TopicArgs(self.scope, "topic", self.keys.messages.arn, publishers, self._subscribers())
        return Topic("topic", args, self.here)

    def _subscribers(self) -> tuple[Subscriber, ...]:
        endpoints = {
            "email": self.settings.alarm_emails,
            "sms": self.settings.alarm_phones,
            "https": self.settings.alarm_webhooks,
        }
        return tuple(Subscriber(protocol, each) for protocol, found in endpoints.items() for each in found)

    def _dead_letters(self, kind: str, *senders: Statement) -> DeadLetters:
        return DeadLetters(
            kind, DeadLettersArgs(self.scope, kind, self.keys.messages.arn, senders), self.here
        )

    def _function_role(self) -> FunctionRole:
        scope, self_repair = self.scope, self.settings.self_repair
        args = FunctionRoleArgs(
            scope=scope,
            statements=(
                *grants.table_statements(scope, self_repair=self_repair),
                *grants.bucket_statements(scope, self_repair=self_repair),
                *grants.runtime_statements(scope, FUNCTION_DEAD_LETTERS),
            ),
            key_arns=(self.keys.data.arn, self.keys.messages.arn),
        )
        return FunctionRole("function-role", args, self.here)

    def _function(self, role: FunctionRole) -> Function:
        args = FunctionArgs(
            scope=self.scope,
            vpc_id=self.network.vpc_id,
            subnet_ids=tuple(self.network.private_subnet_ids),
            prefix_list_ids=self.endpoints.prefix_list_ids,
            role_arn=role.arn,
            data_key_arn=self.keys.data.arn,
            logs_key_arn=self.keys.logs.arn,
            dead_letters_arn=self.function_dead_letters.arn,
            variables=self._variables(),
            log_retention_days=self.settings.log_retention_days,
            needs=tuple(role.policies),
        )
        return Function("function", args, self.here)

    def _variables(self) -> dict[str, pulumi.Input[str]]:
        return {
            "TABLE_NAME": self.table.name,
            "BUCKET_NAME": self.bucket.name,
            "SELF_REPAIR": "true" if self.settings.self_repair else "false",
            "PITR_DAYS": str(self.settings.pitr_days),
            "POWERTOOLS_SERVICE_NAME": self.service,
            "POWERTOOLS_METRICS_NAMESPACE": METRICS_NAMESPACE,
            "POWERTOOLS_LOG_LEVEL": "INFO",
        }

    def _api(self) -> Api:
        args = ApiArgs(
            scope=self.scope,
            function_name=self.function.name,
            alias_name=self.function.alias_name,
            invoke_arn=self.function.invoke_arn,
            logs_key_arn=self.keys.logs.arn,
            log_retention_days=self.settings.log_retention_days,
            cors_origins=self.settings.cors_origins,
        )
        return Api("api", args, self.here)

    def _schedule(self) -> Schedule:
        args = ScheduleArgs(
            scope=self.scope,
            interval=self.settings.schedule,
            function_name=self.function.name,
            alias_name=self.function.alias_name,
            alias_arn=self.function.alias_arn,
            dead_letters_arn=self.schedule_dead_letters.arn,
        )
        return Schedule("schedule", args, self.here)

    def _alarms(self) -> Alarms:
        alarms = (
            *alarm_rules.function_alarms(self.function.name, TIMEOUT),
            *alarm_rules.table_alarms(self.table.name),
            alarm_rules.api_alarm(self.api.id),
            alarm_rules.queue_alarm(FUNCTION_DEAD_LETTERS, self.function_dead_letters.name),
            alarm_rules.queue_alarm(SCHEDULE_DEAD_LETTERS, self.schedule_dead_letters.name),
            *alarm_rules.heartbeat_alarms(self.service, self.settings.schedule),
        )
        return Alarms("alarms", AlarmsArgs(self.scope, self.topic.arn, alarms), self.here)

    def _health_check(self) -> HealthCheck:
        host = self.api.endpoint.apply(lambda endpoint: endpoint.removeprefix("https://"))
        args = HealthCheckArgs(self.scope, host, HEALTH_PATH)
        return HealthCheck("health-check", args, self.there)

    def _watch_topic(self) -> Topic:
        scope = self.scope.in_region(WATCH_REGION)
        sender = key_policies.publishers(scope, ALARM_SENDERS)
        key = Key(
            "watch-key", KeyArgs(scope, "watch-key", "Alarms of the health check", (sender,)), self.there
        )
        args = TopicArgs(scope, "watch-topic", key.arn, ALARM_SENDERS, self._subscribers())
        return Topic("watch-topic", args, self.there)

    def _watch_alarms(self) -> Alarms:
        alarm = alarm_rules.health_check_alarm(self.health_check.id)
        scope = self.scope.in_region(WATCH_REGION)
        return Alarms("watch-alarms", AlarmsArgs(scope, self.watch_topic.arn, (alarm,)), self.there)

    def _dashboard(self) -> Dashboard:
        watched = Watched(
            service=self.service,
            function=self.function.name,
            table=self.table.name,
            api_id=self.api.id,
            queues=(self.function_dead_letters.name, self.schedule_dead_letters.name),
        )
        args = DashboardArgs(self.scope, self.alarms.arns, charts(watched))
        return Dashboard("dashboard", args, self.here)

    def _backup(self) -> Backup:
        args = BackupArgs(self.scope, self.keys.backup.arn, self.topic.arn, self.settings.retention_days)
        return Backup("backup", args, self.here)

    def _budget(self) -> Budget:
        args = BudgetArgs(self.scope, self.topic.arn, self.settings.monthly_budget_usd)
        return Budget("budget", args, self.here)

    def outputs(self) -> Outputs:
        """Say what there is now."""
        return Outputs(
            vpc_id=self.network.vpc_id,
            dynamodb_table_name=self.table.name,
            dynamodb_table_arn=self.table.arn,
            s3_bucket_name=self.bucket.name,
            s3_bucket_arn=self.bucket.arn,
            lambda_function_name=self.function.name,
            lambda_function_arn=self.function.arn,
            api_gateway_endpoint=self.api.endpoint,
            sns_topic_arn=self.topic.arn,
            event_rule_name=self.schedule.rule_name,
            region=self.scope.region,
            account=self.scope.account,
            suffix=self.scope.suffix,
            ephemeral=self.scope.ephemeral,
            lambda_alias_name=self.function.alias_name,
            lambda_alias_arn=self.function.alias_arn,
            lambda_log_group_name=self.function.log_group_name,
            api_id=self.api.id,
            api_log_group_name=self.api.log_group_name,
            flow_log_group_name=self.flow_log.log_group_name,
            log_bucket_name=self.log_bucket.name,
            function_dead_letters_url=self.function_dead_letters.url,
            schedule_dead_letters_url=self.schedule_dead_letters.url,
            backup_vault_name=self.backup.vault_name,
            backup_plan_id=self.backup.plan_id,
            data_key_arn=self.keys.data.arn,
            logs_key_arn=self.keys.logs.arn,
            messages_key_arn=self.keys.messages.arn,
            backup_key_arn=self.keys.backup.arn,
            health_check_id=self.health_check.id,
            watch_region=WATCH_REGION,
            watch_topic_arn=self.watch_topic.arn,
            alarm_names=self.alarms.names,
            watch_alarm_names=self.watch_alarms.names,
            dashboard_name=self.dashboard.name,
            metrics_namespace=METRICS_NAMESPACE,
            metrics_service=self.service,
            schedule_minutes=self.settings.schedule // timedelta(minutes=1),
            pitr_days=self.settings.pitr_days,
            retention_days=self.settings.retention_days,
            objectives={
                name: {
                    "rpo_minutes": each.rpo // timedelta(minutes=1),
                    "rto_minutes": each.rto // timedelta(minutes=1),
                }
                for name, each in self.settings.objectives.items()
            },
        )
