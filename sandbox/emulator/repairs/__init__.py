"""What ministack does wrong and recovery depends on, put right: one file for each.

A repair is a module with ``install(world)``, which changes ministack's modules in this process before it
serves. Each has a test that fails without it, and a line in the sandbox's README.
"""

from __future__ import annotations

from types import ModuleType

from sandbox.emulator.repairs import (
    alarm_actions,
    alarms,
    api_metrics,
    backup,
    bucket_settings,
    concurrency,
    credentials,
    databases,
    denials,
    disabled_keys,
    embedded_metrics,
    flow_logs,
    function_metrics,
    health_check_settings,
    health_checks,
    hosts,
    interface_endpoints,
    invocations,
    leading_keys,
    metric_filters,
    outages,
    permissions,
    queue_metrics,
    rates,
    replication,
    routes,
    schedules,
    security_groups,
    simulations,
    subscriptions,
    tables,
    time,
    vpc_endpoints,
)
from sandbox.emulator.world import World

REPAIRS: tuple[ModuleType, ...] = (
    denials,
    permissions,
    credentials,
    hosts,
    routes,
    alarm_actions,
    api_metrics,
    backup,
    bucket_settings,
    concurrency,
    embedded_metrics,
    flow_logs,
    function_metrics,
    health_check_settings,
    invocations,
    leading_keys,
    simulations,
    metric_filters,
    rates,
    schedules,
    security_groups,
    queue_metrics,
    health_checks,
    alarms,
    subscriptions,
    time,
    databases,
    tables,
    replication,
    outages,
    disabled_keys,
    vpc_endpoints,
    interface_endpoints,
)


def install(world: World) -> None:
    """Put everything right."""
    for repair in REPAIRS:
        repair.install(world)
