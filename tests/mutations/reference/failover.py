"""The zone, and how Route 53 leads to the recovery region when the other is lost."""

from __future__ import annotations

import pulumi
import pulumi_aws as aws

from tests.mutations.reference.apis import Front
from tests.mutations.reference.keys import signing_key
from tests.mutations.reference.place import HOST, Place
from tests.mutations.reference.policies import allow, document

LOGS = "/aws/route53/example.com"


def zone(main: Place, recovery: Place, key_arn: pulumi.Output[str]) -> aws.route53.Zone:
    """Make the zone, signed and with a log of its queries, both of which are in us-east-1."""
    made = aws.route53.Zone("example", name="example.com", opts=main.stateful)
    group = aws.cloudwatch.LogGroup(
        "queries",
        name=LOGS,
        retention_in_days=90,
        kms_key_id=key_arn,
        skip_destroy=True,
        opts=recovery.opts,
    )
    writing = allow(
        ("logs:CreateLogStream", "logs:PutLogEvents"),
        [recovery.arn("logs", f"log-group:{LOGS}:*")],
        Principal={"Service": "route53.amazonaws.com"},
    )
    rights = aws.cloudwatch.LogResourcePolicy(
        "queries", policy_name="queries", policy_document=document(writing), opts=recovery.opts
    )
    aws.route53.QueryLog(
        "example",
        zone_id=made.zone_id,
        cloudwatch_log_group_arn=group.arn,
        opts=pulumi.ResourceOptions(provider=main.provider, depends_on=[rights]),
    )
    key = aws.route53.KeySigningKey(
        "example",
        hosted_zone_id=made.id,
        name="example",
        key_management_service_arn=signing_key(recovery),
        opts=main.opts,
    )
    aws.route53.HostedZoneDnsSec(
        "example", hosted_zone_id=key.hosted_zone_id, signing_status="SIGNING", opts=main.opts
    )
    return made


def failover(
    main: Place, made: aws.route53.Zone, fronts: tuple[tuple[Place, Front], ...]
) -> list[aws.route53.HealthCheck]:
    """Lead to the first of several fronts that is healthy, and return their health checks."""
    checks = []
    for (place, front), role in zip(fronts, ("PRIMARY", "SECONDARY"), strict=True):
        target = front.domain.domain_name_configuration
        check = aws.route53.HealthCheck(
            place.called("orders"),
            type="HTTPS",
            fqdn=target.target_domain_name,
            port=443,
            resource_path="/health",
            request_interval=10,
            failure_threshold=3,
            measure_latency=True,
            opts=main.opts,
        )
        aws.route53.Record(
            place.called("orders"),
            zone_id=made.zone_id,
            name=HOST,
            type="A",
            set_identifier=place.name,
            failover_routing_policies=[{"type": role}],
            health_check_id=check.id,
            aliases=[
                {
                    "name": target.target_domain_name,
                    "zone_id": target.hosted_zone_id,
                    "evaluate_target_health": True,
                }
            ],
            opts=main.opts,
        )
        checks.append(check)
    _status(main, made, fronts)
    return checks


def _status(main: Place, made: aws.route53.Zone, fronts: tuple[tuple[Place, Front], ...]) -> None:
    """Say under another name who serves, by weight: as an alias that follows its target, and as an answer."""
    (first, front), (second, _) = fronts
    target = front.domain.domain_name_configuration
    aws.route53.Record(
        first.called("near"),
        zone_id=made.zone_id,
        name=f"near.{HOST}",
        type="A",
        set_identifier=first.name,
        latency_routing_policies=[{"region": first.region}],
        aliases=[
            {
                "name": target.target_domain_name,
                "zone_id": target.hosted_zone_id,
                "evaluate_target_health": True,
            }
        ],
        opts=main.opts,
    )
    aws.route53.Record(
        second.called("status"),
        zone_id=made.zone_id,
        name=f"status.{HOST}",
        type="TXT",
        set_identifier=second.name,
        ttl=60,
        weighted_routing_policies=[{"weight": 1}],
        records=["serving"],
        opts=main.opts,
    )
