"""Documents and their index in two regions; DNS moves readers over when the first does not answer."""

import json

import pulumi
import pulumi_aws as aws

config = pulumi.Config()
domain, zone_id = config.require("domain"), config.require("zoneId")
home, away = aws.config.region, config.require("replicaRegion")
tags = {"owner": "documents@example.com", "environment": pulumi.get_stack()}
second = aws.Provider("second", region=away, default_tags={"tags": tags})
there = pulumi.ResourceOptions(provider=second)

# The first bucket was made by hand, years ago.
documents = aws.s3.Bucket(
    "documents",
    bucket="archive-documents",
    tags=tags,
    opts=pulumi.ResourceOptions(import_="archive-documents", protect=True),
)
copies = aws.s3.Bucket("copies", bucket="archive-documents-copies", opts=there)
kept = [
    aws.s3.BucketVersioning(
        name,
        bucket=bucket.id,
        region=region,
        versioning_configuration={"status": "Enabled"},
    )
    for name, bucket, region in (("documents", documents, home), ("copies", copies, away))
]
for name, bucket, region in (("documents", documents, None), ("copies", copies, away)):
    aws.s3.BucketPublicAccessBlock(
        name,
        bucket=bucket.id,
        region=region,
        block_public_acls=True,
        block_public_policy=True,
        ignore_public_acls=True,
        restrict_public_buckets=True,
    )
replicator = aws.iam.Role(
    "replicator",
    assume_role_policy=json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": {
                "Effect": "Allow",
                "Principal": {"Service": "s3.amazonaws.com"},
                "Action": "sts:AssumeRole",
            },
        }
    ),
    inline_policies=[
        {
            "name": "replicate",
            "policy": pulumi.Output.json_dumps(
                {
                    "Version": "2012-10-17",
                    "Statement": [
                        {
                            "Effect": "Allow",
                            "Action": ["s3:GetReplicationConfiguration", "s3:ListBucket"],
                            "Resource": documents.arn,
                        },
                        {
                            "Effect": "Allow",
                            "Action": ["s3:GetObjectVersionForReplication", "s3:GetObjectVersionAcl"],
                            "Resource": pulumi.Output.concat(documents.arn, "/*"),
                        },
                        {
                            "Effect": "Allow",
                            "Action": ["s3:ReplicateObject", "s3:ReplicateDelete"],
                            "Resource": pulumi.Output.concat(copies.arn, "/*"),
                        },
                    ],
                }
            ),
        }
    ],
)
aws.s3.BucketReplicationConfig(
    "documents",
    bucket=documents.id,
    role=replicator.arn,
    rules=[
        {
            "id": "all",
            "status": "Enabled",
            "filter": {},
            "delete_marker_replication": {"status": "Enabled"},
            "destination": {"bucket": copies.arn, "storage_class": "STANDARD_IA"},
        }
    ],
    opts=pulumi.ResourceOptions(depends_on=kept),
)

index = aws.dynamodb.Table(
    "index",
    hash_key="document",
    attributes=[{"name": "document", "type": "S"}],
    billing_mode="PAY_PER_REQUEST",
    stream_enabled=True,
    stream_view_type="NEW_AND_OLD_IMAGES",
    point_in_time_recovery={"enabled": True},
    replicas=[{"region_name": away, "point_in_time_recovery": True}],
    tags=tags,
)

# Each night's backup, and a copy of it in the second region.
key = aws.kms.Key.get(
    "shared", "arn:aws:kms:eu-central-1:123456789012:key/1b2c3d4e-0000-4000-8000-000000000002"
)
vault = aws.backup.Vault("nightly", kms_key_arn=key.arn, tags=tags)
far_vault = aws.backup.Vault("nightly-copies", region=away, tags=tags)
plan = aws.backup.Plan(
    "nightly",
    rules=[
        {
            "rule_name": "nightly",
            "target_vault_name": vault.name,
            "schedule": "cron(0 2 * * ? *)",
            "lifecycle": {"delete_after": 35},
            "copy_actions": [{"destination_vault_arn": far_vault.arn, "lifecycle": {"delete_after": 90}}],
        }
    ],
    tags=tags,
)
aws.backup.Selection(
    "nightly",
    plan_id=plan.id,
    iam_role_arn=aws.iam.get_role_output(name="AWSBackupDefaultServiceRole").arn,
    resources=[index.arn, documents.arn],
)

# Two load balancers that another stack owns answer for the archive.
pager = aws.sns.Topic("pager", region="us-east-1", tags=tags)
aws.sns.TopicSubscription(
    "pager",
    region="us-east-1",
    topic=pager.arn,
    protocol="https",
    endpoint=config.require_secret("pagerUrl"),
)
for role, region in (("PRIMARY", home), ("SECONDARY", away)):
    front = aws.lb.get_load_balancer_output(name="archive", region=region)
    check = aws.route53.HealthCheck(
        role.lower(),
        fqdn=front.dns_name,
        type="HTTPS",
        port=443,
        resource_path="/healthz",
        request_interval=30,
        failure_threshold=3,
        tags=tags,
    )
    aws.route53.Record(
        role.lower(),
        zone_id=zone_id,
        name=domain,
        type="A",
        set_identifier=region,
        failover_routing_policies=[{"type": role}],
        health_check_id=check.id,
        aliases=[{"name": front.dns_name, "zone_id": front.zone_id, "evaluate_target_health": True}],
    )
    aws.cloudwatch.MetricAlarm(
        f"{role.lower()}-down",
        region="us-east-1",
        namespace="AWS/Route53",
        metric_name="HealthCheckStatus",
        dimensions={"HealthCheckId": check.id},
        statistic="Minimum",
        comparison_operator="LessThanThreshold",
        threshold=1,
        period=60,
        evaluation_periods=2,
        alarm_actions=[pager.arn],
        tags=tags,
    )
pulumi.export("documents", documents.bucket)
