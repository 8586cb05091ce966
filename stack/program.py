"""The whole system: settings in, components wired in order, outputs out."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pulumi

from stack import database_arguments as relational
from stack.alarm_rules import alarms
from stack.arguments import bucket_args, log_bucket_args, network_args, scope_of, subscribers, variables
from stack.charts import charts
from stack.components.alarms import Alarms, AlarmsArgs
from stack.components.api import HEALTH_PATH, Api, ApiArgs
from stack.components.backup import Backup, BackupArgs
from stack.components.bucket import Bucket
from stack.components.budget import Budget, BudgetArgs
from stack.components.dashboard import Dashboard, DashboardArgs
from stack.components.database import Database, DatabaseArgs
from stack.components.database_access import DatabaseAccess, DatabaseAccessArgs
from stack.components.database_events import DatabaseEvents, DatabaseEventsArgs
from stack.components.endpoints import Endpoints, EndpointsArgs
from stack.components.flow_log import FlowLog, FlowLogArgs
from stack.components.function import TIMEOUT, Function, FunctionArgs
from stack.components.keys import Keys
from stack.components.network import Network
from stack.components.schedule import Schedule, ScheduleArgs
from stack.components.table import Table, TableArgs
from stack.components.topic import Topic, TopicArgs
from stack.components.watch import Watch, WatchArgs
from stack.engine import Catalogue
from stack.links import Connection, Logs, Site, Watched
from stack.naming import METRICS_NAMESPACE
from stack.outputs import Outputs, export
from stack.regions import WATCH_REGION, look_up, make_providers
from stack.settings import load_settings

if TYPE_CHECKING:
    from stack.engine import Engine
    from stack.grants import Access
    from stack.regions import Providers
    from stack.scope import Scope
    from stack.settings import Settings


def main() -> None:
    """Build the running stack from its settings and export what it has become."""
    settings = load_settings()
    providers = make_providers(settings.region)
    place = look_up(settings.region, providers.main)
    wanted = settings.database
    engine = Catalogue(settings.region, providers.main).engine(wanted.engine_version) if wanted else None
    export(System(settings, scope_of(settings, place), place.zones, providers, engine).outputs())


class System:
    """Every component, wired in the order in which one needs another."""

    def __init__(
        self,
        settings: Settings,
        scope: Scope,
        zones: tuple[str, ...],
        providers: Providers,
        engine: Engine | None = None,
    ) -> None:
        self.settings, self.scope = settings, scope
        self._here = here = pulumi.ResourceOptions(provider=providers.main)
        there = pulumi.ResourceOptions(provider=providers.watch)
        people, with_database = subscribers(settings), settings.database

        self.keys = keys = Keys("keys", relational.keys_args(scope, with_database), here)
        logs = Logs(keys.logs, settings.log_retention_days)
        access = relational.access(scope, settings)

        self.network = network = Network("network", network_args(scope, settings, zones), here)
        self.flow_log = FlowLog("flow-log", FlowLogArgs(scope, network.vpc_id, logs), here)
        routes = network.private_route_table_id
        endpoints = Endpoints("endpoints", EndpointsArgs(scope, network.vpc_id, routes, access), here)
        connection = Connection(network.vpc_id, network.private_subnet_ids, endpoints.prefix_list_ids)
        site = Site(network.vpc_id, network.private_subnet_ids, zones)

        indexes = relational.sparse_indexes(with_database)
        self.table = table = Table("table", TableArgs(scope, keys.data, settings.pitr_days, indexes), here)
        self.log_bucket = Bucket("log-bucket", log_bucket_args(scope, settings), here)
        holding_documents = bucket_args(scope, settings, keys.data, self.log_bucket.name)
        self.bucket = bucket = Bucket("bucket", holding_documents, here)
        self.database = self._database(engine, site, logs)

        environment = variables(scope, settings, table.name, bucket.name)
        environment |= relational.database_variables(self.database)
        reserved = settings.reserved_concurrency
        function_args = FunctionArgs(
            scope, connection, access, environment, keys.data, keys.messages, logs, reserved
        )
        self.function = function = Function("function", function_args, here)
        self.api = api = Api("api", ApiArgs(scope, function.target, logs, settings.cors_origins), here)
        schedule_args = ScheduleArgs(scope, settings.schedule, function.target, keys.messages)
        self.schedule = Schedule("schedule", schedule_args, here)

        publishers = relational.publishers(with_database)
        topic_args = TopicArgs(scope, "topic", keys.messages, publishers, people)
        self.topic = topic = Topic("topic", topic_args, here)
        self._connect(site, access)
        watched = self._watched()
        self.alarms = Alarms("alarms", AlarmsArgs(scope, topic.arn, alarms(watched, TIMEOUT)), here)
        self.dashboard = Dashboard("dashboard", DashboardArgs(scope, self.alarms.arns, charts(watched)), here)
        watch_args = WatchArgs(scope.in_region(WATCH_REGION), api.host, HEALTH_PATH, people)
        self.watch = Watch("watch", watch_args, there)
        kinds = relational.kinds(self.database)
        backup_args = BackupArgs(scope, keys.backup, topic.arn, settings.retention_days, kinds)
        self.backup = Backup("backup", backup_args, here)
        Budget("budget", BudgetArgs(scope, topic.arn, settings.monthly_budget_usd), here)

    def _database(self, engine: Engine | None, site: Site, logs: Logs) -> Database | None:
        wanted = self.settings.database
        if wanted is None or engine is None:
            return None
        capacity = (wanted.min_acu, wanted.max_acu)
        days = self.settings.retention_days
        args = DatabaseArgs(self.scope, site, engine, capacity, self.keys.data, logs, days)
        return Database("database", args, self._here)

    def _connect(self, site: Site, access: Access) -> None:
        """Let the function reach the database, and people hear of it."""
        database, scope = self.database, self.scope
        if database is None:
            return
        client, group = self.function.security_group_id, database.security_group_id
        access_args = DatabaseAccessArgs(scope, site, client, group, access.database)
        DatabaseAccess("database-access", access_args, self._here)
        event_args = DatabaseEventsArgs(scope, self.topic, database.id, database.instance_ids)
        DatabaseEvents("database-events", event_args, self._here)

    def _watched(self) -> Watched:
        queues = (self.function.dead_letters, self.schedule.dead_letters)
        return Watched(
            service=self.scope.service,
            interval=self.settings.schedule,
            function=self.function.name,
            table=self.table.name,
            api_id=self.api.id,
            dead_letters={each.kind: each.name for each in queues},
            database=relational.watched_database(self.database),
        )

    def outputs(self) -> Outputs:
        """Say what there is now."""
        return Outputs(
            vpc_id=self.network.vpc_id,
            private_subnet_ids=self.network.private_subnet_ids,
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
            tier=self.settings.tier,
            allow_drills=self.settings.allow_drills,
            lambda_alias_name=self.function.target.alias_name,
            lambda_alias_arn=self.function.target.alias_arn,
            lambda_log_group_name=self.function.log_group_name,
            api_id=self.api.id,
            api_log_group_name=self.api.log_group_name,
            flow_log_group_name=self.flow_log.log_group_name,
            log_bucket_name=self.log_bucket.name,
            function_dead_letters_url=self.function.dead_letters.url,
            schedule_dead_letters_url=self.schedule.dead_letters.url,
            backup_vault_name=self.backup.vault_name,
            backup_plan_id=self.backup.plan_id,
            data_key_arn=self.keys.data,
            logs_key_arn=self.keys.logs,
            messages_key_arn=self.keys.messages,
            backup_key_arn=self.keys.backup,
            health_check_id=self.watch.health_check_id,
            watch_region=WATCH_REGION,
            watch_topic_arn=self.watch.topic_arn,
            alarm_names=self.alarms.names,
            watch_alarm_names=self.watch.alarm_names,
            dashboard_name=self.dashboard.name,
            metrics_namespace=METRICS_NAMESPACE,
            metrics_service=self.scope.service,
            schedule_minutes=self.settings.schedule // timedelta(minutes=1),
            pitr_days=self.settings.pitr_days,
            retention_days=self.settings.retention_days,
            log_retention_days=self.settings.log_retention_days,
            monthly_budget_usd=self.settings.monthly_budget_usd,
            reserved_concurrency=self.settings.reserved_concurrency,
            self_repair=self.settings.self_repair,
            objectives={name: each.in_minutes for name, each in self.settings.objectives.items()},
            **relational.database_outputs(self.database),
        )
