"""An HTTP API that takes orders, a worker that ships them, and a report each night."""

import json

import pulumi
import pulumi_aws as aws

config = pulumi.Config()
stack = pulumi.get_stack()
memory = config.get_int("memory") or 128

table = aws.dynamodb.Table(
    "orders",
    name=f"orders-{stack}",
    hash_key="id",
    range_key="placed",
    attributes=[{"name": "id", "type": "S"}, {"name": "placed", "type": "N"}],
    billing_mode="PROVISIONED",
    read_capacity=5,
    write_capacity=5,
)
failed = aws.sqs.Queue("shipments-failed", message_retention_seconds=1209600)
shipments = aws.sqs.Queue(
    "shipments",
    visibility_timeout_seconds=180,
    redrive_policy=failed.arn.apply(
        lambda arn: json.dumps({"deadLetterTargetArn": arn, "maxReceiveCount": 4})
    ),
)

role = aws.iam.Role(
    "function",
    assume_role_policy=json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Effect": "Allow",
                    "Principal": {"Service": "lambda.amazonaws.com"},
                    "Action": "sts:AssumeRole",
                }
            ],
        }
    ),
)
aws.iam.RolePolicyAttachment(
    "function-logs",
    role=role.name,
    policy_arn="arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole",
)
aws.iam.RolePolicy(  # pyrefly: ignore[no-matching-overload] # AWS writes these keys so
    "function-data",
    role=role.id,
    policy={
        "Version": "2012-10-17",
        "Statement": [
            {"Effect": "Allow", "Action": "dynamodb:*", "Resource": table.arn},
            {"Effect": "Allow", "Action": ["sqs:*"], "Resource": [shipments.arn, failed.arn]},
            {"Effect": "Allow", "Action": "ses:SendEmail", "Resource": "*"},
        ],
    },
)


def function(name, handler, timeout=10):
    """A function of this service; all share one archive."""
    return aws.lambda_.Function(
        name,
        runtime="python3.12",
        handler=handler,
        role=role.arn,
        code=pulumi.FileArchive("./app"),
        memory_size=memory,
        timeout=timeout,
        environment={"variables": {"TABLE": table.name, "QUEUE_URL": shipments.url}},
    )


orders = function("orders", "orders.handler")
ship = function("ship", "ship.handler", timeout=30)
report = function("report", "report.handler", timeout=300)
aws.cloudwatch.LogGroup(
    "orders", name=pulumi.Output.concat("/aws/lambda/", orders.name), retention_in_days=14
)

aws.lambda_.EventSourceMapping(
    "ship",
    event_source_arn=shipments.arn,
    function_name=ship.arn,
    batch_size=10,
    function_response_types=["ReportBatchItemFailures"],
)

api = aws.apigatewayv2.Api("orders", protocol_type="HTTP", cors_configuration={"allow_origins": ["*"]})
integration = aws.apigatewayv2.Integration(
    "orders",
    api_id=api.id,
    integration_type="AWS_PROXY",
    integration_uri=orders.invoke_arn,
    payload_format_version="2.0",
)
for verb, path in (("POST", "/orders"), ("GET", "/orders/{id}")):
    aws.apigatewayv2.Route(
        f"{verb.lower()}-orders",
        api_id=api.id,
        route_key=f"{verb} {path}",
        target=pulumi.Output.concat("integrations/", integration.id),
    )
stage = aws.apigatewayv2.Stage("orders", api_id=api.id, name="$default", auto_deploy=True)
aws.lambda_.Permission(
    "orders-api",
    action="lambda:InvokeFunction",
    function=orders.name,
    principal="apigateway.amazonaws.com",
    source_arn=pulumi.Output.format("{0}/*/*", api.execution_arn),
)

nightly = aws.cloudwatch.EventRule("nightly", schedule_expression="cron(0 3 * * ? *)")
aws.cloudwatch.EventTarget("nightly", rule=nightly.name, arn=report.arn)
aws.lambda_.Permission(
    "report-nightly",
    action="lambda:InvokeFunction",
    function=report.name,
    principal="events.amazonaws.com",
    source_arn=nightly.arn,
)

pulumi.export("url", stage.invoke_url)
pulumi.export("table", table.name)
