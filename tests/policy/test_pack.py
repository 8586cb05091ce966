"""How the pack is put together, and what becomes of a rule that fails."""

from __future__ import annotations

import runpy
from dataclasses import replace
from pathlib import Path
from typing import Final, get_args

import pulumi_policy
import pytest
from dr_guard import pack
from dr_guard.catalogue import CONTROLS, EPHEMERAL_EXEMPT
from dr_guard.control import Option, Scope
from dr_guard.finding import Finding
from dr_guard.graph import Options
from dr_guard.rules import RULES
from dr_guard.safety import SAFETY
from dr_guard.tokens import STATEFUL
from google.protobuf import empty_pb2, json_format
from pulumi.runtime.proto import analyzer_pb2 as proto
from pulumi_policy.proxy import UnknownValueError

from tests.policy.analyzer import UNKNOWN, Planned, ask, ask_policies, member, request, servicer, urn
from tests.policy.cases import stateful

PACK: Final = Path(pack.__file__).parents[1]
SECRET: Final = "correct-horse-battery-staple"
TABLE: Final = Planned(
    "aws:dynamodb/table:Table", {"pointInTimeRecovery": {"enabled": SECRET}, "note": SECRET}
)
BY_ID: Final = {control.id: control for control in CONTROLS}


def failing(error: Exception):
    """Return a rule that finds something and then throws."""

    def table_pitr_enabled(_subject, _settings):
        yield Finding("it is odd", "it even")
        raise error

    return table_pitr_enabled


@pytest.mark.parametrize(
    "error", [KeyError(SECRET), ValueError(SECRET), UnknownValueError(UNKNOWN, [SECRET])]
)
@pytest.mark.parametrize("scope", get_args(Scope))
def test_rule_that_throws_is_a_violation_at_its_controls_level(error: Exception, scope: Scope):
    """Let through, a throw ends the preview, or passes as one advisory line."""
    control = replace(BY_ID["table-pitr-enabled"], scope=scope)
    verdict = ask_policies(pack.policies([control], [failing(error)]), [TABLE])
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

    def table_pitr_enabled(subject, _settings):
        seen.append(subject if scope == "resource" else subject.resources[0])
        yield from ()

    control = replace(BY_ID["table-pitr-enabled"], scope=scope)
    parent = Planned("disaster-recovery:components:Table", {}, "parent")
    own = {"protect": True, "ignore_changes": ("tags",), "provider": {"region": "eu-west-1"}}
    planned = replace(TABLE, parent=urn(parent), **own)
    ask_policies(pack.policies([control], [table_pitr_enabled]), [planned, parent])
    [resource] = seen
    assert (resource.type, resource.name, resource.urn) == (TABLE.type, "it", urn(TABLE))
    assert resource.inputs == TABLE.inputs
    assert resource.options == Options(protect=True, ignore_changes=("tags",))
    assert (resource.parent, resource.region) == (urn(parent), "eu-west-1")


def test_resource_without_a_parent_or_a_provider_has_none():
    """The engine leaves both out where there is none."""
    seen = []

    def table_pitr_enabled(table, _settings):
        seen.append((table.parent, table.provider))
        yield from ()

    ask_policies(pack.policies([BY_ID["table-pitr-enabled"]], [table_pitr_enabled]), [TABLE])
    assert seen == [("", {})]


def test_no_control_repeats_a_value():
    """A property that should hold a switch may hold a secret."""
    answer = servicer(pack.policies()).Analyze(request(TABLE), None)
    assert len(answer.diagnostics) > 3
    assert SECRET not in str(answer)


def test_outputs_stand_in_for_a_resource_that_was_only_read():
    """Nothing is analyzed of a resource that the program only reads."""
    read = Planned("aws:s3/bucket:Bucket", {"versioning": {"enabled": True}}, read=True)
    assert ask("bucket-versioning-enabled", [read]).violations == ()


def test_inputs_are_judged_and_not_what_the_provider_fills_in():
    """An output that is computed is unknown at preview, whatever the program asked for."""
    bucket = Planned(
        "aws:s3/bucket:Bucket", {"versioning": {"enabled": True}}, outputs={"versioning": UNKNOWN}
    )
    assert ask("bucket-versioning-enabled", [bucket]).violations == ()


def test_inputs_are_those_that_were_analyzed_last():
    """A resource that is analyzed again is judged by what it has become."""
    control = BY_ID["bucket-versioning-enabled"]
    rows = [control, BY_ID["bucket-deletion-guarded"]]
    rules = [rule for rule in RULES if rule.__name__ in {row.rule for row in rows}]
    analyzer = servicer(pack.policies(rows, rules))
    said = []
    for enabled in (True, False, True):
        bucket = Planned("aws:s3/bucket:Bucket", {"versioning": {"enabled": enabled}})
        analyzer.Analyze(request(bucket), None)
        whole = proto.AnalyzeStackRequest(resources=[member(replace(bucket, inputs={}), [bucket])])
        said.append([found.policyName for found in analyzer.AnalyzeStack(whole, None).diagnostics])
    assert said == [[], [control.id], []]


def test_every_control_has_its_rule():
    """A control without a rule would pass everything, a rule without a control would never run."""
    assert [rule.__name__ for _, rule in pack.joined(CONTROLS, RULES)] == [
        control.rule for control in CONTROLS
    ]


@pytest.mark.parametrize(
    ("controls", "rules", "message"),
    [
        (CONTROLS[1:], RULES, "a control and its rule belong together: table_pitr_enabled"),
        (CONTROLS, RULES[1:], "a control and its rule belong together: table_pitr_enabled"),
        ((*CONTROLS, CONTROLS[0]), RULES, "two controls or two rules have the same name"),
        (CONTROLS, (*RULES, RULES[0]), "two controls or two rules have the same name"),
    ],
    ids=["no control", "no rule", "two controls", "two rules"],
)
def test_an_orphan_is_refused(controls, rules, message: str):
    """The pack does not load with half a control in it."""
    with pytest.raises(pack.OrphanError, match=f"^{message}$"):
        pack.policies(controls, rules)


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


@pytest.mark.parametrize("control", CONTROLS, ids=lambda control: control.id)
def test_row_reads_as_it_should(control):
    """Titles are facts without a full stop, reasons and steps are sentences; only what is low is advisory."""
    assert not control.title.endswith(".")
    assert all(text.endswith(".") for text in (control.why, *control.remediation))
    assert control.enforcement == ("advisory" if control.severity == "low" else "mandatory")
    assert len(set(control.references)) == len(control.references)
    assert {reference.split(" ")[0] for reference in control.references} <= {
        "FSBP",
        "Config",
        "NIST",
        "CIS",
        "checkov",
    }


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
    info = servicer(pack.policies()).GetAnalyzerInfo(empty_pb2.Empty(), None)
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
        "1. Set pointInTimeRecovery.enabled to true on the table."
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
            "default": ["owner", "cost-centre", "environment", "tier"],
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


def test_main_builds_the_one_pack(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """Building it serves until it is stopped, and nothing is printed before that."""
    built = []
    monkeypatch.setattr(pulumi_policy, "PolicyPack", lambda *args: built.append(args))
    runpy.run_path(str(PACK / "__main__.py"), run_name="__main__")
    assert [(name, len(policies)) for name, policies in built] == [("dr-guard", len(CONTROLS))]
    assert capsys.readouterr().out == ""
