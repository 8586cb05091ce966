"""Who may do what in the whole program, and which keys encrypt what."""

from __future__ import annotations

import json

from tests.unit.stack.recorded import UNKNOWN, by_urn, managed, statements


def documents(recording, *keys):
    """Give every statement of every policy document under one of ``keys``, with its resource's URN."""
    return [
        (each.urn, sid, statement)
        for each in managed(recording)
        for key in keys
        if key in each.inputs
        for sid, statement in statements(each.inputs[key]).items()
    ]


def test_every_policy_document_is_known_in_a_preview(system):
    unknown = [each.urn for each in managed(system) if each.inputs.get("policy") == UNKNOWN]
    assert unknown == []


def test_no_role_may_do_everything_with_anything(system):
    for urn, sid, statement in documents(system, "policy"):
        if statement["Effect"] == "Allow" and "rolePolicy" in urn:
            assert not [action for action in statement["Action"] if "*" in action], (urn, sid)
            assert statement["Resource"] != "*" or sid in {"Traces", "Interfaces", "Find"}, (urn, sid)


def test_nobody_from_outside_the_account_is_let_in(system):
    for urn, sid, statement in documents(system, "policy", "assumeRolePolicy"):
        if statement["Effect"] == "Allow" and statement.get("Principal") == "*":
            assert "vpcEndpoint" in urn, (urn, sid)
            assert statement["Condition"] == {"StringEquals": {"aws:PrincipalAccount": "123456789012"}}


def test_services_act_for_this_account_alone(system):
    lax = {
        (urn.rsplit("::", 1)[1], sid)
        for urn, sid, statement in documents(system, "policy", "assumeRolePolicy")
        if "Service" in (statement.get("Principal") or {})
        and "123456789012" not in json.dumps(statement.get("Condition"))
    }
    # Lambda names no source when it takes on a function's role, nor is AWS Backup documented to.
    assert lax == {("function-role", "Assume"), ("backup", "Assume")}


KEYS = {
    ("aws:backup/vault:Vault", "backup", "kmsKeyArn"): "backup-key",
    ("aws:dynamodb/table:Table", "table", "serverSideEncryption"): "data-key",
    (
        "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
        "bucket",
        "rules",
    ): ("data-key"),
    ("aws:lambda/function:Function", "function", "kmsKeyArn"): "data-key",
    ("aws:sns/topic:Topic", "topic", "kmsMasterKeyId"): "messages-key",
    ("aws:sns/topic:Topic", "watch-topic", "kmsMasterKeyId"): "watch-key",
    ("aws:sqs/queue:Queue", "function-dead-letters", "kmsMasterKeyId"): "messages-key",
    ("aws:sqs/queue:Queue", "schedule-dead-letters", "kmsMasterKeyId"): "messages-key",
    ("aws:cloudwatch/logGroup:LogGroup", "api", "kmsKeyId"): "logs-key",
    ("aws:cloudwatch/logGroup:LogGroup", "flow-log", "kmsKeyId"): "logs-key",
    ("aws:cloudwatch/logGroup:LogGroup", "function", "kmsKeyId"): "logs-key",
}


def test_each_thing_is_encrypted_with_the_key_of_its_purpose(system):
    keys = {each.urn: each.name for each in system.of_type("aws:kms/key:Key")}
    for (kind, name, prop), key in KEYS.items():
        (found,) = (each for each in system.of_type(kind) if each.name == name)
        assert [keys[urn] for urn in found.property_dependencies[prop]] == [key], (kind, name)


def test_backups_and_budgets_may_publish_to_the_topic(system):
    (policy,) = (each for each in system.of_type("aws:sns/topicPolicy:TopicPolicy") if each.name == "topic")
    assert statements(policy.inputs["policy"])["Publishers"]["Principal"] == {
        "Service": ["backup.amazonaws.com", "budgets.amazonaws.com", "cloudwatch.amazonaws.com"]
    }


def test_a_policy_is_about_its_own_region(system):
    every = by_urn(system)
    for kind in ("aws:sns/topicPolicy:TopicPolicy", "aws:sqs/queuePolicy:QueuePolicy"):
        for each in system.of_type(kind):
            region = every[each.provider].inputs["region"]
            resources = {found["Resource"] for found in statements(each.inputs["policy"]).values()}
            assert {arn.split(":")[3] for arn in resources} == {region}


def test_a_role_s_resources_are_this_stack_s(system):
    names = {each.inputs.get(key) for each in managed(system) for key in ("name", "bucket")}
    for urn, sid, statement in documents(system, "policy"):
        if "rolePolicy" in urn and statement["Resource"] != "*":
            resources = statement["Resource"]
            for arn in [resources] if isinstance(resources, str) else resources:
                service, resource = arn.split(":", 5)[2], arn.split(":", 5)[5].removesuffix(":*")
                name = resource.removeprefix("table/").removeprefix("log-group:").removesuffix("/documents/*")
                assert name in names or (service, resource) == ("kms", "key/*"), (urn, sid, arn)
