"""How the pack is put together, and what becomes of a rule that fails."""

from __future__ import annotations

import runpy
from dataclasses import replace
from pathlib import Path
from typing import Final, get_args

import pulumi_policy
import pulumi_policy.policy as sdk
import pytest
from dr_guard import pack
from dr_guard.aws.kinds import (
    STATEFUL,
)
from dr_guard.aws.safety import SAFETY
from dr_guard.catalogue import CONTROLS, EPHEMERAL_EXEMPT
from dr_guard.control import Scope
from dr_guard.finding import Finding
from dr_guard.judge import Judge
from dr_guard.option import Option
from dr_guard.pack import OrphanError, UnservedError, joined, policies
from dr_guard.protocol import ASSETS
from dr_guard.protocol import SECRET as SECRET_MARK
from dr_guard.remedy import Chosen, Fix
from dr_guard.resource import Options
from dr_guard.rules import RULES
from dr_guard.servicer import Servicer
from dr_guard.values import SIGNATURE, Mark
from google.protobuf import empty_pb2, json_format
from pulumi.runtime.proto import analyzer_pb2 as proto
from pulumi_policy import EnforcementLevel

from tests.policy.analyzer import CONTEXT, UNKNOWN, Planned, ask, ask_judge, member, request, servicer, urn
from tests.policy.cases import stateful

PACK: Final = Path(pack.__file__).parents[1]
SECRET: Final = "correct-horse-battery-staple"
TABLE: Final = Planned(
    "aws:dynamodb/table:Table", {"pointInTimeRecovery": {"enabled": SECRET}, "note": SECRET}
)
SELECTION: Final = Planned(
    "aws:backup/selection:Selection",
    {"selectionTags": [{"type": "STRINGEQUALS", "key": "backup", "value": "True"}]},
    "selection",
)
ENCRYPTED: Final = {
    "serverSideEncryptionConfiguration": {
        "rule": {"applyServerSideEncryptionByDefault": {"sseAlgorithm": "AES256"}}
    }
}
BY_ID: Final = {control.id: control for control in CONTROLS}


def judged(rule, scope: Scope = "resource") -> Judge:
    """Return a judge whose one control is decided by this rule."""
    return Judge(((replace(BY_ID["table-pitr-enabled"], scope=scope, fixes=()), rule),))


def failing(error: Exception):
    """Return a rule that finds something and then throws."""

    def rule(_subject, _settings):
        yield Finding("it is odd", "it even")
        raise error

    return rule


@pytest.mark.parametrize("error", [KeyError(SECRET), ValueError(SECRET), RecursionError(SECRET)])
@pytest.mark.parametrize("scope", get_args(Scope))
def test_rule_that_throws_is_a_violation_at_its_controls_level(error: Exception, scope: Scope):
    """Let through, a throw ends the preview."""
    verdict = ask_judge(judged(failing(error), scope=scope), [TABLE])
    who = "Table it" if scope == "resource" else "The stack"
    assert [message.partition("\n")[2] for _, message in verdict.violations] == [
        f"{who}: it is odd; wanted: it even.",
        f"{who}: the rule table_pitr_enabled failed with {type(error).__name__}; wanted: a decision.",
    ]
    assert verdict.levels == {proto.MANDATORY}


@pytest.mark.parametrize("scope", get_args(Scope))
def test_rule_is_handed_all_that_the_engine_says_of_a_resource(scope: Scope):
    """Options, parent and region come from the engine beside the inputs."""
    seen = []

    def rule(subject, _settings):
        seen.append(subject if scope == "resource" else subject.resources[0])
        yield from ()

    parent = Planned("disaster-recovery:components:Table", {}, "parent")
    own = {"protect": True, "ignore_changes": ("tags",), "provider": {"region": "eu-west-1"}}
    planned = replace(TABLE, parent=urn(parent), delete_before_replace=True, **own)
    ask_judge(judged(rule, scope=scope), [planned, parent])
    [resource] = seen
    assert (resource.type, resource.name, resource.urn) == (TABLE.type, "it", urn(TABLE))
    assert resource.inputs == TABLE.inputs
    assert resource.options == Options(protect=True, delete_before_replace=True, ignore_changes=("tags",))
    assert (resource.parent, resource.region) == (urn(parent), "eu-west-1")


def test_resource_without_a_parent_or_a_provider_has_none():
    """The engine leaves both out where there is none."""
    seen = []

    def rule(table, _settings):
        seen.append((table.parent, table.provider))
        yield from ()

    ask_judge(judged(rule), [TABLE])
    assert seen == [("", {})]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("a", "a"),
        (True, True),
        (7, 7.0),
        (None, None),
        ([1, UNKNOWN], [1.0, Mark.UNKNOWN]),
        ({"a": {"b": UNKNOWN}}, {"a": {"b": Mark.UNKNOWN}}),
        ({SIGNATURE: SECRET_MARK, "value": {"a": 1}}, {"a": 1.0}),
        ({SIGNATURE: SECRET_MARK, "value": UNKNOWN}, Mark.UNKNOWN),
        ({SIGNATURE: ASSETS[0], "path": "x"}, Mark.ASSET),
        ({SIGNATURE: ASSETS[1], "assets": {}}, Mark.ASSET),
        ({SIGNATURE: "another", "value": 1}, Mark.UNKNOWN),
    ],
)
def test_property_is_read_as_the_engine_writes_it(written: object, read: object):
    """Secrets are unwrapped, files marked; what is marked as nobody knows cannot be known."""
    seen = []

    def rule(table, _settings):
        seen.append(table.inputs)
        yield from ()

    ask_judge(judged(rule), [Planned(TABLE.type, {"it": written})])
    assert seen == [{"it": read}]


def test_no_control_repeats_a_value():
    """A property that should hold a switch may hold a secret."""
    answer = servicer().Analyze(request(TABLE), CONTEXT)
    assert len(answer.diagnostics) > 3
    assert SECRET not in str(answer)


def test_outputs_stand_in_for_a_resource_that_was_only_read():
    """Nothing is analyzed of a resource that the program only reads."""
    read = Planned("aws:s3/bucket:Bucket", ENCRYPTED, read=True)
    assert ask("bucket-encryption-configured", [read]).violations == ()


def test_inputs_are_judged_and_not_what_the_provider_fills_in():
    """An output that is computed is unknown at preview, whatever the program asked for."""
    computed = {"serverSideEncryptionConfiguration": UNKNOWN}
    bucket = Planned("aws:s3/bucket:Bucket", ENCRYPTED, outputs=computed)
    assert ask("bucket-encryption-configured", [bucket]).violations == ()


def test_inputs_are_those_that_were_analyzed_last():
    """A resource that is analyzed again is judged by what it has become."""
    analyzer = servicer(Judge(tuple(pair for pair in joined() if pair[0].id == "table-backup-planned")))
    seen = []
    for backed_up in (True, False, True):
        table = Planned(TABLE.type, {"tags": {"backup": str(backed_up)}}, "table")
        analyzer.Analyze(request(table), CONTEXT)
        stack = [replace(table, inputs={}), SELECTION]
        whole = proto.AnalyzeStackRequest(resources=[member(each, stack) for each in stack])
        seen.append(len(analyzer.AnalyzeStack(whole, CONTEXT).diagnostics))
    assert seen == [0, 1, 0]


def test_every_control_has_its_rule():
    """A control without a rule would pass everything, a rule without a control would never run."""
    assert [rule.__name__ for _, rule in joined()] == [control.rule for control in CONTROLS]


@pytest.mark.parametrize(
    ("controls", "rules", "message"),
    [
        (CONTROLS[1:], RULES, f"a control and its rule belong together: {CONTROLS[0].rule}"),
        (CONTROLS, RULES[1:], f"a control and its rule belong together: {RULES[0].__name__}"),
        ((*CONTROLS, CONTROLS[0]), RULES, "two controls or two rules have the same name"),
        (CONTROLS, (*RULES, RULES[0]), "two controls or two rules have the same name"),
    ],
    ids=["no control", "no rule", "two controls", "two rules"],
)
def test_an_orphan_is_refused(controls, rules, message: str):
    """The pack does not load with half a control in it."""
    with pytest.raises(OrphanError, match=f"^{message}$"):
        joined(controls, rules)


@pytest.mark.parametrize("name", ["id", "Table-pitr-enabled", "table_pitr_enabled"])
def test_an_id_outside_the_grammar_is_refused(name: str):
    """An id is what configurations and reports go by."""
    with pytest.raises(ValueError, match="an id reads <resource>-<property>-<state>"):
        replace(CONTROLS[0], id=name)


@pytest.mark.parametrize(
    "emptied",
    [
        lambda control: replace(control, title=""),
        lambda control: replace(control, why=""),
        lambda control: replace(control, types=()),
        lambda control: replace(control, references=()),
        lambda control: replace(control, remediation=()),
    ],
    ids=["title", "why", "types", "references", "remediation"],
)
def test_a_row_with_an_empty_field_is_refused(emptied):
    """Every control says why it is there and how to satisfy it."""
    with pytest.raises(ValueError, match="remediation are never empty"):
        emptied(CONTROLS[0])


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        (lambda row: replace(row, references=("SOC2 A1.2",)), "SOC2 A1.2 is of no framework"),
        (lambda row: replace(row, scope="stack"), "only a single resource can be mended by a value"),
        (
            lambda row: replace(row, fixes=(Fix("days", Chosen("minimumDays")),)),
            "a fix takes its value from an option that is not there",
        ),
    ],
)
def test_a_row_that_contradicts_itself_is_refused(changed, message: str):
    """When the pack loads, and not when it is needed."""
    with pytest.raises(ValueError, match=f"^control table-pitr-enabled: {message}$"):
        changed(BY_ID["table-pitr-enabled"])


@pytest.mark.parametrize("control", CONTROLS, ids=lambda control: control.id)
def test_row_reads_as_it_should(control):
    """Titles are facts without a full stop, reasons and steps are sentences."""
    assert not control.title.endswith(".")
    assert all(text.endswith(".") for text in (control.why, *control.remediation))
    assert len(set(control.references)) == len(control.references)


def test_exemptions_name_controls():
    """A name with a typing error would exempt nothing."""
    assert set(EPHEMERAL_EXEMPT) <= BY_ID.keys()


@pytest.mark.parametrize("token", sorted({*SAFETY, *STATEFUL}))
def test_what_holds_data_or_keeps_it_safe_has_its_cases(token: str):
    """A type or an input that no case breaks could be dropped unnoticed."""
    broken = [case for case in stateful.CASES if case.says and case.stack[0].type == token]
    assert (token in STATEFUL) == any(case.control == "stateful-resource-protected" for case in broken)
    assert set(SAFETY.get(token, ())) <= {path for case in broken for path in case.stack[0].ignore_changes}


def test_engine_is_told_everything_that_the_catalogue_says():
    """Severity, framework names, how to mend it and where to read on are in every report."""
    info = servicer().GetAnalyzerInfo(empty_pb2.Empty(), CONTEXT)
    told = {policy.name: policy for policy in info.policies}
    assert told.keys() == BY_ID.keys()
    pitr = told["table-pitr-enabled"]
    assert pitr.displayName == "Point-in-time recovery is on for every table"
    assert pitr.severity == proto.POLICY_SEVERITY_HIGH
    assert pitr.enforcementLevel == proto.MANDATORY
    assert list(pitr.tags) == [
        "recovery",
        "FSBP DynamoDB.2",
        "Config dynamodb-pitr-enabled",
        "checkov CKV_AWS_28",
        "NIST CP-9",
        "NIST CP-10",
        "NIST CP-10(2)",
        "NIST CP-6(2)",
        "NIST SI-13(5)",
    ]
    assert pitr.remediation_steps == (
        "Without it a bad write or delete is undone only as far back as the last backup.\n"
        "1. Set pointInTimeRecovery.enabled to true on the table.\n"
        "More: CONTROLS.md#table-pitr-enabled"
    )
    assert (
        pitr.url
        == "https://docs.aws.amazon.com/securityhub/latest/userguide/dynamodb-controls.html#dynamodb-2"
    )
    schema = json_format.MessageToDict(told["resource-tags-complete"].configSchema.properties)
    assert schema == {
        "required": {
            "type": "array",
            "items": {"type": "string"},
            "default": ["owner", "cost-centre", "environment"],
            "description": "The keys of the tags that every resource carries, each with a value.",
        }
    }


@pytest.mark.parametrize(
    ("references", "group", "url"),
    [
        (
            ("NIST CP-9", "Config s3-x"),
            "recovery",
            "https://docs.aws.amazon.com/config/latest/developerguide/s3-x.html",
        ),
        (
            ("NIST CP-9",),
            "recovery",
            "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/welcome.html",
        ),
        (
            ("NIST AC-3",),
            "access",
            "https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/welcome.html",
        ),
    ],
)
def test_url_leads_to_what_aws_says(references: tuple[str, ...], group, url: str):
    """Where Security Hub has no page on a control, Config may, and the pillars always do."""
    assert replace(CONTROLS[0], references=references, group=group).url == url


def test_option_is_described_as_json_schema():
    """The engine checks the configuration and fills in the defaults by it."""
    assert Option("days", 30, "Days.", minimum=1).schema == {
        "type": "integer",
        "minimum": 1,
        "default": 30,
        "description": "Days.",
    }


def test_policy_that_the_sdk_would_run_itself_ends_the_preview():
    """Decided by nobody, it would pass."""
    [policy] = policies([BY_ID["table-pitr-enabled"]])
    with pytest.raises(UnservedError, match="in a way that the pack does not know"):
        getattr(policy, "validate")(None, None)  # noqa: B009 # of the two kinds of policy only


def test_main_builds_the_one_pack(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """Building it serves until it is stopped, by the pack's own servicer; nothing is printed before that."""
    built = []
    monkeypatch.setattr(pulumi_policy, "PolicyPack", lambda *args: built.append(args))
    monkeypatch.setattr(sdk, "_PolicyAnalyzerServicer", None)
    runpy.run_path(str(PACK / "__main__.py"), run_name="__main__")
    [(name, served)] = built
    assert (name, len(served)) == ("dr-guard", len(CONTROLS))
    assert isinstance(sdk._PolicyAnalyzerServicer(name, "1", served, EnforcementLevel.ADVISORY), Servicer)  # noqa: SLF001 # what the SDK will ask for
    assert capsys.readouterr().out == ""
