"""A shop on Fargate behind a load balancer, with PostgreSQL in the private subnets."""

import pulumi
import pulumi_aws as aws
from network import Network  # pyrefly: ignore[missing-import] # it stands beside this file

config = pulumi.Config()
password = config.require_secret("dbPassword")
region = aws.get_region().region
network = Network("shop", "10.20")

anywhere = [{"protocol": "-1", "from_port": 0, "to_port": 0, "cidr_blocks": ["0.0.0.0/0"]}]
balancer_group = aws.ec2.SecurityGroup(
    "balancer",
    vpc_id=network.vpc.id,
    description="HTTP and HTTPS from anywhere",
    ingress=[
        {"protocol": "tcp", "from_port": port, "to_port": port, "cidr_blocks": ["0.0.0.0/0"]}
        for port in (80, 443)
    ],
    egress=anywhere,
)
app_group = aws.ec2.SecurityGroup(
    "app",
    vpc_id=network.vpc.id,
    ingress=[
        {"protocol": "tcp", "from_port": 8080, "to_port": 8080, "security_groups": [balancer_group.id]},
    ],
    egress=anywhere,
)
database_group = aws.ec2.SecurityGroup("database", vpc_id=network.vpc.id, description="PostgreSQL")
aws.ec2.SecurityGroupRule(
    "database-from-app",
    type="ingress",
    security_group_id=database_group.id,
    source_security_group_id=app_group.id,
    protocol="tcp",
    from_port=5432,
    to_port=5432,
)
bastion_group = aws.ec2.SecurityGroup("bastion", vpc_id=network.vpc.id, description="SSH for operators")
aws.vpc.SecurityGroupIngressRule(
    "bastion-ssh",
    security_group_id=bastion_group.id,
    ip_protocol="tcp",
    from_port=22,
    to_port=22,
    cidr_ipv4="0.0.0.0/0",
)

database = aws.rds.Instance(
    "shop",
    engine="postgres",
    engine_version="16.4",
    instance_class="db.t4g.medium",
    allocated_storage=50,
    db_name="shop",
    username="shop",
    password=password,
    db_subnet_group_name=aws.rds.SubnetGroup("shop", subnet_ids=network.private.subnet_ids).name,
    vpc_security_group_ids=[database_group.id],
    multi_az=True,
    backup_retention_period=7,
    skip_final_snapshot=True,
)
secret = aws.secretsmanager.Secret("shop-database", recovery_window_in_days=0)
aws.secretsmanager.SecretVersion(
    "shop-database",
    secret_id=secret.id,
    secret_string=pulumi.Output.json_dumps(
        {"host": database.address, "user": database.username, "password": password}
    ),
)

ami = aws.ec2.get_ami_output(
    most_recent=True,
    owners=["amazon"],
    filters=[{"name": "name", "values": ["al2023-ami-2023*-arm64"]}],
)
aws.ec2.Instance(
    "bastion",
    ami=ami.id,
    instance_type="t4g.nano",
    subnet_id=network.public.subnet_ids[0],
    vpc_security_group_ids=[bastion_group.id],
)

balancer = aws.lb.LoadBalancer(
    "shop", security_groups=[balancer_group.id], subnets=network.public.subnet_ids, internal=False
)
targets = aws.lb.TargetGroup(
    "shop",
    port=8080,
    protocol="HTTP",
    target_type="ip",
    vpc_id=network.vpc.id,
    health_check={"path": "/healthz", "matcher": "200"},
)
aws.lb.Listener(
    "http",
    load_balancer_arn=balancer.arn,
    port=80,
    default_actions=[
        {"type": "redirect", "redirect": {"port": "443", "protocol": "HTTPS", "status_code": "HTTP_301"}}
    ],
)
https = aws.lb.Listener(
    "https",
    load_balancer_arn=balancer.arn,
    port=443,
    protocol="HTTPS",
    certificate_arn=config.require("certificateArn"),
    default_actions=[{"type": "forward", "target_group_arn": targets.arn}],
)

execution = aws.iam.Role(
    "execution",
    assume_role_policy=aws.iam.get_policy_document(
        statements=[
            {
                "actions": ["sts:AssumeRole"],
                "principals": [{"type": "Service", "identifiers": ["ecs-tasks.amazonaws.com"]}],
            }
        ]
    ).json,
    managed_policy_arns=["arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"],
)
aws.iam.RolePolicy(
    "execution-secret",
    role=execution.name,
    policy=aws.iam.get_policy_document_output(
        # pyrefly: ignore[bad-argument-type] # an ARN is not known yet, and the SDK takes it all the same
        statements=[{"actions": ["secretsmanager:GetSecretValue"], "resources": [secret.arn]}]
    ).json,
)
logs = aws.cloudwatch.LogGroup("shop", retention_in_days=30)
task = aws.ecs.TaskDefinition(
    "shop",
    family="shop",
    cpu="512",
    memory="1024",
    network_mode="awsvpc",
    requires_compatibilities=["FARGATE"],
    execution_role_arn=execution.arn,
    container_definitions=pulumi.Output.json_dumps(
        [
            {
                "name": "shop",
                "image": config.require("image"),
                "portMappings": [{"containerPort": 8080}],
                "secrets": [{"name": "DATABASE", "valueFrom": secret.arn}],
                "logConfiguration": {
                    "logDriver": "awslogs",
                    "options": {
                        "awslogs-group": logs.name,
                        "awslogs-region": region,
                        "awslogs-stream-prefix": "shop",
                    },
                },
            }
        ]
    ),
)
aws.ecs.Service(
    "shop",
    cluster=aws.ecs.Cluster("shop").arn,
    launch_type="FARGATE",
    desired_count=2,
    task_definition=task.arn,
    network_configuration={
        "subnets": network.private.subnet_ids,
        "security_groups": [app_group.id],
    },
    load_balancers=[{"target_group_arn": targets.arn, "container_name": "shop", "container_port": 8080}],
    opts=pulumi.ResourceOptions(depends_on=[https]),
)
pulumi.export("url", pulumi.Output.concat("https://", balancer.dns_name))
