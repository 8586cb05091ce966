"""How much is lost at most, with a region."""

from __future__ import annotations

from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.case import fails, passes
from tests.policy.cases.objective_rpo import (
    BACKED_UP,
    BUCKET,
    CLUSTER,
    COPIED,
    DATABASE,
    DRILL,
    HOURLY,
    REGION,
    RPO,
    RTC,
    TABLE,
    THERE,
    TIMED,
    backed_up,
    it,
    nothing,
    promising,
    replicated,
    unclear,
    unproven,
)

CASES: Final = (
    promising(
        passes(RPO, "a replica of a table", it(TABLE, replicas=[{"regionName": "eu-central-1"}])), region=1
    ),
    promising(
        passes(
            RPO,
            "a consistent replica of a table",
            it(TABLE, replicas=[{"regionName": "eu-central-1", "consistencyMode": "STRONG"}]),
        ),
        region=1,
        accepted=["designed"],
    ),
    promising(
        fails(
            RPO,
            "a replica, unknown how consistent",
            it(TABLE, replicas=[{"regionName": "eu-central-1", "consistencyMode": UNKNOWN}]),
            says=unclear(REGION, "a replica in another region"),
        ),
        region=1,
    ),
    promising(
        fails(
            RPO,
            "missing: another region",
            it(TABLE),
            says=nothing(REGION, 15, "a replica in another region"),
        ),
        region=15,
    ),
    promising(
        fails(
            RPO,
            "a region that is not known",
            Planned(TABLE, {"replicas": [{"regionName": "eu-central-1"}]}),
            says=unclear(REGION, "a replica in another region"),
        ),
        region=15,
    ),
    promising(
        passes(RPO, "a bucket replicated in time", it(BUCKET), *replicated(**RTC)), region=15, corruption=0
    ),
    promising(
        fails(
            RPO,
            "a bucket replicated at some time",
            it(BUCKET),
            *replicated(),
            at="it",
            says=unproven(REGION, "replication without time control", TIMED),
        ),
        region=15,
    ),
    promising(
        fails(
            RPO,
            "a bucket replicated, unknown how soon",
            it(BUCKET),
            *replicated(replicationTime={"status": UNKNOWN}),
            says=unclear(REGION, TIMED),
        ),
        region=15,
    ),
    promising(
        passes(
            RPO,
            "a global database",
            it(CLUSTER, globalClusterIdentifier="all", masterUsername="x"),
            Planned(CLUSTER, {"globalClusterIdentifier": "all"}, "second", provider=THERE),
        ),
        region=1,
    ),
    promising(
        fails(
            RPO,
            "a replica of a database, which nobody vouches for",
            it(DATABASE),
            Planned(
                DATABASE,
                {"replicateSourceDb": UNKNOWN},
                "second",
                depends={"replicateSourceDb": ("it",)},
                provider=THERE,
            ),
            says=unproven(REGION, "a replica in another region", f"database-replica{DRILL}"),
        ),
        region=15,
    ),
    promising(
        fails(
            RPO,
            "a database nowhere else",
            it(DATABASE),
            says=nothing(REGION, 15, "a way to recover, and a drill that measures it"),
        ),
        region=15,
    ),
    promising(
        passes(
            RPO,
            "a copy whose time was measured",
            it(TABLE, **BACKED_UP),
            *backed_up(schedule=HOURLY, copyActions=COPIED),
        ),
        region=300,
        measured=["backup-copy=45"],
    ),
    promising(
        fails(
            RPO,
            "a copy that takes too long",
            it(DATABASE, **BACKED_UP),
            *backed_up(schedule=HOURLY, copyActions=COPIED),
            says="after the loss of a region changes of up to 285 minutes are lost "
            "(by copies of its backups, planned), 45 minutes more than the 240 promised; "
            "wanted: a promise of 285 minutes or more",
        ),
        region=240,
        measured=["backup-copy=45"],
    ),
    promising(
        fails(
            RPO,
            "a copy from a region that is not known",
            Planned(TABLE, BACKED_UP),
            *backed_up(schedule=HOURLY, copyActions=COPIED),
            says=unclear(REGION, "a replica in another region"),
        ),
        region=240,
    ),
    promising(
        fails(
            RPO,
            "no copy, from a region that is not known",
            Planned(CLUSTER, BACKED_UP),
            *backed_up(schedule=HOURLY),
            says=unclear(REGION, "a global database with a cluster in another region"),
        ),
        region=240,
    ),
)
