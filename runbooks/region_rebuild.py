"""The region is lost, and the stack is built again in another from its program and copies of backups."""

from __future__ import annotations

import json
from datetime import timedelta

from runbooks.drill import elsewhere, probes, records, steps, table
from runbooks.drill.elsewhere import THERE
from runbooks.drill.figures import Figure, Model, Part
from runbooks.drill.model import Control, Drill, Phase, Step
from runbooks.drill.sandboxed import SandboxTarget
from runbooks.drill.scene import Scene, StepError
from runbooks.drill.tolerance import Exactly, Something

ALARM = "health-check-alarm"
FAULT = "region-lost"
POLICY = "drill-no-copies"
SETTINGS = "table_settings"
"""What its note is called."""


def _lose(scene: Scene) -> str:
    """Have nothing in the stack's region answer any more."""
    fault = {"kind": "lost", "region": scene.target.region}
    _sandbox(scene).aws.control("PUT", f"faults/{FAULT}", fault)
    return f"nothing answers in {scene.target.region}"


def _copied(scene: Scene) -> list[str]:
    """Have the copies made, where a region can be lost for a drill."""
    _sandbox(scene)
    return elsewhere.copied(scene)


def _find_again(scene: Scene) -> None:
    _sandbox(scene).aws.control("DELETE", f"faults/{FAULT}")


def _decide(scene: Scene) -> str:
    new = elsewhere.new_suffix(scene)
    scene.shell.export(THERE=THERE, NEW=new, AWS_REGION=THERE, AWS_DEFAULT_REGION=THERE)
    return f"{new} in {THERE}"


def _note(scene: Scene) -> bool:
    """Note the settings that the program gave the new table, before the page takes it away."""
    scene.notes[SETTINGS] = table.settings(elsewhere.rebuilt(scene))
    return bool(scene.notes[SETTINGS]["Tags"])


def _missing(scene: Scene) -> list[str]:
    """Count what is lost with the region; name what was in the copies and is not there."""
    rebuilt = elsewhere.rebuilt(scene)
    scene.losses = records.losses(rebuilt)
    lost = {scene.load.key(number) for number in scene.losses.lost}
    return [key for key in scene.notes[elsewhere.COPIED] if key in lost]


def _taken(scene: Scene) -> int:
    """Send the rebuilt stack a record; return the status."""
    body = {"id": f"{scene.load.prefix}-rebuilt", "document": {"sent": "after the rebuild"}}
    return elsewhere.rebuilt(scene).target.call("POST", "/process", body).status


def _quiet(scene: Scene) -> None:
    """Stop the rebuilt stack's schedule, if it came to one."""
    if elsewhere.REBUILT in scene.notes:
        rebuilt = elsewhere.rebuilt(scene)
        rebuilt.client("events").disable_rule(Name=rebuilt.outputs["event_rule_name"])


def _sandbox(scene: Scene) -> SandboxTarget:
    if not isinstance(scene.target, SandboxTarget):
        raise StepError("a region of AWS is not lost for a drill; found an account, wanted a sandbox")
    return scene.target


def _deny(scene: Scene) -> None:
    statement = {"Effect": "Deny", "Action": "backup:CopyIntoBackupVault", "Resource": "*"}
    scene.client("iam").put_role_policy(
        RoleName=f"dr-{scene.outputs['suffix']}-backup-role",
        PolicyName=POLICY,
        PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [statement]}),
    )


def _allow(scene: Scene) -> None:
    role = f"dr-{scene.outputs['suffix']}-backup-role"
    scene.client("iam").delete_role_policy(RoleName=role, PolicyName=POLICY)


DRILL = Drill(
    scenario="region-rebuild",
    threat="A region of AWS is lost for longer than the owner can wait.",
    disruption="region",
    steps=(
        *steps.STEADY,
        Step(
            "S5",
            Phase.STEADY,
            "The daily copies to the other region have run",
            "Whether they worked is not asked: nobody does on an ordinary day.",
            timedelta(hours=4),
            _copied,
            Something(),
        ),
        Step(
            "I1",
            Phase.INJECT,
            "The region does not answer any more",
            "API, table, bucket, alarms and vault of the region are lost together.",
            timedelta(minutes=1),
            _lose,
        ),
        steps.called("1", "The check from outside reports in another region.", timedelta(minutes=15), ALARM),
        Step(
            "2",
            Phase.DETECT,
            "The region does not answer",
            "A refusal is an answer, and another fault.",
            timedelta(minutes=5),
        ),
        Step(
            "3",
            Phase.DETECT,
            "The owner decides to rebuild, and where",
            "Two systems with different records are hard to bring together again.",
            timedelta(hours=1),
            _decide,
        ),
        Step(
            "4",
            Phase.RECOVER,
            "Find the copies",
            "What was not copied before is not there.",
            timedelta(minutes=5),
        ),
        Step(
            "5",
            Phase.RECOVER,
            "Deploy the program there",
            "The program is the whole system but for its data.",
            timedelta(hours=1),
            in_sandbox=elsewhere.rebuild,
        ),
        Step(
            "6",
            Phase.RECOVER,
            "Take the new, empty table away",
            "A restore makes its table itself, and takes no name that is in use.",
            timedelta(minutes=15),
            _note,
            Something(),
        ),
        Step(
            "7",
            Phase.RECOVER,
            "Restore the table",
            "Under the name that the new function asks for.",
            timedelta(hours=4),
        ),
        Step(
            "8",
            Phase.RECOVER,
            "Restore the documents",
            "The key of the lost region is lost too: they are encrypted anew.",
            timedelta(hours=8),
        ),
        Step(
            "9",
            Phase.RECOVER,
            "Give the table back what a restore leaves out",
            "A table without these serves, and cannot be recovered the next time.",
            timedelta(minutes=15),
        ),
        Step(
            "10",
            Phase.VERIFY,
            "The table's settings are the program's",
            "All of them are compared with those of the table that was taken away.",
            timedelta(minutes=5),
            lambda scene: table.changed(elsewhere.rebuilt(scene), scene.notes[SETTINGS]),
            Exactly([]),
        ),
        Step(
            "11",
            Phase.VERIFY,
            "The rebuilt API is healthy",
            "What people will see is what counts.",
            timedelta(minutes=10),
            lambda scene: probes.health(elsewhere.rebuilt(scene)),
            Exactly("healthy"),
            until=True,
        ),
        Step(
            "12",
            Phase.VERIFY,
            "All that was in the copies is there",
            "Each record and document from before the copy is held against what was sent.",
            timedelta(minutes=30),
            _missing,
            Exactly([]),
        ),
        Step(
            "13",
            Phase.VERIFY,
            "The rebuilt system takes records",
            "Health only reads.",
            timedelta(hours=1),
            _taken,
            Exactly(201),
        ),
        Step(
            "C1",
            Phase.CLEAN_UP,
            "The region answers again",
            "A fault that stays on breaks all that comes after.",
            timedelta(minutes=1),
            _find_again,
        ),
        Step(
            "C2",
            Phase.CLEAN_UP,
            "The rebuilt stack is quiet",
            "It goes with the sandbox, as a whole; its schedule need not run until then.",
            timedelta(minutes=5),
            _quiet,
        ),
        Step(
            "C3",
            Phase.CLEAN_UP,
            "The copies are deleted",
            "They hold nothing that anybody needs.",
            timedelta(minutes=5),
            elsewhere.forgotten,
            own=True,
        ),
        steps.left("C4"),
    ),
    control=Control(
        title="AWS Backup may not copy into another region",
        why="Nobody looks at copies before they are needed, and then there are none.",
        begin=_deny,
        end=_allow,
        fails_at="4",
        reason="copies: None and None",
    ),
    published=(
        Figure(
            "backup and restore",
            None,
            timedelta(hours=24),
            "RPO of hours, without a figure; RTO of at most 24 h",
            "Well-Architected, REL13-BP02; the figures of AWS's reliability labs",
        ),
    ),
    model=Model(
        parts=(
            Part("detect", timedelta(minutes=4), "health check: 3 times 30 s; alarm: 1 minute, and delivery"),
            Part("decide", timedelta(hours=1), "the page's own allowance"),
            Part("recover", None, "deployment and restore: not published"),
            Part("verify", timedelta(minutes=105), "the page's own allowance"),
        ),
        rpo=None,
        rpo_source="a day, the plan's windows, and a copy's time, which is not published; all without copies",
    ),
    limits=(
        "The loss of a region, and everything's time in another.",
        "Pulumi's own commands: the sandbox deploys the same program in its own way.",
        "The rebuilt stack is not taken down; it goes with the sandbox.",
        "A database.",
    ),
)
