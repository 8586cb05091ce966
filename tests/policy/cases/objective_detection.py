"""How soon it is back where somebody has to notice, or Route 53."""

from __future__ import annotations

from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.case import fails, passes
from tests.policy.cases.objective_rto import (
    API,
    BUCKET,
    FUNCTION,
    HERE,
    LATE,
    NO_ROUTE,
    PITR,
    REGION,
    REPLICA,
    RTO,
    TABLE,
    TOO_LATE,
    UNNOTICED,
    alarm,
    check,
    it,
    outside,
    pair,
    promising,
    unproven,
)

CASES: Final = (
    promising(passes(RTO, "a table that is restored", it(TABLE, **PITR), alarm()), corruption=120),
    promising(fails(RTO, "missing: an alarm", it(TABLE, **PITR), says=UNNOTICED), corruption=120),
    *(
        promising(fails(RTO, label, it(TABLE, **PITR), alarms, says=UNNOTICED), corruption=120)
        for label, alarms in {
            "an alarm that does nothing": alarm(alarmActions=[]),
            "an alarm that is off": alarm(actionsEnabled=False),
            "an alarm that may be off": alarm(actionsEnabled=UNKNOWN),
            "an alarm on errors alone": alarm("AWS/Lambda", "Errors"),
            "an alarm on what is not known": alarm(UNKNOWN),
            "an alarm of unknown periods": alarm(period=UNKNOWN),
            "an alarm of no periods": alarm(period=None),
            "an alarm that needs unknown many": alarm(evaluationPeriods=UNKNOWN),
        }.items()
    ),
    promising(
        passes(
            RTO,
            "an alarm by queries",
            it(TABLE, **PITR),
            alarm(
                None,
                period=None,
                metricQueries=[
                    {"id": "e", "expression": "m"},
                    {"id": "m", "metric": {"namespace": "shop", "metricName": "Healthy", "period": 300}},
                ],
            ),
        ),
        corruption=100,
    ),
    promising(
        fails(RTO, "a promise that is missed by a little", it(TABLE, **PITR), alarm(), says=LATE),
        corruption=95,
    ),
    promising(
        passes(
            RTO,
            "an alarm that needs fewer",
            it(TABLE, **PITR),
            alarm(period=60, evaluationPeriods=10, datapointsToAlarm=2),
        ),
        corruption=95,
    ),
    promising(
        fails(
            RTO,
            "a promise that no alarm can keep",
            it(TABLE, **PITR),
            alarm(),
            says=f"{TOO_LATE}; wanted: a promise of 100 minutes or more",
        ),
        corruption=90,
    ),
    promising(
        fails(
            RTO,
            "a promise that no alarm can keep, and none",
            it(TABLE, **PITR),
            says="no alarm is sure to notice corruption, after which 30 minutes are promised; "
            "wanted: an alarm that notices corruption, on a measure of the program's own",
        ),
        corruption=30,
    ),
    promising(
        passes(RTO, "people who are quicker", it(TABLE, **PITR), alarm()),
        corruption=75,
        decideMinutes=5,
        verifyMinutes=0,
    ),
    promising(
        passes(RTO, "a restore that was measured", it(TABLE, **PITR), alarm()),
        corruption=60,
        measured=["table-pitr=20"],
    ),
    promising(
        passes(RTO, "a restore of which a drill took the time", it(TABLE, **PITR), alarm()),
        corruption=60,
        measured=["table-pitr.rpo=1", "table-pitr.rto=20"],
    ),
    promising(
        fails(RTO, "a restore of which a drill took the loss", it(TABLE, **PITR), alarm(), says=LATE),
        measured=["table-pitr.rpo=1"],
        corruption=95,
    ),
    promising(
        fails(
            RTO,
            "versions, of which nobody knows how long they take",
            it(BUCKET),
            Planned(
                "aws:s3/bucketVersioning:BucketVersioning",
                {"bucket": UNKNOWN, "versioningConfiguration": {"status": "Enabled"}},
                "versions",
                depends={"bucket": ("it",)},
                provider=HERE,
            ),
            alarm("AWS/Lambda", "Errors"),
            says=unproven(
                "deletion", 60, "its versions", "bucket-versions.rto=<minutes> in measured, from a drill"
            ),
        ),
        deletion=60,
    ),
    promising(passes(RTO, "an API that is failed over", it(API), check(), *pair()), region=2),
    promising(
        fails(
            RTO,
            "an API that is failed over late",
            it(API),
            check(requestInterval=30, failureThreshold=10),
            *pair(300),
            says=f"after {REGION} it is back in 10 minutes (by a failover by Route 53, designed, "
            "10 of them to be led to it), 8 minutes more than the 2 promised; "
            "wanted: a promise of 10 minutes or more",
        ),
        region=2,
    ),
    promising(passes(RTO, "an API behind aliases", it(API), check(), *pair(None)), region=2),
    promising(fails(RTO, "missing: a failover", it(API), says=NO_ROUTE), region=60),
    promising(fails(RTO, "half a failover", it(API), check(), pair()[0], says=NO_ROUTE), region=60),
    promising(fails(RTO, "a failover without a check", it(API), *pair(checked=()), says=NO_ROUTE), region=60),
    promising(
        fails(RTO, "a failover, unknown how soon", it(API), check(), *pair(UNKNOWN), says=NO_ROUTE), region=60
    ),
    promising(
        fails(
            RTO, "a check, unknown how soon", it(API), check(failureThreshold=UNKNOWN), *pair(), says=NO_ROUTE
        ),
        region=60,
    ),
    promising(
        passes(RTO, "a replica that is failed over to", it(TABLE, **REPLICA), check(), *pair()), region=2
    ),
    promising(
        passes(RTO, "a replica that people turn to", it(TABLE, **REPLICA), check(), outside()), region=33
    ),
    promising(
        fails(
            RTO,
            "a replica that people turn to, a little late",
            it(TABLE, **REPLICA),
            check(),
            outside(),
            says=f"after {REGION} it is back in 32.5 minutes (2.5 to notice, 15 to decide, 0 to recover by "
            "a replica in another region, designed, 15 to verify), 0.5 minutes more than the 32 promised; "
            f"wanted: an alarm that notices {REGION} within 2 minutes, on a health check of Route 53, "
            "in us-east-1",
        ),
        region=32,
    ),
    promising(
        fails(
            RTO,
            "a replica, unknown how soon anybody turns to it",
            it(TABLE, **REPLICA),
            check(failureThreshold=UNKNOWN),
            outside(),
            says=f"no alarm is sure to notice {REGION}, after which 33 minutes are promised; "
            f"wanted: an alarm that notices {REGION} within 3 minutes, on a health check of Route 53, "
            "in us-east-1",
        ),
        region=33,
    ),
    promising(passes(RTO, "a health check of another program", it(TABLE, **REPLICA), outside()), region=34),
    promising(
        fails(
            RTO,
            "a replica that nobody knows to turn to",
            it(TABLE, **REPLICA),
            alarm("AWS/Lambda", "Errors"),
            says=f"no alarm is sure to notice {REGION}, after which 60 minutes are promised; "
            f"wanted: an alarm that notices {REGION} within 30 minutes, on a health check of Route 53, "
            "in us-east-1",
        ),
        region=60,
    ),
    promising(passes(RTO, "a function in another region, which is asked elsewhere", it(FUNCTION)), region=60),
)
