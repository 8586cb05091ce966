"""Bookings come by a queue and are written to a table; documents lie in a bucket; all is backed up."""

import json

import pulumi
import pulumi_aws as aws

name = f"ledger-{pulumi.get_stack()}"
account, region = aws.get_caller_identity().account_id, aws.get_region().region
kept = pulumi.ResourceOptions(protect=True)

key = aws.kms.Key(
    "ledger",
    description="Everything of the ledger",
    enable_key_rotation=True,
    deletion_window_in_days=30,
    opts=kept,
)
aws.kms.Alias("ledger", name=f"alias/{name}", target_key_id=key.key_id)


def statement(effect, actions, resources, **more):
    """One statement of a policy document."""
    return {"Effect": effect, "Action": actions, "Resource": resources, **more}


def document(*statements):
    """A policy document as text."""
    return json.dumps({"Version": "2012-10-17", "Statement": statements})


def plain_http_denied(service, *arns):
    """Nobody may come without TLS."""
    return statement(
        "Deny",
        f"{service}:*",
        list(arns),
        Principal="*",
        Condition={"Bool": {"aws:SecureTransport": "false"}},
    )


def bucket(suffix):
    """A private bucket that keeps what is overwritten for 90 days."""
    called = f"{name}-{suffix}"
    made = aws.s3.Bucket(suffix, bucket=called, opts=kept)
    child = pulumi.ResourceOptions(parent=made)
    aws.s3.BucketVersioning(
        suffix, bucket=made.bucket, versioning_configuration={"status": "Enabled"}, opts=child
    )
    aws.s3.BucketServerSideEncryptionConfiguration(
        suffix,
        bucket=made.bucket,
        rules=[
            {
                "apply_server_side_encryption_by_default": {
                    "sse_algorithm": "aws:kms",
                    "kms_master_key_id": key.arn,
                },
                "bucket_key_enabled": True,
            }
        ],
        opts=child,
    )
    aws.s3.BucketPublicAccessBlock(
        suffix,
        bucket=made.id,
        block_public_acls=True,
        block_public_policy=True,
        ignore_public_acls=True,
        restrict_public_buckets=True,
        opts=child,
    )
    aws.s3.BucketOwnershipControls(
        suffix, bucket=made.id, rule={"object_ownership": "BucketOwnerEnforced"}, opts=child
    )
    aws.s3.BucketLifecycleConfiguration(
        suffix,
        bucket=made.id,
        rules=[
            {
                "id": "old-versions",
                "status": "Enabled",
                "noncurrent_version_expiration": {"noncurrent_days": 90},
                "abort_incomplete_multipart_upload": {"days_after_initiation": 7},
            }
        ],
        opts=child,
    )
    arn = f"arn:aws:s3:::{called}"
    aws.s3.BucketPolicy(
        suffix, bucket=made.id, policy=document(plain_http_denied("s3", arn, f"{arn}/*")), opts=child
    )
    return made


documents, access = bucket("documents"), bucket("access")
aws.s3.BucketLogging("documents", bucket=documents.id, target_bucket=access.id, target_prefix="documents/")

bookings = aws.dynamodb.Table(
    "bookings",
    name=f"{name}-bookings",
    hash_key="account",
    range_key="number",
    attributes=[{"name": "account", "type": "S"}, {"name": "number", "type": "N"}],
    billing_mode="PAY_PER_REQUEST",
    point_in_time_recovery={"enabled": True},
    deletion_protection_enabled=True,
    server_side_encryption={"enabled": True, "kms_key_arn": key.arn},
    stream_enabled=True,
    stream_view_type="NEW_AND_OLD_IMAGES",
    opts=kept,
)


def queue(suffix, **inputs):
    """A queue that only this account may use, and only over TLS."""
    called = f"{name}-{suffix}"
    made = aws.sqs.Queue(suffix, name=called, kms_master_key_id=key.id, **inputs)
    arn = f"arn:aws:sqs:{region}:{account}:{called}"
    aws.sqs.QueuePolicy(suffix, queue_url=made.url, policy=document(plain_http_denied("sqs", arn)))
    return made


dead = queue("dead", message_retention_seconds=1209600)
incoming = queue("incoming", visibility_timeout_seconds=180)
aws.sqs.RedrivePolicy(
    "incoming",
    queue_url=incoming.id,
    redrive_policy=dead.arn.apply(lambda arn: json.dumps({"deadLetterTargetArn": arn, "maxReceiveCount": 5})),
)

role = aws.iam.Role(
    "booker",
    assume_role_policy=document(
        {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "lambda.amazonaws.com"}}
    ),
)
table_arn = f"arn:aws:dynamodb:{region}:{account}:table/{name}-bookings"
queue_arn = f"arn:aws:sqs:{region}:{account}:{name}-incoming"
logs_arn = f"arn:aws:logs:{region}:{account}:log-group:/aws/lambda/{name}-booker:*"
received = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"]
policy = aws.iam.Policy(
    "booker",
    policy=document(
        statement("Allow", ["dynamodb:PutItem", "dynamodb:GetItem"], table_arn),
        statement("Allow", received, queue_arn),
        statement("Allow", ["logs:CreateLogStream", "logs:PutLogEvents"], logs_arn),
    ),
)
aws.iam.RolePolicyAttachment("booker", role=role.name, policy_arn=policy.arn)
logs = aws.cloudwatch.LogGroup(
    "booker", name=f"/aws/lambda/{name}-booker", retention_in_days=365, kms_key_id=key.arn
)
booker = aws.lambda_.Function(
    "booker",
    name=f"{name}-booker",
    runtime="python3.13",
    handler="booker.handler",
    code=pulumi.FileArchive("./booker"),
    role=role.arn,
    timeout=30,
    reserved_concurrent_executions=10,
    kms_key_arn=key.arn,
    environment={"variables": {"TABLE": bookings.name}},
    opts=pulumi.ResourceOptions(depends_on=[logs]),
)
aws.lambda_.EventSourceMapping("booker", event_source_arn=incoming.arn, function_name=booker.name)

# Who is told of what goes wrong.
oncall = aws.sns.Topic("oncall", name=f"{name}-oncall", kms_master_key_id=key.id)
oncall_arn = f"arn:aws:sns:{region}:{account}:{name}-oncall"
aws.sns.TopicPolicy(
    "oncall",
    arn=oncall.arn,
    policy=document(
        statement(
            "Allow",
            "sns:Publish",
            oncall_arn,
            Principal={"Service": ["cloudwatch.amazonaws.com", "backup.amazonaws.com"]},
            Condition={"StringEquals": {"aws:SourceAccount": account}},
        ),
        {**plain_http_denied("sns", oncall_arn), "Action": "sns:Publish"},
    ),
)
aws.sns.TopicSubscription(
    "oncall", topic=oncall.arn, protocol="email", endpoint=pulumi.Config().require("oncall")
)


def alarm(suffix, namespace, metric, dimensions, threshold=0, **inputs):
    """Tell who is on call when a metric exceeds a threshold."""
    aws.cloudwatch.MetricAlarm(
        suffix,
        namespace=namespace,
        metric_name=metric,
        dimensions=dimensions,
        threshold=threshold,
        comparison_operator="GreaterThanThreshold",
        statistic="Maximum",
        period=300,
        evaluation_periods=1,
        treat_missing_data="notBreaching",
        alarm_actions=[oncall.arn],
        ok_actions=[oncall.arn],
        **inputs,
    )


alarm("dead", "AWS/SQS", "ApproximateNumberOfMessagesVisible", {"QueueName": dead.name})
for each in ("Errors", "Throttles"):
    alarm(f"booker-{each.lower()}", "AWS/Lambda", each, {"FunctionName": booker.name})
for each in ("ReadThrottleEvents", "WriteThrottleEvents", "SystemErrors"):
    alarm(f"bookings-{each.lower()}", "AWS/DynamoDB", each, {"TableName": bookings.name})

# Backups, which nobody can delete before their time.
vault = aws.backup.Vault("ledger", name=name, kms_key_arn=key.arn, opts=kept)
aws.backup.VaultLockConfiguration(
    "ledger",
    backup_vault_name=vault.name,
    min_retention_days=30,
    max_retention_days=120,
    changeable_for_days=3,
)
aws.backup.VaultNotifications(
    "ledger",
    backup_vault_name=vault.name,
    sns_topic_arn=oncall.arn,
    backup_vault_events=["BACKUP_JOB_FAILED", "RESTORE_JOB_COMPLETED", "COPY_JOB_FAILED"],
)
plan = aws.backup.Plan(
    "ledger",
    rules=[
        {
            "rule_name": "nightly",
            "target_vault_name": vault.name,
            "schedule": "cron(0 3 * * ? *)",
            "enable_continuous_backup": True,
            "lifecycle": {"delete_after": 35},
        }
    ],
)
backup_role = aws.iam.Role(
    "backup",
    assume_role_policy=document(
        {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "backup.amazonaws.com"}}
    ),
)
for each in ("AWSBackupServiceRolePolicyForBackup", "AWSBackupServiceRolePolicyForS3Backup"):
    prefix = "service-role/" if each.endswith("ForBackup") else ""
    aws.iam.RolePolicyAttachment(
        each, role=backup_role.name, policy_arn=f"arn:aws:iam::aws:policy/{prefix}{each}"
    )
aws.backup.Selection(
    "ledger",
    plan_id=plan.id,
    iam_role_arn=backup_role.arn,
    selection_tags=[{"type": "STRINGEQUALS", "key": "owner", "value": "ledger-team"}],
)
