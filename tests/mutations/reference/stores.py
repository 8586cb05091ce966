"""What else holds data: a secret, images, files and a volume."""

from __future__ import annotations

import pulumi
import pulumi_aws as aws

from tests.mutations.reference.place import ACCOUNT, BACKED_UP, Place
from tests.mutations.reference.policies import document, to_account


def secret(
    main: Place, key_arn: pulumi.Output[str], replica_key_arn: pulumi.Output[str], recovery: Place
) -> None:
    """Make a secret that rotates and is in both regions."""
    partner = aws.secretsmanager.Secret(
        "partner",
        name="partner",
        description="Opens the partner's API",
        kms_key_id=key_arn,
        recovery_window_in_days=30,
        replicas=[{"region": recovery.region, "kms_key_id": replica_key_arn}],
        opts=main.stateful,
    )
    aws.secretsmanager.SecretRotation(
        "partner",
        secret_id=partner.id,
        rotation_lambda_arn=main.arn("lambda", "function:rotation"),
        rotation_rules={"automatically_after_days": 30},
        opts=main.opts,
    )
    aws.secretsmanager.SecretPolicy(
        "partner",
        secret_arn=partner.arn,
        block_public_policy=True,
        policy=document(to_account(("secretsmanager:GetSecretValue",), "*")),
        opts=main.opts,
    )


def images(main: Place, recovery: Place, key_arn: pulumi.Output[str]) -> None:
    """Make a repository that the registry copies."""
    repository = aws.ecr.Repository(
        "orders",
        name="orders",
        image_tag_mutability="IMMUTABLE",
        encryption_configurations=[{"encryption_type": "KMS", "kms_key": key_arn}],
        opts=main.stateful,
    )
    aws.ecr.RepositoryPolicy(
        "orders",
        repository=repository.name,
        policy=document(
            {
                "Effect": "Allow",
                "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:role/build"},
                "Action": ["ecr:BatchGetImage", "ecr:PutImage"],
            }
        ),
        opts=main.opts,
    )
    aws.ecr.ReplicationConfiguration(
        "registry",
        replication_configuration={
            "rules": [{"destinations": [{"region": recovery.region, "registry_id": ACCOUNT}]}]
        },
        opts=main.opts,
    )


def files(
    main: Place, recovery: Place, key_arn: pulumi.Output[str], replica_key_arn: pulumi.Output[str]
) -> None:
    """Make a file system that EFS copies, and a volume of which only backups are copied."""
    shared = aws.efs.FileSystem(
        "shared", encrypted=True, kms_key_id=key_arn, tags=BACKED_UP, opts=main.stateful
    )
    aws.efs.FileSystemPolicy(
        "shared",
        file_system_id=shared.id,
        policy=document(to_account(("elasticfilesystem:ClientMount",), "*")),
        opts=main.opts,
    )
    aws.efs.ReplicationConfiguration(
        "shared",
        source_file_system_id=shared.id,
        destination={"region": recovery.region, "kms_key_id": replica_key_arn},
        opts=main.opts,
    )
    aws.ebs.Volume(
        "scratch",
        availability_zone=main.zones[0],
        size=100,
        encrypted=True,
        kms_key_id=key_arn,
        final_snapshot=True,
        tags=BACKED_UP,
        opts=main.stateful,
    )
