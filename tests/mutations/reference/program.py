"""A system that takes orders, in a region and in the one in which it is recovered."""

from __future__ import annotations

import pulumi
import pulumi_aws as aws

from tests.mutations.reference import (
    alarms,
    apis,
    backups,
    buckets,
    databases,
    endpoints,
    failover,
    functions,
    identities,
    keys,
    messages,
    network,
    place,
    stores,
    tables,
)


def main() -> None:
    """Make everything."""
    here, there = place.places()
    key, key_there = keys.keys(here, there)
    orders = tables.tables(here, there, key, key_there)
    buckets.buckets(here, there, key, key_there)
    stores.secret(here, key, keys.in_recovery(key, here, there), there)
    stores.images(here, there, key)
    stores.files(here, there, key, key_there)
    identities.identities(here)
    zone = failover.zone(here, there, key_there)
    backup = backups.role(here)
    serving = _serving(here, zone, key)
    recovering = _serving(there, zone, key_there)
    functions.sources(here, serving.function, orders, serving.held)
    databases.clusters(serving.site, recovering.site)
    databases.instances(serving.site)
    backups.drill_vault(here, key, serving.held.topic_arn)
    backups.plan(here, serving.vaults, recovering.vaults, backup)
    backups.plan(there, recovering.vaults, None, backup)
    backups.report(here)
    checks = failover.failover(here, zone, ((here, serving.front), (there, recovering.front)))
    alarms.watch(here, serving.held.topic_arn, alarms.of_data())
    alarms.watch(there, recovering.held.topic_arn, alarms.of_checks(checks))
    alarms.board(here)


class _Serving:
    """What one region has to serve with."""

    def __init__(self, at: place.Place, zone: aws.route53.Zone, key_arn: pulumi.Output[str]) -> None:
        lines = network.network(at, key_arn)
        endpoints.endpoints(at, lines)
        self.held: messages.Messages = messages.messages(at, key_arn)
        messages.bus(at, self.held, key_arn)
        needs = functions.Needs(key_arn, lines, self.held)
        self.function: aws.lambda_.Function = functions.function(at, needs)
        self.front: apis.Front = apis.front(at, zone, self.function, key_arn)
        self.site: databases.Site = databases.site(at, lines, key_arn)
        self.vaults: backups.Vaults = backups.vaults(at, key_arn, self.held.topic_arn)
        databases.events(at, self.held.topic_arn)
        alarms.watch(at, self.held.topic_arn, alarms.of_region(at, self.front.api))


def _serving(at: place.Place, zone: aws.route53.Zone, key_arn: pulumi.Output[str]) -> _Serving:
    return _Serving(at, zone, key_arn)
