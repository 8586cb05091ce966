"""The roles: who takes them, and what may be done in them."""

import pytest

from tests.live.parts import has_database
from tests.live.policies import allowed, for_source, in_order, of_the_function, statements

INTERFACES = [
    "ec2:AssignPrivateIpAddresses",
    "ec2:CreateNetworkInterface",
    "ec2:DeleteNetworkInterface",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeSubnets",
    "ec2:UnassignPrivateIpAddresses",
]
"""What Lambda does in a function's role to connect it; IAM knows no resource to name for it."""


@pytest.mark.parametrize(
    ("role", "service"),
    [
        ("function-role", "lambda.amazonaws.com"),
        ("backup-role", "backup.amazonaws.com"),
        ("flow-log-role", "vpc-flow-logs.amazonaws.com"),
    ],
)
def test_a_role_is_taken_by_its_own_service_alone(client, outputs, role, service):
    found = client("iam").get_role(RoleName=f"dr-{outputs['suffix']}-{role}")["Role"]
    trust = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": service}}
    if role == "flow-log-role":
        logs = f"arn:aws:ec2:{outputs['region']}:{outputs['account']}:vpc-flow-log/*"
        trust["Condition"] = for_source(outputs, logs)
    assert statements(found["AssumeRolePolicyDocument"]) == in_order([trust])


def granted(client, outputs, kind):
    """Return what a role's own policy says, and the names of the managed ones it has."""
    iam, role = client("iam"), f"dr-{outputs['suffix']}-{kind}-role"
    [name] = iam.list_role_policies(RoleName=role)["PolicyNames"]
    attached = iam.list_attached_role_policies(RoleName=role)["AttachedPolicies"]
    document = iam.get_role_policy(RoleName=role, PolicyName=name)["PolicyDocument"]
    return statements(document), sorted(each["PolicyName"] for each in attached)


def of_keys(outputs, *kinds):
    """Return the resource and the condition that mean these keys of the stack."""
    aliases = [f"alias/dr-{outputs['suffix']}-{kind}-key" for kind in kinds]
    keys = f"arn:aws:kms:{outputs['region']}:{outputs['account']}:key/*"
    return keys, {"ForAnyValue:StringEquals": {"kms:ResourceAliases": aliases}}


def of_the_database(outputs):
    """Return what the function does with the database, and the Data API with its password for it."""
    region, cluster = outputs["region"], outputs["database_cluster_arn"]
    keys, named = of_keys(outputs, "data")
    via = {"StringEquals": {"kms:ViaService": [f"secretsmanager.{region}.amazonaws.com"]}}
    secrets = f"arn:aws:secretsmanager:{region}:{outputs['account']}:secret:rds!cluster-*"
    own = {"StringEquals": {"aws:ResourceTag/aws:rds:primaryDBClusterArn": [cluster]}}
    return [
        allowed(["rds-data:ExecuteStatement"], cluster),
        allowed(["secretsmanager:GetSecretValue"], secrets, own),
        allowed(["kms:Decrypt"], keys, {**named, **via}),
    ]


def test_the_function_is_granted_what_it_does_and_nothing_else(client, outputs):
    region, account, name = outputs["region"], outputs["account"], f"dr-{outputs['suffix']}-function"
    keys, named = of_keys(outputs, "data", "messages")
    via = [f"{each}.{region}.amazonaws.com" for each in ("dynamodb", "lambda", "s3", "sqs")]
    own = {"ArnEquals": {"lambda:SourceFunctionArn": outputs["lambda_function_arn"]}}
    log = f"arn:aws:logs:{region}:{account}:log-group:{outputs['lambda_log_group_name']}:*"
    queue = f"arn:aws:sqs:{region}:{account}:{name}-dead-letters"
    rest = [
        (["kms:Decrypt", "kms:GenerateDataKey"], keys, {**named, "StringEquals": {"kms:ViaService": via}}),
        (["logs:CreateLogStream", "logs:PutLogEvents"], log, None),
        (["sqs:SendMessage"], queue, None),
        (["xray:PutTelemetryRecords", "xray:PutTraceSegments"], "*", None),
        (INTERFACES, "*", None),
    ]
    wanted = [
        *(each for statements_ in of_the_function(outputs).values() for each in statements_),
        *(allowed(*each) for each in rest),
        *(of_the_database(outputs) if has_database(outputs) else []),
        {**allowed(INTERFACES, "*", own), "Effect": "Deny"},
    ]
    assert granted(client, outputs, "function") == (in_order(wanted), [])


def test_backups_are_made_and_restored_with_what_aws_says_they_need_and_the_stacks_keys(client, outputs):
    keys, named = of_keys(outputs, "backup", "data")
    grants = {**named, "Bool": {"kms:GrantIsForAWSResource": "true"}}
    wanted = [
        allowed(["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"], keys, named),
        allowed(["kms:CreateGrant"], keys, grants),
    ]
    prefix = "AWSBackupServiceRolePolicyFor"
    attached = [f"{prefix}{each}" for each in ("Backup", "Restores", "S3Backup", "S3Restore")]
    assert granted(client, outputs, "backup") == (in_order(wanted), attached)


def test_flows_are_written_to_their_own_log_alone(client, outputs):
    name = outputs["flow_log_group_name"]
    log = f"arn:aws:logs:{outputs['region']}:{outputs['account']}:log-group:{name}"
    write = ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"]
    wanted = [allowed(write, [log, f"{log}:*"]), allowed(["logs:DescribeLogGroups"], "*")]
    assert granted(client, outputs, "flow-log") == (in_order(wanted), [])


def judged(client, outputs, action, resource, item):
    """Return what IAM thinks of the function's doing this, to an item of the table where it is one."""
    role = client("iam").get_role(RoleName=f"dr-{outputs['suffix']}-function-role")["Role"]["Arn"]
    key = {"ContextKeyName": "dynamodb:LeadingKeys", "ContextKeyType": "stringList"}
    [found] = client("iam").simulate_principal_policy(
        PolicySourceArn=role,
        ActionNames=[action],
        ResourceArns=[outputs[resource]],
        ContextEntries=[{**key, "ContextKeyValues": [item]}],
    )["EvaluationResults"]
    return found["EvalDecision"]


@pytest.mark.parametrize(
    ("action", "resource", "decision"),
    [
        ("dynamodb:PutItem", "dynamodb_table_arn", "allowed"),
        ("dynamodb:DeleteItem", "dynamodb_table_arn", "implicitDeny"),
        ("dynamodb:DeleteTable", "dynamodb_table_arn", "implicitDeny"),
        ("dynamodb:Scan", "dynamodb_table_arn", "implicitDeny"),
        ("s3:DeleteBucket", "s3_bucket_arn", "implicitDeny"),
        ("kms:ScheduleKeyDeletion", "data_key_arn", "implicitDeny"),
    ],
)
def test_the_function_may_do_no_more_than_it_must(client, outputs, action, resource, decision):
    assert judged(client, outputs, action, resource, "live-test") == decision


def test_the_function_takes_out_of_the_outbox_what_is_done_where_there_is_one(client, outputs):
    found = judged(client, outputs, "dynamodb:DeleteItem", "dynamodb_table_arn", "outbox#live-test")
    assert found == ("allowed" if has_database(outputs) else "implicitDeny")
