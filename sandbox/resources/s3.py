"""Buckets of S3, and each of their settings."""

from __future__ import annotations

from typing import Any

from sandbox.aws import Client
from sandbox.lookups import partition_of
from sandbox.registration import Properties
from sandbox.resources.change import lasting
from sandbox.resources.kind import Create, Kind, Made, Place, tag_list
from sandbox.resources.request import block, given, request

HOSTED_ZONES = {
    "ap-northeast-1": "Z2M4EHUR26P7ZW",
    "ap-southeast-1": "Z3O0J2DXBE1FTB",
    "ap-southeast-2": "Z1WCIGYICN2BYD",
    "eu-central-1": "Z21DNDUVLTQW6Q",
    "eu-north-1": "Z3BAZG2TWCNX0D",
    "eu-west-1": "Z1BKCTXD74EZPE",
    "eu-west-2": "Z3GKZC51ZF0DB4",
    "us-east-1": "Z3AQBSTGFJSTF",
    "us-east-2": "Z2O1EMRO9K5GLX",
    "us-west-1": "Z2F56UZL2M1ACD",
    "us-west-2": "Z3BJ6K6RIION7M",
}
"""The zones of S3's websites; the provider, too, leaves that of a region that it does not know empty."""
WITHOUT_REGION = "us-east-1"
"""Where S3 refuses to be told the region."""
NEW_BUCKET: Properties = {
    "accelerationStatus": "",
    "acl": "",
    "bucketNamespace": "global",
    "bucketPrefix": "",
    "corsRules": [],
    "lifecycleRules": [],
    "logging": None,
    "objectLockConfiguration": None,
    "objectLockEnabled": False,
    "policy": "",
    "replicationConfiguration": None,
    "requestPayer": "BucketOwner",
    "serverSideEncryptionConfiguration": {
        "rule": {"applyServerSideEncryptionByDefault": {"sseAlgorithm": "AES256"}, "bucketKeyEnabled": False}
    },
    "versioning": {"enabled": False, "mfaDelete": False},
    "website": None,
    "websiteDomain": "",
    "websiteEndpoint": "",
}
BLOCKED = {
    "blockPublicAcls": "BlockPublicAcls",
    "blockPublicPolicy": "BlockPublicPolicy",
    "ignorePublicAcls": "IgnorePublicAcls",
    "restrictPublicBuckets": "RestrictPublicBuckets",
}
LIFECYCLE = {"transitionDefaultMinimumObjectSize": "TransitionDefaultMinimumObjectSize"}
LOGGING = {"targetBucket": "TargetBucket", "targetPrefix": "TargetPrefix"}
WHEN_DELETED = frozenset({"forceDestroy"})
"""What the provider keeps for the day on which it deletes a bucket; AWS is not told before."""


def _bucket(place: Place, asked: Properties) -> Made:
    client = place.client("s3")
    where: dict[str, Any] = {"CreateBucketConfiguration": {"LocationConstraint": place.region}}
    client.create_bucket(
        **request(asked, {"bucket": "Bucket", "objectLockEnabled": "ObjectLockEnabledForBucket"}),
        **({} if place.region == WITHOUT_REGION else where),
    )
    _tag(client, asked)
    return Made(str(asked["bucket"]), {**NEW_BUCKET, **asked, **_identity(place, str(asked["bucket"]))})


def _changed_bucket(place: Place, made: Made, asked: Properties) -> Made:
    _tag(place.client("s3"), asked)
    return Made(made.id, {**made.outputs, **asked})


def _tag(client: Client, asked: Properties) -> None:
    tags = tag_list(asked.get("tags"))
    if tags:
        client.put_bucket_tagging(Bucket=asked["bucket"], Tagging={"TagSet": tags})
    else:
        client.delete_bucket_tagging(Bucket=asked["bucket"])


def _identity(place: Place, name: str) -> Properties:
    suffix = partition_of(place.region)[1]
    owner = place.client("s3").get_bucket_acl(Bucket=name)["Owner"]["ID"]
    return {
        "arn": f"arn:{place.partition}:s3:::{name}",
        "bucketDomainName": f"{name}.s3.{suffix}",
        "bucketRegion": place.region,
        "bucketRegionalDomainName": f"{name}.s3.{place.region}.{suffix}",
        "grants": [{"id": owner, "permissions": ["FULL_CONTROL"], "type": "CanonicalUser", "uri": ""}],
        "hostedZoneId": HOSTED_ZONES.get(place.region, ""),
    }


def _lifecycle(place: Place, asked: Properties) -> Made:
    found = place.client("s3").put_bucket_lifecycle_configuration(
        Bucket=asked["bucket"],
        LifecycleConfiguration={"Rules": block(asked.get("rules"), id="ID")},
        **request(asked, LIFECYCLE),
    )
    size = found["TransitionDefaultMinimumObjectSize"]
    return _setting(asked, {"expectedBucketOwner": "", "transitionDefaultMinimumObjectSize": size})


def _logging(place: Place, asked: Properties) -> Made:
    place.client("s3").put_bucket_logging(
        Bucket=asked["bucket"], BucketLoggingStatus={"LoggingEnabled": request(asked, LOGGING)}
    )
    return _setting(asked)


def _ownership(place: Place, asked: Properties) -> Made:
    place.client("s3").put_bucket_ownership_controls(
        Bucket=asked["bucket"], OwnershipControls={"Rules": [block(asked["rule"])]}
    )
    return _setting(asked)


def _policy(place: Place, asked: Properties) -> Made:
    place.client("s3").put_bucket_policy(Bucket=asked["bucket"], Policy=asked["policy"])
    return _setting(asked)


def _public_access_block(place: Place, asked: Properties) -> Made:
    blocked: Properties = {name: bool(asked.get(name)) for name in BLOCKED}
    place.client("s3").put_public_access_block(
        Bucket=asked["bucket"], PublicAccessBlockConfiguration=request(blocked, BLOCKED)
    )
    return _setting(asked, blocked)


def _encryption(place: Place, asked: Properties) -> Made:
    rules = block(asked["rules"], sseAlgorithm="SSEAlgorithm", kmsMasterKeyId="KMSMasterKeyID")
    place.client("s3").put_bucket_encryption(
        Bucket=asked["bucket"], ServerSideEncryptionConfiguration={"Rules": rules}
    )
    return _setting(asked)


def _versioning(place: Place, asked: Properties) -> Made:
    place.client("s3").put_bucket_versioning(
        Bucket=asked["bucket"],
        VersioningConfiguration=block(asked["versioningConfiguration"], mfaDelete="MFADelete"),
    )
    return _setting(asked)


def _setting(asked: Properties, outputs: Properties | None = None) -> Made:
    """A setting goes by its bucket's name."""
    return Made(str(asked["bucket"]), {**given(asked, "bucket"), **(outputs or {})})


def _setting_kind(create: Create, *inputs: str) -> Kind:
    update = lasting(lambda place, _, asked: create(place, asked), "bucket")
    return Kind(create, frozenset({"bucket", *inputs}), update)


KINDS = {
    "aws:s3/bucket:Bucket": Kind(
        _bucket,
        frozenset({"bucket", "objectLockEnabled", "tags"}) | WHEN_DELETED,
        lasting(_changed_bucket, "bucket", "objectLockEnabled"),
        frozenset({"objectLockEnabled"}),
    ),
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": _setting_kind(
        _lifecycle, "rules", *LIFECYCLE
    ),
    "aws:s3/bucketLogging:BucketLogging": _setting_kind(_logging, *LOGGING),
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls": _setting_kind(_ownership, "rule"),
    "aws:s3/bucketPolicy:BucketPolicy": _setting_kind(_policy, "policy"),
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": _setting_kind(_public_access_block, *BLOCKED),
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": _setting_kind(
        _encryption, "rules"
    ),
    "aws:s3/bucketVersioning:BucketVersioning": _setting_kind(_versioning, "versioningConfiguration"),
}
