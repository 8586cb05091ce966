"""RDS clusters and subnet groups: over which zones and regions they are spread."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.case import fails, passes, skips
from tests.policy.cases.database import cluster, global_cluster

if TYPE_CHECKING:
    from tests.policy.cases.case import Case

ZONES: Final = "database-zones-multiple"
SECONDARY: Final = "database-global-secondary-present"

NUMBER: Final = "the number of zones that its subnets lie in"
HERE: Final = {"region": "eu-west-1"}
THERE: Final = {"region": "eu-central-1"}
ARN: Final = "arn:aws:rds:eu-west-1:111122223333:cluster:orders"
RECOVERY: Final = {"recoveryRegions": ["eu-central-1"]}
WANTED: Final = "wanted: a secondary in a recovery region"
ALONE: Final = f"it has no secondary in a recovery region; {WANTED}"
UNSEEN: Final = f"whether it has a secondary in a recovery region cannot be known at preview; {WANTED}"


def subnets(*zones: object) -> tuple[Planned, ...]:
    """Return a subnet for each zone."""
    return tuple(
        Planned("aws:ec2/subnet:Subnet", {"availabilityZone": zone} if zone else {}, f"subnet-{number}")
        for number, zone in enumerate(zones)
    )


def spread(*over: Planned, ids: object = None) -> Planned:
    """Return a subnet group over subnets whose ids are not known yet."""
    members = [UNKNOWN] * len(over) if ids is None else ids
    depends = {"subnetIds": tuple(each.name for each in over)}
    return Planned("aws:rds/subnetGroup:SubnetGroup", {"subnetIds": members}, depends=depends)


def joins(
    planned: Planned, prop: str, other: str, name: str = "it", region: dict[str, str] = HERE
) -> Planned:
    """Return a resource that refers to another by an id that is not known yet."""
    return replace(
        planned,
        inputs={**planned.inputs, prop: UNKNOWN},
        name=name,
        depends={prop: (other,)},
        provider=region,
    )


FIRST: Final = joins(cluster(masterUsername="owner"), "globalClusterIdentifier", "whole", "first")
SECOND: Final = joins(cluster(), "globalClusterIdentifier", "whole", "second", THERE)
NEAR: Final = joins(cluster(), "globalClusterIdentifier", "whole", "second")
WHOLE: Final = replace(global_cluster(), name="whole", provider=HERE)
LONE: Final = replace(cluster(), provider=HERE)


def recovered(label: str, *stack: Planned, says: str = "", at: str = "it") -> Case:
    """Return a case in which there is a recovery region."""
    if not says:
        return passes(SECONDARY, label, *stack, config=RECOVERY)
    return fails(SECONDARY, label, *stack, says=says, at=at, config=RECOVERY)


def excused(label: str, *stack: Planned) -> Case:
    """Return a case in which there is a recovery region, and a cluster that needs no copy there."""
    because = "a copy is asked for elsewhere, or this is one"
    return replace(skips(SECONDARY, label, *stack, because=because), config=RECOVERY)


A_AND_B: Final = subnets("eu-west-1a", "eu-west-1b")
A_AND_A: Final = subnets("eu-west-1a", "eu-west-1a")

CASES: Final = (
    passes(ZONES, "two zones", spread(*A_AND_B), *A_AND_B),
    passes(ZONES, "two zones, by a list that is not known", spread(*A_AND_B, ids=UNKNOWN), *A_AND_B),
    fails(ZONES, "one zone", spread(*A_AND_A), *A_AND_A, says=f"{NUMBER} is 1; wanted: at least 2"),
    fails(
        ZONES,
        "two zones where three are wanted",
        spread(*A_AND_B),
        *A_AND_B,
        says=f"{NUMBER} is 2; wanted: at least 3",
        config={"minimumZones": 3},
    ),
    fails(ZONES, "missing", spread(ids=[]), says=f"{NUMBER} is 0; wanted: at least 2"),
    fails(
        ZONES,
        "unknown zone",
        spread(*subnets("eu-west-1a", UNKNOWN)),
        *subnets("eu-west-1a", UNKNOWN),
        says=f"{NUMBER} cannot be known at preview; wanted: at least 2",
    ),
    fails(
        ZONES,
        "unknown subnets",
        spread(ids=UNKNOWN),
        says=f"{NUMBER} cannot be known at preview; wanted: at least 2",
    ),
    fails(
        ZONES,
        "one subnet of the program's and one that is not",
        spread(ids=["subnet-a", "subnet-b"]),
        replace(subnets("eu-west-1a")[0], outputs={"id": "subnet-a"}),
        says=f"{NUMBER} cannot be known at preview; wanted: at least 2",
    ),
    fails(
        ZONES,
        "one subnet of another stack",
        spread(ids=["subnet-a"]),
        says=f"{NUMBER} cannot be known at preview; wanted: at least 2",
    ),
    skips(
        ZONES,
        "subnets of another stack",
        spread(ids=["subnet-a", "subnet-b"]),
        because="its subnets are not in the program",
    ),
    recovered("a secondary there", WHOLE, FIRST, SECOND),
    recovered(
        "a secondary there, by name",
        replace(global_cluster(globalClusterIdentifier="orders"), provider=HERE),
        replace(cluster(globalClusterIdentifier="orders"), name="first", provider=HERE),
        replace(cluster(globalClusterIdentifier="orders"), name="second", provider=THERE),
    ),
    recovered(
        "of a cluster that was there first",
        joins(global_cluster(), "sourceDbClusterIdentifier", "first", "whole"),
        replace(cluster(), name="first", provider=HERE),
        SECOND,
    ),
    recovered("a replica there", LONE, joins(cluster(), "replicationSourceIdentifier", "it", "copy", THERE)),
    recovered(
        "a replica there, by its source's ARN",
        replace(cluster(clusterIdentifier="orders"), provider=HERE),
        replace(cluster(replicationSourceIdentifier=ARN), name="copy", provider=THERE),
    ),
    recovered(
        "of a cluster that was there first, by its ARN",
        replace(global_cluster(sourceDbClusterIdentifier=ARN), name="whole", provider=THERE),
        replace(cluster(clusterIdentifier="orders"), name="first", provider=HERE),
        SECOND,
    ),
    excused("of its own region", replace(cluster(region="eu-central-1"), provider=HERE)),
    excused(
        "of a global database of another stack",
        replace(cluster(globalClusterIdentifier="orders"), provider=HERE),
    ),
    recovered("missing", LONE, says=ALONE),
    recovered("none there", WHOLE, FIRST, NEAR, says=ALONE, at="whole"),
    recovered("no cluster at all", WHOLE, says=ALONE, at="whole"),
    recovered(
        "a replica here", LONE, joins(cluster(), "replicationSourceIdentifier", "it", "copy"), says=ALONE
    ),
    recovered("unknown region", cluster(region=UNKNOWN), says=UNSEEN),
    recovered(
        "unknown region of the secondary",
        WHOLE,
        FIRST,
        replace(SECOND, provider={"region": UNKNOWN}),
        says=UNSEEN,
        at="whole",
    ),
    recovered(
        "unknown global database",
        replace(cluster(globalClusterIdentifier=UNKNOWN), provider=HERE),
        says=f"which global database it belongs to cannot be known at preview; {WANTED}",
    ),
    skips(SECONDARY, "no recovery region", LONE, because="no recovery region is configured"),
)
