"""The keys: one of several regions that all data is encrypted with."""

from __future__ import annotations

import pulumi
import pulumi_aws as aws

from tests.mutations.reference.place import Place
from tests.mutations.reference.policies import document, to_account, to_service

USE = ("kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey", "kms:ReEncryptFrom")
MANAGE = ("kms:CreateGrant", "kms:EnableKey", "kms:GetKeyPolicy", "kms:PutKeyPolicy", "kms:TagResource")


def keys(main: Place, recovery: Place) -> tuple[pulumi.Output[str], pulumi.Output[str]]:
    """Make the key and its replica, and return their ARNs."""
    key = aws.kms.Key(
        "data",
        description="Encrypts everything of the orders",
        enable_key_rotation=True,
        deletion_window_in_days=30,
        multi_region=True,
        policy=_policy(main),
        opts=main.stateful,
    )
    replica = aws.kms.ReplicaKey(
        "data",
        description="Decrypts what comes to the recovery region",
        primary_key_arn=key.arn,
        deletion_window_in_days=30,
        opts=recovery.stateful,
    )
    aws.kms.KeyPolicy("data", key_id=replica.id, policy=_policy(recovery), opts=recovery.opts)
    return key.arn, replica.arn


def in_recovery(key_arn: pulumi.Output[str], main: Place, recovery: Place) -> pulumi.Output[str]:
    """Return the ARN that a key of several regions has in the recovery region."""
    return key_arn.apply(lambda arn: arn.replace(main.region, recovery.region))


def signing_key(recovery: Place) -> pulumi.Output[str]:
    """Make the key that a zone is signed with, which has to be in us-east-1, and return its ARN."""
    key = aws.kms.Key(
        "signing",
        description="Signs the zone",
        customer_master_key_spec="ECC_NIST_P256",
        key_usage="SIGN_VERIFY",
        deletion_window_in_days=30,
        policy=document(
            to_account(MANAGE, "*"),
            to_service(
                "dnssec-route53.amazonaws.com", ("kms:DescribeKey", "kms:GetPublicKey", "kms:Sign"), "*"
            ),
        ),
        opts=recovery.stateful,
    )
    return key.arn


def _policy(place: Place) -> str:
    services = ("cloudwatch", "events", "sns", "s3", "backup")
    return document(
        to_account((*USE, *MANAGE), "*"),
        to_service(f"logs.{place.region}.amazonaws.com", USE, "*"),
        *(to_service(f"{service}.amazonaws.com", USE, "*") for service in services),
    )
