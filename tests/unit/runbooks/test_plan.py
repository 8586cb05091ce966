"""What a dry run prints can be pasted into bash as it stands."""

import subprocess

import pytest

from runbooks.catalogue import SCENARIOS, Runbook, runbook
from runbooks.commands import plan
from runbooks.page import placeholders
from tests.unit.runbooks.fake import PAGE, Acts, a_drill, a_page

LOOK = r"""for WORD in one \
  two; do
  printf '%s
' "$WORD"
done
export TEXT='kept
  as it stands'
cat << END
below
END"""
WHOLE = PAGE.replace("echo {s3_bucket_name}", LOOK).replace(
    "### 2. Mend\n", '### 2. Mend\n\n```sh\necho "$TEXT in {s3_bucket_name}"\n```\n'
)


def printed(page, values):
    of = page if isinstance(page, Runbook) else Runbook(page, a_drill(Acts()))
    return "\n".join(plan.lines(of, values))


def pasted(text, *options):
    done = subprocess.run(["bash", *options], input=text, capture_output=True, text=True, check=False)
    return done.stdout, done.stderr, done.returncode


def test_commands_of_several_lines_do_what_they_do_on_the_page(tmp_path):
    text = printed(a_page(tmp_path, WHOLE), {"s3_bucket_name": "shelf"})
    assert pasted(text) == ("one\ntwo\nbelow\nkept\n  as it stands in shelf\n", "", 0)


def test_each_step_says_in_comments_what_it_is_and_what_it_must_find(tmp_path):
    page = a_page(tmp_path, PAGE.replace("Expect: `shelf`", "Repeat until: `{s3_bucket_name}`"))
    assert printed(page, {"s3_bucket_name": "shelf"}).splitlines()[:12] == [
        "# all-lost: All is lost (all_lost.md)",
        f"# {plan.SET}",
        "",
        "# S1. All is well (steady state, at most 1 min)",
        "",
        "# I1. Break it (inject, at most 1 min)",
        "",
        "# 1. Look (detect, at most 5 min)",
        "echo shelf",
        "# repeat until: shelf",
        "",
        "# 2. Mend (recover, at most 5 min)",
    ]


def test_without_a_stack_it_says_what_is_not_filled_in(tmp_path):
    assert f"# {plan.UNFILLED}" in printed(a_page(tmp_path), None).splitlines()
    nothing = a_page(tmp_path, PAGE.replace("{s3_bucket_name}", "shelf"))
    assert plan.UNFILLED not in printed(nothing, None)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_a_shell_reads_all_of_it(scenario):
    of = runbook(scenario)
    values = {**dict.fromkeys(placeholders(of.page.text), "x"), "database_secret_arn": "rds!cluster-1"}
    for text in (printed(of, None), printed(of, values)):
        assert pasted(text, "-n", "-H", "-o", "history") == ("", "", 0)
    blocks = [block.commands for step in of.page.steps for block in step.blocks]
    assert [each for each in blocks if f"\n{each}\n" not in printed(of, None)] == []
