"""Policies of stores, registries and archives: whom they let in."""

from __future__ import annotations

from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.bucket_policy import EVERYONE, UNKNOWN_POLICY, document
from tests.policy.cases.case import fails, passes, skips

OPEN: Final = "resource-policy-principal-restricted"
FILES: Final = "aws:efs/fileSystemPolicy:FileSystemPolicy"
DOMAIN: Final = "aws:opensearch/domain:Domain"
TO_ALL: Final = {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "*", "Resource": "*"}
HOLDERS: Final = (
    ("aws:backup/vaultPolicy:VaultPolicy", "policy"),
    ("aws:ecr/repositoryPolicy:RepositoryPolicy", "policy"),
    ("aws:glacier/vault:Vault", "accessPolicy"),
    ("aws:opensearch/domainPolicy:DomainPolicy", "accessPolicies"),
    ("aws:codeartifact/domainPermissions:DomainPermissions", "policyDocument"),
    ("aws:s3tables/tablePolicy:TablePolicy", "resourcePolicy"),
    (DOMAIN, "accessPolicies"),
)
NARROW: Final = (
    ("Bool", "elasticfilesystem:AccessedViaMountTarget", "true"),
    ("Bool", "elasticfilesystem:AccessedViaMountTarget", True),
    (
        "StringEquals",
        "elasticfilesystem:AccessPointArn",
        "arn:aws:elasticfilesystem:eu-west-1:1:access-point/a",
    ),
    ("IpAddress", "aws:SourceIp", ["203.0.113.0/24", "10.0.0.0/8", "2001:db8::/32"]),
    ("IpAddress", "aws:SourceIp", UNKNOWN),
)
BROAD: Final = (
    ("Bool", "elasticfilesystem:AccessedViaMountTarget", "false"),
    ("IpAddress", "aws:SourceIp", "0.0.0.0/0"),
    ("IpAddress", "aws:SourceIp", ["10.0.0.0/8", "0.0.0.0/1"]),
    ("IpAddress", "aws:SourceIp", "::/0"),
    ("IpAddress", "aws:SourceIp", "anywhere"),
    ("NotIpAddress", "aws:SourceIp", "203.0.113.0/24"),
)


def files(**changes: object) -> Planned:
    """Return the policy of a file system for everyone but for these changes."""
    return Planned(FILES, {"policy": document({**TO_ALL, **changes})})


CASES: Final = (
    passes(OPEN, "one account", files(Principal={"AWS": "arn:aws:iam::1:root"})),
    passes(OPEN, "missing", Planned(DOMAIN, {})),
    *(
        passes(OPEN, f"by {' '.join(map(str, test))}", files(Condition={test[0]: {test[1]: test[2]}}))
        for test in NARROW
    ),
    *(
        fails(
            OPEN,
            f"by {' '.join(map(str, test))}",
            files(Condition={test[0]: {test[1]: test[2]}}),
            says=EVERYONE,
        )
        for test in BROAD
    ),
    *(
        fails(OPEN, f"everyone, in {kind}", Planned(kind, {prop: document(TO_ALL)}), says=EVERYONE)
        for kind, prop in HOLDERS
    ),
    fails(
        OPEN,
        "everyone, in details",
        Planned(
            "aws:s3control/multiRegionAccessPointPolicy:MultiRegionAccessPointPolicy",
            {"details": {"name": "a", "policy": document(TO_ALL)}},
        ),
        says=EVERYONE,
    ),
    fails(OPEN, "unknown", Planned(FILES, {"policy": UNKNOWN}), says=UNKNOWN_POLICY),
    skips(
        OPEN,
        "a domain in a network",
        Planned(DOMAIN, {"accessPolicies": document(TO_ALL), "vpcOptions": {"subnetIds": ["subnet-1"]}}),
        because="it is reached from within its network only",
    ),
    skips(OPEN, "another type", Planned("aws:sns/topic:Topic", {})),
)
