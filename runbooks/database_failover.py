"""The writer of the database is lost: the reader takes over, and what waited meanwhile is caught up."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from botocore.exceptions import ClientError

from runbooks.drill import chain, probes, rows, steps
from runbooks.drill.figures import Figure, Model, Part
from runbooks.drill.model import Control, Drill, Phase, Step
from runbooks.drill.scene import Scene
from runbooks.drill.tolerance import Exactly, Something

LOST, READERS = "instance_lost", "instances_taken"
"""What notes keep of instances, with all that makes them again: the drill's, and the control's."""
SETTINGS = (
    "DBInstanceIdentifier",
    "DBClusterIdentifier",
    "DBInstanceClass",
    "Engine",
    "AvailabilityZone",
    "PromotionTier",
    "PubliclyAccessible",
    "AutoMinorVersionUpgrade",
)
AVAILABLE = "available"
PATIENCE = timedelta(minutes=30)
"""How long AWS may take to make an instance."""


def _members(scene: Scene) -> dict[str, bool]:
    """Return the cluster's instances, and whether each writes."""
    name = scene.outputs["database_cluster_id"]
    [found] = scene.client("rds").describe_db_clusters(DBClusterIdentifier=name)["DBClusters"]
    return {each["DBInstanceIdentifier"]: each["IsClusterWriter"] for each in found["DBClusterMembers"]}


def _writer(scene: Scene) -> str:
    """Return which instance writes and may be asked, empty where none does."""
    name = next((each for each, writes in _members(scene).items() if writes), "")
    return name if name and rows.ask(scene, "select 1", {}) else ""


def _kept(scene: Scene, name: str) -> dict[str, Any]:
    """Return all that makes an instance again as it is."""
    [found] = scene.client("rds").describe_db_instances(DBInstanceIdentifier=name)["DBInstances"]
    insights = {"EnablePerformanceInsights": found.get("PerformanceInsightsEnabled", False)}
    if found.get("PerformanceInsightsKMSKeyId"):
        insights["PerformanceInsightsKMSKeyId"] = found["PerformanceInsightsKMSKeyId"]
    return {key: found[key] for key in SETTINGS} | insights | {"Tags": found.get("TagList", [])}


def _lose(scene: Scene) -> None:
    """Delete the writer; the data is the cluster's, not the instance's."""
    scene.notes[LOST] = _kept(scene, _writer(scene))
    _delete(scene, scene.notes[LOST])


def _delete(scene: Scene, instance: dict[str, Any]) -> None:
    name = instance["DBInstanceIdentifier"]
    scene.client("rds").delete_db_instance(DBInstanceIdentifier=name, SkipFinalSnapshot=True)


def _told(scene: Scene) -> str:
    """Return what RDS has said first of the cluster or of the instance that is lost."""
    sources = {scene.outputs["database_cluster_id"], scene.notes[LOST]["DBInstanceIdentifier"]}
    heard = [each for each in chain.heard(scene) if each.get("Source ID") in sources]
    return str(heard[0]["Event Message"]) if heard else ""


def _promoted(scene: Scene) -> str:
    """Return which other instance writes; the operator's shell is told which one is lost."""
    lost = scene.notes[LOST]
    scene.shell.export(
        LOST=lost["DBInstanceIdentifier"],
        ZONE=lost["AvailabilityZone"],
        TIER=str(lost["PromotionTier"]),
    )
    now = _writer(scene)
    return now if now != lost["DBInstanceIdentifier"] else ""


def _health_of_all(scene: Scene) -> str:
    """Return the API's health, or which instance the cluster has not got again."""
    lost = str(scene.notes[LOST]["DBInstanceIdentifier"])
    return probes.health(scene) if lost in _members(scene) else f"{lost} is no instance of the cluster"


def _make(scene: Scene, instance: dict[str, Any]) -> None:
    """Make an instance again unless it is there, and wait until it serves."""
    rds, name = scene.client("rds"), instance["DBInstanceIdentifier"]

    def serves() -> bool:
        [found] = rds.describe_db_instances(DBInstanceIdentifier=name)["DBInstances"]
        return bool(found["DBInstanceStatus"] == AVAILABLE)

    try:
        rds.describe_db_instances(DBInstanceIdentifier=name)
    except ClientError as error:
        if error.response["Error"]["Code"] != "DBInstanceNotFound":
            raise
        rds.create_db_instance(**instance)
    scene.until(f"{name} is {AVAILABLE}", serves, PATIENCE)


def _mend(scene: Scene) -> None:
    if LOST in scene.notes:
        _make(scene, scene.notes[LOST])


def _take_readers(scene: Scene) -> None:
    names = [name for name, writes in _members(scene).items() if not writes]
    scene.notes[READERS] = [_kept(scene, name) for name in names]
    for each in scene.notes[READERS]:
        _delete(scene, each)


def _give_readers(scene: Scene) -> None:
    for each in scene.notes.pop(READERS):
        _make(scene, each)


DRILL = Drill(
    scenario="database-failover",
    threat="The instance that writes fails, or its zone does: for a while nothing can be written.",
    disruption="",
    needs_database=True,
    steps=(
        *steps.STEADY,
        Step(
            "I1",
            Phase.INJECT,
            "The writer is gone",
            "Deleted for good, so that nothing but the reader can help.",
            timedelta(minutes=5),
            _lose,
        ),
        Step(
            "1",
            Phase.DETECT,
            "RDS has told of it",
            "Its events go to the same topic as the alarms.",
            timedelta(minutes=15),
            _told,
            Something(),
            until=True,
        ),
        Step(
            "2",
            Phase.DETECT,
            "Look who writes",
            "While a failover is under way there is nothing to do.",
            timedelta(minutes=2),
        ),
        Step(
            "3",
            Phase.RECOVER,
            "Another instance writes",
            "Aurora promotes the reader by itself; endpoints follow.",
            timedelta(minutes=10),
            _promoted,
            Something(),
            until=True,
        ),
        Step(
            "4",
            Phase.RECOVER,
            "Make the missing instance again",
            "A writer without a reader would take ten minutes at the next loss, in place of one.",
            timedelta(minutes=45),
        ),
        Step(
            "5",
            Phase.VERIFY,
            "All instances are there, and the API is not degraded",
            "Degraded means that requests succeed, and their audit rows wait.",
            timedelta(minutes=10),
            _health_of_all,
            Exactly("healthy"),
            until=True,
        ),
        Step(
            "6",
            Phase.VERIFY,
            "Every record has its audit row",
            "What was acknowledged while nothing wrote waits in the outbox, and the schedule catches up.",
            timedelta(minutes=30),
            rows.missing,
            Exactly(0),
            until=True,
        ),
        steps.nothing_lost(
            "7", "Records are kept beside the database, and do not wait for it.", timedelta(minutes=5)
        ),
        Step(
            "C1",
            Phase.CLEAN_UP,
            "The cluster has all of its instances",
            "A drill that failed half-way must not leave one instance alone.",
            timedelta(minutes=45),
            _mend,
        ),
        steps.left("C2"),
    ),
    control=Control(
        title="there is no reader",
        why="With one instance alone there is nothing to fail over to.",
        begin=_take_readers,
        end=_give_readers,
        fails_at="3",
        reason="did not happen: Another instance writes",
    ),
    published=(
        Figure(
            "Aurora failover to a reader",
            timedelta(0),
            timedelta(minutes=1),
            "typically under 60 s, often under 30 s; storage is shared, so nothing is lost",
            "Aurora user guide, High availability for Amazon Aurora",
        ),
        Figure(
            "Aurora without a reader",
            timedelta(0),
            timedelta(minutes=10),
            "typically under 10 minutes; made again in the same zone, so the loss of a zone has no figure",
            "Aurora user guide, High availability for Amazon Aurora",
        ),
    ),
    model=Model(
        parts=(
            Part("detect", timedelta(0), "in the published time: Aurora notices, and waits for nobody"),
            Part("decide", timedelta(0), "in the published time: nobody has to"),
            Part("recover", timedelta(minutes=1), "published: typically under 60 s"),
            Part("verify", timedelta(minutes=5), "the schedule's interval, in which what waits is caught up"),
        ),
        rpo=timedelta(0),
        rpo_source="published: one storage of six copies in three zones, whichever instance writes",
    ),
    limits=(
        "How long Aurora takes to fail over, and to make an instance: 30 s here are set, not measured.",
        "Drivers, pools and DNS: the function asks by the Data API, and the sandbox has nothing else.",
        "The lag of a reader: in the sandbox writer and reader are one server.",
        "That Aurora itself puts a failed instance back, which it does in an account unless it was deleted.",
    ),
)
