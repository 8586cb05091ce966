"""Secrets Manager secrets."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.bucket_policy import GRANT, document
from tests.policy.cases.case import fails, passes, skips

ROTATES: Final = "secret-rotation-enabled"
TIMELY: Final = "secret-rotation-timely"
KEY: Final = "secret-encryption-customer-managed"
WINDOW: Final = "secret-recovery-window-sufficient"
REPLICA: Final = "secret-replica-present"
PUBLIC: Final = "secret-policy-public-blocked"
DESCRIPTION: Final = "secret-description-set"

OTHER: Final = Planned("aws:sns/topic:Topic", {})
WEST: Final = {"recoveryRegions": ["us-west-2"]}
ALONE: Final = "it has no replica in us-west-2; wanted: a replica in every recovery region"
UNCLEAR: Final = (
    "whether it has a replica in us-west-2 cannot be known at preview; "
    "wanted: a replica in every recovery region"
)
OF_PASSWORD: Final = "the encryption key of the master password's secret"
NO_KEY: Final = f"{OF_PASSWORD} is not set; wanted: a customer-managed key"
NO_SECRET: Final = "RDS keeps no secret of the database"
UNROTATED: Final = "it has no rotation; wanted: one that refers to it"
WANTED: Final = (
    "wanted: named principals, or a condition that holds everyone to an account, a resource or a network"
)


def secret(**inputs: object) -> Planned:
    """Return a secret."""
    return Planned("aws:secretsmanager/secret:Secret", inputs)


def cluster(**inputs: object) -> Planned:
    """Return a database cluster."""
    return Planned("aws:rds/cluster:Cluster", inputs)


def instance(**inputs: object) -> Planned:
    """Return a database that is no member of a cluster."""
    return Planned("aws:rds/instance:Instance", inputs)


def rotation(on: tuple[str, ...] = ("it",), **inputs: object) -> Planned:
    """Return a rotation of the secret that it depends on."""
    given = {"secretId": UNKNOWN, **inputs}
    token = "aws:secretsmanager/secretRotation:SecretRotation"
    return Planned(token, given, "rotation", depends={"secretId": on})


def rules(**inputs: object) -> Planned:
    """Return a rotation with these rules."""
    return replace(rotation((), secretId="db", rotationRules=inputs), name="it")


def scheduled(expression: str) -> Planned:
    """Return a rotation on a schedule."""
    return rules(scheduleExpression=expression)


def interval(said: str, days: int = 90) -> str:
    """Return what is said of a rotation's interval."""
    return f"the time between two rotations {said}; wanted: at most {days} days"


def policy(**inputs: object) -> Planned:
    """Return a policy of its own."""
    return Planned("aws:secretsmanager/secretPolicy:SecretPolicy", inputs)


CASES: Final = (
    passes(
        ROTATES, "by what it depends on", secret(), rotation(rotationRules={"automaticallyAfterDays": 30})
    ),
    passes(ROTATES, "by name", secret(name="db"), replace(rotation(()), inputs={"secretId": "db"})),
    passes(ROTATES, "switched on", secret(), rotation(rotationEnabled=True)),
    fails(ROTATES, "missing", secret(), says=UNROTATED),
    fails(
        ROTATES,
        "of another secret",
        secret(),
        replace(secret(), name="other"),
        rotation(("other",)),
        says=UNROTATED,
    ),
    fails(
        ROTATES, "switched off", secret(), rotation(rotationEnabled=False), says="rotation is off; wanted: on"
    ),
    fails(
        ROTATES,
        "unknown",
        secret(),
        rotation(rotationEnabled=UNKNOWN),
        says="rotation cannot be known at preview; wanted: on",
    ),
    fails(
        ROTATES,
        "of a secret that is not known",
        secret(),
        rotation(()),
        says="which rotation belongs to it cannot be known at preview; wanted: one that refers to it",
    ),
    skips(ROTATES, "no secret", OTHER, because=f"the stack has no resource that {ROTATES} is about"),
    passes(TIMELY, "thirty days", rules(automaticallyAfterDays=30)),
    passes(TIMELY, "every month", scheduled("cron(0 8 1 * ? *)")),
    passes(TIMELY, "every four hours", scheduled("rate(4 hours)")),
    fails(TIMELY, "a year", rules(automaticallyAfterDays=365), says=interval("is 365 days")),
    fails(
        TIMELY,
        "more than configured",
        rules(automaticallyAfterDays=60),
        says=interval("is 60 days", 30),
        config={"maximumDays": 30},
    ),
    fails(TIMELY, "missing", rules(), says=interval("is not set"), mendable=False),
    fails(TIMELY, "a rate", scheduled("rate(100 days)"), says=interval("is 100 days"), mendable=False),
    fails(
        TIMELY, "twice a year", scheduled("cron(0 8 1 1,7 ? *)"), says=interval("is 184 days"), mendable=False
    ),
    fails(TIMELY, "never", scheduled("cron(0 8 31 2 ? *)"), says=interval("has no end"), mendable=False),
    fails(TIMELY, "no schedule", scheduled("monthly"), says=interval("is something else"), mendable=False),
    fails(
        TIMELY,
        "unknown",
        rules(automaticallyAfterDays=UNKNOWN),
        says=interval("cannot be known at preview"),
    ),
    fails(
        TIMELY,
        "a schedule that is not known",
        scheduled(UNKNOWN),
        says=interval("cannot be known at preview"),
    ),
    skips(TIMELY, "off", replace(rotation(rotationEnabled=False), name="it"), because="the rotation is off"),
    skips(TIMELY, "another type", OTHER),
    passes(KEY, "a key's ARN", secret(kmsKeyId="arn:aws:kms:eu-west-1:1:key/1")),
    passes(KEY, "a key that is not known", secret(kmsKeyId=UNKNOWN, replicas=[{"kmsKeyId": UNKNOWN}])),
    fails(KEY, "missing", secret(), says="the encryption key is not set; wanted: a customer-managed key"),
    fails(
        KEY,
        "the AWS-managed key",
        secret(kmsKeyId="alias/aws/secretsmanager"),
        says="the encryption key is a key that AWS manages; wanted: a customer-managed key",
    ),
    fails(
        KEY,
        "missing from a replica",
        secret(kmsKeyId=UNKNOWN, replicas=[{"region": "us-west-2"}]),
        says="the encryption key of replicas[0] is not set; wanted: a customer-managed key",
    ),
    fails(
        KEY,
        "replicas not known",
        secret(kmsKeyId=UNKNOWN, replicas=UNKNOWN),
        says="the encryption key of replicas[0] cannot be known at preview; wanted: a customer-managed key",
    ),
    *(
        case
        for make in (cluster, instance)
        for case in (
            passes(
                KEY,
                f"a {make.__name__}'s own",
                make(manageMasterUserPassword=True, masterUserSecretKmsKeyId=UNKNOWN),
            ),
            fails(KEY, f"missing from a {make.__name__}", make(manageMasterUserPassword=True), says=NO_KEY),
            fails(
                KEY,
                f"missing from a {make.__name__} that may have one",
                make(manageMasterUserPassword=UNKNOWN),
                says=NO_KEY,
            ),
            fails(
                KEY,
                f"the AWS-managed key for a {make.__name__}",
                make(manageMasterUserPassword=True, masterUserSecretKmsKeyId="alias/aws/secretsmanager"),
                says=f"{OF_PASSWORD} is a key that AWS manages; wanted: a customer-managed key",
            ),
            skips(KEY, f"a {make.__name__} without one", make(), because=NO_SECRET),
            skips(
                KEY,
                f"a {make.__name__} that wants none",
                make(manageMasterUserPassword=False),
                because=NO_SECRET,
            ),
        )
    ),
    passes(WINDOW, "seven days", secret(recoveryWindowInDays=7)),
    passes(WINDOW, "missing", secret()),
    fails(
        WINDOW,
        "zero",
        secret(recoveryWindowInDays=0),
        says="the recovery window is 0 days; wanted: at least 7 days",
    ),
    fails(
        WINDOW,
        "less than configured",
        secret(recoveryWindowInDays=7),
        says="the recovery window is 7 days; wanted: at least 30 days",
        config={"minimumDays": 30},
    ),
    fails(
        WINDOW,
        "unknown",
        secret(recoveryWindowInDays=UNKNOWN),
        says="the recovery window cannot be known at preview; wanted: at least 7 days",
    ),
    skips(REPLICA, "no recovery region", secret(), because="no recovery region is configured"),
    replace(
        skips(REPLICA, "in it", secret(region="us-west-2"), because="it is in the recovery region"),
        config=WEST,
    ),
    passes(REPLICA, "there", secret(replicas=[{"region": "us-west-2"}]), config=WEST),
    passes(REPLICA, "there, as no list", secret(replicas={"region": "us-west-2"}), config=WEST),
    fails(REPLICA, "missing", secret(region="eu-west-1"), says=ALONE, config=WEST),
    fails(REPLICA, "elsewhere", secret(replicas=[{"region": "us-east-1"}]), says=ALONE, config=WEST),
    fails(REPLICA, "unknown", secret(replicas=UNKNOWN), says=UNCLEAR, config=WEST),
    fails(
        REPLICA,
        "a region that is not known",
        secret(replicas=[{"region": UNKNOWN}]),
        says=UNCLEAR,
        config=WEST,
    ),
    passes(PUBLIC, "blocked", policy(policy=document(GRANT), blockPublicPolicy=True)),
    passes(PUBLIC, "missing: no policy", secret()),
    passes(PUBLIC, "a policy that was removed", secret(policy="{}")),
    passes(PUBLIC, "the account", secret(policy=document({**GRANT, "Principal": {"AWS": "1"}}))),
    fails(
        PUBLIC,
        "missing from a policy of its own",
        policy(policy=UNKNOWN),
        says="the block of public policies is not set; wanted: on",
    ),
    fails(
        PUBLIC,
        "off",
        policy(policy=document(GRANT), blockPublicPolicy=False),
        says="the block of public policies is off; wanted: on",
    ),
    fails(
        PUBLIC,
        "unknown",
        policy(policy=UNKNOWN, blockPublicPolicy=UNKNOWN),
        says="the block of public policies cannot be known at preview; wanted: on",
    ),
    fails(
        PUBLIC,
        "everyone",
        secret(policy=document(GRANT)),
        says=f"statement 1 of the secret's policy allows everyone; {WANTED}",
        mendable=False,
    ),
    fails(
        PUBLIC,
        "a policy that is not known",
        secret(policy=UNKNOWN),
        says=f"the secret's policy cannot be known at preview, unless its ARNs are made of names; {WANTED}",
    ),
    passes(DESCRIPTION, "set", secret(description="orders")),
    passes(DESCRIPTION, "unknown", secret(description=UNKNOWN)),
    fails(
        DESCRIPTION, "missing", secret(), says="the description is not set; wanted: what the secret is for"
    ),
)
