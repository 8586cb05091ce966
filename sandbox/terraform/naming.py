"""Which of Terraform's types each of Pulumi's types is, where facts have to be stated by hand.

Used when the table is made, not when a program is mapped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from sandbox.terraform.words import by_rule, snake

# Modules that Terraform knows by another name.
SERVICES = {
    "amp": "prometheus",
    "apigateway": "api_gateway",
    "bcmdata": "bcmdataexports",
    "cfg": "config",
    "cloudcontrol": "cloudcontrolapi",
    "costexplorer": "ce",
    "directconnect": "dx",
    "elb": "lb",
    "macie": "macie2",
    "opensearchingest": "osis",
    "rds": "db",
    "resourceexplorer": "resourceexplorer2",
    "route53recoverycontrol": "route53recoverycontrolconfig",
    "serverlessrepository": "serverlessapplicationrepository",
}

# Types that Terraform knows by another name.
TYPES = {
    "aws:account/alternativeContact:AlternativeContact": "aws_account_alternate_contact",
    "aws:alb/loadBalancer:LoadBalancer": "aws_alb",
    "aws:apigateway/response:Response": "aws_api_gateway_gateway_response",
    "aws:appconfig/eventIntegration:EventIntegration": "aws_appintegrations_event_integration",
    "aws:autoscaling/tag:Tag": "aws_autoscaling_group_tag",
    "aws:bedrockmodel/invocationLoggingConfiguration:InvocationLoggingConfiguration": "aws_bedrock_model_invocation_logging_configuration",  # noqa: E501 one type a line
    "aws:cfg/recorder:Recorder": "aws_config_configuration_recorder",
    "aws:cfg/recorderStatus:RecorderStatus": "aws_config_configuration_recorder_status",
    "aws:cfg/rule:Rule": "aws_config_config_rule",
    "aws:cloudformation/cloudFormationType:CloudFormationType": "aws_cloudformation_type",
    "aws:cloudtrail/trail:Trail": "aws_cloudtrail",
    "aws:cloudwatch/internetMonitor:InternetMonitor": "aws_internetmonitor_monitor",
    "aws:codeartifact/domainPermissions:DomainPermissions": "aws_codeartifact_domain_permissions_policy",
    "aws:codedeploy/application:Application": "aws_codedeploy_app",
    "aws:codepipeline/pipeline:Pipeline": "aws_codepipeline",
    "aws:cognito/identityPoolRoleAttachment:IdentityPoolRoleAttachment": "aws_cognito_identity_pool_roles_attachment",  # noqa: E501 one type a line
    "aws:controltower/controlTowerControl:ControlTowerControl": "aws_controltower_control",
    "aws:datasync/efsLocation:EfsLocation": "aws_datasync_location_efs",
    "aws:datasync/fsxOpenZfsFileSystem:FsxOpenZfsFileSystem": "aws_datasync_location_fsx_openzfs_file_system",
    "aws:datasync/locationFsxLustre:LocationFsxLustre": "aws_datasync_location_fsx_lustre_file_system",
    "aws:datasync/locationFsxWindows:LocationFsxWindows": "aws_datasync_location_fsx_windows_file_system",
    "aws:datasync/nfsLocation:NfsLocation": "aws_datasync_location_nfs",
    "aws:datasync/s3Location:S3Location": "aws_datasync_location_s3",
    "aws:directconnect/hostedTransitVirtualInterfaceAcceptor:HostedTransitVirtualInterfaceAcceptor": "aws_dx_hosted_transit_virtual_interface_accepter",  # noqa: E501 one type a line
    "aws:directconnect/linkAggregationGroup:LinkAggregationGroup": "aws_dx_lag",
    "aws:directoryservice/serviceRegion:ServiceRegion": "aws_directory_service_region",
    "aws:ec2/dedicatedHost:DedicatedHost": "aws_ec2_host",
    "aws:ec2/encryptionControl:EncryptionControl": "aws_vpc_encryption_control",
    "aws:ec2/networkInterfaceSecurityGroupAttachment:NetworkInterfaceSecurityGroupAttachment": "aws_network_interface_sg_attachment",  # noqa: E501 one type a line
    "aws:ec2/peeringConnectionOptions:PeeringConnectionOptions": "aws_vpc_peering_connection_options",
    "aws:ec2/securityGroupAssociation:SecurityGroupAssociation": "aws_vpc_endpoint_security_group_association",  # noqa: E501 one type a line
    "aws:ec2/vpcEndpointServiceAllowedPrinciple:VpcEndpointServiceAllowedPrinciple": "aws_vpc_endpoint_service_allowed_principal",  # noqa: E501 one type a line
    "aws:ec2transitgateway/instanceConnectEndpoint:InstanceConnectEndpoint": "aws_ec2_instance_connect_endpoint",  # noqa: E501 one type a line
    "aws:ec2transitgateway/instanceState:InstanceState": "aws_ec2_instance_state",
    "aws:ec2transitgateway/transitGateway:TransitGateway": "aws_ec2_transit_gateway",
    "aws:elb/listenerPolicy:ListenerPolicy": "aws_load_balancer_listener_policy",
    "aws:elb/loadBalancer:LoadBalancer": "aws_elb",
    "aws:elb/loadBalancerCookieStickinessPolicy:LoadBalancerCookieStickinessPolicy": "aws_lb_cookie_stickiness_policy",  # noqa: E501 one type a line
    "aws:iam/sshKey:SshKey": "aws_iam_user_ssh_key",
    "aws:lb/loadBalancer:LoadBalancer": "aws_lb",
    "aws:licensemanager/licenseGrant:LicenseGrant": "aws_licensemanager_grant",
    "aws:licensemanager/licenseGrantAccepter:LicenseGrantAccepter": "aws_licensemanager_grant_accepter",
    "aws:location/routeCalculation:RouteCalculation": "aws_location_route_calculator",
    "aws:rds/instanceDesiredState:InstanceDesiredState": "aws_rds_instance_state",
    "aws:rds/roleAssociation:RoleAssociation": "aws_db_instance_role_association",
    "aws:s3/analyticsConfiguration:AnalyticsConfiguration": "aws_s3_bucket_analytics_configuration",
    "aws:s3/bucketObjectv2:BucketObjectv2": "aws_s3_object",
    "aws:s3/bucketReplicationConfig:BucketReplicationConfig": "aws_s3_bucket_replication_configuration",
    "aws:s3/inventory:Inventory": "aws_s3_bucket_inventory",
    "aws:ses/mailFrom:MailFrom": "aws_ses_domain_mail_from",
    "aws:sns/dataProtectionPolicy:DataProtectionPolicy": "aws_sns_topic_data_protection_policy",
    "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy": "aws_sqs_queue_redrive_allow_policy",
    "aws:sqs/redrivePolicy:RedrivePolicy": "aws_sqs_queue_redrive_policy",
    "aws:storagegateway/cachesIscsiVolume:CachesIscsiVolume": "aws_storagegateway_cached_iscsi_volume",
}

# Inputs that Terraform knows by another name, which neither the words nor the forms tell.
ARGUMENTS = {
    "aws:apigateway/basePathMapping:BasePathMapping": {"restApi": "api_id"},
    "aws:apigateway/stage:Stage": {"deployment": "deployment_id"},
    "aws:apigateway/vpcLink:VpcLink": {"targetArn": "target_arns"},
    "aws:cloudwatch/eventEndpoint:EventEndpoint": {"eventBuses": "event_bus"},
    "aws:cloudwatch/metricAlarm:MetricAlarm": {"name": "alarm_name"},
    "aws:dynamodb/table:Table": {"keySchemas": "key_schema"},
    "aws:elasticbeanstalk/environment:Environment": {"version": "version_label"},
    "aws:iot/topicRule:TopicRule": {"kineses": "kinesis", "republishes": "republish"},
    "aws:lambda/function:Function": {"code": "filename", "name": "function_name"},
    "aws:lambda/layerVersion:LayerVersion": {"code": "filename"},
    "aws:lambda/permission:Permission": {"function": "function_name"},
    "aws:route53/record:Record": {"aliases": "alias"},
    "aws:sns/topicSubscription:TopicSubscription": {"topic": "topic_arn"},
}

SECOND = re.compile(r"(?<=^aws:s3/)(\w+)V2:(\w+)V2$")


def matched(tokens: Iterable[str], resources: Iterable[str]) -> dict[str, str]:
    """Return Terraform's type for each token that has one among ``resources``.

    A second version of a bucket's type (``BucketV2``) is the type that Terraform has had all along.
    """
    known = {_bare(each): each for each in sorted(resources, reverse=True)}
    return {token: found for token in tokens if (found := _match(token, known)) is not None}


def _match(token: str, known: dict[str, str]) -> str | None:
    if token in TYPES:
        return TYPES[token]
    for candidate in (*_candidates(token), *_candidates(SECOND.sub(r"\1:\2", token))):
        if _bare(candidate) in known:
            return known[_bare(candidate)]
    return None


def _candidates(token: str) -> Iterator[str]:
    with_module, without = by_rule(token)
    module = token.split(":")[1].partition("/")[0]
    yield with_module
    if module in SERVICES:
        yield f"aws_{SERVICES[module]}_{snake(token.rpartition(':')[2])}"
    yield without


def _bare(resource: str) -> str:
    return resource.replace("_", "")
