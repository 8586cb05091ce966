"""What comes to a recovery region by a registry, a global database or backups."""

from __future__ import annotations

from typing import Final

from tests.policy.analyzer import UNKNOWN
from tests.policy.cases.recovery_copy import (
    ARN,
    AROUND_FIRST,
    CLUSTER,
    DOCUMENTS,
    EVERYWHERE,
    FIRST,
    GLOBAL,
    HERE,
    IN_IT,
    NOWHERE,
    REPOSITORY,
    SECOND,
    SERVERS,
    TAGGED,
    THERE,
    TO_UNKNOWN,
    UNCLEAR,
    VOLUME,
    ecr,
    it,
    lost,
    only,
    other,
    plan,
    reached,
    vault,
)

VAULTS: Final = (FIRST, vault("beside", HERE), SECOND)

CASES: Final = (
    reached("a registry's images", it(REPOSITORY), ecr()),
    reached(
        "a registry's images by name", it(REPOSITORY, name="app/web"), ecr(repositoryFilters=only("app"))
    ),
    lost("a registry's other images", it(REPOSITORY, name="app/web"), ecr(repositoryFilters=only("lib"))),
    lost(
        "a registry's images, unknown which",
        it(REPOSITORY, name="app"),
        ecr(repositoryFilters=only(UNKNOWN)),
        says=UNCLEAR,
    ),
    lost(
        "a registry's images, of unknown names",
        it(REPOSITORY),
        ecr(repositoryFilters=only("app")),
        says=UNCLEAR,
    ),
    lost("a registry's images, unknown where", it(REPOSITORY), ecr(UNKNOWN), says=UNCLEAR),
    lost("another registry's images", it(REPOSITORY), ecr(provider={"region": "us-east-1"})),
    reached("a global database by its name", it(CLUSTER, **IN_IT), other(CLUSTER, **IN_IT)),
    reached("a global database, its other cluster first", other(CLUSTER, **IN_IT), it(CLUSTER, **IN_IT)),
    reached(
        "a global database of the program",
        EVERYWHERE,
        it(CLUSTER, **IN_IT),
        other(CLUSTER, GLOBAL, THERE, "other", "database"),
    ),
    reached(
        "a global database around it",
        it(CLUSTER),
        AROUND_FIRST,
        other(CLUSTER, GLOBAL, THERE, "other", "database"),
    ),
    reached("a global database of documents", it(DOCUMENTS, **IN_IT), other(DOCUMENTS, **IN_IT)),
    lost("a global database of one", it(CLUSTER, **IN_IT)),
    lost("a global database, unknown which", it(CLUSTER, **{GLOBAL: UNKNOWN}), says=UNCLEAR),
    lost("a global database of another cluster", it(CLUSTER, **IN_IT), other(CLUSTER, **{GLOBAL: "another"})),
    reached(
        "its backups, by ARN",
        it(VOLUME, tags=TAGGED),
        *plan([{"destinationVaultArn": ARN.format("eu-central-1")}]),
    ),
    reached(
        "its backups, one object",
        it(VOLUME, tags=TAGGED),
        *plan({"destinationVaultArn": ARN.format("eu-central-1")}),
    ),
    reached(
        "its backups, to a vault that is not made yet",
        it(SERVERS, tags=TAGGED),
        FIRST,
        SECOND,
        *plan(TO_UNKNOWN, "here", "there"),
    ),
    reached(
        "its backups, as many copies as vaults",
        it(VOLUME, tags=TAGGED),
        *VAULTS,
        *plan([*TO_UNKNOWN, *TO_UNKNOWN], "here", "beside", "there"),
    ),
    reached(
        "its backups, a copy and one that is air-gapped",
        it(VOLUME, tags=TAGGED),
        *VAULTS,
        *plan(
            TO_UNKNOWN,
            "here",
            "beside",
            "there",
            targetLogicallyAirGappedBackupVaultArn=UNKNOWN,
        ),
    ),
    lost(
        "its backups, fewer copies than vaults",
        it(VOLUME, tags=TAGGED),
        *VAULTS,
        *plan(TO_UNKNOWN, "here", "beside", "there"),
        says=UNCLEAR,
    ),
    lost(
        "its backups, to a vault here",
        it(VOLUME, tags=TAGGED),
        *plan([{"destinationVaultArn": ARN.format("eu-west-1")}]),
    ),
    lost("its backups, without copies", it(VOLUME, tags=TAGGED), *plan([])),
    lost("its backups, unknown where", it(VOLUME, tags=TAGGED), *plan(TO_UNKNOWN), says=UNCLEAR),
    lost(
        "its backups, in a region unknown",
        it(VOLUME, tags=TAGGED),
        vault("there", NOWHERE),
        *plan(TO_UNKNOWN, "there"),
        says=UNCLEAR,
    ),
    lost(
        "backups of something else", it(VOLUME), *plan([{"destinationVaultArn": ARN.format("eu-central-1")}])
    ),
    lost(
        "backups, unknown whether its",
        it(VOLUME, tags=UNKNOWN),
        *plan([{"destinationVaultArn": ARN.format("eu-central-1")}]),
        says=UNCLEAR,
    ),
)
