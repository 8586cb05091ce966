"""The function of a region, and all that calls it."""

from __future__ import annotations

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from tests.mutations.reference.messages import Messages
from tests.mutations.reference.network import Network
from tests.mutations.reference.place import ACCOUNT, HOST, Place
from tests.mutations.reference.policies import allow, document, trust

RUNTIME = "python3.13"


@dataclass(frozen=True)
class Needs:
    """What the function of a region needs of others."""

    key_arn: pulumi.Output[str]
    network: Network
    messages: Messages


def function(place: Place, needs: Needs) -> aws.lambda_.Function:
    """Make the function of a region."""
    name = place.called("orders")
    group = aws.cloudwatch.LogGroup(
        name,
        name=f"/aws/lambda/{name}",
        retention_in_days=90,
        kms_key_id=needs.key_arn,
        skip_destroy=True,
        opts=place.opts,
    )
    made = aws.lambda_.Function(
        name,
        name=name,
        description="Takes orders",
        runtime=RUNTIME,
        handler="orders.handler",
        s3_bucket=f"example-code-{place.name}",
        s3_key="orders.zip",
        code_signing_config_arn=_signing(place),
        role=_role(place),
        timeout=30,
        memory_size=512,
        reserved_concurrent_executions=50,
        kms_key_arn=needs.key_arn,
        environment={"variables": {"TABLE_NAME": "orders"}},
        vpc_config={
            "subnet_ids": needs.network.private_subnet_ids,
            "security_group_ids": [needs.network.function_group_id],
        },
        tracing_config={"mode": "Active"},
        logging_config={"log_format": "JSON", "log_group": group.name},
        opts=place.opts,
    )
    aws.lambda_.FunctionEventInvokeConfig(
        name,
        function_name=made.name,
        maximum_retry_attempts=2,
        destination_config={"on_failure": {"destination": needs.messages.dead_letters.arn}},
        opts=place.opts,
    )
    _url(place, made)
    _schedule(place, made, needs)
    return made


def _signing(place: Place) -> pulumi.Output[str]:
    config = aws.lambda_.CodeSigningConfig(
        place.called("build"),
        allowed_publishers={
            "signing_profile_version_arns": [place.arn("signer", "/signing-profiles/build/a1b2c3d4e5")]
        },
        policies={"untrusted_artifact_on_deployment": "Enforce"},
        opts=place.opts,
    )
    return config.arn


def _role(place: Place) -> pulumi.Output[str]:
    name = place.called("orders")
    role = aws.iam.Role(name, name=name, assume_role_policy=trust("lambda.amazonaws.com"), opts=place.opts)
    rights = aws.iam.Policy(
        name,
        name=name,
        policy=document(
            allow(
                ("dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"),
                [place.arn("dynamodb", "table/orders")],
            ),
            allow(("sqs:SendMessage",), [place.arn("sqs", place.called("dead-letters"))]),
        ),
        opts=place.opts,
    )
    managed = "arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole"
    aws.iam.RolePolicyAttachment(name, role=role.name, policy_arn=rights.arn, opts=place.opts)
    aws.iam.RolePolicyAttachment(f"{name}-network", role=role.name, policy_arn=managed, opts=place.opts)
    return role.arn


def _url(place: Place, made: aws.lambda_.Function) -> None:
    """Let the partner call the function by its own URL."""
    aws.lambda_.FunctionUrl(
        place.called("partner"),
        function_name=made.name,
        authorization_type="AWS_IAM",
        cors={"allow_origins": [f"https://{HOST}"], "allow_methods": ["POST"]},
        opts=place.opts,
    )
    aws.lambda_.Permission(
        place.called("partner"),
        action="lambda:InvokeFunctionUrl",
        function=made.name,
        principal=f"arn:aws:iam::{ACCOUNT}:role/partner",
        function_url_auth_type="AWS_IAM",
        opts=place.opts,
    )


def _schedule(place: Place, made: aws.lambda_.Function, needs: Needs) -> None:
    name = place.called("nightly")
    role = aws.iam.Role(name, name=name, assume_role_policy=trust("scheduler.amazonaws.com"), opts=place.opts)
    rights = aws.iam.Policy(
        name,
        name=name,
        policy=document(
            allow(("lambda:InvokeFunction",), [place.arn("lambda", f"function:{place.called('orders')}")])
        ),
        opts=place.opts,
    )
    aws.iam.RolePolicyAttachment(name, role=role.name, policy_arn=rights.arn, opts=place.opts)
    aws.scheduler.Schedule(
        name,
        name=name,
        schedule_expression="rate(1 day)",
        flexible_time_window={"mode": "OFF"},
        state="ENABLED",
        target={
            "arn": made.arn,
            "role_arn": role.arn,
            "dead_letter_config": {"arn": needs.messages.dead_letters.arn},
            "retry_policy": {"maximum_event_age_in_seconds": 3600, "maximum_retry_attempts": 5},
        },
        opts=place.opts,
    )


def sources(place: Place, made: aws.lambda_.Function, table: aws.dynamodb.Table, held: Messages) -> None:
    """Have the function follow a table's changes and a queue of work."""
    aws.lambda_.EventSourceMapping(
        "changes",
        event_source_arn=table.stream_arn,
        function_name=made.name,
        starting_position="LATEST",
        maximum_retry_attempts=5,
        maximum_record_age_in_seconds=3600,
        bisect_batch_on_function_error=True,
        destination_config={"on_failure": {"destination_arn": held.dead_letters.arn}},
        opts=place.opts,
    )
    aws.lambda_.EventSourceMapping(
        "work", event_source_arn=held.work.arn, function_name=made.name, batch_size=10, opts=place.opts
    )
