"""The regions a stack lives in: the providers, made here and nowhere else, and what AWS says of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pulumi
import pulumi_aws as aws

WATCH_REGION: Final = "us-east-1"
"""Where Route 53 reports what its health checks see, and so where their alarms must be."""
ZONES: Final = 2


@dataclass(frozen=True)
class Providers:
    """``main`` is the stack's region, ``watch`` the health checks'; one and the same where they are."""

    main: aws.Provider
    watch: aws.Provider


@dataclass(frozen=True)
class Place:
    """What AWS says of an account and a region; ``zones`` are the first two that every account may use."""

    account: str
    partition: str
    zones: tuple[str, ...]


def make_providers(region: str) -> Providers:
    """Make the providers of a stack."""
    main = aws.Provider("main", region=region)
    return Providers(main, main if region == WATCH_REGION else aws.Provider("watch", region=WATCH_REGION))


def look_up(region: str, provider: aws.Provider) -> Place:
    """Ask AWS what only it can know; raises ``pulumi.RunError`` for a region that is too small."""
    options = pulumi.InvokeOptions(provider=provider)
    # Whatever their state: one that fails must not be swapped for another, and its subnets with it.
    zones = aws.get_availability_zones(
        filters=[aws.GetAvailabilityZonesFilterArgs(name="opt-in-status", values=["opt-in-not-required"])],
        opts=options,
    ).names
    if len(zones) < ZONES:
        raise pulumi.RunError(f"{region} offers {len(zones)} availability zones; the network needs {ZONES}")
    return Place(
        account=aws.get_caller_identity(opts=options).account_id,
        partition=aws.get_partition(opts=options).partition,
        zones=tuple(zones[:ZONES]),
    )
