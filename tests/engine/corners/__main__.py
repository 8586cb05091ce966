"""What a program can ask of an engine, all in one."""

import pulumi
import pulumi_aws as aws
from handed import hand  # pyrefly: ignore[missing-import] # it stands beside this file
from pulumi import Alias, CustomTimeouts, ResourceOptions

config = pulumi.Config()
names, nested = config.require_object("names"), config.require_object("nested")
password, mixed = config.require_secret("password"), config.require_secret_object("mixed")
ireland = aws.Provider("ireland", region="eu-west-1", default_tags={"tags": {"owner": "ireland"}})
oregon = aws.Provider("oregon", region="us-west-2", opts=ResourceOptions(protect=True))


def tagged(args):
    """Tag every queue of the stack."""
    if args.type_ != "aws:sqs/queue:Queue":
        return None
    return pulumi.ResourceTransformResult({**args.props, "tags": {"seen": args.name}}, args.opts)


def kept(args):
    """Protect a resource and what is below it."""
    args.opts.protect = True
    return pulumi.ResourceTransformResult(args.props, args.opts)


def renamed(args):
    """Give a topic another name, by the older kind of transformation."""
    if args.type_ != "aws:sns/topic:Topic":
        return None
    return pulumi.ResourceTransformationResult({**args.props, "display_name": f"the {args.name}"}, args.opts)


pulumi.runtime.register_resource_transform(tagged)
pulumi.runtime.register_stack_transformation(renamed)


class Inner(pulumi.ComponentResource):
    """A queue with another for what it cannot deliver."""

    def __init__(self, name, opts=None):
        super().__init__("corners:index:Inner", name, {"given": name}, opts)
        child = ResourceOptions(parent=self)
        self.dead = aws.sqs.Queue(f"{name}-dead", opts=child)
        policy = self.dead.arn.apply(lambda arn: f'{{"deadLetterTargetArn": "{arn}"}}')
        self.queue = aws.sqs.Queue(name, redrive_policy=policy, opts=child)
        self.register_outputs({"url": self.queue.url, "name": name})


class Outer(pulumi.ComponentResource):
    """Components in a component, one of them elsewhere."""

    def __init__(self, name, opts=None):
        super().__init__("corners:index:Outer", name, None, opts)
        self.here = Inner(
            f"{name}-here", ResourceOptions(parent=self, aliases=[Alias(parent=pulumi.ROOT_STACK_RESOURCE)])
        )
        self.there = Inner(
            f"{name}-there", ResourceOptions(parent=self, providers=[oregon], transforms=[kept])
        )
        self.register_outputs({"here": self.here.queue.arn})


outer = Outer("outer", ResourceOptions(providers=[ireland], depends_on=[oregon]))
for number in range(config.require_int("count")):
    aws.sns.Topic(f"topic-{number}", name=names[number % 2], opts=ResourceOptions(depends_on=[outer]))

existing = aws.s3.Bucket.get("existing", "a-bucket-that-is-there")
adopted = aws.dynamodb.Table(
    "adopted",
    name="adopted",
    hash_key="id",
    attributes=[{"name": "id", "type": "S"}],
    opts=ResourceOptions(import_="adopted", protect=True, retain_on_delete=True),
)
bucket = aws.s3.Bucket(
    "bucket",
    tags={"existing": existing.arn, "deep": str(nested["b"]["deep"]), "text": nested["b"]["text"]},
    opts=ResourceOptions(
        aliases=[Alias(name="old-bucket"), "urn:pulumi:dev::corners::aws:s3/bucket:Bucket::older"],
        ignore_changes=["tags.existing", "acl"],
        replace_on_changes=["bucket"],
        delete_before_replace=True,
        custom_timeouts=CustomTimeouts(create="1h30m", update="90s", delete="500ms"),
    ),
)
aws.s3.BucketPolicy(
    "bucket",
    bucket=bucket.id,
    policy=aws.iam.get_policy_document_output(
        statements=bucket.arn.apply(
            lambda arn: [
                aws.iam.GetPolicyDocumentStatementArgs(actions=["s3:GetObject"], resources=[f"{arn}/*"])
            ]
        )
    ).json,
)
secret = aws.secretsmanager.Secret(
    "secret", name="secret", description=mixed.apply(lambda each: each["open"])
)
aws.secretsmanager.SecretVersion("secret", secret_id=secret.id, secret_string=password)
aws.ssm.Parameter(
    "parameter",
    type="SecureString",
    value=pulumi.Output.all(password, bucket.arn).apply(" ".join),
    description=pulumi.Output.secret("not said"),
    opts=ResourceOptions(additional_secret_outputs=["version", "nothing"]),
)
key = aws.iam.AccessKey("key", user=aws.iam.User("user", force_destroy=False).name)
zone = aws.get_availability_zones(region="eu-west-1", opts=pulumi.InvokeOptions(provider=ireland))
vpc = aws.ec2.Vpc("vpc", cidr_block="10.0.0.0/16", opts=ResourceOptions(provider=ireland))
for index, each in enumerate(zone.names[:2]):
    aws.ec2.Subnet(
        f"subnet-{index}",
        vpc_id=vpc.id,
        availability_zone=each,
        cidr_block=f"10.0.{index}.0/24",
        opts=ResourceOptions(provider=ireland, deleted_with=vpc),
    )
account = aws.get_caller_identity()
function = aws.lambda_.Function(
    "function",
    role=f"arn:aws:iam::{account.account_id}:role/function",
    runtime="python3.13",
    handler="main.handler",
    code=pulumi.AssetArchive({"main.py": pulumi.StringAsset("def handler(event, context): ...")}),
    environment={"variables": {"URL": outer.there.queue.url, "PASSWORD": password}},
)
hand(ireland)
pulumi.export("numbers", [config.require("numbers"), config.require("day"), config.get("nothing")])
pulumi.export("declared", config.require("declared"))
pulumi.export("url", outer.here.queue.url)
pulumi.export("password", password)
pulumi.export("secret", key.secret)
pulumi.export("mixed", {"open": names, "hidden": mixed, "unknown": [vpc.id, 1, None]})
pulumi.export("vpc", vpc)
pulumi.export("account", account.account_id)
