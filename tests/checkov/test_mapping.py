"""The mapping knows what checkov looks for: its types, and of our types every argument that a check reads."""

import re
from pathlib import Path

import pulumi_aws
import pytest

from sandbox.checkov import catalogue
from sandbox.terraform import facts, sdk
from sandbox.terraform.defaults import DEFAULTS
from sandbox.terraform.words import snake

TABLE = facts.load()
ON = re.compile(r":param pulumi\.Input\[_builtins\.bool\] (\w+): .*[Dd]efaults? (?:to|is) `?true")
SDK = Path(pulumi_aws.__file__).parent
# Types of checkov's that Pulumi has not: they are gone from Terraform's provider, or were never in it.
GONE = """
    aws_db_security_group aws_elasticache_security_group aws_macie_member_account_association
    aws_macie_s3_bucket_association aws_opsworks_application aws_opsworks_custom_layer
    aws_opsworks_ecs_cluster_layer aws_opsworks_ganglia_layer aws_opsworks_haproxy_layer
    aws_opsworks_instance aws_opsworks_java_app_layer aws_opsworks_memcached_layer
    aws_opsworks_mysql_layer aws_opsworks_nodejs_app_layer aws_opsworks_permission
    aws_opsworks_php_app_layer aws_opsworks_rails_app_layer aws_opsworks_rds_db_instance
    aws_opsworks_stack aws_opsworks_static_web_layer aws_opsworks_user_profile
    aws_redshift_security_group aws_simpledb_domain aws_worklink_fleet
    aws_worklink_website_certificate_authority_association
"""
NEVER = "aws_az_info aws_caller_info aws_iam_policy_document aws_region_info aws_root aws_root_access_key"
# What checks look for that is no argument: keys of a policy's document, and texts that they compare with.
IN_POLICIES = frozenset(
    {"AWS", "Action", "Condition", "Effect", "Federated", "NotAction", "Principal", "Resource", "Statement"}
)
ANYWHERE = "0.0.0.0"  # noqa: S104 it is no address to listen on
TEXTS = frozenset({ANYWHERE, "HMAC", "SYMMETRIC_DEFAULT", "actions", "audit", "data.aws_iam_policy_document"})
# Arguments that Terraform's types do not have: a check reads them for other types, or for ones long gone.
RULE = {"cidr_blocks", "ipv6_cidr_blocks", "prefix_list_ids", "protocol", "security_groups", "self"}
FOREIGN = {
    "aws_iam_role": {"managed_policy_arn", "policy", "policy_arn"},
    "aws_iam_role_policy": {"inline_policy"},
    "aws_iam_role_policy_attachment": {"managed_policy_arn", "managed_policy_arns"},
    "aws_route": {"instance_id"},
    "aws_route_table": {"route.instance_id"},
    "aws_security_group": {"cidr_ipv4", "cidr_ipv6", "source_security_group_id", "type"},
    "aws_vpc_security_group_egress_rule": {*RULE, "egress", "source_security_group_id", "type"},
    "aws_vpc_security_group_ingress_rule": {*RULE, "ingress", "source_security_group_id", "type"},
}


@pytest.fixture(scope="module")
def types(program):
    """Return the types of both stacks, as they are now."""
    assert program
    return catalogue.types(catalogue.registered())


@pytest.fixture(scope="module")
def told(types):
    """Ask checkov about them."""
    return catalogue.asked(types)


@pytest.fixture(scope="module")
def mapped(types):
    """Return every path that the mapping can write, by type."""
    tokens = [token for token in sdk.tokens(SDK) if TABLE.type(token) in types]
    read = sdk.read(SDK, tokens)
    found = {}
    for token in tokens:
        package, _ = read.tokens[token]
        found.setdefault(TABLE.type(token), set()).update(_paths(read, token, package, read.inputs(token)))
    return found


def _paths(read, token, package, inputs, above=("", "")):
    for wire, given in inputs.items():
        path = f"{above[0]}.{wire}".lstrip(".")
        name = f"{above[1]}.{TABLE.word(token, path).name}".lstrip(".")
        yield name
        inner = read.classes.get((package, given.of), {})
        if path.count(".") < 8:
            yield from _paths(read, token, package, inner, (path, name))


def test_the_checks_that_are_written_down_are_those_that_there_are(told):
    assert catalogue.FILE.read_text("utf-8") == catalogue.document(told), "write them anew: nox -s facts"


def test_every_type_that_checkov_knows_has_one_of_pulumis(told):
    ours = {TABLE.type(token) for token in sdk.tokens(SDK) if TABLE.knows(token)}
    theirs = {each for each in told["types"] if each.startswith("aws_")}
    assert len(theirs) > 1000
    assert theirs - ours == {*GONE.split(), *NEVER.split()}


def test_every_argument_that_a_check_reads_is_one_that_the_mapping_writes(told, mapped):
    missing = {}
    for row in told["checks"].values():
        for kind, reads in row["types"].items():
            paths = mapped.get(kind, set())
            words = {word for path in paths for word in path.split(".")} | IN_POLICIES | TEXTS
            asked = {path.partition(".Statement[")[0] for path in reads["paths"]}
            lacking = {*(asked - paths), *({*reads["words"]} - words)}
            if lacking:
                missing.setdefault(kind, set()).update(lacking)
    assert missing == FOREIGN


def test_what_the_provider_fills_in_is_what_a_check_reads(told):
    """Of our types; what another of its defaults is, nobody asks."""
    read = {kind: set() for row in told["checks"].values() for kind in row["types"]}
    for row in told["checks"].values():
        for kind, reads in row["types"].items():
            read[kind] |= {*reads["paths"], *reads["words"]}
    stated = {kind: {*names} for kind, names in DEFAULTS.items() if kind in read}
    assert {kind: names - read[kind] for kind, names in stated.items() if names - read[kind]} == {}


def test_a_switch_that_is_on_by_default_and_read_by_a_check_is_stated(told, types):
    """As far as the SDK's own documentation says so."""
    stated = {(kind, name) for kind, names in DEFAULTS.items() for name in names}
    missing = set()
    for token in (each for each in sdk.tokens(SDK) if TABLE.type(each) in types):
        kind = TABLE.type(token)
        read = {
            path
            for row in told["checks"].values()
            for path in row["types"].get(kind, {}).get("paths", [])
            if "." not in path
        }
        package, name = sdk.tokens(SDK)[token]
        text = (SDK / package.removeprefix("pulumi_aws").lstrip(".") / f"{snake(name)}.py").read_text("utf-8")
        on = {match[1] for match in ON.finditer(text)}
        missing |= {(kind, path) for path in read & on} - stated
    assert missing == set()


def test_every_type_of_ours_is_mapped(types, mapped):
    assert {*mapped} == types - {catalogue.PROVIDER}
