"""A pack that dies, is late or is of another time ends the preview with one clear error, or does no harm."""

import pytest

QUEUE = "import time\nimport pulumi_aws as aws\naws.sqs.Queue('orders')\ntime.sleep(1)"


def resource_policy(body, *, mends="None", level="MANDATORY"):
    return f"""
    import os, signal, threading, time
    def rule(args, report):
        {body}
    PolicyPack("odd", [ResourceValidationPolicy(
        "odd-rule", "Odd.", rule, EnforcementLevel.{level}, remediate={mends})])
    """


ENDED = "ended while it was asked"
DEATHS = {
    "while it mends": resource_policy("pass", mends="lambda args: os._exit(1)", level="REMEDIATE"),
    "over the stack": """
    import os
    PolicyPack("odd", [StackValidationPolicy("odd-rule", "Odd.", lambda args, report: os._exit(1))])
    """,
    "by a signal": resource_policy("os.kill(os.getpid(), signal.SIGKILL)"),
    "while the program runs": """
    import os, threading
    threading.Timer(0.2, os._exit, [1]).start()
    PolicyPack("odd", [ResourceValidationPolicy("odd-rule", "Odd.", lambda args, report: None)])
    """,
}


@pytest.mark.parametrize("case", DEATHS)
def test_a_pack_that_dies_is_named_whenever_it_does(workshop, case):
    workshop.project(QUEUE)
    pack = workshop.pack(DEATHS[case])
    outcome = workshop.preview("--policy-pack", pack)
    assert (outcome.status, outcome.stdout) == (2, "")
    assert outcome.stderr.startswith(f"error: the policy pack {pack} {ENDED}")


def test_a_pack_that_fails_at_one_resource_names_it(workshop):
    workshop.project(QUEUE)
    pack = workshop.pack(resource_policy("1 / ('Queue' not in args.resource_type)"))
    outcome = workshop.preview("--policy-pack", pack)
    assert (outcome.status, outcome.stdout) == (2, "")
    assert "failed about urn:pulumi:dev::shop::aws:sqs/queue:Queue::orders: " in outcome.stderr


def test_a_pack_that_answers_late_is_waited_for(workshop):
    workshop.project(QUEUE)
    pack = workshop.pack(
        resource_policy("'Queue' in args.resource_type and (time.sleep(2), report('late'))"),
    )
    outcome = workshop.preview("--policy-pack", pack, "--pack-timeout", "20", "--json")
    assert [each["message"] for each in outcome.document["violations"]] == ["late"]
    assert outcome.status == 1


OLDER = """
    import grpc
    import pulumi_policy.policy as sdk

    def unheard(self, request, context):
        context.abort(grpc.StatusCode.UNIMPLEMENTED, "of a later time")

    for method in ("ConfigureStack", "Remediate", "AnalyzeStack"):
        setattr(sdk._PolicyAnalyzerServicer, method, unheard)
    def rule(args, report):
        if "Queue" in args.resource_type:
            report("judged all the same")
    PolicyPack("older", [
        ResourceValidationPolicy(
            "single", "Single.", rule, EnforcementLevel.REMEDIATE, remediate=lambda args: None
        ),
        StackValidationPolicy("whole", "Whole.", rule),
    ])
"""


def test_a_pack_that_is_older_than_some_questions_answers_the_others(workshop):
    """The engine goes without those too."""
    workshop.project(QUEUE)
    outcome = workshop.preview("--policy-pack", workshop.pack(OLDER), "--json")
    assert [each["message"] for each in outcome.document["violations"]] == ["judged all the same"]
    assert outcome.status == 1


def test_a_pack_that_cannot_judge_single_resources_is_no_pass(workshop):
    workshop.project(QUEUE)
    pack = workshop.pack(OLDER.replace('"Remediate"', '"Analyze"'))
    outcome = workshop.preview("--policy-pack", pack)
    assert (outcome.status, outcome.stdout) == (2, "")
    assert outcome.stderr.startswith(f"error: the policy pack {pack} failed about urn:")
    assert "of a later time" in outcome.stderr
