"""How each service tells the tags of what the stack has there: by kind, a function that reads them.

A kind is as ``stack.naming`` has it where its name is its own, else the output that names it.
"""

from tests.live.parts import database_log


def of_pairs(tags):
    """Read tags as most services write them."""
    return {each.get("Key", each.get("TagKey")): each.get("Value", each.get("TagValue")) for each in tags}


def of_alarm(client, outputs, name, region):
    """Return the tags of an alarm of a region."""
    arn = f"arn:aws:cloudwatch:{region}:{outputs['account']}:alarm:{name}"
    return of_pairs(client("cloudwatch", region).list_tags_for_resource(ResourceARN=arn)["Tags"])


def _ec2(operation, key, **filters):
    def read(client, outputs):
        wanted = {name.replace("_", "-"): outputs.get(value, value) for name, value in filters.items()}
        query = [{"Name": name, "Values": [value]} for name, value in wanted.items()]
        found = getattr(client("ec2"), operation)(Filters=query)[key]
        assert found
        return [of_pairs(each.get("Tags", [])) for each in found]

    return read


def _route_tables(client, outputs):
    filters = [{"Name": "vpc-id", "Values": [outputs["vpc_id"]]}]
    tables = client("ec2").describe_route_tables(Filters=filters)["RouteTables"]
    # The one that AWS gives every VPC is not the stack's.
    own = [each for each in tables if not any(found["Main"] for found in each["Associations"])]
    assert own
    return [of_pairs(each["Tags"]) for each in own]


def _security_group_rules(client, outputs):
    filters = [{"Name": "vpc-id", "Values": [outputs["vpc_id"]]}]
    groups = client("ec2").describe_security_groups(Filters=filters)["SecurityGroups"]
    own = [{"Name": "group-id", "Values": [each["GroupId"] for each in groups]}]
    rules = client("ec2").describe_security_group_rules(Filters=own)["SecurityGroupRules"]
    assert rules
    return [of_pairs(each["Tags"]) for each in rules]


def _key(kind, region="region"):
    def read(client, outputs):
        kms = client("kms", outputs[region])
        key = kms.describe_key(KeyId=f"alias/dr-{outputs['suffix']}-{kind}")["KeyMetadata"]["KeyId"]
        return of_pairs(kms.list_resource_tags(KeyId=key)["Tags"])

    return read


def _log_group(output):
    def read(client, outputs):
        arn = f"arn:aws:logs:{outputs['region']}:{outputs['account']}:log-group:{outputs[output]}"
        return client("logs").list_tags_for_resource(resourceArn=arn)["tags"]

    return read


def _rds(kind, name):
    def read(client, outputs):
        arn = f"arn:aws:rds:{outputs['region']}:{outputs['account']}:{kind}:dr-{outputs['suffix']}-{name}"
        return of_pairs(client("rds").list_tags_for_resource(ResourceName=arn)["TagList"])

    return read


def _database_log(client, outputs):
    arn = f"arn:aws:logs:{outputs['region']}:{outputs['account']}:log-group:{database_log(outputs)}"
    return client("logs").list_tags_for_resource(resourceArn=arn)["tags"]


def _role(kind):
    return lambda client, outputs: of_pairs(
        client("iam").list_role_tags(RoleName=f"dr-{outputs['suffix']}-{kind}")["Tags"]
    )


def _topic(output, region="region"):
    return lambda client, outputs: of_pairs(
        client("sns", outputs[region]).list_tags_for_resource(ResourceArn=outputs[output])["Tags"]
    )


def _queue(output):
    return lambda client, outputs: client("sqs").list_queue_tags(QueueUrl=outputs[output])["Tags"]


def _bucket(output):
    return lambda client, outputs: of_pairs(client("s3").get_bucket_tagging(Bucket=outputs[output])["TagSet"])


def _api(path):
    def read(client, outputs):
        arn = f"arn:aws:apigateway:{outputs['region']}::/apis/{outputs['api_id']}{path}"
        return client("apigatewayv2").get_tags(ResourceArn=arn)["Tags"]

    return read


def _backup(arn_of):
    return lambda client, outputs: client("backup").list_tags(ResourceArn=arn_of(client("backup"), outputs))[
        "Tags"
    ]


def _rule(client, outputs):
    arn = client("events").describe_rule(Name=outputs["event_rule_name"])["Arn"]
    return of_pairs(client("events").list_tags_for_resource(ResourceARN=arn)["Tags"])


def _health_check(client, outputs):
    found = client("route53").list_tags_for_resource(
        ResourceType="healthcheck", ResourceId=outputs["health_check_id"]
    )
    return of_pairs(found["ResourceTagSet"]["Tags"])


def _budget(client, outputs):
    arn = f"arn:aws:budgets::{outputs['account']}:budget/dr-{outputs['suffix']}-budget"
    return of_pairs(client("budgets", "us-east-1").list_tags_for_resource(ResourceARN=arn)["ResourceTags"])


def _table(client, outputs):
    found = client("dynamodb").list_tags_of_resource(ResourceArn=outputs["dynamodb_table_arn"])
    return of_pairs(found["Tags"])


def _function(client, outputs):
    return client("lambda").list_tags(Resource=outputs["lambda_function_arn"])["Tags"]


READERS = {
    "api": _api(""),
    "api stage": _api("/stages/$default"),
    "backup key": _key("backup-key"),
    "backup plan": _backup(
        lambda client, outputs: client.get_backup_plan(BackupPlanId=outputs["backup_plan_id"])[
            "BackupPlanArn"
        ]
    ),
    "backup role": _role("backup-role"),
    "backup vault": _backup(
        lambda client, outputs: client.describe_backup_vault(BackupVaultName=outputs["backup_vault_name"])[
            "BackupVaultArn"
        ]
    ),
    "bucket": _bucket("s3_bucket_name"),
    "budget": _budget,
    "data key": _key("data-key"),
    "endpoints": _ec2("describe_vpc_endpoints", "VpcEndpoints", vpc_id="vpc_id"),
    "flow log": _ec2("describe_flow_logs", "FlowLogs", **{"resource-id": "vpc_id"}),
    "flow log role": _role("flow-log-role"),
    "function": _function,
    "function dead letters": _queue("function_dead_letters_url"),
    "function role": _role("function-role"),
    "health check": _health_check,
    "internet gateway": _ec2(
        "describe_internet_gateways", "InternetGateways", **{"attachment.vpc-id": "vpc_id"}
    ),
    "log bucket": _bucket("log_bucket_name"),
    "log group of the api": _log_group("api_log_group_name"),
    "log group of the flow log": _log_group("flow_log_group_name"),
    "log group of the function": _log_group("lambda_log_group_name"),
    "logs key": _key("logs-key"),
    "messages key": _key("messages-key"),
    "restore testing plan": _backup(
        lambda client, outputs: client.get_restore_testing_plan(
            RestoreTestingPlanName=f"dr_{outputs['suffix'].replace('-', '_')}_restore_testing"
        )["RestoreTestingPlan"]["RestoreTestingPlanArn"]
    ),
    "route tables": _route_tables,
    "rule": _rule,
    "schedule dead letters": _queue("schedule_dead_letters_url"),
    "security group rules": _security_group_rules,
    "security groups": _ec2("describe_security_groups", "SecurityGroups", vpc_id="vpc_id"),
    "subnets": _ec2("describe_subnets", "Subnets", vpc_id="vpc_id"),
    "table": _table,
    "topic": _topic("sns_topic_arn"),
    "vpc": _ec2("describe_vpcs", "Vpcs", vpc_id="vpc_id"),
    "watch key": _key("watch-key", "watch_region"),
    "watch topic": _topic("watch_topic_arn", "watch_region"),
}
"""What has tags, and how they are read; a reader gives one set of tags, or one for each of several."""
OF_DATABASE = {
    "database": _rds("cluster", "database"),
    "database's cluster events": _rds("es", "database-cluster-events"),
    "database's first instance": _rds("db", "database-1"),
    "database's instance events": _rds("es", "database-instance-events"),
    "database's parameters": _rds("cluster-pg", "database-parameters"),
    "database's second instance": _rds("db", "database-2"),
    "database's subnets": _rds("subgrp", "database-subnets"),
    "log group of the database": _database_log,
}
"""The same, of what only a stack with a database has."""
