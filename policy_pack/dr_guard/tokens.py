"""The type tokens that controls are about, and the sets of them that are asked about together."""

from __future__ import annotations

from importlib import resources
from typing import Final

TABLE: Final = "aws:dynamodb/table:Table"
TABLE_REPLICA: Final = "aws:dynamodb/tableReplica:TableReplica"
TABLE_POLICY: Final = "aws:dynamodb/resourcePolicy:ResourcePolicy"
GLOBAL_TABLE: Final = "aws:dynamodb/globalTable:GlobalTable"
SCALING_TARGET: Final = "aws:appautoscaling/target:Target"
SCALING_POLICY: Final = "aws:appautoscaling/policy:Policy"

BUCKET: Final = "aws:s3/bucket:Bucket"
BUCKET_V2: Final = "aws:s3/bucketV2:BucketV2"
BUCKET_VERSIONING: Final = "aws:s3/bucketVersioning:BucketVersioning"
BUCKET_VERSIONING_V2: Final = "aws:s3/bucketVersioningV2:BucketVersioningV2"
BUCKET_ENCRYPTION: Final = (
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"
)
BUCKET_ENCRYPTION_V2: Final = (
    "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2"
)
BUCKET_LIFECYCLE: Final = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"
BUCKET_LIFECYCLE_V2: Final = "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2"
BUCKET_LOGGING: Final = "aws:s3/bucketLogging:BucketLogging"
BUCKET_LOGGING_V2: Final = "aws:s3/bucketLoggingV2:BucketLoggingV2"
BUCKET_ACL: Final = "aws:s3/bucketAcl:BucketAcl"
BUCKET_ACL_V2: Final = "aws:s3/bucketAclV2:BucketAclV2"
BUCKET_POLICY: Final = "aws:s3/bucketPolicy:BucketPolicy"
BUCKET_PUBLIC_ACCESS_BLOCK: Final = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"
BUCKET_OWNERSHIP: Final = "aws:s3/bucketOwnershipControls:BucketOwnershipControls"
BUCKET_NOTIFICATION: Final = "aws:s3/bucketNotification:BucketNotification"
BUCKET_OBJECT_LOCK: Final = "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration"
BUCKET_OBJECT_LOCK_V2: Final = "aws:s3/bucketObjectLockConfigurationV2:BucketObjectLockConfigurationV2"
BUCKET_REPLICATION: Final = "aws:s3/bucketReplicationConfig:BucketReplicationConfig"
BUCKET_CORS: Final = "aws:s3/bucketCorsConfiguration:BucketCorsConfiguration"
BUCKET_CORS_V2: Final = "aws:s3/bucketCorsConfigurationV2:BucketCorsConfigurationV2"
BUCKET_WEBSITE: Final = "aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration"
BUCKET_WEBSITE_V2: Final = "aws:s3/bucketWebsiteConfigurationV2:BucketWebsiteConfigurationV2"
BUCKET_ACCELERATION: Final = "aws:s3/bucketAccelerateConfiguration:BucketAccelerateConfiguration"
BUCKET_ACCELERATION_V2: Final = "aws:s3/bucketAccelerateConfigurationV2:BucketAccelerateConfigurationV2"
BUCKET_PAYMENT: Final = "aws:s3/bucketRequestPaymentConfiguration:BucketRequestPaymentConfiguration"
BUCKET_PAYMENT_V2: Final = "aws:s3/bucketRequestPaymentConfigurationV2:BucketRequestPaymentConfigurationV2"
ACCOUNT_PUBLIC_ACCESS_BLOCK: Final = "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock"

FUNCTION: Final = "aws:lambda/function:Function"
PERMISSION: Final = "aws:lambda/permission:Permission"
FUNCTION_INVOKE_CONFIG: Final = "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig"
FUNCTION_URL: Final = "aws:lambda/functionUrl:FunctionUrl"
EVENT_SOURCE_MAPPING: Final = "aws:lambda/eventSourceMapping:EventSourceMapping"
FUNCTION_ALIAS: Final = "aws:lambda/alias:Alias"
FUNCTION_POLICY: Final = "aws:lambda/resourcePolicy:ResourcePolicy"

API: Final = "aws:apigatewayv2/api:Api"
ROUTE: Final = "aws:apigatewayv2/route:Route"
STAGE: Final = "aws:apigatewayv2/stage:Stage"
INTEGRATION: Final = "aws:apigatewayv2/integration:Integration"
DOMAIN_NAME: Final = "aws:apigatewayv2/domainName:DomainName"
API_MAPPING: Final = "aws:apigatewayv2/apiMapping:ApiMapping"

EVENT_RULE: Final = "aws:cloudwatch/eventRule:EventRule"
EVENT_TARGET: Final = "aws:cloudwatch/eventTarget:EventTarget"
EVENT_BUS: Final = "aws:cloudwatch/eventBus:EventBus"
EVENT_BUS_POLICY: Final = "aws:cloudwatch/eventBusPolicy:EventBusPolicy"
EVENT_PERMISSION: Final = "aws:cloudwatch/eventPermission:EventPermission"
SCHEDULE: Final = "aws:scheduler/schedule:Schedule"

TOPIC: Final = "aws:sns/topic:Topic"
TOPIC_POLICY: Final = "aws:sns/topicPolicy:TopicPolicy"
TOPIC_SUBSCRIPTION: Final = "aws:sns/topicSubscription:TopicSubscription"
QUEUE: Final = "aws:sqs/queue:Queue"
QUEUE_POLICY: Final = "aws:sqs/queuePolicy:QueuePolicy"
REDRIVE_POLICY: Final = "aws:sqs/redrivePolicy:RedrivePolicy"
SLACK_CHANNEL: Final = "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration"
TEAMS_CHANNEL: Final = "aws:chatbot/teamsChannelConfiguration:TeamsChannelConfiguration"

METRIC_ALARM: Final = "aws:cloudwatch/metricAlarm:MetricAlarm"
COMPOSITE_ALARM: Final = "aws:cloudwatch/compositeAlarm:CompositeAlarm"
LOG_GROUP: Final = "aws:cloudwatch/logGroup:LogGroup"
DASHBOARD: Final = "aws:cloudwatch/dashboard:Dashboard"

KEY: Final = "aws:kms/key:Key"
REPLICA_KEY: Final = "aws:kms/replicaKey:ReplicaKey"
KEY_POLICY: Final = "aws:kms/keyPolicy:KeyPolicy"
EXTERNAL_KEY: Final = "aws:kms/externalKey:ExternalKey"
REPLICA_EXTERNAL_KEY: Final = "aws:kms/replicaExternalKey:ReplicaExternalKey"

POLICY: Final = "aws:iam/policy:Policy"
ROLE: Final = "aws:iam/role:Role"
ROLE_POLICY: Final = "aws:iam/rolePolicy:RolePolicy"
GROUP_POLICY: Final = "aws:iam/groupPolicy:GroupPolicy"
USER_POLICY: Final = "aws:iam/userPolicy:UserPolicy"
POLICY_ATTACHMENT: Final = "aws:iam/policyAttachment:PolicyAttachment"
ROLE_POLICY_ATTACHMENT: Final = "aws:iam/rolePolicyAttachment:RolePolicyAttachment"
GROUP_POLICY_ATTACHMENT: Final = "aws:iam/groupPolicyAttachment:GroupPolicyAttachment"
USER_POLICY_ATTACHMENT: Final = "aws:iam/userPolicyAttachment:UserPolicyAttachment"
USER: Final = "aws:iam/user:User"
ACCESS_KEY: Final = "aws:iam/accessKey:AccessKey"
USER_LOGIN_PROFILE: Final = "aws:iam/userLoginProfile:UserLoginProfile"
ROLE_POLICIES_EXCLUSIVE: Final = "aws:iam/rolePoliciesExclusive:RolePoliciesExclusive"
ROLE_POLICY_ATTACHMENTS_EXCLUSIVE: Final = (
    "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive"
)
GROUP_POLICY_ATTACHMENTS_EXCLUSIVE: Final = (
    "aws:iam/groupPolicyAttachmentsExclusive:GroupPolicyAttachmentsExclusive"
)
USER_POLICIES_EXCLUSIVE: Final = "aws:iam/userPoliciesExclusive:UserPoliciesExclusive"
USER_POLICY_ATTACHMENTS_EXCLUSIVE: Final = (
    "aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive"
)
SERVICE_CREDENTIAL: Final = "aws:iam/serviceSpecificCredential:ServiceSpecificCredential"
PERMISSION_SET_POLICY: Final = "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy"
PERMISSION_SET_ATTACHMENT: Final = "aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment"
PERMISSION_SET_ATTACHMENTS_EXCLUSIVE: Final = (
    "aws:ssoadmin/managedPolicyAttachmentsExclusive:ManagedPolicyAttachmentsExclusive"
)

VPC: Final = "aws:ec2/vpc:Vpc"
SUBNET: Final = "aws:ec2/subnet:Subnet"
FLOW_LOG: Final = "aws:ec2/flowLog:FlowLog"
SECURITY_GROUP: Final = "aws:ec2/securityGroup:SecurityGroup"
DEFAULT_SECURITY_GROUP: Final = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"
SECURITY_GROUP_RULE: Final = "aws:ec2/securityGroupRule:SecurityGroupRule"
INGRESS_RULE: Final = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"
EGRESS_RULE: Final = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"
DEFAULT_VPC: Final = "aws:ec2/defaultVpc:DefaultVpc"
NETWORK_ACL: Final = "aws:ec2/networkAcl:NetworkAcl"
NETWORK_ACL_RULE: Final = "aws:ec2/networkAclRule:NetworkAclRule"
DEFAULT_NETWORK_ACL: Final = "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl"
ROUTE_TABLE: Final = "aws:ec2/routeTable:RouteTable"
DEFAULT_ROUTE_TABLE: Final = "aws:ec2/defaultRouteTable:DefaultRouteTable"
NETWORK_ROUTE: Final = "aws:ec2/route:Route"
ROUTE_TABLE_ASSOCIATION: Final = "aws:ec2/routeTableAssociation:RouteTableAssociation"
MAIN_ROUTE_TABLE_ASSOCIATION: Final = "aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation"
INTERNET_GATEWAY: Final = "aws:ec2/internetGateway:InternetGateway"
NAT_GATEWAY: Final = "aws:ec2/natGateway:NatGateway"
VPC_ENDPOINT: Final = "aws:ec2/vpcEndpoint:VpcEndpoint"
VPC_ENDPOINT_POLICY: Final = "aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy"
VPC_ENDPOINT_SUBNET_ASSOCIATION: Final = "aws:ec2/vpcEndpointSubnetAssociation:VpcEndpointSubnetAssociation"
INSTANCE: Final = "aws:ec2/instance:Instance"
NETWORK_INTERFACE: Final = "aws:ec2/networkInterface:NetworkInterface"
LAUNCH_TEMPLATE: Final = "aws:ec2/launchTemplate:LaunchTemplate"
LOAD_BALANCER: Final = "aws:lb/loadBalancer:LoadBalancer"
ADDRESS: Final = "aws:ec2/eip:Eip"
DEFAULT_SUBNET: Final = "aws:ec2/defaultSubnet:DefaultSubnet"
INTERNET_GATEWAY_ATTACHMENT: Final = "aws:ec2/internetGatewayAttachment:InternetGatewayAttachment"
VPC_ENDPOINT_ROUTE_TABLE_ASSOCIATION: Final = (
    "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation"
)
PREFIX_LIST: Final = "aws:ec2/managedPrefixList:ManagedPrefixList"
PREFIX_LIST_ENTRY: Final = "aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry"

VAULT: Final = "aws:backup/vault:Vault"
VAULT_LOCK: Final = "aws:backup/vaultLockConfiguration:VaultLockConfiguration"
PLAN: Final = "aws:backup/plan:Plan"
SELECTION: Final = "aws:backup/selection:Selection"
VAULT_POLICY: Final = "aws:backup/vaultPolicy:VaultPolicy"
VAULT_NOTIFICATIONS: Final = "aws:backup/vaultNotifications:VaultNotifications"
AIR_GAPPED_VAULT: Final = "aws:backup/logicallyAirGappedVault:LogicallyAirGappedVault"
RESTORE_TESTING_PLAN: Final = "aws:backup/restoreTestingPlan:RestoreTestingPlan"
RESTORE_TESTING_SELECTION: Final = "aws:backup/restoreTestingSelection:RestoreTestingSelection"
REPORT_PLAN: Final = "aws:backup/reportPlan:ReportPlan"

RECORD: Final = "aws:route53/record:Record"
HEALTH_CHECK: Final = "aws:route53/healthCheck:HealthCheck"
ZONE: Final = "aws:route53/zone:Zone"
QUERY_LOG: Final = "aws:route53/queryLog:QueryLog"
ZONE_DNSSEC: Final = "aws:route53/hostedZoneDnsSec:HostedZoneDnsSec"
DISTRIBUTION: Final = "aws:cloudfront/distribution:Distribution"
CERTIFICATE: Final = "aws:acm/certificate:Certificate"
CERTIFICATE_VALIDATION: Final = "aws:acm/certificateValidation:CertificateValidation"

CLUSTER: Final = "aws:rds/cluster:Cluster"
GLOBAL_CLUSTER: Final = "aws:rds/globalCluster:GlobalCluster"
DATABASE: Final = "aws:rds/instance:Instance"
CLUSTER_INSTANCE: Final = "aws:rds/clusterInstance:ClusterInstance"
SUBNET_GROUP: Final = "aws:rds/subnetGroup:SubnetGroup"
CLUSTER_PARAMETER_GROUP: Final = "aws:rds/clusterParameterGroup:ClusterParameterGroup"
PARAMETER_GROUP: Final = "aws:rds/parameterGroup:ParameterGroup"
EVENT_SUBSCRIPTION: Final = "aws:rds/eventSubscription:EventSubscription"
SECRET: Final = "aws:secretsmanager/secret:Secret"  # noqa: S105 # a type token
SECRET_ROTATION: Final = "aws:secretsmanager/secretRotation:SecretRotation"  # noqa: S105 # the same
SECRET_POLICY: Final = "aws:secretsmanager/secretPolicy:SecretPolicy"  # noqa: S105 # the same
FILE_SYSTEM: Final = "aws:efs/fileSystem:FileSystem"
VOLUME: Final = "aws:ebs/volume:Volume"
DOCUMENT_CLUSTER: Final = "aws:docdb/cluster:Cluster"
GLOBAL_DOCUMENT_CLUSTER: Final = "aws:docdb/globalCluster:GlobalCluster"
GLOBAL_GRAPH_CLUSTER: Final = "aws:neptune/globalCluster:GlobalCluster"
GRAPH_CLUSTER: Final = "aws:neptune/cluster:Cluster"
CACHE_GROUP: Final = "aws:elasticache/replicationGroup:ReplicationGroup"
SEARCH_DOMAIN: Final = "aws:opensearch/domain:Domain"
WAREHOUSE: Final = "aws:redshift/cluster:Cluster"
MEMORY_CLUSTER: Final = "aws:memorydb/cluster:Cluster"
STREAM: Final = "aws:kinesis/stream:Stream"
USER_POOL: Final = "aws:cognito/userPool:UserPool"
REPOSITORY: Final = "aws:ecr/repository:Repository"
WINDOWS_FILE_SYSTEM: Final = "aws:fsx/windowsFileSystem:WindowsFileSystem"
LUSTRE_FILE_SYSTEM: Final = "aws:fsx/lustreFileSystem:LustreFileSystem"
ONTAP_FILE_SYSTEM: Final = "aws:fsx/ontapFileSystem:OntapFileSystem"
ZFS_FILE_SYSTEM: Final = "aws:fsx/openZfsFileSystem:OpenZfsFileSystem"
FILE_SYSTEM_REPLICATION: Final = "aws:efs/replicationConfiguration:ReplicationConfiguration"
BACKUPS_REPLICATION: Final = "aws:rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication"
WAREHOUSE_SNAPSHOT_COPY: Final = "aws:redshift/snapshotCopy:SnapshotCopy"
REPOSITORY_REPLICATION: Final = "aws:ecr/replicationConfiguration:ReplicationConfiguration"
CONTAINER_SERVICE: Final = "aws:ecs/service:Service"
REST_API: Final = "aws:apigateway/restApi:RestApi"
CLOUDFORMATION_STACK: Final = "aws:cloudformation/stack:Stack"
CLOUD_CONTROL_RESOURCE: Final = "aws:cloudcontrol/resource:Resource"

FILE_SYSTEM_POLICY: Final = "aws:efs/fileSystemPolicy:FileSystemPolicy"
REPOSITORY_POLICY: Final = "aws:ecr/repositoryPolicy:RepositoryPolicy"
REGISTRY_POLICY: Final = "aws:ecr/registryPolicy:RegistryPolicy"
ARCHIVE: Final = "aws:glacier/vault:Vault"
ARCHIVE_LOCK: Final = "aws:glacier/vaultLock:VaultLock"
CATALOG_POLICY: Final = "aws:glue/resourcePolicy:ResourcePolicy"
STREAM_POLICY: Final = "aws:kinesis/resourcePolicy:ResourcePolicy"
BROKER_POLICY: Final = "aws:msk/clusterPolicy:ClusterPolicy"
SEARCH_DOMAIN_POLICY: Final = "aws:opensearch/domainPolicy:DomainPolicy"
ELASTICSEARCH_DOMAIN: Final = "aws:elasticsearch/domain:Domain"
ELASTICSEARCH_DOMAIN_POLICY: Final = "aws:elasticsearch/domainPolicy:DomainPolicy"
WAREHOUSE_POLICY: Final = "aws:redshift/resourcePolicy:ResourcePolicy"
SERVERLESS_WAREHOUSE_POLICY: Final = "aws:redshiftserverless/resourcePolicy:ResourcePolicy"
DISTRIBUTED_CLUSTER_POLICY: Final = "aws:dsql/clusterPolicy:ClusterPolicy"
ACCESS_POINT: Final = "aws:s3/accessPoint:AccessPoint"
ACCESS_POINT_POLICY: Final = "aws:s3control/accessPointPolicy:AccessPointPolicy"
OBJECT_LAMBDA_POLICY: Final = "aws:s3control/objectLambdaAccessPointPolicy:ObjectLambdaAccessPointPolicy"
MULTI_REGION_ACCESS_POINT_POLICY: Final = (
    "aws:s3control/multiRegionAccessPointPolicy:MultiRegionAccessPointPolicy"
)
OUTPOST_BUCKET_POLICY: Final = "aws:s3control/bucketPolicy:BucketPolicy"
BUCKET_FILES_POLICY: Final = "aws:s3/filesFileSystemPolicy:FilesFileSystemPolicy"
VECTOR_BUCKET_POLICY: Final = "aws:s3/vectorsVectorBucketPolicy:VectorsVectorBucketPolicy"
TABLE_BUCKET_POLICY: Final = "aws:s3tables/tableBucketPolicy:TableBucketPolicy"
BUCKET_TABLE_POLICY: Final = "aws:s3tables/tablePolicy:TablePolicy"
PACKAGE_DOMAIN_POLICY: Final = "aws:codeartifact/domainPermissions:DomainPermissions"
PACKAGE_REPOSITORY_POLICY: Final = "aws:codeartifact/repositoryPermissionsPolicy:RepositoryPermissionsPolicy"
LOG_DESTINATION_POLICY: Final = "aws:cloudwatch/logDestinationPolicy:LogDestinationPolicy"
LOG_RESOURCE_POLICY: Final = "aws:cloudwatch/logResourcePolicy:LogResourcePolicy"
CONTAINER_POLICY: Final = "aws:mediastore/containerPolicy:ContainerPolicy"
AUTHORITY_POLICY: Final = "aws:acmpca/policy:Policy"
EXTERNAL_KEY: Final = "aws:kms/externalKey:ExternalKey"
REPLICA_EXTERNAL_KEY: Final = "aws:kms/replicaExternalKey:ReplicaExternalKey"

BUCKETS: Final = (BUCKET, BUCKET_V2)
OBJECTS: Final = (
    "aws:s3/bucketObject:BucketObject",
    "aws:s3/bucketObjectv2:BucketObjectv2",
    "aws:s3/objectCopy:ObjectCopy",
)
BUCKET_VERSIONINGS: Final = (BUCKET_VERSIONING, BUCKET_VERSIONING_V2)
BUCKET_ENCRYPTIONS: Final = (BUCKET_ENCRYPTION, BUCKET_ENCRYPTION_V2)
BUCKET_LIFECYCLES: Final = (BUCKET_LIFECYCLE, BUCKET_LIFECYCLE_V2)
BUCKET_LOGGINGS: Final = (BUCKET_LOGGING, BUCKET_LOGGING_V2)
BUCKET_ACLS: Final = (BUCKET_ACL, BUCKET_ACL_V2)
BUCKET_OBJECT_LOCKS: Final = (BUCKET_OBJECT_LOCK, BUCKET_OBJECT_LOCK_V2)
KEYS: Final = (KEY, REPLICA_KEY, EXTERNAL_KEY, REPLICA_EXTERNAL_KEY)
FAMILIES: Final = {token: kinds[0] for kinds in (BUCKETS, KEYS) for token in kinds}
VPCS: Final = (VPC, DEFAULT_VPC)
SUBNETS: Final = (SUBNET, DEFAULT_SUBNET)
PREFIX_LISTS: Final = (PREFIX_LIST, PREFIX_LIST_ENTRY)
SUBNET_GROUPS: Final = (
    SUBNET_GROUP,
    "aws:docdb/subnetGroup:SubnetGroup",
    "aws:neptune/subnetGroup:SubnetGroup",
    "aws:elasticache/subnetGroup:SubnetGroup",
    "aws:memorydb/subnetGroup:SubnetGroup",
    "aws:redshift/subnetGroup:SubnetGroup",
    "aws:dax/subnetGroup:SubnetGroup",
    "aws:dms/replicationSubnetGroup:ReplicationSubnetGroup",
)
FILE_SERVERS: Final = (WINDOWS_FILE_SYSTEM, LUSTRE_FILE_SYSTEM, ONTAP_FILE_SYSTEM, ZFS_FILE_SYSTEM)
COMPUTE: Final = (FUNCTION, API, REST_API, EVENT_RULE, SCHEDULE, CONTAINER_SERVICE, LOAD_BALANCER)
# What a program cannot make again as it was: data, keys, users, images that something runs from, and zones,
# which get other name servers. Caches, queues and logs are left out: what they hold passes by design.
STATEFUL: Final = (
    TABLE,
    *BUCKETS,
    KEY,
    REPLICA_KEY,
    VAULT,
    AIR_GAPPED_VAULT,
    CLUSTER,
    GLOBAL_CLUSTER,
    DATABASE,
    DOCUMENT_CLUSTER,
    GRAPH_CLUSTER,
    WAREHOUSE,
    SEARCH_DOMAIN,
    MEMORY_CLUSTER,
    SECRET,
    FILE_SYSTEM,
    *FILE_SERVERS,
    VOLUME,
    STREAM,
    USER_POOL,
    REPOSITORY,
    ZONE,
)
# What gives an identity a policy document, and what gives it policies by their ARNs.
IDENTITY_POLICIES: Final = (POLICY, ROLE_POLICY, GROUP_POLICY, USER_POLICY, PERMISSION_SET_POLICY, ROLE)
ATTACHERS: Final = (
    ROLE_POLICY_ATTACHMENT,
    ROLE_POLICY_ATTACHMENTS_EXCLUSIVE,
    POLICY_ATTACHMENT,
    GROUP_POLICY_ATTACHMENT,
    GROUP_POLICY_ATTACHMENTS_EXCLUSIVE,
    USER_POLICY_ATTACHMENT,
    USER_POLICY_ATTACHMENTS_EXCLUSIVE,
    PERMISSION_SET_ATTACHMENT,
    PERMISSION_SET_ATTACHMENTS_EXCLUSIVE,
    ROLE,
)
# What says who may reach a resource, where no control of that resource reads it.
RESOURCE_POLICIES: Final = (
    VAULT_POLICY,
    FILE_SYSTEM_POLICY,
    REPOSITORY_POLICY,
    REGISTRY_POLICY,
    ARCHIVE,
    ARCHIVE_LOCK,
    CATALOG_POLICY,
    STREAM_POLICY,
    BROKER_POLICY,
    SEARCH_DOMAIN,
    SEARCH_DOMAIN_POLICY,
    ELASTICSEARCH_DOMAIN,
    ELASTICSEARCH_DOMAIN_POLICY,
    WAREHOUSE_POLICY,
    SERVERLESS_WAREHOUSE_POLICY,
    DISTRIBUTED_CLUSTER_POLICY,
    ACCESS_POINT,
    ACCESS_POINT_POLICY,
    OBJECT_LAMBDA_POLICY,
    MULTI_REGION_ACCESS_POINT_POLICY,
    OUTPOST_BUCKET_POLICY,
    BUCKET_FILES_POLICY,
    VECTOR_BUCKET_POLICY,
    TABLE_BUCKET_POLICY,
    BUCKET_TABLE_POLICY,
    PACKAGE_DOMAIN_POLICY,
    PACKAGE_REPOSITORY_POLICY,
    LOG_DESTINATION_POLICY,
    LOG_RESOURCE_POLICY,
    CONTAINER_POLICY,
    AUTHORITY_POLICY,
    EXTERNAL_KEY,
    REPLICA_EXTERNAL_KEY,
)


def taggable() -> tuple[str, ...]:
    """Return every AWS type that takes tags, as ``taggable.txt`` lists them, but for what a bucket holds."""
    listed = resources.files("dr_guard").joinpath("taggable.txt").read_text("utf-8").split()
    return tuple(token for token in listed if token not in OBJECTS)


def family(token: str) -> str:
    """Return the type that stands for all of one kind: what depends on one of them refers to no other."""
    return FAMILIES.get(token, token)
