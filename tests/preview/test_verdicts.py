"""The preview asks any pack what the engine would ask it, and reports what it says."""

import json
import os
import subprocess
import sys
import sysconfig

import pytest

from tests.workshop import ROOT

PYTHON = f"python{sys.version_info[0]}.{sys.version_info[1]}"

BUCKET = """
    import pulumi, pulumi_aws as aws
    class Storage(pulumi.ComponentResource):
        def __init__(self):
            super().__init__("shop:index:Storage", "storage")
            child = pulumi.ResourceOptions(parent=self, protect=True)
            bucket = aws.s3.Bucket("bucket", tags={"owner": "me"}, opts=child)
            aws.s3.BucketVersioning("versioning", bucket=bucket.id,
                versioning_configuration={"status": "Enabled"}, opts=child)
    Storage()
"""
URN = "urn:pulumi:dev::shop::shop:index:Storage$aws:s3/bucket:Bucket::bucket"


def resource_policy(rule, level="MANDATORY", more=""):
    return f"""
    import json
    {rule}
    PolicyPack("guard", [ResourceValidationPolicy("rule", "It holds.", rule,
        enforcement_level=EnforcementLevel.{level}, severity=Severity.HIGH,
        remediation_steps="Mend it."{more})])
    """


REPORTS = """
    def rule(args, report):
        if args.resource_type == "aws:s3/bucket:Bucket":
            report("found this")
"""


@pytest.mark.parametrize(
    ("level", "status"), [("MANDATORY", 1), ("ADVISORY", 0), ("REMEDIATE", 1), ("DISABLED", 0)]
)
def test_only_what_is_mandatory_fails_the_preview(workshop, level, status):
    workshop.project(BUCKET)
    outcome = workshop.preview("--policy-pack", workshop.pack(resource_policy(REPORTS.strip(), level)))
    assert outcome.status == status


def test_a_violation_is_reported_whole(workshop):
    workshop.project(BUCKET)
    outcome = workshop.preview("--json", "--policy-pack", workshop.pack(resource_policy(REPORTS.strip())))
    assert outcome.document["violations"] == [
        {
            "pack": "guard",
            "policy": "rule",
            "level": "mandatory",
            "severity": "high",
            "urn": URN,
            "description": "It holds.",
            "message": "found this",
            "remediation": "Mend it.",
            "url": "",
            "didNotRun": False,
        }
    ]
    assert outcome.document["packs"] == [
        {"name": "guard", "version": "1.2.3", "policies": {"rule": "mandatory"}}
    ]


def test_a_person_reads_where_what_and_how_to_mend_it(workshop):
    workshop.project(BUCKET)
    outcome = workshop.preview("--policy-pack", workshop.pack(resource_policy(REPORTS.strip())))
    assert outcome.stdout.splitlines()[:-1] == [
        "shop / dev previewed offline; nothing is deployed",
        "",
        "Resources",
        "  storage    2  Bucket, BucketVersioning",
        "",
        "MANDATORY high rule (guard)",
        "  storage / bucket",
        f"  {URN}",
        "  found this",
        "  To mend it: Mend it.",
        "",
    ]
    assert outcome.stdout.splitlines()[-1].startswith(
        "FAILED: 1 mandatory violation, 0 advisory; 2 resources held against 1 policy in "
    )


def test_a_pack_is_found_from_where_the_command_is_typed(workshop):
    workshop.project(BUCKET)
    pack = os.path.relpath(workshop.pack(resource_policy(REPORTS.strip())), ROOT)
    assert workshop.preview("--policy-pack", pack).status == 1


def test_a_pack_with_an_environment_of_its_own_runs_in_it(workshop):
    workshop.project(BUCKET)
    pack = workshop.pack(resource_policy(REPORTS.strip().replace('"found this"', "__import__('sys').prefix")))
    subprocess.run(
        [sys.executable, "-m", "venv", "--without-pip", "--system-site-packages", pack / "venv"], check=True
    )
    (pack / "PulumiPolicy.yaml").write_text("runtime: {name: python, options: {virtualenv: venv}}")
    (pack / "venv" / "lib" / PYTHON / "site-packages" / "ours.pth").write_text(sysconfig.get_path("purelib"))
    [found] = workshop.preview("--json", "--policy-pack", pack).document["violations"]
    assert found["message"] == str(pack / "venv")


def test_without_a_pack_the_resources_are_shown(workshop):
    workshop.project(BUCKET)
    outcome = workshop.preview()
    assert outcome.status == 0
    assert "OK: 0 mandatory violations, 0 advisory; 2 resources held against 0 policies" in outcome.stdout


def test_a_stack_policy_sees_the_graph_with_its_dependencies(workshop):
    workshop.project(BUCKET)
    pack = workshop.pack("""
        def rule(args, report):
            for each in args.resources:
                for key, found in each.property_dependencies.items():
                    for other in found:
                        report(f"{each.name}.{key} needs {other.name}", each.urn)
            report("no resource in particular")
        PolicyPack("guard", [StackValidationPolicy("joins", "Joined.", rule)])
    """)
    found = workshop.preview("--json", "--policy-pack", pack).document["violations"]
    assert [(each["message"], each["urn"].split("::")[-1]) for each in found] == [
        ("no resource in particular", "shop-dev"),
        ("versioning.bucket needs bucket", "versioning"),
    ]


def test_a_policy_that_touches_an_unknown_value_is_said_not_to_have_run(workshop):
    workshop.project(BUCKET)
    touching = """
    def rule(args, report):
        if args.resource_type == "aws:s3/bucketVersioning:BucketVersioning":
            args.props["bucket"]
    """
    pack = workshop.pack(resource_policy(touching.strip()))
    outcome = workshop.preview("--policy-pack", pack)
    assert outcome.status == 0
    assert "NOT RUN high rule (guard)" in outcome.stdout
    assert "OK: 0 mandatory violations, 0 advisory, 1 policy not run; 2 resources" in outcome.stdout


def test_outputs_that_only_aws_knows_are_unknown_to_a_stack_policy(workshop):
    workshop.project(BUCKET)
    pack = workshop.pack("""
        def rule(args, report):
            for each in args.resources:
                if each.resource_type == "aws:s3/bucket:Bucket":
                    each.props["arn"]
        PolicyPack("guard", [StackValidationPolicy("arn", "Arn.", rule)])
    """)
    [found] = workshop.preview("--json", "--policy-pack", pack).document["violations"]
    assert found["didNotRun"] is True
    assert found["message"].endswith("string value at .arn can't be known during preview")


REMEDIATES = """
    def change(args):
        if args.resource_type == "aws:s3/bucket:Bucket" and not args.props.get("forceDestroy") is False:
            return {**args.props, "forceDestroy": False}
    def rule(args, report):
        if args.resource_type == "aws:s3/bucket:Bucket" and args.props.get("forceDestroy") is not False:
            report("forceDestroy may be on")
"""


def test_remediation_comes_before_validation(workshop):
    workshop.project(BUCKET)
    pack = workshop.pack(resource_policy(REMEDIATES.strip(), "REMEDIATE", ", remediate=change"))
    document = workshop.preview("--json", "--policy-pack", pack).document
    assert document["violations"] == []
    assert document["remediations"] == [
        {
            "pack": "guard",
            "policy": "rule",
            "urn": URN,
            "description": "It holds.",
            "changed": ["forceDestroy"],
        }
    ]


def test_the_program_goes_on_with_what_a_remediation_made(workshop):
    workshop.project("""
        import pulumi_aws as aws
        bucket = aws.s3.Bucket("bucket", bucket="asked")
        aws.sns.Topic("topic", name=bucket.bucket.apply(lambda name: f"about-{name}"))
    """)
    rename = """
    def change(args):
        if args.resource_type == "aws:s3/bucket:Bucket":
            return {**args.props, "bucket": "given"}
    def rule(args, report):
        if args.resource_type == "aws:sns/topic:Topic":
            report(args.props["name"])
    """
    pack = workshop.pack(resource_policy(rename.strip(), "REMEDIATE", ", remediate=change"))
    [found] = workshop.preview("--json", "--policy-pack", pack).document["violations"]
    assert found["message"] == "about-given"


def test_two_packs_of_one_name_are_two_packs(workshop):
    workshop.project(BUCKET)
    packs = [workshop.pack(resource_policy(REPORTS.strip()), name) for name in ("one", "two")]
    document = workshop.preview("--json", "--policy-pack", packs[0], "--policy-pack", packs[1]).document
    assert len(document["violations"]) == 2


def test_not_applicable_is_counted_with_its_reason(workshop):
    workshop.project(BUCKET)
    pack = workshop.pack(
        resource_policy("""def rule(args, report):
        args.not_applicable("not today")""")
    )
    assert workshop.preview("--json", "--policy-pack", pack).document["notApplicable"] == [
        {"pack": "guard", "policy": "rule", "reason": "not today", "resources": 5}
    ]


SIZED = """
    def rule(args, report):
        if args.resource_type == "aws:s3/bucket:Bucket":
            report(f"size {args.get_config()['size']:g}")
"""
SCHEMA = ', config_schema=PolicyConfigSchema({"size": {"type": "integer", "default": 3, "minimum": 1}})'


def configured(workshop, content):
    pack = workshop.pack(resource_policy(SIZED.strip(), "MANDATORY", SCHEMA))
    config = workshop.root / "config.json"
    config.write_text(content if isinstance(content, str) else json.dumps(content))
    return workshop.preview("--json", "--policy-pack", pack, "--policy-pack-config", config)


@pytest.mark.parametrize(
    ("content", "status", "message"),
    [
        ({}, 1, "size 3"),
        ("", 1, "size 3"),
        ({"rule": {"size": 7}}, 1, "size 7"),
        ({"rule": "advisory"}, 0, "size 3"),
        ({"rule": {"enforcementLevel": "advisory", "size": 1}}, 0, "size 1"),
        ({"all": "advisory"}, 0, "size 3"),
        ({"all": "advisory", "rule": "mandatory"}, 1, "size 3"),
    ],
)
def test_a_pack_is_configured_by_a_file(workshop, content, status, message):
    workshop.project(BUCKET)
    outcome = configured(workshop, content)
    assert outcome.status == status
    assert [each["message"] for each in outcome.document["violations"]] == [message]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "cannot be read: Expecting property name enclosed in double quotes"),
        ("[]", "wanted an object of policies"),
        ({"rule": "strict"}, "rule: found enforcement level 'strict'; wanted one of advisory, mandatory"),
        ({"rule": {"size": "big"}}, "is not valid:\n  rule: size: 'big' is not of type 'integer'"),
        ({"rule": {"size": 0}}, "rule: size: 0 is less than the minimum of 1"),
        ({"ruel": "advisory"}, "ruel: no such policy; the nearest is rule"),
    ],
)
def test_a_wrong_configuration_is_refused(workshop, content, message):
    workshop.project(BUCKET)
    outcome = configured(workshop, content)
    assert outcome.status == 2
    assert message in outcome.document["error"]


def test_two_packs_are_asked_one_after_the_other(workshop):
    workshop.project(BUCKET)
    first = workshop.pack(
        REPORTS + '\n    PolicyPack("one", [ResourceValidationPolicy("a", "A.", rule)])', "one"
    )
    second = workshop.pack(
        REPORTS + '\n    PolicyPack("two", [ResourceValidationPolicy("b", "B.", rule)])', "two"
    )
    document = workshop.preview("--json", "--policy-pack", first, "--policy-pack", second).document
    assert [(each["pack"], each["policy"]) for each in document["violations"]] == [("one", "a"), ("two", "b")]


def test_a_secret_reaches_the_pack_and_no_report(workshop):
    workshop.project("""
        import pulumi, pulumi_aws as aws
        aws.ssm.Parameter("key", type="SecureString", value=pulumi.Output.secret("hush-hush"))
        pulumi.export("key", pulumi.Output.secret("hush-hush"))
    """)
    pack = workshop.pack(
        resource_policy("""def rule(args, report):
        if args.props.get("value") == "hush-hush":
            report("it is there")""")
    )
    for form in ((), ("--json",)):
        outcome = workshop.preview("--policy-pack", pack, *form)
        assert "it is there" in outcome.stdout
        assert "hush-hush" not in outcome.stdout + outcome.stderr
