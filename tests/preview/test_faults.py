"""Whatever breaks, the preview ends in bounded time, with one clear error, and leaves no process."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.workshop import ROOT

GOOD_PACK = """
    PolicyPack("good", [ResourceValidationPolicy("fine", "All is fine.", lambda args, report: None)])
"""


def policy(body):
    return f"""
    import os, time
    def rule(args, report):
        {body}
    PolicyPack("odd", [ResourceValidationPolicy("odd-rule", "Odd.", rule)])
    """


PROGRAMS = {
    "raises": ("raise KeyError('lost')", "the program failed:\nTraceback (most recent call last):\n"),
    "is no Python": ("def (", "SyntaxError"),
    "stops itself": (
        "import pulumi\nraise pulumi.RunError('suffix: too long')",
        "stopped:\nsuffix: too long",
    ),
    "exits": ("raise SystemExit(3)", "the program exited with status 3 before it was done"),
    "exits at once": (
        "import os\nos._exit(7)",
        "the process ended itself while running the program (status 7)",
    ),
    "wants a lookup that has no answer": (
        "import pulumi_aws as aws\naws.ec2.get_ami(owners=['me'])",
        "aws:ec2/getAmi:getAmi has no answer offline; give it one by --answers",
    ),
    "has a component of another process": (
        "import pulumi\npulumi.ComponentResource('awsx:s3:Bucket', 'b', {}, remote=True)",
        "urn:pulumi:dev::shop::awsx:s3:Bucket::b is a remote component: only its own plugin knows",
    ),
    "fails in a callback": (
        "import pulumi\npulumi.Output.from_input(1).apply(lambda one: one / 0)",
        "ZeroDivisionError: division by zero",
    ),
    "registers a name twice": (
        "import pulumi_aws as aws\naws.sns.Topic('one')\naws.sns.Topic('one')",
        "the program registered urn:pulumi:dev::shop::aws:sns/topic:Topic::one twice; give each",
    ),
}


@pytest.mark.parametrize("case", PROGRAMS)
def test_a_program_that_fails_is_shown_with_its_own_words(workshop, case):
    source, message = PROGRAMS[case]
    workshop.project(source)
    outcome = workshop.preview()
    assert (outcome.status, outcome.stdout) == (2, "")
    assert outcome.stderr.startswith("error: ")
    assert message in outcome.stderr
    assert "sandbox/" not in outcome.stderr


def test_a_program_may_end_itself_when_it_is_done(workshop):
    workshop.project("import pulumi_aws as aws\naws.sns.Topic('one')\nraise SystemExit(0)")
    outcome = workshop.preview()
    assert (outcome.status, outcome.stderr) == (0, "")
    assert "1 resource held against" in outcome.stdout


def test_nothing_that_a_program_prints_is_lost(workshop):
    workshop.project("print('so far so good')")
    for _ in range(5):
        assert "  | so far so good" in workshop.preview().stdout


def test_a_fault_of_our_own_is_no_verdict(workshop):
    workshop.project("")
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "sandbox", "preview", "--cwd", workshop.root / "project"],
            cwd=ROOT,
            stdout=full,
            stderr=subprocess.PIPE,
            env={name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"},
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.startswith("error: the sandbox failed: OSError: [Errno 28] No space left on device")


def test_a_reader_that_has_seen_enough_is_no_verdict(workshop):
    workshop.project("print('a line\\n' * 100_000)")
    with workshop.started() as process:
        process.stdout.readline()
        process.stdout.close()
        assert process.wait(timeout=30) == 141


def test_what_a_failing_program_printed_is_shown(workshop):
    workshop.project("print('so far so good')\nraise SystemExit(1)")
    assert "  | so far so good" in workshop.preview().stderr


@pytest.mark.parametrize(
    "source",
    [
        "import time\ntime.sleep(100)",
        "import asyncio, pulumi\npulumi.Output.from_input(asyncio.get_running_loop().create_future())",
    ],
    ids=["it sleeps", "an output never comes"],
)
def test_a_program_that_hangs_is_ended(workshop, source):
    workshop.project(source)
    outcome = workshop.preview("--timeout", "2")
    assert (outcome.status, outcome.stderr) == (2, "error: not done after 2 s (while running the program)\n")


PACKS = {
    "prints before it serves": ("print('hello')", "printed 'hello' before it served"),
    "ends before it serves": ("raise SystemExit('no database')", "ended before it served\n  no database"),
    "never serves": ("import time\ntime.sleep(100)", "did not start within 3 s"),
    "raises in a rule": (
        policy("raise KeyError('oops')"),
        "failed about urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev: Exception calling",
    ),
    "ends in a rule": (policy("os._exit(1)"), "ended while it was asked"),
    "hangs in a rule": (policy("time.sleep(100)"), "did not answer within 3 s"),
}


@pytest.mark.parametrize("case", PACKS)
def test_a_pack_that_fails_is_named(workshop, case):
    body, message = PACKS[case]
    workshop.project()
    pack = workshop.pack(body)
    outcome = workshop.preview("--policy-pack", pack, "--pack-timeout", "3")
    assert (outcome.status, outcome.stdout) == (2, "")
    assert outcome.stderr.startswith(f"error: the policy pack {pack} ")
    assert message in outcome.stderr


def test_a_pack_that_hangs_is_waited_for_once_not_for_each_resource(workshop):
    workshop.project("import pulumi_aws as aws\nfor each in 'abcdef': aws.sqs.Queue(each)")
    pack = workshop.pack("""
        import time

        PolicyPack("stuck", policies=[ResourceValidationPolicy(
            name="mends", description="It mends", enforcement_level=EnforcementLevel.REMEDIATE,
            validate=lambda args, report: None,
            remediate=lambda args: time.sleep(100 if "Queue" in args.resource_type else 0))])
    """)
    outcome = workshop.preview("--policy-pack", pack, "--pack-timeout", "3", "--timeout", "14")
    assert outcome.status == 2
    assert "did not answer within 3 s" in outcome.stderr


def test_an_error_is_json_too_when_json_was_asked_for(workshop):
    workshop.project("raise SystemExit(3)")
    outcome = workshop.preview("--json")
    assert outcome.document == {
        "form": 1,
        "status": 2,
        "error": "the program exited with status 3 before it was done",
    }


@pytest.mark.parametrize(
    ("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGKILL, 137)]
)
def test_an_interrupted_preview_leaves_nothing(workshop, number, status):
    workshop.project("import time\ntime.sleep(100)")
    pack = workshop.pack(GOOD_PACK)
    with workshop.started("--policy-pack", str(pack)) as process:
        wait_until(lambda: len(workshop.processes()) == 3)
        process.send_signal(number)
        assert as_a_shell_sees_it(process.wait(timeout=10)) == status
        wait_until(lambda: workshop.processes() == [])


def as_a_shell_sees_it(status):
    """Python may end itself by the interrupt it was given, where that came in the middle of an ``exec``."""
    return 128 - status if status < 0 else status


def wait_until(happens, seconds=10):
    deadline = time.monotonic() + seconds
    while not happens():
        assert time.monotonic() < deadline, f"not within {seconds} s"
        time.sleep(0.05)
