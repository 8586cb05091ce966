"""Reading each request once changes what a preview costs, and nothing of what it says."""

from __future__ import annotations

import pulumi_policy.policy as sdk
import pytest
from dr_guard import once
from dr_guard.pack import policies
from google.protobuf import json_format
from pulumi.runtime.proto import analyzer_pb2 as proto
from pulumi_policy import EnforcementLevel, ResourceValidationPolicy

from tests.policy.analyzer import Planned, member, request, servicer

TABLE = Planned("aws:dynamodb/table:Table", {"name": "orders"}, "orders", provider={"region": "eu-west-1"})
SERVICER = sdk._PolicyAnalyzerServicer  # noqa: SLF001 # what is under test
REMEDIATE = EnforcementLevel.REMEDIATE
BUCKET = Planned("aws:s3/bucket:Bucket", {"bucket": "papers", "tags": {"owner": "me"}}, "papers")


@pytest.fixture
def reads(monkeypatch):
    """Install it for one test; return the messages that were read."""
    read = []

    def reading(message):
        read.append(message)
        return json_format.MessageToDict(message)

    for name in ("deserialize_properties", "unknown_checking_proxy", "json_format"):
        monkeypatch.setattr(sdk, name, getattr(sdk, name))
    monkeypatch.setattr(SERVICER, "Analyze", SERVICER.Analyze)
    monkeypatch.setattr(once, "read_message", reading)
    assert once.install() is True
    return read


def said():
    analyzer = servicer(policies())
    stack = proto.AnalyzeStackRequest(resources=[member(each, (TABLE, BUCKET)) for each in (TABLE, BUCKET)])
    answers = [analyzer.Analyze(request(each), None) for each in (TABLE, BUCKET)]
    return [answer.SerializeToString() for answer in (*answers, analyzer.AnalyzeStack(stack, None))]


EXPECTED = said()


@pytest.mark.usefixtures("reads")
def test_it_says_the_same():
    assert said() == EXPECTED


def test_each_message_is_read_once(reads):
    said()
    # Two resources, each alone and in the stack, and the provider of one of them, twice.
    assert len(reads) == 6


def test_a_request_is_forgotten_when_the_next_comes(reads):
    analyzer, asked = servicer(policies()), request(TABLE)
    analyzer.Analyze(asked, None)
    analyzer.Analyze(asked, None)
    assert len(reads) == 4


@pytest.mark.usefixtures("reads")
def test_a_remediation_still_keeps_secrets_secret():
    def keep(args):
        args.props["kept"] = True
        return args.props

    analyzer = servicer(
        [ResourceValidationPolicy("keep", "Kept.", remediate=keep, enforcement_level=REMEDIATE)]
    )
    secret = {"4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", "value": "hush"}
    [changed] = analyzer.Remediate(request(Planned(TABLE.type, {"hidden": secret})), None).remediations
    assert json_format.MessageToDict(changed.properties) == {"hidden": secret, "kept": True}


def test_an_sdk_that_was_not_tried_is_left_alone(monkeypatch):
    monkeypatch.setattr(once, "VERSION", "9.9.9")
    before = SERVICER.Analyze
    assert once.install() is False
    assert SERVICER.Analyze is before
