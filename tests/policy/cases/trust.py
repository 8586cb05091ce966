"""IAM: who may take a role."""

from __future__ import annotations

from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.bucket_policy import EVERYONE as EVERYONE_IN_POLICY
from tests.policy.cases.bucket_policy import UNKNOWN_POLICY, UNKNOWN_PRINCIPAL, document
from tests.policy.cases.case import fails, passes
from tests.policy.cases.identity import role

PRINCIPAL: Final = "role-trust-principal-restricted"
SOURCE: Final = "role-trust-source-conditioned"

ASSUMED: Final = {"Effect": "Allow", "Action": "sts:AssumeRole"}
SCHEDULER: Final = {"Service": "scheduler.amazonaws.com"}
EVERYONE: Final = EVERYONE_IN_POLICY.replace("the policy", "the trust policy")
SOURCED: Final = "wanted: a condition that holds the service to an account or a resource"
FOR_ANYONE: Final = f"statement 1 of the trust policy allows a service for whoever it acts for; {SOURCED}"
SOURCES: Final = (
    ("StringEquals", "aws:SourceAccount", "1"),
    ("StringEquals", "aws:SourceAccount", UNKNOWN),
    ("ArnLike", "AWS:SourceArn", "arn:aws:scheduler:eu-west-1:1:schedule/*"),
    ("StringEquals", "aws:SourceOrgID", "o-1"),
    ("ForAnyValue:StringLike", "aws:SourceOrgPaths", ["o-1/r-1/*"]),
    ("StringEquals", "sts:ExternalId", "agreed"),
)
NO_SOURCES: Final = (
    ("StringLike", "aws:SourceAccount", "*"),
    ("StringEquals", "aws:SourceAccount", []),
    ("ArnLike", "aws:SourceArn", "arn:aws:scheduler:*:*:schedule/*"),
    ("StringEqualsIfExists", "aws:SourceAccount", "1"),
    ("StringNotEquals", "aws:SourceAccount", "1"),
    ("StringEquals", "aws:PrincipalOrgID", "o-1"),
    ("Bool", "aws:SecureTransport", "true"),
)


def trusting(principal: object, **changes: object) -> Planned:
    """Return a role that this principal may take."""
    return role(assumeRolePolicy=document({**ASSUMED, "Principal": principal, **changes}))


CASES: Final = (
    passes(PRINCIPAL, "a service", trusting({"Service": "lambda.amazonaws.com"})),
    passes(PRINCIPAL, "missing", role()),
    *(
        fails(PRINCIPAL, f"every {kind}", trusting({kind: ["*"]}), says=EVERYONE)
        for kind in ("Service", "Federated")
    ),
    fails(PRINCIPAL, "everyone", trusting("*"), says=EVERYONE),
    fails(PRINCIPAL, "every principal of AWS", trusting({"AWS": "*"}), says=EVERYONE),
    fails(
        PRINCIPAL,
        "unknown",
        role(assumeRolePolicy=UNKNOWN),
        says=UNKNOWN_POLICY.replace("the policy", "the trust policy"),
    ),
    fails(
        PRINCIPAL,
        "a principal that is not known",
        role(assumeRolePolicy={"Statement": [{**ASSUMED, "Principal": UNKNOWN}]}),
        says=UNKNOWN_PRINCIPAL.replace("the policy", "the trust policy"),
    ),
    *(
        passes(
            SOURCE,
            f"by {' '.join(map(str, test))}",
            trusting(SCHEDULER, Condition={test[0]: {test[1]: test[2]}}),
        )
        for test in SOURCES
    ),
    *(
        fails(
            SOURCE,
            f"by {' '.join(map(str, test))}",
            trusting(SCHEDULER, Condition={test[0]: {test[1]: test[2]}}),
            says=FOR_ANYONE,
        )
        for test in NO_SOURCES
    ),
    *(
        passes(SOURCE, f"{service}, which is exempt", trusting({"Service": service}))
        for service in ("lambda.amazonaws.com", "ec2.amazonaws.com.cn", ["backup.amazonaws.com"])
    ),
    passes(SOURCE, "an account", trusting({"AWS": "1"})),
    passes(SOURCE, "every service", trusting({"Service": "*"})),
    passes(SOURCE, "a service denied", trusting(SCHEDULER, Effect="Deny")),
    passes(SOURCE, "no document", role()),
    passes(
        SOURCE,
        "a service that is exempt as configured",
        trusting(SCHEDULER),
        config={"exempt": ["scheduler.amazonaws.com"]},
    ),
    fails(SOURCE, "missing", trusting(SCHEDULER), says=FOR_ANYONE),
    fails(
        SOURCE,
        "one of two services that is not exempt",
        trusting({"Service": ["lambda.amazonaws.com", "scheduler.amazonaws.com"]}),
        says=FOR_ANYONE,
    ),
    fails(
        SOURCE,
        "no service is exempt",
        trusting({"Service": "lambda.amazonaws.com"}),
        says=FOR_ANYONE,
        config={"exempt": []},
    ),
    fails(
        SOURCE,
        "a service that is not known",
        role(assumeRolePolicy={"Statement": {**ASSUMED, "Principal": {"Service": UNKNOWN}}}),
        says=f"which service statement 1 of the trust policy allows cannot be known at preview; {SOURCED}",
    ),
    fails(
        SOURCE,
        "unknown",
        role(assumeRolePolicy=UNKNOWN),
        says=f"the trust policy cannot be known at preview, unless its ARNs are made of names; {SOURCED}",
    ),
)
