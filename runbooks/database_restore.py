"""Rows of the audit are damaged: they are copied back from the cluster as it was before."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from botocore.exceptions import ClientError

from runbooks.drill import probes, rows, steps
from runbooks.drill.figures import Figure, Model, Part
from runbooks.drill.model import Control, Drill, Phase, Step
from runbooks.drill.scene import Scene
from runbooks.drill.tolerance import AtLeast, Exactly

MOMENT, TOO_EARLY = "moment_before_damage", "moment_chosen_too_early"
DELETE = "delete from audit where id = any (string_to_array(:ids, ','))"
OVERWRITE = "update audit set checksum = 'damaged' where id = any (string_to_array(:ids, ','))"
GONE = frozenset({"DBClusterNotFoundFault", "DBInstanceNotFound"})
AWAY = frozenset({"", "deleting"})
"""The states of what is gone, or going."""
SETTLED = timedelta(seconds=2)
"""What the last row is old when the moment comes: restores know whole seconds."""
BEGINNING = datetime(2020, 1, 1, tzinfo=UTC)
"""Before any cluster of the stack was made."""


def _damage(scene: Scene) -> None:
    """Overwrite every second row of the load and delete the others, a while after a moment that is kept."""
    scene.until("every record has its row", lambda: rows.missing(scene) == 0, timedelta(minutes=30))
    ids = [scene.load.key(beat.number) for beat in scene.load.acknowledged()]
    scene.target.wait(SETTLED)
    scene.notes[MOMENT] = _written(scene.now())
    scene.wait(scene.target.beat)
    for statement, some in ((OVERWRITE, ids[::2]), (DELETE, ids[1::2])):
        if rows.ask(scene, statement, {"ids": ",".join(some)}) is None:
            raise ConnectionError("the database cannot be asked to damage the drill's rows")


def _written(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _choose(scene: Scene) -> str:
    """Tell the operator's shell the moment, which people find out from logs or from who did it."""
    moment = str(scene.notes.get(TOO_EARLY, scene.notes[MOMENT]))
    scene.shell.export(MOMENT=moment)
    return moment


def _choose_too_early(scene: Scene) -> None:
    scene.notes[TOO_EARLY] = _written(BEGINNING)


def _choose_well(scene: Scene) -> None:
    scene.notes.pop(TOO_EARLY, None)


def _take_copy_away(scene: Scene) -> None:
    """Delete the restored cluster and its instance; what is gone already, or going, is no fault."""
    rds, copy = scene.client("rds"), _copy(scene)
    if _instance(scene) not in AWAY:
        rds.delete_db_instance(DBInstanceIdentifier=f"{copy}-1", SkipFinalSnapshot=True)
    if _cluster(scene) not in AWAY:
        rds.delete_db_cluster(DBClusterIdentifier=copy, SkipFinalSnapshot=True)


def _left(scene: Scene) -> str:
    """Say what is there of the copy, and in which state; empty when all of it is gone."""
    found = {"instance": _instance(scene), "cluster": _cluster(scene)}
    return ", ".join(f"{name} {state}" for name, state in found.items() if state)


def _copy(scene: Scene) -> str:
    return f"{scene.outputs['database_cluster_id']}-restored"


def _instance(scene: Scene) -> str:
    """Return the state of the copy's instance, empty where there is none."""
    ask = scene.client("rds").describe_db_instances
    return _state(lambda: ask(DBInstanceIdentifier=f"{_copy(scene)}-1")["DBInstances"][0]["DBInstanceStatus"])


def _cluster(scene: Scene) -> str:
    """Return the state of the restored cluster, empty where there is none."""
    ask = scene.client("rds").describe_db_clusters
    return _state(lambda: ask(DBClusterIdentifier=_copy(scene))["DBClusters"][0]["Status"])


def _state(ask: Callable[[], object]) -> str:
    try:
        return str(ask())
    except ClientError as error:
        if error.response["Error"]["Code"] not in GONE:
            raise
        return ""


DRILL = Drill(
    scenario="database-restore",
    threat="A statement without its condition, or a bad release, overwrites and deletes rows of the audit.",
    disruption="corruption",
    needs_database=True,
    steps=(
        *steps.STEADY,
        Step(
            "I1",
            Phase.INJECT,
            "Rows of the audit are overwritten and deleted",
            "The drill damages its own records' rows alone, half of them in each way.",
            timedelta(minutes=40),
            _damage,
        ),
        Step(
            "1",
            Phase.DETECT,
            "Somebody has found it",
            "No alarm compares rows with records: it is people who notice.",
            timedelta(minutes=5),
            rows.missing,
            AtLeast(1),
        ),
        Step(
            "2",
            Phase.DETECT,
            "Choose the moment before it",
            "A moment too late brings the damage back, one too early lacks good rows.",
            timedelta(minutes=20),
            _choose,
        ),
        Step(
            "3",
            Phase.RECOVER,
            "Restore the cluster beside the first",
            "A restore never changes the cluster that is there: requests are served all the while.",
            timedelta(minutes=10),
        ),
        Step(
            "4",
            Phase.RECOVER,
            "Wait until the copy answers",
            "It serves when it has an instance, its HTTP endpoint is on, and its password is known.",
            timedelta(hours=1),
        ),
        Step(
            "5",
            Phase.RECOVER,
            "Copy the rows back",
            "A row is written once and never changed, so that the older one is right wherever both exist.",
            timedelta(minutes=30),
        ),
        Step(
            "6",
            Phase.VERIFY,
            "Every record has its audit row again",
            "Counted row by row, with checksums, against what was acknowledged.",
            timedelta(minutes=30),
            rows.lost,
            Exactly(0),
            until=True,
        ),
        Step(
            "7",
            Phase.VERIFY,
            "The API is healthy",
            "It was so all the while: rows are not in the way of requests.",
            timedelta(minutes=10),
            probes.health,
            Exactly("healthy"),
            until=True,
        ),
        Step(
            "8",
            Phase.VERIFY,
            "Take the copy away",
            "It costs as much as the first, and holds the same data with fewer eyes on it.",
            timedelta(minutes=30),
        ),
        steps.copy_gone("9", timedelta(hours=1), _left),
        Step(
            "C1",
            Phase.CLEAN_UP,
            "There is no restored cluster",
            "A drill that failed half-way must not leave one.",
            timedelta(minutes=30),
            _take_copy_away,
        ),
        steps.left("C2"),
    ),
    control=Control(
        title="the damage is older than the backups",
        why="What is found after the backups have expired is beyond restoring, and the drill must say so.",
        begin=_choose_too_early,
        end=_choose_well,
        fails_at="3",
        reason="RestoreDBClusterToPointInTime operation",
    ),
    published=(
        Figure(
            "Aurora point-in-time restore",
            timedelta(minutes=5),
            None,
            "latest restorable time typically within 5 minutes; how long a restore takes is not published",
            "Aurora user guide, Backing up and restoring a DB cluster",
        ),
    ),
    model=Model(
        parts=(
            Part("detect", None, "nothing in the stack compares rows with records"),
            Part("decide", timedelta(minutes=20), "the page's own allowance for finding the moment"),
            Part("recover", None, "not published: a new cluster and a new instance"),
            Part("verify", timedelta(minutes=5), "the page's own allowance"),
        ),
        rpo=timedelta(minutes=5),
        rpo_source="published: latest restorable time typically within 5 minutes",
    ),
    limits=(
        "How long AWS takes to restore: nothing is published, and the sandbox does it in seconds.",
        "Many rows: the drill has some dozens, and the page copies 100 at a time.",
        "That RDS has a new password ready in seconds: in the sandbox it has it at once.",
        "A cluster that is gone as a whole, or whose key is.",
    ),
)
