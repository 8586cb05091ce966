"""A sandbox goes up, is asked, goes up again without a change, and goes down without a trace."""

import os
import signal
import stat
import time

import boto3
import pytest

from sandbox.emulator import folders
from sandbox.session import stop
from tests.up.steps import session, up

STOPS = """
    def validate(args, report):
        if args.resource_type == "aws:sqs/queue:Queue":
            report("no queues here")

    PolicyPack("strict", policies=[ResourceValidationPolicy(
        name="no-queues", description="There are no queues", enforcement_level=EnforcementLevel.MANDATORY,
        validate=validate)])
"""
SLOW = """
    import time
    import pulumi
    import pulumi_aws as aws

    aws.sqs.Queue("orders", name="orders")
    pulumi.Output.from_input(1).apply(lambda _: None)
    if not pulumi.runtime.is_dry_run():
        open("deploying", "w").close()
        time.sleep(60)
"""
IN_A_REGION = """
    import pulumi
    import pulumi_aws as aws

    pulumi.export("arn", aws.sqs.Queue("orders", name="orders").arn)
"""
HOOKED = """
    import pulumi
    import pulumi_aws as aws

    hook = pulumi.ResourceHook("say", lambda _: None)
    binding = pulumi.ResourceHookBinding(after_create=[hook])
    aws.sqs.Queue("orders", name="orders", opts=pulumi.ResourceOptions(hooks=binding))
"""
FATAL = """
    import json
    import os
    import signal
    import pulumi
    import pulumi_aws as aws

    def fail(_):
        with open(".sandbox-dev/session.json") as session:
            os.killpg(json.load(session)["pid"], signal.SIGKILL)
        raise RuntimeError("out of stock")

    queue = aws.sqs.Queue("orders", name="orders")
    if not pulumi.runtime.is_dry_run():
        queue.arn.apply(fail)
"""


def wait_for(path):
    deadline = time.monotonic() + 30
    while not path.exists():
        assert time.monotonic() < deadline, f"waited for {path.name}"
        time.sleep(0.05)


def test_what_is_deployed_is_there_and_stays(workshop):
    outcome = up(workshop)
    assert "shop / dev deployed into the sandbox" in outcome.stdout
    assert "2 resources (2 created)" in outcome.stdout
    variables = dict(
        line.removeprefix("export ").split("=", 1)
        for line in workshop.run("env").stdout.splitlines()
        if line.startswith("export ")
    )
    found = boto3.client(
        "sqs",
        endpoint_url=variables["AWS_ENDPOINT_URL"],
        aws_access_key_id=variables["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=variables["AWS_SECRET_ACCESS_KEY"],
        region_name=variables["AWS_REGION"],
    ).list_queues()["QueueUrls"]
    assert found == [workshop.run("outputs", "queue").stdout.strip()]


def test_going_up_twice_changes_nothing(workshop):
    up(workshop)
    before = session(workshop)
    outcome = up(workshop, "--json")
    assert {each["change"] for each in outcome.document["resources"]} == {"unchanged"}
    assert session(workshop) == before


def test_a_change_of_the_program_is_made_in_place(workshop):
    up(workshop)
    program = workshop.root / "project" / "__main__.py"
    program.write_text(program.read_text().replace('"owner": "us"', '"owner": "them"'))
    assert "2 resources (1 unchanged, 1 updated)" in up(workshop).stdout


def test_its_status_says_how_to_reach_it(workshop):
    up(workshop)
    found = workshop.run("status", "--json").document
    assert found["endpoint"] == session(workshop)["endpoint"]
    assert (found["resources"], found["faults"], found["clock moved forward by"]) == (2, "none", "0:00:00")


def test_its_secret_is_for_its_user_alone(workshop):
    up(workshop)
    folder = workshop.root / "project" / ".sandbox-dev"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "session.json").stat().st_mode) == 0o600
    assert session(workshop)["secret"] not in workshop.run("status").stdout


def test_a_mandatory_violation_stops_it_before_anything_is_made(workshop):
    outcome = workshop.run("up", "--policy-pack", workshop.pack(STOPS))
    assert outcome.status == 1
    assert "no queues here" in outcome.stdout
    assert workshop.run("status").status == 2


def test_a_failure_leaves_nothing_where_there_was_nothing(workshop):
    workshop.project('import pulumi_aws as aws\naws.gamelift.Fleet("fleet", ec2_instance_type="c5.large")')
    outcome = workshop.run("up")
    assert outcome.status == 2
    assert outcome.stderr.endswith("the sandbox does not know the type aws:gamelift/fleet:Fleet\n")
    assert workshop.processes() == []
    assert [*workshop.sandboxes()] == []


def test_a_failure_leaves_what_was_up_as_it_was(workshop):
    up(workshop)
    program = workshop.root / "project" / "__main__.py"
    program.write_text(program.read_text() + '\naws.gamelift.Fleet("fleet", ec2_instance_type="c5.large")\n')
    assert workshop.run("up").status == 2
    assert workshop.run("status", "--json").document["resources"] == 2


def test_a_resource_that_is_only_read_is_refused(workshop):
    workshop.project('import pulumi_aws as aws\naws.sqs.Queue.get("orders", "http://queue")')
    outcome = workshop.run("up")
    assert outcome.status == 2
    assert outcome.stderr.endswith(
        "::orders: found a read of http://queue; the sandbox starts empty, there is nothing to read\n"
    )


def test_a_hook_is_refused(workshop):
    workshop.project(HOOKED)
    outcome = workshop.run("up")
    assert outcome.status == 2
    assert outcome.stderr.endswith("::orders: the sandbox does not know what to do with the option hooks\n")


def test_a_failure_to_remember_what_was_made_does_not_hide_the_programs(workshop):
    workshop.project(FATAL)
    outcome = workshop.run("up")
    assert outcome.status == 2
    assert "RuntimeError: out of stock\nwhat was made before is not remembered: " in outcome.stderr
    assert "does not answer" in outcome.stderr


def test_it_is_in_the_region_that_the_stack_is_set_to(workshop):
    workshop.project(IN_A_REGION, stack="config: {aws:region: eu-west-1}\n")
    up(workshop)
    assert workshop.run("outputs", "arn").stdout == "arn:aws:sqs:eu-west-1:123456789012:orders\n"
    exported = workshop.run("env").stdout
    assert "export AWS_REGION=eu-west-1\nexport AWS_DEFAULT_REGION=eu-west-1\n" in exported
    workshop.project(IN_A_REGION)
    outcome = workshop.run("up")
    assert outcome.status == 2
    assert "::orders: it is in eu-west-1 and is asked for in us-east-1" in outcome.stderr


def test_one_that_names_no_region_is_in_the_first(workshop):
    workshop.project(IN_A_REGION)
    up(workshop)
    assert workshop.run("outputs", "arn").stdout == "arn:aws:sqs:us-east-1:123456789012:orders\n"


def test_another_port_than_it_has_is_refused(workshop):
    up(workshop)
    endpoint = session(workshop)["endpoint"]
    outcome = workshop.run("up", "--port", "9")
    assert outcome.status == 2
    assert outcome.stderr == f"error: found the sandbox up at {endpoint}; for port 9 run down, then up\n"


def test_a_port_that_is_taken_is_an_error(workshop):
    up(workshop)
    port = session(workshop)["endpoint"].rpartition(":")[2]
    other = workshop.root / "project" / "Pulumi.other.yaml"
    other.write_text("config: {}\n")
    outcome = workshop.run("up", "--stack", "other", "--port", port)
    assert outcome.status == 2
    assert outcome.stderr.startswith(
        f"error: the emulator did not start: port {port} of 127.0.0.1 cannot be listened on: "
    )
    assert outcome.stderr.count("\n") == 1
    assert [each.name for each in workshop.sandboxes()] == [".sandbox-dev"]
    other.unlink()


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_one_that_is_broken_off_half_way_leaves_nothing(workshop, how):
    workshop.project(SLOW)
    with workshop.started(command="up") as process:
        wait_for(workshop.root / "project" / "deploying")
        process.send_signal(how)
        process.communicate(timeout=30)
    deadline = time.monotonic() + 10
    while workshop.processes():
        assert time.monotonic() < deadline, "waited for every process to end"
        time.sleep(0.05)
    assert [*workshop.sandboxes()] == []


def test_two_at_once_are_not_let_at_one_sandbox(workshop):
    workshop.project(SLOW)
    with workshop.started(command="up") as process:
        wait_for(workshop.root / "project" / "deploying")
        outcome = workshop.run("up")
        assert outcome.status == 2
        assert outcome.stderr == "error: another command is at work on the sandbox of stack 'dev'\n"
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)


def test_an_emulator_that_died_is_no_sandbox_and_the_next_takes_its_place(workshop):
    up(workshop)
    dead = session(workshop)["pid"]
    os.killpg(dead, signal.SIGKILL)
    outcome = workshop.run("outputs")
    assert outcome.status == 2
    assert outcome.stderr == "error: no sandbox is up for stack 'dev'; start one by: python -m sandbox up\n"
    assert "2 resources (2 created)" in up(workshop).stdout
    assert session(workshop)["pid"] != dead


def test_going_down_says_so(workshop):
    up(workshop)
    outcome = workshop.run("down")
    assert (outcome.status, outcome.stdout) == (0, "The sandbox of dev is gone.\n")
    assert [*workshop.sandboxes()] == []


def test_going_down_where_nothing_is_up_is_no_error(workshop):
    outcome = workshop.run("down")
    assert (outcome.status, outcome.stdout) == (0, "No sandbox was up for dev.\n")


def test_what_the_program_prints_is_shown(workshop):
    program = workshop.root / "project" / "__main__.py"
    program.write_text(program.read_text() + '\nprint("hello from the program")\n')
    assert "  | hello from the program\n" in up(workshop).stdout


def test_one_whose_end_is_broken_off_leaves_nothing(workshop, monkeypatch):
    def interrupt(_):
        raise KeyboardInterrupt

    up(workshop)
    with monkeypatch.context() as patched:
        patched.setattr(folders, "clear", interrupt)
        with pytest.raises(KeyboardInterrupt):
            stop(workshop.root / "project", "dev")
    assert [*workshop.sandboxes()] == []
