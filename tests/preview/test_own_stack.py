"""This project's own stack passes its own pack, and each broken promise fails the preview by name."""

import json
import shutil
import textwrap

import pytest

from sandbox import project
from sandbox.__main__ import main
from sandbox.job import Job
from sandbox.watch import Rerun
from tests.workshop import ROOT

ENGINE_VERSION = "aws:rds/getEngineVersion:getEngineVersion"
PROGRAM = """
import sys
sys.path.insert(0, {root!r})
import pulumi, pulumi_aws as aws

def change(kind, name, changes):
    def transform(args):
        if args.type_ == kind and args.name == name:
            props = {{**args.props, **changes}}
            given = {{key: value for key, value in props.items() if value is not None}}
            return pulumi.ResourceTransformResult(given, args.opts)
    pulumi.runtime.register_resource_transform(transform)

def drop(module, kind, name):
    made = getattr(module, kind)
    def make(called, *args, **kwargs):
        if called == name:
            return pulumi.ComponentResource("spoilt:index:Nothing", kind)
        return made(called, *args, **kwargs)
    setattr(module, kind, make)

{spoil}
from stack.program import main
main()
"""


@pytest.fixture(scope="module")
def _warm():
    """Load what the stack imports once, here: every preview is forked from this process."""
    with Rerun(lambda: Job(project.load(ROOT, "dev"), ()), ROOT) as rerun, rerun.worker() as worker:
        rerun.warm_up(worker.result(lambda *_: None, 60).imported)


@pytest.fixture
def previewed(_warm, tmp_path, capsys):
    """Preview the stack after ``spoil`` has run; return the exit status and the document."""

    def run(spoil="", stack="dev"):
        for name in ("Pulumi.yaml", f"Pulumi.{stack}.yaml"):
            shutil.copy(ROOT / name, tmp_path / name)
        (tmp_path / "stack").mkdir()
        program = PROGRAM.format(root=str(ROOT), spoil=textwrap.dedent(spoil))
        (tmp_path / "stack" / "__main__.py").write_text(program)
        pack = str(ROOT / "policy_pack")
        status = main(["preview", "--json", "--cwd", str(tmp_path), "--policy-pack", pack])
        return status, json.loads(capsys.readouterr().out)

    return run


@pytest.mark.parametrize(("stack", "unanswered"), [("dev", []), ("aurora", [ENGINE_VERSION])])
def test_the_stack_passes_and_every_policy_runs(previewed, stack, unanswered):
    status, document = previewed(stack=stack)
    assert document["violations"] == []
    assert status == 0
    assert document["unanswered"] == unanswered


TABLE = "aws:dynamodb/table:Table"
BLOCK = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"
VERSIONING = "aws:s3/bucketVersioning:BucketVersioning"
POLICY = "aws:s3/bucketPolicy:BucketPolicy"
GROUP = "aws:ec2/securityGroup:SecurityGroup"
OPEN = {"Statement": {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*"}}
SSH = {"protocol": "tcp", "fromPort": 22, "toPort": 22, "cidrBlocks": ["0.0.0.0/0"]}


def change(kind, name, **changes):
    """Give a resource other inputs; one that is ``None`` is taken away."""
    return f"change({kind!r}, {name!r}, {changes!r})"


def drop(kind, name):
    """Leave a resource of ``pulumi_aws.s3`` out."""
    return f"drop(aws.s3, {kind!r}, {name!r})"


BROKEN = {
    "PITR off": (
        change(TABLE, "table", pointInTimeRecovery={"enabled": False}),
        ("table-pitr-enabled", "table"),
    ),
    "PITR absent": (
        change(TABLE, "table", pointInTimeRecovery=None),
        ("table-pitr-enabled", "table"),
    ),
    "versioning suspended": (
        change(VERSIONING, "bucket", versioningConfiguration={"status": "Suspended"}),
        ("bucket-versioning-enabled", "bucket"),
    ),
    "versioning missing": (
        drop("BucketVersioning", "bucket"),
        ("bucket-versioning-configured", "bucket"),
    ),
    "encryption removed": (
        drop("BucketServerSideEncryptionConfiguration", "bucket"),
        ("bucket-encryption-configured", "bucket"),
    ),
    "public access block missing": (
        drop("BucketPublicAccessBlock", "bucket"),
        ("bucket-public-access-blocked", "bucket"),
    ),
    "one flag of the block false": (
        change(BLOCK, "bucket", restrictPublicBuckets=False),
        ("bucket-public-access-block-complete", "bucket"),
    ),
    "a required tag missing": (
        change(TABLE, "table", tags={"owner": "me", "environment": "dev", "tier": "production"}),
        ("resource-tags-complete", "table"),
    ),
    "a bucket policy open to everyone": (
        change(POLICY, "bucket", policy=json.dumps(OPEN)),
        ("bucket-policy-principal-restricted", "bucket"),
    ),
    "a security group open to the world": (
        change(GROUP, "function", ingress=[SSH]),
        ("security-group-ingress-restricted", "function"),
    ),
}


CLUSTER = "aws:rds/cluster:Cluster"
INSTANCE = "aws:rds/clusterInstance:ClusterInstance"
INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"
# The component asks an instance for its name, and so gets one of an instance that is not made.
SINGLE = """
from types import SimpleNamespace
made = aws.rds.ClusterInstance
def instance(called, *args, **kwargs):
    if called == "database-2":
        return SimpleNamespace(identifier="dr-aurora-database-2")
    return made(called, *args, **kwargs)
aws.rds.ClusterInstance = instance
"""
BROKEN_DATABASE = {
    "a password that is written down": (
        change(CLUSTER, "database", masterPassword="hunter2-hunter2", manageMasterUserPassword=None),
        ("database-master-password-managed", "database"),
    ),
    "an instance that the internet reaches": (
        change(INSTANCE, "database-1", publiclyAccessible=True),
        ("database-public-access-disabled", "database-1"),
    ),
    "a group that is open to the whole network": (
        change(INGRESS, "database", referencedSecurityGroupId=None, cidrIpv4="10.0.0.0/16"),
        ("database-ingress-group-only", "database"),
    ),
    "no backups": (
        change(CLUSTER, "database", backupRetentionPeriod=0),
        ("database-backup-retention-sufficient", "database"),
    ),
    "a single instance": (SINGLE, ("database-instances-multiple", "database")),
}
CASES = [("dev", case) for case in BROKEN] + [("aurora", case) for case in BROKEN_DATABASE]


@pytest.mark.parametrize(("stack", "case"), CASES, ids=[case for _, case in CASES])
def test_a_broken_promise_fails_the_preview_by_name(previewed, stack, case):
    spoil, expected = {**BROKEN, **BROKEN_DATABASE}[case]
    status, document = previewed(spoil, stack)
    assert status == 1
    named = [(each["policy"], each["urn"].split("::")[-1]) for each in document["violations"]]
    assert expected in named
    assert not any(each["didNotRun"] for each in document["violations"])


def test_a_password_that_is_written_down_is_not_repeated(previewed):
    spoil, _ = BROKEN_DATABASE["a password that is written down"]
    _, document = previewed(spoil, "aurora")
    assert "hunter2" not in json.dumps(document["violations"])


def test_half_a_unit_of_capacity_is_less_than_the_pack_wants(previewed):
    halved = {"minCapacity": 0.5, "maxCapacity": 2}
    _, document = previewed(change(CLUSTER, "database", serverlessv2ScalingConfiguration=halved), "aurora")
    assert [each["policy"] for each in document["violations"]] == ["database-capacity-bounded"]
