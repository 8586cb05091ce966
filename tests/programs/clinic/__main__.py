"""Appointments in Aurora PostgreSQL, which a function in private subnets serves through an HTTP API."""

import json

import pulumi
import pulumi_aws as aws

config, stack = pulumi.Config(), pulumi.get_stack()
account, region = aws.get_caller_identity().account_id, aws.get_region().region
tags = {"owner": "appointments", "cost-centre": "c-12", "environment": stack, "tier": "staging"}
provider = aws.Provider("clinic", region=region, default_tags={"tags": tags})
ours = pulumi.ResourceOptions(provider=provider)
kept = pulumi.ResourceOptions(provider=provider, protect=True)

trust = aws.iam.get_policy_document(
    statements=[
        {
            "actions": ["sts:AssumeRole"],
            "principals": [{"type": "Service", "identifiers": ["vpc-flow-logs.amazonaws.com"]}],
            "conditions": [{"test": "StringEquals", "variable": "aws:SourceAccount", "values": [account]}],
        }
    ]
)
key = aws.kms.Key("data", description="Appointments", enable_key_rotation=True, opts=kept)

# A network without a way to the internet.
vpc = aws.ec2.Vpc("clinic", cidr_block="10.40.0.0/16", enable_dns_hostnames=True, opts=ours)
aws.ec2.DefaultSecurityGroup("closed", vpc_id=vpc.id, opts=ours)
table = aws.ec2.RouteTable("private", vpc_id=vpc.id, opts=ours)
subnets = []
for number, zone in enumerate(aws.get_availability_zones(state="available").names[:2]):
    subnet = aws.ec2.Subnet(
        f"private-{number}",
        vpc_id=vpc.id,
        availability_zone=zone,
        cidr_block=f"10.40.{number}.0/24",
        opts=ours,
    )
    aws.ec2.RouteTableAssociation(
        f"private-{number}", subnet_id=subnet.id, route_table_id=table.id, opts=ours
    )
    subnets.append(subnet)
traffic = aws.cloudwatch.LogGroup("traffic", retention_in_days=90, kms_key_id=key.arn, opts=ours)
watcher = aws.iam.Role("watcher", assume_role_policy=trust.json, opts=ours)
aws.ec2.FlowLog(
    "clinic",
    vpc_id=vpc.id,
    traffic_type="ALL",
    log_destination=traffic.arn,
    iam_role_arn=watcher.arn,
    opts=ours,
)

function_group = aws.ec2.SecurityGroup("function", vpc_id=vpc.id, description="The function", opts=ours)
database_group = aws.ec2.SecurityGroup("database", vpc_id=vpc.id, description="The database", opts=ours)
endpoint_group = aws.ec2.SecurityGroup("endpoint", vpc_id=vpc.id, description="Secrets", opts=ours)
for called, group, port in (("database", database_group, 5432), ("endpoint", endpoint_group, 443)):
    aws.vpc.SecurityGroupIngressRule(
        called,
        security_group_id=group.id,
        referenced_security_group_id=function_group.id,
        ip_protocol="tcp",
        from_port=port,
        to_port=port,
        opts=ours,
    )
    aws.vpc.SecurityGroupEgressRule(
        called,
        security_group_id=function_group.id,
        referenced_security_group_id=group.id,
        ip_protocol="tcp",
        from_port=port,
        to_port=port,
        opts=ours,
    )
aws.ec2.VpcEndpoint(
    "secrets",
    vpc_id=vpc.id,
    service_name=f"com.amazonaws.{region}.secretsmanager",
    vpc_endpoint_type="Interface",
    subnet_ids=[subnet.id for subnet in subnets],
    security_group_ids=[endpoint_group.id],
    private_dns_enabled=True,
    policy=json.dumps(
        {
            "Statement": [
                {
                    "Effect": "Allow",
                    "Principal": "*",
                    "Action": "secretsmanager:GetSecretValue",
                    "Resource": f"arn:aws:secretsmanager:{region}:{account}:secret:rds!*",
                    "Condition": {"StringEquals": {"aws:PrincipalAccount": account}},
                }
            ]
        }
    ),
    opts=ours,
)

parameters = aws.rds.ClusterParameterGroup(
    "appointments",
    family="aurora-postgresql16",
    parameters=[{"name": "rds.force_ssl", "value": "1"}],
    opts=ours,
)
cluster = aws.rds.Cluster(
    "appointments",
    engine=aws.rds.EngineType.AURORA_POSTGRESQL,
    engine_mode="provisioned",
    engine_version="16.6",
    database_name="appointments",
    master_username="clinic",
    manage_master_user_password=True,
    iam_database_authentication_enabled=True,
    storage_encrypted=True,
    kms_key_id=key.arn,
    db_subnet_group_name=aws.rds.SubnetGroup(
        "appointments", subnet_ids=[subnet.id for subnet in subnets], opts=ours
    ).name,
    db_cluster_parameter_group_name=parameters.name,
    vpc_security_group_ids=[database_group.id],
    backup_retention_period=35,
    delete_automated_backups=False,
    deletion_protection=True,
    skip_final_snapshot=False,
    final_snapshot_identifier=f"appointments-{stack}-last",
    copy_tags_to_snapshot=True,
    enabled_cloudwatch_logs_exports=["postgresql"],
    serverlessv2_scaling_configuration={"min_capacity": 1, "max_capacity": 8},
    opts=kept,
)
for number in range(2):
    aws.rds.ClusterInstance(
        f"appointments-{number}",
        cluster_identifier=cluster.id,
        engine=aws.rds.EngineType.AURORA_POSTGRESQL,
        engine_version=cluster.engine_version,
        instance_class="db.serverless",
        promotion_tier=number,
        opts=kept,
    )

role = aws.iam.Role(
    "function",
    assume_role_policy=aws.iam.get_policy_document(
        statements=[
            {
                "actions": ["sts:AssumeRole"],
                "principals": [{"type": "Service", "identifiers": ["lambda.amazonaws.com"]}],
            }
        ]
    ).json,
    opts=ours,
)
aws.iam.RolePolicyAttachment(
    "function",
    role=role.name,
    policy_arn=aws.iam.ManagedPolicy.AWS_LAMBDA_VPC_ACCESS_EXECUTION_ROLE,
    opts=ours,
)
function = aws.lambda_.Function(
    "appointments",
    package_type="Image",
    image_uri=f"{account}.dkr.ecr.{region}.amazonaws.com/appointments:2.3.0",
    role=role.arn,
    timeout=20,
    reserved_concurrent_executions=50,
    vpc_config={
        "subnet_ids": [subnet.id for subnet in subnets],
        "security_group_ids": [function_group.id],
    },
    environment={"variables": {"HOST": cluster.endpoint}},
    kms_key_arn=key.arn,
    opts=ours,
)
aws.cloudwatch.LogGroup(
    "appointments",
    name=function.name.apply("/aws/lambda/{}".format),
    retention_in_days=90,
    kms_key_id=key.arn,
    opts=ours,
)

api = aws.apigatewayv2.Api("clinic", protocol_type="HTTP", opts=ours)
calls = aws.cloudwatch.LogGroup("calls", retention_in_days=90, kms_key_id=key.arn, opts=ours)
callers = aws.apigatewayv2.Authorizer(
    "callers",
    api_id=api.id,
    authorizer_type="JWT",
    identity_sources=["$request.header.Authorization"],
    jwt_configuration={"issuer": config.require("issuer"), "audiences": ["clinic"]},
    opts=ours,
)
integration = aws.apigatewayv2.Integration(
    "appointments",
    api_id=api.id,
    integration_type="AWS_PROXY",
    integration_uri=function.invoke_arn,
    payload_format_version="2.0",
    opts=ours,
)
aws.apigatewayv2.Route(
    "appointments",
    api_id=api.id,
    route_key="ANY /appointments/{proxy+}",
    target=integration.id.apply(lambda id_: f"integrations/{id_}"),
    authorization_type="JWT",
    authorizer_id=callers.id,
    opts=ours,
)
stage = aws.apigatewayv2.Stage(
    "live",
    api_id=api.id,
    auto_deploy=True,
    access_log_settings={"destination_arn": calls.arn, "format": "$context.requestId $context.status"},
    default_route_settings={"throttling_burst_limit": 100, "throttling_rate_limit": 50},
    opts=ours,
)
aws.lambda_.Permission(
    "clinic",
    action="lambda:InvokeFunction",
    function=function.arn,
    principal="apigateway.amazonaws.com",
    source_arn=api.execution_arn.apply(lambda arn: f"{arn}/*"),
    opts=ours,
)
domain = config.require("domain")
zone = aws.route53.get_zone_output(name=domain.partition(".")[2])
certificate = aws.acm.Certificate("clinic", domain_name=domain, validation_method="DNS", opts=ours)
shown = aws.apigatewayv2.DomainName(
    "clinic",
    domain_name=domain,
    domain_name_configuration={
        "certificate_arn": certificate.arn,
        "endpoint_type": "REGIONAL",
        "security_policy": "TLS_1_2",
    },
    opts=ours,
)
aws.apigatewayv2.ApiMapping("clinic", api_id=api.id, domain_name=shown.id, stage=stage.id, opts=ours)
front = shown.domain_name_configuration
aws.route53.Record(
    "clinic",
    zone_id=zone.zone_id,
    name=domain,
    type="A",
    aliases=[
        {
            "name": front.target_domain_name,
            "zone_id": front.hosted_zone_id,
            "evaluate_target_health": True,
        }
    ],
    opts=ours,
)
