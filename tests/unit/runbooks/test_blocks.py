"""The engine runs the blocks of commands that a page has, and holds their output to what it says."""

from dataclasses import replace

import pytest

from runbooks.drill import engine
from runbooks.drill.model import Phase, Step
from runbooks.drill.report import Verdict
from runbooks.drill.shell import Ran
from tests.unit.runbooks.fake import (
    MINUTE,
    PAGE,
    SECOND,
    Acts,
    FakeTarget,
    a_drill,
    a_scene,
    of,
    run,
)


@pytest.fixture
def scene(tmp_path):
    return a_scene(tmp_path)


def test_commands_of_the_page_are_run_filled_in(scene, tmp_path):
    found, _ = run(Acts(), scene, tmp_path)
    assert (of(found, "1").commands, of(found, "1").found) == (("echo shelf",), "shelf")
    assert of(found, "1").wanted == "shelf"


def test_a_command_s_output_must_have_what_the_page_says(scene, tmp_path):
    found, _ = run(Acts(), scene, tmp_path, page=PAGE.replace("Expect: `shelf`", "Expect: `drawer`"))
    assert found.reasons == ("1. Look: status 0, found 'shelf'; wanted 'drawer'",)


def test_a_command_that_fails_fails_its_step_whatever_it_prints(scene, tmp_path):
    page = PAGE.replace("echo {s3_bucket_name}", "echo {s3_bucket_name}; false")
    found, _ = run(Acts(), scene, tmp_path, page=page)
    assert found.reasons == ("1. Look: status 1, found 'shelf'; wanted 'shelf'",)


COUNTED = PAGE.replace("echo {s3_bucket_name}", "export N=${N:-}x; echo $N").replace(
    "Expect: `shelf`", "Repeat until: `xxx`"
)


def test_a_command_is_repeated_until_it_prints_what_the_page_says(scene, tmp_path):
    found, _ = run(Acts(), scene, tmp_path, page=COUNTED)
    assert (found.verdict, of(found, "1").found) == (Verdict.PASSED, "xxx")
    assert of(found, "1").ended - of(found, "1").started == MINUTE


def test_a_command_is_not_repeated_beyond_the_limit(scene, tmp_path):
    found, _ = run(Acts(), scene, tmp_path, page=COUNTED.replace("xxx", "y"))
    assert found.reasons == (f"1. Look: status 0, found '{'x' * 11}'; wanted 'y' in time",)


def test_a_command_that_fails_is_not_repeated(scene, tmp_path):
    found, _ = run(Acts(), scene, tmp_path, page=COUNTED.replace("echo $N", "exit 3"))
    assert found.reasons == ("1. Look: status 3, found ''; wanted 'xxx'",)


@pytest.mark.parametrize(
    ("target", "limit", "wanted"),
    [
        ("sandbox", SECOND, 60),
        ("sandbox", 2 * MINUTE, 120),
        ("sandbox", 60 * MINUTE, 300),
        ("aws", 60 * MINUTE, 3600),
    ],
)
def test_a_command_may_take_as_long_as_its_step_and_in_a_sandbox_no_more_than_minutes(
    tmp_path, monkeypatch, target, limit, wanted
):
    of, given = FakeTarget(), []
    of.name = target
    scene = a_scene(tmp_path, of)
    monkeypatch.setattr(scene.shell, "run", lambda _, seconds: given.append(seconds) or Ran(0, "shelf"))
    run(Acts(), scene, tmp_path, steps=(Step("1", Phase.DETECT, "Look", "why", limit),))
    assert given == [wanted]


def test_a_command_that_hangs_is_ended_at_its_step_s_limit(scene, tmp_path, monkeypatch):
    monkeypatch.setattr(engine, "LEAST_SECONDS", 0.5)
    page = PAGE.replace("echo {s3_bucket_name}", "sleep 600 & wait")
    found, _ = run(
        Acts(), scene, tmp_path, page=page, steps=(Step("1", Phase.DETECT, "Look", "why", SECOND),)
    )
    assert of(found, "1").found == "status 124, found 'ended after 1 s'; wanted 'shelf'"


def test_what_a_sandbox_does_in_its_own_way_takes_the_place_of_the_page_s_commands_there_alone(tmp_path):
    def steps(acts):
        step = next(each for each in a_drill(acts).steps if each.label == "1")
        return (replace(step, in_sandbox=acts.act("in sandbox")),)

    acts = Acts(**{"in sandbox": lambda _: "deployed"})
    found, _ = run(acts, a_scene(tmp_path), tmp_path, steps=steps(acts))
    assert acts.taken == ["in sandbox"]
    assert (of(found, "1").found, of(found, "1").commands) == ("deployed", ())
    account, acts = FakeTarget(), Acts()
    account.name = "aws"
    found, _ = run(acts, a_scene(tmp_path, account), tmp_path, steps=steps(acts))
    assert acts.taken == []
    assert (of(found, "1").found, of(found, "1").commands) == ("shelf", ("echo shelf",))
