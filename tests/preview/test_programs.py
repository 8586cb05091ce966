"""The pack says of programs that are not its own what was judged to be so of them, and nothing else."""

import json
from importlib import import_module

import pytest

from sandbox.__main__ import main
from tests.programs.judgement import JUDGEMENTS, PROGRAMS, arguments, findings, read


@pytest.fixture(scope="module", autouse=True)
def _warm():
    """Load most of what the programs import once: every preview is forked from this process."""
    for name in ("cloudfront", "cloudwatch", "dynamodb", "ec2", "ecs", "iam", "lambda_", "lb", "rds", "s3"):
        import_module(f"pulumi_aws.{name}")


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.filterwarnings("ignore:.*is deprecated:UserWarning")
def test_what_the_pack_says_of_a_program_was_judged_to_be_so(program, capsys):
    """``python -m tests.programs`` writes down what is new, to be judged by hand."""
    status = main(arguments(program))
    document = json.loads(capsys.readouterr().out)
    assert "error" not in document
    assert status == any(each["level"] == "mandatory" for each in document["violations"])
    assert not [each for each in document["violations"] if each["didNotRun"]]

    found, written = findings(document["violations"]), read(program)
    assert [each.line for each in found] == [each.bare.line for each in written]
    assert not [each for each in found if "failed with" in each.clause]
    assert [each for each in written if each.judgement not in JUDGEMENTS or not each.reason] == []
    assert [each for each in written if each.judgement == "false"] == []
