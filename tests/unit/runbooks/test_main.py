"""The command line: what it prints, and its exit statuses."""

import signal
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from runbooks.__main__ import main
from runbooks.catalogue import SCENARIOS, Runbook
from runbooks.commands import clean_up, drill, index, places, resume, show
from runbooks.commands.places import Given
from runbooks.drill import journal
from runbooks.drill.scene import StepError
from runbooks.reports import history
from sandbox.errors import SandboxError
from tests.unit.runbooks.fake import PAGE, Acts, FakeTarget, a_drill, a_page, raises


@pytest.fixture(autouse=True)
def terminated():
    """Give the signal back that the command takes."""
    before = signal.getsignal(signal.SIGTERM)
    yield
    signal.signal(signal.SIGTERM, before)


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Run a command on one made-up scenario; returns its status, and what it printed on stdout and stderr."""
    (tmp_path / "all_lost.md").write_text(PAGE)
    (tmp_path / "all_lost.py").write_text("")
    monkeypatch.setattr(history, "FILE", tmp_path / "history.jsonl")
    monkeypatch.setattr(index, "FILE", tmp_path / "README.md")

    @contextmanager
    def place(*_):
        yield Given(FakeTarget())

    for name in ("own", "running"):
        monkeypatch.setattr(places, name, place)

    def ran(*arguments, acts=None, **changed):
        made = Runbook(a_page(tmp_path), a_drill(acts or Acts(), **changed))
        for module in (drill, resume, clean_up, show):
            monkeypatch.setattr(module, "runbook", lambda _: made)
        status = main([*arguments, "--cwd", str(tmp_path)])
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return ran


def test_a_drill_that_passes_is_told_and_reported(run, tmp_path):
    status, out, err = run("drill", "all-lost")
    assert status == 0
    assert "\nall-lost  passed  0 s  not measured" in out
    assert out.endswith(f"\nReports: {tmp_path / '.drills'}\n")
    assert "  held  C2. Take away (0 s)\n  passed\n" in err
    assert len([*(tmp_path / ".drills").glob("*/report.html")]) == 1
    assert not (tmp_path / "history.jsonl").exists()
    assert run("runs")[1] == "Every drill has ended.\n"


def test_a_drill_that_fails_is_status_1(run):
    status, out, _ = run("drill", "all-lost", acts=Acts(**{"2": raises(StepError("no"))}))
    assert status == 1
    assert "\nFailed:\n  all-lost: 2. Mend: no\n" in out


def test_reports_go_where_they_are_wanted(run, tmp_path):
    run("drill", "all-lost", "--report", str(tmp_path / "here"))
    assert (tmp_path / "here" / "index.html").exists()


def test_nothing_is_drilled_that_could_not_be_reported(run, tmp_path):
    (tmp_path / "here").write_text("a file")
    acts = Acts()
    status, _, err = run("drill", "all-lost", "--report", str(tmp_path / "here"), acts=acts)
    assert (status, acts.taken) == (2, [])
    assert err == f"error: reports cannot be written to {tmp_path / 'here'}: File exists\n"


def test_what_is_recorded_is_in_the_index(run, tmp_path):
    run("drill", "all-lost", "--record")
    [past] = history.read(history.FILE)
    assert (past.scenario, past.verdict, past.control) == ("all-lost", "passed", None)
    assert (tmp_path / "README.md").read_text() == index.text()


def test_an_interrupted_drill_is_not_recorded(run):
    acts = Acts(**{"2": raises(KeyboardInterrupt())})
    assert run("drill", "all-lost", "--record", acts=acts)[0] == 130
    assert history.read(history.FILE) == ()


def interrupted(run, tmp_path):
    status, _, err = run("drill", "all-lost", "--running", acts=Acts(C1=raises(KeyboardInterrupt())))
    [kept] = journal.unended(tmp_path)
    return status, err, kept


def test_a_clean_up_that_is_interrupted_says_how_to_go_on_and_can_be_done_later(run, tmp_path):
    status, err, kept = interrupted(run, tmp_path)
    assert status == 130
    assert err.endswith(f"Clean up by:\n  python -m runbooks clean-up {kept.drill_id}\n")
    assert f"{kept.drill_id}  sandbox, stack dev  C1. Undo: failed  clean-up ID\n" in run("runs")[1]
    status, _, err = run("drill", "--resume", kept.drill_id)
    assert (status, f"the run {kept.drill_id!r} was cleaned up at least in part" in err) == (2, True)
    acts = Acts(C2=raises(StepError("it stays")))
    status, _, err = run("clean-up", kept.drill_id, acts=acts)
    assert (status, err.endswith("left behind: C2. Take away: it stays\n")) == (1, True)
    assert run("clean-up", kept.drill_id)[:2] == (0, f"Nothing is left of {kept.drill_id}.\n")
    assert run("clean-up", kept.drill_id)[1].endswith("has ended and left nothing behind.\n")


def test_a_drill_that_died_is_gone_on_with(run, tmp_path):
    with pytest.raises(SystemExit):
        run("drill", "all-lost", "--running", acts=Acts(**{"2": raises(SystemExit(9))}))
    [kept] = journal.unended(tmp_path)
    assert "drill --resume ID, or clean-up ID\n" in run("runs")[1]
    acts = Acts()
    status, out, _ = run("drill", "--resume", kept.drill_id, acts=acts)
    assert (status, acts.taken) == (0, ["2", "3", "C1", "C2"])
    assert "\nall-lost  passed" in out
    assert run("drill", "--resume", kept.drill_id)[0] == 2


def test_of_a_sandbox_of_its_own_nothing_is_left(run, tmp_path):
    _, _, kept = interrupted(run, tmp_path)
    replace(kept, own=True).kept()
    assert "an own sandbox" in run("runs")[1]
    assert "nothing to go on with" in run("drill", "--resume", kept.drill_id)[2]
    acts = Acts()
    assert run("clean-up", kept.drill_id, acts=acts)[:2] == (
        0,
        f"Nothing to do: its sandbox was its own and went with it: nothing is left of {kept.drill_id}.\n",
    )
    assert (acts.taken, run("runs")[1]) == ([], "Every drill has ended.\n")


def test_a_run_that_another_command_is_at_is_left_alone(run, tmp_path):
    _, _, kept = interrupted(run, tmp_path)
    with journal.alone(kept):
        assert "wait: it is under way\n" in run("runs")[1]
        status, _, err = run("clean-up", kept.drill_id)
    assert (status, err) == (2, f"error: another command is at work on the run {kept.drill_id!r}\n")


def test_a_dry_run_prints_the_steps_and_takes_none(run):
    acts = Acts()
    status, out, _ = run("drill", "all-lost", "--dry-run", acts=acts)
    assert (status, acts.taken) == (0, [])
    assert "\n# 1. Look (detect, at most 5 min)\necho {s3_bucket_name}\n# expect: shelf\n" in out
    assert out.endswith("\n# Control: broken; it must fail at step 3.\n\n")


def test_a_dry_run_of_a_stack_that_is_up_has_its_values(run, monkeypatch):
    monkeypatch.setattr(places, "seen", lambda *_: FakeTarget())
    assert "\necho shelf\n# expect: shelf\n" in run("drill", "all-lost", "--dry-run", "--running")[1]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["all-lost", "--all"], "found several ways to say what to drill"),
        (["all-lost", "--resume", "x"], "found several ways to say what to drill"),
        (["--target", "aws", "--running", "a"], "found --running with --target aws; wanted one of both"),
        (
            ["--target", "aws", "--stack", "a"],
            "found no scenario to drill in an account; wanted names, or --all",
        ),
        (["--target", "aws", "a"], "found --target aws without a stack; wanted --stack NAME with it"),
        (["--resume", "none"], "found no run 'none' in .drills"),
    ],
    ids=["all", "resume", "running", "unnamed", "no stack", "no run"],
)
def test_what_does_not_go_together_is_status_2(run, arguments, said):
    status, out, err = run("drill", *arguments)
    assert (status, out) == (2, "")
    assert err.startswith(f"error: {said}")


@pytest.mark.parametrize("days", ["0", "-1", "soon"])
def test_days_are_a_whole_number(days, capsys):
    with pytest.raises(SystemExit) as ended:
        main(["drill", "--due", days])
    assert (ended.value.code, "wanted a whole number of days" in capsys.readouterr().err) == (2, True)


def test_what_is_due_is_listed_with_status_1(run):
    status, out, _ = run("drill", "--due", "7")
    assert (status, len(out.splitlines())) == (1, len(SCENARIOS) + 1)
    assert out.startswith("items-corrupted: never\n")
    assert out.endswith(
        f"{len(SCENARIOS)} of {len(SCENARIOS)} scenarios were not rehearsed in the last 7 d.\n"
    )


def test_nothing_is_due_after_drills_with_their_controls(run):
    run("drill", "all-lost", "--record")
    [past] = history.read(history.FILE)
    for scenario in SCENARIOS:
        history.append(
            history.FILE, replace(past, scenario=scenario, at=datetime.now(UTC), control=past.verdict)
        )
    assert run("drill", "--due")[0] == 0
    history.append(history.FILE, replace(past, scenario="table-dropped", at=datetime.now(UTC)))
    status, out, _ = run("drill", "--due")
    assert (status, out.startswith("table-dropped: last on ")) == (1, True)
    assert ", passed, control not run\n" in out


def test_all_scenarios_are_listed(run):
    status, out, _ = run("list")
    assert status == 0
    assert [line.split()[0] for line in out.splitlines()[2:]] == [*SCENARIOS]


def test_a_page_is_shown_filled_in(run, monkeypatch):
    monkeypatch.setattr(show, "seen", lambda *_: FakeTarget())
    status, out, err = run("show", "all-lost")
    assert (status, out) == (0, PAGE.replace("{s3_bucket_name}", "shelf"))
    assert err == (
        'For these commands to reach the sandbox: to=$(python -m sandbox env --stack dev) && eval "$to"\n'
    )


def test_without_a_stack_that_is_up_no_page_is_shown(run, monkeypatch):
    monkeypatch.setattr(show, "seen", raises_two(SandboxError("no sandbox is up for stack 'dev'")))
    assert run("show", "all-lost") == (2, "", "error: no sandbox is up for stack 'dev'\n")


def raises_two(error):
    def act(*_):
        raise error

    return act


def test_a_request_to_end_is_taken_for_an_interrupt(run):
    def end(_scene):
        signal.raise_signal(signal.SIGTERM)

    acts = Acts(**{"2": end})
    assert run("drill", "all-lost", acts=acts)[0] == 130
    assert acts.taken[-2:] == ["C1", "C2"]


def test_a_defect_is_not_taken_for_a_wrong_input(run, monkeypatch):
    monkeypatch.setattr(drill, "_chosen", raises_two(ZeroDivisionError()))
    with pytest.raises(ZeroDivisionError):
        run("drill", "all-lost")
